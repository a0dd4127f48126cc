"""Tables of Word files at full width: a cell that spans columns or rows stands in each place that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_COLUMNS = 200
_MOST_CELLS = 200_000
_LONG_CELL = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs, the same as one line, its width, and whether it goes on from above or from the left."""

    lines: tuple[str, ...]
    text: str = ""
    columns: int = 1
    continues: bool = False
    repeats_left: bool = False


def is_data_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """True where rows and columns carry meaning: two of each, no cell that holds most of the text in paragraphs."""
    filled = [row for row in rows if row]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return False
    whole = sum(len(cell.text) for row in filled for cell in row)
    return not any(
        len(cell.text) > _LONG_CELL and len(cell.text) > whole * 0.6 and len(cell.lines) > 3
        for row in filled
        for cell in row
    )


def expand(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The texts of all rows, column by column."""
    expanded: list[list[str]] = []
    above: list[str] = []
    written = 0
    for cells in rows:
        row: list[str] = []
        for cell in cells:
            text = cell.text
            if cell.continues and len(row) < len(above):
                text = above[len(row)]
            elif cell.repeats_left and row:
                text = row[-1]
            row.extend([text] * min(cell.columns, max(0, _MOST_COLUMNS - len(row))))
        expanded.append(row)
        above = row
        written += len(row)
        if written > _MOST_CELLS:
            break
    return expanded
