"""Lines → paragraphs. A line goes on from the one above where only the right margin broke it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from metrics.documents.lines import is_wide, join_lines
from metrics.documents.pdf_lines import Line

_MARK = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条编部]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}(?:[、．]|\.(?![0-9]))|[①-⑳●■◆▲★•]"
)
_STOPS = "。！？；："
_CLOSERS = "，。、；：！？）》”’】〕%％"
_ASCII_RUN = re.compile(r"[!-~]{1,40}")
#: A line that is only a day: that of a signature, or below a title.
_DAY = re.compile(r"[（(]?[0-9]{4} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日[）)]?")
_SHORT = 2
_INDENT = 1.2
_WIDE_GAP = 1.35


@dataclass(frozen=True, slots=True)
class Margins:
    """Edges of the text of a stream of lines, the usual step from line to line, and the usual size.

    ``is_kept`` is False where the right edge is that of one line alone: then no line need have been broken there.
    """

    left: float
    right: float
    pitch: float
    em: float
    is_kept: bool = True


def margins_of(lines: Sequence[Line]) -> Margins:
    """Margins that at least two lines keep, where there are such."""
    em = median(line.em for line in lines)
    steps = [first.base - second.base for first, second in pairwise(lines) if first.base > second.base]
    left, _ = _kept([line.left for line in lines], em, -1)
    right, is_kept = _kept([line.right for line in lines], em, 1)
    return Margins(left, right, median(steps) if steps else em * 2, em, is_kept)


def _kept(edges: Sequence[float], em: float, outwards: int) -> tuple[float, bool]:
    """The outermost edge that two lines share, unless as many go beyond it, and whether there is one."""
    places = Counter(round(edge / (em * 0.4)) for edge in edges)
    outermost = sorted(edges, reverse=outwards > 0)
    for beyond, edge in enumerate(outermost):
        at = round(edge / (em * 0.4))
        sharing = places[at] + places[at - outwards]
        if sharing > 1:
            return (edge, True) if sharing > beyond else (outermost[0], False)
    return outermost[0], False


def goes_on(last: Line, line: Line, margins: Margins, last_margins: Margins, *, same_page: bool) -> bool:
    """Whether a line belongs to the paragraph of the line before it, which may stand in another column or page."""
    if abs(last.em - line.em) > 0.12 * max(last.em, line.em):
        return False
    if same_page and last.base - line.base > _WIDE_GAP * max(margins.pitch, line.em * 1.2):
        return False
    if _is_title(last, margins) and _is_title(line, margins):
        return same_page
    em = margins.em
    was_forced = last.right + _first_word(line) > last_margins.right - 0.3 * em
    ended = last.text[-1] in _STOPS
    if not was_forced or (ended and (_MARK.match(line.text) or _opens_something(line, margins, last_margins))):
        return False
    if _DAY.fullmatch(line.text) and last.left - last_margins.left > _INDENT * em:
        return False
    if line.left - margins.left < _INDENT * em:
        return True
    return (
        not ended
        and abs((line.left - margins.left) - (last.left - last_margins.left)) < 0.5 * em
        and not _MARK.match(line.text)
    )


def _opens_something(line: Line, margins: Margins, last_margins: Margins) -> bool:
    """Whether a line behind a stop is none of the same paragraph: no line shows where lines had to be broken, or it
    is short and ends without a stop, as titles, issuers and days do and last lines of paragraphs do not.
    """
    if not last_margins.is_kept:
        return True
    return line.right < margins.right - _SHORT * margins.em and line.text[-1] not in _CLOSERS


def _first_word(line: Line) -> float:
    """Width of the first thing that cannot be broken: a number or word, or a character with the stops behind it."""
    text = line.text
    run = _ASCII_RUN.match(text)
    if run:
        return min(len(run[0]) * 0.5 * line.em, line.right - line.left)
    stops = len(text[1:4]) - len(text[1:4].lstrip(_CLOSERS))
    return (1 + stops) * line.em if is_wide(text[0]) else line.em


def _is_title(line: Line, margins: Margins) -> bool:
    """A large line in the middle."""
    off_centre = abs((line.left + line.right) - (margins.left + margins.right))
    return line.em > 1.15 * margins.em and off_centre < 2 * line.em and line.left > margins.left - line.em


def join_paragraph(lines: Sequence[Line]) -> str:
    """The text of lines that go on from each other."""
    return join_lines(line.text for line in lines)
