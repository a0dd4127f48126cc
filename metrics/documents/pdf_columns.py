"""Pages set in two columns are read one column after the other; lines of aligned pieces are rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from metrics.documents.pdf_lines import Line, Piece

_LEAST_LINES = 6
_LEAST_WIDTH = 9
_STEPS = 24
#: Rows of one table are at most so many characters apart.
_ROW_STEP = 4
#: Columns closer than so many characters may hold a piece of the one beside them.
_CLEAR_GAP = 1.0
#: Two figures that the page sets so close that they are one piece.
_TWO_FIGURES = re.compile(r"[0-9.%] +[-+]?[0-9]")
#: Parts cells that are a guess. Tabs say which column a cell stands in; a gap says only that one ends there.
GAP = "\u3000\u3000"


class AlignedRow(NamedTuple):
    """Cells of a line that is cut where its neighbours are. ``is_sure`` is False in a table set too tight for that."""

    cells: tuple[str, ...]
    is_sure: bool = True

    @property
    def line(self) -> str:
        """The row as text: cells parted by tabs, in a tight table by gaps, without its empty cells."""
        if self.is_sure:
            return "\t".join(self.cells) if len(set(self.cells)) > 1 else self.cells[0]
        return GAP.join(filter(None, self.cells))


def column_streams(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in reading order, in streams that each have margins of their own."""
    found = _two_columns(lines)
    if found is None:
        return [list(lines)] if lines else []
    start, end, gutter = found
    left: list[Line] = []
    right: list[Line] = []
    for line in lines[start:end]:
        for side, is_left in ((left, True), (right, False)):
            pieces = tuple(piece for piece in line.pieces if (piece.right <= gutter) is is_left)
            if pieces:
                side.append(replace(line, pieces=pieces))
    streams = [list(lines[:start]), left, right, *column_streams(lines[end:])]
    return [stream for stream in streams if stream]


def _two_columns(lines: Sequence[Line]) -> tuple[int, int, float] | None:
    """The longest run of lines that a gutter near the middle parts in two columns of running text."""
    if len(lines) < _LEAST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle, reach = (left + right) / 2, (right - left) * 0.15
    best: tuple[int, int, float] | None = None
    for step in range(_STEPS + 1):
        gutter = middle + reach * (2 * step / _STEPS - 1)
        start, end = _longest_run(
            [all(not piece.left < gutter < piece.right for piece in line.pieces) for line in lines]
        )
        if (best is None or end - start > best[1] - best[0]) and _is_prose(lines[start:end], gutter):
            best = start, end, gutter
    return best


def _longest_run(fits: Sequence[bool]) -> tuple[int, int]:
    best, start = (0, 0), 0
    for at, fit in enumerate([*fits, False]):
        if not fit:
            best = max(best, (start, at), key=lambda run: run[1] - run[0])
            start = at + 1
    return best


def _is_prose(lines: Sequence[Line], gutter: float) -> bool:
    sides: tuple[list[float], list[float]] = ([], [])
    for line in lines:
        for piece in line.pieces:
            sides[piece.left >= gutter].append((piece.right - piece.left) / line.em)
    return all(len(side) >= _LEAST_LINES and sum(side) / len(side) >= _LEAST_WIDTH for side in sides)


def aligned_rows(lines: Sequence[Line], columns_above: int = 0) -> list[Line | AlignedRow]:
    """Lines in order, with runs of two and more lines that are cut at the same places turned into rows of cells.

    ``columns_above`` is the width of the row that the page or column before ended with: one line may go on from it.
    """
    found: list[Line | AlignedRow] = []
    if len(lines) > 0 and len(lines[0].pieces) == columns_above and (len(lines) == 1 or len(lines[1].pieces) == 1):
        found.append(AlignedRow(tuple(piece.text for piece in lines[0].pieces)))
        lines = lines[1:]
    run: list[Line] = []
    for line in [*lines, None]:
        is_cut = line is not None and len(line.pieces) > 1
        if line is None or not is_cut or (run and run[-1].base - line.base > _ROW_STEP * line.em):
            found.extend(_rows(run) or run)
            run = []
        if line is not None and is_cut:
            run.append(line)
            continue
        if line is not None:
            found.append(line)
    return found


def _rows(run: Sequence[Line]) -> list[AlignedRow] | None:
    if len(run) < 2:
        return None
    columns = _columns([piece for line in run for piece in line.pieces])
    if len(columns) < 2:
        return None
    rows = [_cells(line, columns) for line in run]
    if not all(sum(map(bool, row)) > 1 for row in rows):
        return None
    is_sure = _is_clear(run, columns)
    return [AlignedRow(row, is_sure) for row in rows]


def _is_clear(run: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each piece stands in one column for certain: none joined, none shared, clear gaps between columns."""
    em = max(line.em for line in run)
    if any(second[0] - first[1] < _CLEAR_GAP * em for first, second in pairwise(columns)):
        return False
    if any(_TWO_FIGURES.search(piece.text) for line in run for piece in line.pieces):
        return False
    return all(len(line.pieces) == sum(map(bool, _cells(line, columns))) for line in run)


def _columns(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    columns: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], piece.right)
        else:
            columns.append((piece.left, piece.right))
    return columns


def _cells(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    bounds = [(first[1] + second[0]) / 2 for first, second in pairwise(columns)]
    cells = [""] * len(columns)
    for piece in line.pieces:
        at = sum(1 for bound in bounds if piece.left > bound)
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return tuple(cells)
