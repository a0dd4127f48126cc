"""Characters with places → lines of pieces. A gap wider than a character and a half parts two pieces of a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from metrics.documents.lines import is_wide, tidy
from metrics.documents.pdf_page import Glyph

_SAME_LINE = 0.4
_PIECE_GAP = 1.5
_WORD_GAP = 0.12


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line on a page: pieces from left to right, base line, and the size of its characters."""

    pieces: tuple[Piece, ...]
    base: float
    em: float

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def read_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom."""
    groups: list[list[Glyph]] = []
    first: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        if first is None or first.base - glyph.base > _SAME_LINE * max(_size(first), _size(glyph)):
            groups.append([])
            first = glyph
        groups[-1].append(glyph)
    return [line for group in groups if (line := _line(group)).pieces]


def _size(glyph: Glyph) -> float:
    return glyph.right - glyph.left if is_wide(glyph.char) else (glyph.top - glyph.bottom) * 0.75


def _line(glyphs: Sequence[Glyph]) -> Line:
    em = median([_size(glyph) for glyph in glyphs if is_wide(glyph.char)] or [_size(glyph) for glyph in glyphs]) or 1.0
    bases = median(glyph.base for glyph in glyphs)
    pieces: list[Piece] = []
    run: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        if run and _is_overprint(run[-1], glyph):
            continue
        if run and glyph.left - run[-1].right > _PIECE_GAP * em:
            pieces.append(_piece(run, em))
            run = []
        run.append(glyph)
    if run:
        pieces.append(_piece(run, em))
    return Line(tuple(piece for piece in pieces if piece.text), bases, em)


def _is_overprint(last: Glyph, glyph: Glyph) -> bool:
    """Bold letters are often made by printing them twice, a hair apart."""
    return last.char == glyph.char and glyph.left - last.left < 0.25 * (glyph.right - glyph.left)


def _piece(run: Sequence[Glyph], em: float) -> Piece:
    written = [run[0].char]
    for last, glyph in pairwise(run):
        if glyph.left - last.right > _WORD_GAP * em and last.char.isascii() and glyph.char.isascii():
            written.append(" ")
        written.append(glyph.char)
    return Piece(tidy("".join(written)), run[0].left, run[-1].right)
