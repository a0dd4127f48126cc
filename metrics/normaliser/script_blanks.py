"""Rows of tables whose cells are parted by single blanks, brought to cells between tabs.

Blanks at numbers are taken out of running text, and cells would run together; so rows are looked for before: lines of
a name and figures that have as many cells as the line of heads above them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.normaliser.tables_cells import numbers_columns

#: A figure between a blank and the line end: the sign that a line may be such a row.
_FIGURE_AT_END = re.compile(r" [-+]?[0-9][0-9.,]*%?[ ]*\n")
_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-—―]{1,3}")
_YEAR = re.compile("(?:19|20)[0-9]{2}年?")
_NO_CELLS = re.compile(r"[\t|。；，！？a-z]|[ ]{2}|(?<!其中)：")
_LETTER = re.compile("[一-龥]")
LEAST_CELLS, MOST_CELLS, LONGEST_LINE, LONGEST_HEAD, LEAST_ROWS = 3, 16, 160, 24, 2
_BLANK = " \u3000"


def blanks_of_tables_as_tabs(plain: str) -> str:
    """A text whose rows of cells parted by single blanks have tabs between them."""
    if len(_FIGURE_AT_END.findall(f"{plain}\n")) < LEAST_ROWS:
        return plain
    lines = plain.split("\n")
    at = 0
    while at < len(lines):
        width = len(_heads(lines[at]))
        rows = _rows_below(lines, at + 1, width) if width else []
        if len(rows) >= LEAST_ROWS:
            for row in (at, *rows):
                lines[row] = _with_tabs(lines[row])
        at = rows[-1] + 1 if rows else at + 1
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    if not LEAST_CELLS * 2 <= len(line) <= LONGEST_LINE:
        return []
    kept = line.strip(_BLANK)
    if not LEAST_CELLS - 1 <= kept.count(" ") < MOST_CELLS or _NO_CELLS.search(kept):
        return []
    return kept.split(" ")


def _heads(line: str) -> list[str]:
    """The cells of a line that may be one of heads: words and years."""
    cells = _cells(line)
    are_heads = all(
        len(cell) <= LONGEST_HEAD and (_YEAR.fullmatch(cell) or not _FIGURE.fullmatch(cell)) for cell in cells
    )
    return cells if cells and are_heads and _LETTER.search(cells[0]) else []


def _rows_below(lines: Sequence[str], first: int, width: int) -> list[int]:
    """Lines that are rows under heads; words alone in a line name a group of them."""
    rows: list[int] = []
    for at in range(first, len(lines)):
        cells = _cells(lines[at])
        if len(cells) == width and _is_row(cells):
            rows.append(at)
        elif at - (rows[-1] if rows else first - 1) > 1 or len(lines[at].split()) > 1 or len(lines[at]) > LONGEST_HEAD:
            break
    return rows


def _is_row(cells: Sequence[str]) -> bool:
    """Whether a line names something and ends in its figures."""
    if numbers_columns(cells):
        return True
    return _LETTER.search("".join(cells[:2])) is not None and all(map(_FIGURE.fullmatch, cells[-2:]))


def _with_tabs(line: str) -> str:
    kept = line.strip(_BLANK)
    start = line.index(kept)
    return f"{line[:start]}{kept.replace(' ', chr(9))}{line[start + len(kept) :]}"
