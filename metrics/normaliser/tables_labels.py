"""Names of the rows of a table: label, group, the row above that it is a part of, and the unit that goes with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.normaliser.tables_cells import Cell, Row, filled_of
from metrics.normaliser.tables_columns import Column, Label, read_label, says
from metrics.normaliser.tables_figures import is_figure, is_year
from metrics.normaliser.units import canonical

SUMS = frozenset({"合计", "总计", "小计", "总 计", "合 计"})
_INDENT = " \u3000"


@dataclass(frozen=True, slots=True)
class RowName:
    """What one row says of its figures. ``at`` is the place of its label among its cells.

    ``is_unit_own`` is False where the unit comes from a row above that this one is no part of.
    """

    label: Label
    group: str
    at: int
    left: str = ""
    unit: str | None = None
    is_unit_own: bool = True
    has_unknown_unit: bool = False

    @property
    def is_year(self) -> bool:
        """Whether the row is one year of what the columns name."""
        return is_year(self.label.name)


class RowNames:
    """Reads the rows of one table from above; remembers groups, parents and units."""

    def __init__(self, text: str, has_unit_column: bool) -> None:
        self._text = text
        self._has_unit_column = has_unit_column
        self._line_group = self._row_group = self._parent = ""
        self._left = self._name = ""
        self._indent = 0
        self._unit: str | None = None
        self._labels: Counter[str] = Counter()

    def read(self, row: Row, placed: Sequence[tuple[Column, Cell]]) -> RowName | None:
        """The name of one row; None for a row that only opens a group, or is a note, or has no label."""
        if row.group != self._line_group:
            self._line_group, self._row_group = row.group, ""
            self._parent, self._unit, self._indent = "", None, 0
        filled = filled_of(row.cells)
        at = label_column(placed)
        scope = next((n for n, (column, cell) in enumerate(placed) if column.is_scope and _is_word(cell.text)), None)
        if at is None and scope is not None and self._name:
            return self._named(row, placed, scope, read_label(self._name))
        if at is None:
            self._open_group(filled)
            return None
        if len(filled) == 1:
            self._open_group(filled)
            return None
        return self._named(row, placed, at, read_label(placed[at][1].text))

    def said_twice(self) -> frozenset[str]:
        """Labels that more than one row has: their groups tell them apart."""
        return frozenset(label for label, times in self._labels.items() if times > 1)

    def _named(self, row: Row, placed: Sequence[tuple[Column, Cell]], at: int, label: Label) -> RowName:
        indent = self._indent_of(placed[at][1])
        is_part = label.is_part or (self._parent != "" and indent > self._indent)
        written = next((cell.text for column, cell in placed if column.is_unit and cell.text), None)
        is_known = written is not None and canonical(written) is not None
        own = written if is_known else label.unit
        self._labels[label.name] += 1
        self._name = label.name
        scope = next((cell.text for column, cell in placed if column.is_scope and _is_word(cell.text)), "")
        name = RowName(
            replace(label, parent=self._parent if is_part else ""),
            self._row_group or row.group,
            at,
            scope or self._left_of(placed, at),
            unit=own or self._unit,
            is_unit_own=own is not None or is_part,
            has_unknown_unit=written is not None and own is None,
        )
        self._unit = own or (None if self._has_unit_column and not is_part else self._unit)
        if not is_part:
            self._parent, self._indent = label.name, indent
        return name

    def _open_group(self, filled: Sequence[Cell]) -> None:
        """A row of a name alone names the rows below it, and may give them their unit."""
        if not filled or is_figure(filled[0].text) or len({cell.text for cell in filled}) > 1:
            return
        label = read_label(filled[0].text)
        self._row_group = self._parent = label.name
        self._unit, self._indent = label.unit, self._indent_of(filled[0])

    def _indent_of(self, cell: Cell) -> int:
        """Blanks before a label, where it opens its line or inside its cell."""
        start = cell.start
        while start > 0 and self._text[start - 1] in _INDENT:
            start -= 1
        return cell.start - start

    def _left_of(self, placed: Sequence[tuple[Column, Cell]], at: int) -> str:
        """Name to the left of a label (县区 before 指标), which tells equal labels apart; it holds until the next."""
        left = [cell.text for column, cell in placed[:at] if cell.text and not column.holds_text]
        named = [text for text in left if not is_figure(text) and not text.isdigit()]
        if named:
            self._left = read_label(named[-1]).name
        elif at == 0:
            self._left = ""
        return self._left


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def is_note(row: Row) -> bool:
    """Whether a row says something of the table (注：增长按可比价计算)."""
    filled = row.filled
    return bool(filled) and says("notes", filled[0].text)


def label_column(placed: Sequence[tuple[Column, Cell]]) -> int | None:
    """The last column of text before the first figure or unit."""
    label = None
    for at, (column, cell) in enumerate(placed):
        if column.is_unit or (label is not None and (is_figure(cell.text) or column.holds_figures)):
            break
        if _may_be_label(column, cell.text) and (label is None or not _is_of_other_names(column)):
            label = at
    return label


def _is_of_other_names(column: Column) -> bool:
    """Whether a column repeats the names of the rows in another language (item)."""
    return column.head.isascii() and column.head.isalpha()


def _may_be_label(column: Column, text: str) -> bool:
    if is_year(text):
        return not column.holds_figures
    if not any(character.isalpha() for character in text) or (column.is_ignored and text not in SUMS):
        return False
    return not text[0].isdigit() or not is_figure(text)
