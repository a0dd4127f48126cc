"""Of what columns a row may consist in a table that lost its rows, and what its cells say together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.normaliser.tables_cells import Cell
from metrics.normaliser.tables_stream_heads import Sort, is_section, is_sign
from metrics.normaliser.tables_units import unit_in

PARTS = ("其中", "#", "＃")
#: So many figure columns make it certain that a row without its last columns has them merged with the row above.
_LEAST_FIGURES_OF_MERGED = 3
#: A figure with a remark behind it (80%（进度滞后）).
_REMARK = re.compile("([≥≤]?[0-9][0-9.,]*[%‰]?)（")


def names_of_parts(names: Sequence[Cell], times: int) -> tuple[int, list[Cell]] | None:
    """How many names open a group, and those of the rows in one cell, with what they are parts of."""
    groups = 0
    while groups < len(names) and is_section(names[groups].text):
        groups += 1
    own = names[groups:]
    if len(own) == times:
        if own[1].text.startswith(PARTS):
            return groups, [own[0], *(_part(own[0], part) for part in own[1:])]
        return groups, list(own)
    if len(own) == times + 1 and own[1].text.startswith(PARTS):
        return groups, [_part(own[0], part) for part in own[1:]]
    return None


def _part(whole: Cell, part: Cell) -> Cell:
    """The name of a part, with that of the whole and its unit."""
    name = part.text.removeprefix("其中").lstrip("#＃：:，")
    return Cell(part.start, part.end, f"{whole.text}（{unit_in(name)[0]}）")


def signed(cells: list[Cell], sorts: Sequence[Sort]) -> Sequence[Cell]:
    """A sign in a column of its own before a figure (≥ | 95) put to it."""
    for column, sort in enumerate(sorts):
        remark = _REMARK.match(cells[column].text) if sort is Sort.FIGURE else None
        if remark:
            cells[column] = Cell(cells[column].start, cells[column].start + remark.end(1), remark[1])
    for column, sort in enumerate(sorts[:-1]):
        sign, figure = cells[column], cells[column + 1]
        if (
            sort is Sort.NATURE
            and sorts[column + 1] is Sort.FIGURE
            and is_sign(sign.text)
            and figure.text[:1].isdigit()
        ):
            cells[column + 1] = with_sign(sign.text, figure)
    return cells


def with_sign(sign: str, figure: Cell) -> Cell:
    """A figure with the sign from the cell before it, where that bounds it."""
    told = {"≧": "≥", "≦": "≤", "＞": ">", "＜": "<"}.get(sign, sign)
    before = told if told in "≥≤<>" else ""
    return Cell(figure.start - len(before), figure.end, f"{before}{figure.text}")


def forms(sorts: Sequence[Sort]) -> list[list[int]]:
    """Columns of whole rows: groups that hold on from the row above are missing, and words at the end may be."""
    groups = [n for n, sort in enumerate(sorts) if sort is Sort.GROUP]
    return [
        [n for n in range(len(sorts) - cut) if n not in groups[:merged]]
        for merged in range(len(groups) + 1)
        for cut in range(_tail(sorts) + 1)
    ]


def forms_below(sorts: Sequence[Sort]) -> list[list[int]]:
    """Columns of a second row of one indicator (户籍人口, 全人口): from the words behind its name on."""
    name = max(n for n, sort in enumerate(sorts) if sort is Sort.NAME)
    figure = sorts.index(Sort.FIGURE)
    first = next((n for n in range(name + 1, figure) if sorts[n] is Sort.TEXT), None)
    if first is None:
        return []
    return [list(range(first, len(sorts) - cut)) for cut in range(_tail(sorts) + 1)]


def forms_merged(sorts: Sequence[Sort]) -> list[list[int]]:
    """Columns of a row up to its last figure, where those behind hold on from the row above."""
    last = max(n for n, sort in enumerate(sorts) if sort is Sort.FIGURE)
    behind = sorts[last + 1 :]
    if sorts.count(Sort.FIGURE) < _LEAST_FIGURES_OF_MERGED or Sort.SCORE not in behind:
        return []
    groups = [n for n, sort in enumerate(sorts) if sort is Sort.GROUP]
    return [[n for n in range(last + 1) if n not in groups[:merged]] for merged in range(len(groups) + 1)]


def _tail(sorts: Sequence[Sort]) -> int:
    """How many columns of words stand at the end."""
    return next((n for n, sort in enumerate(reversed(sorts)) if sort is not Sort.TEXT), len(sorts))
