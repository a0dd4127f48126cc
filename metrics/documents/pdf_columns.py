"""Pages set in two columns are read one column after the other; lines of aligned pieces are rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from metrics.documents.pdf_lines import Line, Piece

_LEAST_LINES = 6
_LEAST_WIDTH = 9
_STEPS = 24
#: Rows of one table are at most so many characters apart.
_ROW_STEP = 4


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


def aligned_rows(lines: Sequence[Line], columns_above: int = 0) -> list[Line | tuple[str, ...]]:
    """Lines in order, with runs of two and more lines that are cut at the same places turned into rows of cells.

    ``columns_above`` is the width of the row that the page or column before ended with: one line may go on from it.
    """
    found: list[Line | tuple[str, ...]] = []
    if len(lines) > 0 and len(lines[0].pieces) == columns_above and (len(lines) == 1 or len(lines[1].pieces) == 1):
        found.append(tuple(piece.text for piece in lines[0].pieces))
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


def _rows(run: Sequence[Line]) -> list[tuple[str, ...]] | None:
    if len(run) < 2:
        return None
    columns = _columns([piece for line in run for piece in line.pieces])
    if len(columns) < 2:
        return None
    rows = [_cells(line, columns) for line in run]
    return rows if all(sum(map(bool, row)) > 1 for row in rows) else None


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
