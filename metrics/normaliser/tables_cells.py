"""Rows of tables and their cells, with the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from metrics.normaliser.records import Record

_GAP = re.compile("[ \u3000]{2,}|\u3000")
_BLANK = " \u3000\xa0*"


@dataclass(slots=True)
class Cell(Record):
    """One cell: its stripped text and where that stands."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Row(Record):
    """One row as written, where it stands, and the label of the group of rows it stands in.

    Its cells are cut when they are first asked for, and kept with the line that they were ``cut`` of. Only the cells of
    a row that stand apart in the text are ``held``; ``is_guess`` says that their places are not sure.
    """

    line: str
    start: int
    group: str = ""
    held: tuple[Cell, ...] = ()
    is_guess: bool = False
    cut: tuple[str, int, tuple[Cell, ...]] | None = field(default=None, compare=False, repr=False)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, empty ones too."""
        if self.held:
            return self.held
        cut = self.cut
        if cut is None or cut[0] is not self.line or cut[1] != self.start:
            cut = self.cut = (self.line, self.start, tuple(_cells(self.line, self.start)))
        return cut[2]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """Cells with something in them."""
        return filled_of(self.cells)

    @property
    def is_spaced(self) -> bool:
        """Whether only blanks part the cells, so that an empty cell leaves no trace."""
        line = self.line
        return not self.held and line[0] != "|" and "\t" not in line and "|" not in line and "\n" not in line


def filled_of(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row that have something in them."""
    return tuple(cell for cell in cells if cell.text)


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns (甲 乙 1 2 3)."""
    numbers = [text for text in texts if text.isdigit()]
    others = [text for text in texts if not text.isdigit()]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)] and all(
        text in "甲乙丙丁戊" or text in ("栏次", "栏目", "列次") for text in others
    )  # fmt: skip


def _cells(line: str, start: int) -> list[Cell]:
    if line[0] == "|":
        return _parted_cells(line[1:].removesuffix("|"), "|", start + 1)
    if "\n" in line:
        return [cell for cell in _parted_cells(line, "\n", start) if cell.text]
    if "\t" in line or "|" in line:
        return _parted_cells(line, "\t" if "\t" in line else "|", start)
    return _spaced_cells(line, start)


def _parted_cells(line: str, mark: str, start: int) -> list[Cell]:
    cells: list[Cell] = []
    for written in line.split(mark):
        cells.append(cell_of(written, start))
        start += len(written) + 1
    return cells


def _spaced_cells(line: str, start: int) -> list[Cell]:
    cells: list[Cell] = []
    last = 0
    for gap in _GAP.finditer(line):
        cells.append(cell_of(line[last : gap.start()], start + last))
        last = gap.end()
    cells.append(cell_of(line[last:], start + last))
    return cells


def cell_of(written: str, start: int) -> Cell:
    """A piece of text as a cell, without the blanks around it."""
    if not written or (written[0] not in _BLANK and written[-1] not in _BLANK):
        return Cell(start, start + len(written), written)
    kept = written.lstrip(_BLANK)
    first = start + len(written) - len(kept)
    kept = kept.rstrip(_BLANK)
    return Cell(first, first + len(kept), kept)
