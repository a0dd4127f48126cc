"""Ruled tables of a page: rules that meet make a grid, cells without a wall between them are one merged cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.documents.lines import join_lines
from metrics.documents.pdf_lines import read_lines
from metrics.documents.pdf_page import Glyph, Rule

_SNAP = 3.0
_MOST_RULES = 600
_LONG_CELL = 400


@dataclass(frozen=True, slots=True)
class Grid:
    """Places of the walls of one table, and for each place in it the number of the cell it belongs to."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_of(self, glyph: Glyph) -> int | None:
        """The cell that a character stands in."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        if not (self.across[0] < x < self.across[-1] and self.down[-1] < y < self.down[0]):
            return None
        row = bisect_right([-place for place in self.down], -y) - 1
        return self.cells[row][bisect_right(self.across, x) - 1]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """Rows of a table and where it begins."""

    top: float
    rows: tuple[tuple[str, ...], ...]


def read_tables(glyphs: Sequence[Glyph], rules: Iterable[Rule]) -> tuple[list[RuledTable], list[Glyph]]:
    """Tables of a page, and the characters outside them."""
    tables: list[RuledTable] = []
    for grid in find_grids(rules):
        inside: dict[int, list[Glyph]] = {}
        outside: list[Glyph] = []
        for glyph in glyphs:
            cell = grid.cell_of(glyph)
            (outside if cell is None else inside.setdefault(cell, [])).append(glyph)
        texts = {cell: join_lines(line.text for line in read_lines(held)) for cell, held in inside.items()}
        whole = sum(map(len, texts.values()))
        if any(len(text) > _LONG_CELL and len(text) > 0.6 * whole for text in texts.values()):
            continue
        rows = tuple(tuple(texts.get(cell, "") for cell in row) for row in grid.cells)
        tables.append(RuledTable(grid.down[0], tuple(row for row in rows if any(row))))
        glyphs = outside
    return tables, list(glyphs)


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """Grids of two cells and more, from top to bottom."""
    merged = _merged(rules)
    if len(merged) > _MOST_RULES:
        return []
    grids = [grid for group in _touching(merged) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: -grid.down[0])


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules in one line that touch, as one."""
    merged: list[Rule] = []
    for group in _in_line(rules):
        at = sum(rule.at for rule in group) / len(group)
        for rule in sorted(group, key=lambda rule: rule.start):
            last = merged[-1] if merged else None
            if last and last.is_vertical == rule.is_vertical and last.at == at and rule.start <= last.end + _SNAP:
                merged[-1] = Rule(rule.is_vertical, at, last.start, max(last.end, rule.end))
            else:
                merged.append(Rule(rule.is_vertical, at, rule.start, rule.end))
    return merged


def _in_line(rules: Iterable[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: (rule.is_vertical, rule.at)):
        first = groups[-1][0] if groups else None
        if first is None or first.is_vertical != rule.is_vertical or rule.at - first.at > _SNAP:
            groups.append([])
        groups[-1].append(rule)
    return groups


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that cross or meet each other."""
    flat = [rule for rule in rules if not rule.is_vertical]
    upright = [rule for rule in rules if rule.is_vertical]
    group = _Sets(len(rules))
    for i, across in enumerate(flat):
        for j, down in enumerate(upright):
            meets = across.start - _SNAP <= down.at <= across.end + _SNAP
            if meets and down.start - _SNAP <= across.at <= down.end + _SNAP:
                group.join(i, len(flat) + j)
    found: dict[int, list[Rule]] = {}
    for at, rule in enumerate([*flat, *upright]):
        found.setdefault(group.root(at), []).append(rule)
    return [members for members in found.values() if len(members) > 2]


def _grid(rules: Sequence[Rule]) -> Grid | None:
    flat = [rule for rule in rules if not rule.is_vertical]
    upright = [rule for rule in rules if rule.is_vertical]
    # Tables without outer walls end where their rules end.
    across = _places([r.at for r in upright] + [r.start for r in flat] + [r.end for r in flat])
    down = _places([r.at for r in flat] + [r.start for r in upright] + [r.end for r in upright])[::-1]
    rows, columns = len(down) - 1, len(across) - 1
    if rows < 1 or columns < 2:
        return None
    cells = _Sets(rows * columns)
    middles = [(first + second) / 2 for first, second in pairwise(across)]
    heights = [(first + second) / 2 for first, second in pairwise(down)]
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _is_wall(upright, across[column + 1], heights[row]):
                cells.join(row * columns + column, row * columns + column + 1)
            if row + 1 < rows and not _is_wall(flat, down[row + 1], middles[column]):
                cells.join(row * columns + column, (row + 1) * columns + column)
    owners = [[cells.root(row * columns + column) for column in range(columns)] for row in range(rows)]
    return _without_doubles(across, down, owners)


def _without_doubles(across: list[float], down: list[float], owners: list[list[int]]) -> Grid | None:
    """The grid without rows and columns that are one with those before them."""
    kept_rows = [row for row in range(len(owners)) if row == 0 or owners[row] != owners[row - 1]]
    by_column = [list(column) for column in zip(*owners, strict=True)]
    kept = [column for column in range(len(by_column)) if column == 0 or by_column[column] != by_column[column - 1]]
    if len(kept) < 2:
        return None
    return Grid(
        (*(across[column] for column in kept), across[-1]),
        (*(down[row] for row in kept_rows), down[-1]),
        tuple(tuple(owners[row][column] for column in kept) for row in kept_rows),
    )


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 2 * _SNAP:
            places.append(value)
    return places


def _is_wall(rules: Iterable[Rule], at: float, beside: float) -> bool:
    return any(abs(rule.at - at) <= 2 * _SNAP and rule.start <= beside <= rule.end for rule in rules)


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, member: int) -> int:
        while self._above[member] != member:
            self._above[member] = self._above[self._above[member]]
            member = self._above[member]
        return member

    def join(self, one: int, other: int) -> None:
        one, other = self.root(one), self.root(other)
        self._above[max(one, other)] = min(one, other)
