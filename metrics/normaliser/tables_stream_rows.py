"""Rows in a run of cells whose heads say of what sort each column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.normaliser.records import Record
from metrics.normaliser.tables_cells import Cell
from metrics.normaliser.tables_figures import is_figure
from metrics.normaliser.tables_stream_forms import (
    PARTS,
    forms,
    forms_below,
    forms_merged,
    names_of_parts,
    signed,
)
from metrics.normaliser.tables_stream_heads import Sort, fits, is_caption, is_name, is_numbered, is_section

#: A cell of words in a column of figures is no longer than this, where nothing but its place speaks for it.
_LONGEST_WORDS = 12
_MOST_NAMES = 5
_AFTER_NUMBER = "．.、*"


@dataclass(slots=True)
class FoundRow(Record):
    """One row by column; ``is_read`` is False where its cells fit under no heads, and then they stand as they come."""

    cells: tuple[Cell, ...]
    is_read: bool = True
    is_group: bool = False
    is_guess: bool = False

    @property
    def end(self) -> int:
        """Where the last of its cells ends."""
        return max(cell.end for cell in self.cells)


class RowReader:
    """Reads rows one after the other; forms of a row are the columns that it may consist of, the fullest first."""

    def __init__(self, cells: Sequence[Cell], sorts: Sequence[Sort]) -> None:
        self._cells = cells
        self._sorts = sorts
        self._forms = forms(sorts)
        self._merged = [*forms_below(sorts), *forms_merged(sorts)]
        self._index = sorts.index(Sort.INDEX) if Sort.INDEX in sorts else None
        self._name = sorts.index(Sort.NAME)
        self._number = 0
        self._has_read = False
        self._rows: list[FoundRow] = []

    def read(self) -> list[FoundRow]:
        """Rows from the first cell on, to the last that fits."""
        at = 0
        while at < len(self._cells):
            behind = self._step(at)
            if behind is None:
                behind = self._pass_over(at)
            if behind is None:
                break
            at = behind
        while self._rows and (self._rows[-1].is_group or not self._rows[-1].is_read):
            self._rows.pop()
        return self._rows

    def _step(self, at: int) -> int | None:
        """Reads the row or group that begins at a cell; the place behind it, or None."""
        form = self._form_at(at)
        if form is not None:
            self._take(at, form)
            return at + len(form)
        behind = self._stacked(at) if self._index is None else self._numbered(at)
        if behind is not None:
            return behind
        if is_caption(self._cells[at].text):
            return None
        opens = is_name(self._cells[at].text) and self._form_at(at + 1, self._forms) is not None
        if opens or (is_section(self._cells[at].text) and is_name(self._cells[at].text)):
            self._open(at)
            return at + 1
        return None

    def _numbered(self, at: int) -> int | None:
        """A row from its number to the next one, with just as many figures as there are columns of them."""
        columns = [n for n, sort in enumerate(self._sorts) if sort is Sort.FIGURE]
        if self._sorts[self._name + 1] is not Sort.FIGURE or not self._is_next(self._cells[at].text):
            return None
        number = int(self._cells[at].text.rstrip(_AFTER_NUMBER))
        last = min(at + len(self._sorts) + _MOST_NAMES, len(self._cells) - 1)
        ends = [n for n in range(at + 2, last) if self._is_number(n, number + 1)]
        if not ends and last == len(self._cells) - 1:
            ends = [len(self._cells)]
        for behind in ends:
            figures = [n for n in range(at + 1, behind) if fits(Sort.FIGURE, self._cells[n].text)]
            if len(figures) != len(columns) or figures[0] == at + 1:
                return None
            cells = self._empty(self._cells[at].start)
            cells[self._name] = self._cells[figures[0] - 1]
            for column, place in zip(columns, figures, strict=True):
                cells[column] = self._cells[place]
            self._number = number
            self._rows.append(FoundRow(tuple(cells)))
            return behind
        return None

    def _empty(self, at: int) -> list[Cell]:
        return [Cell(at, at, "")] * len(self._sorts)

    def _open(self, at: int) -> None:
        """A name alone opens a group of rows."""
        cells = self._empty(self._cells[at].end)
        cells[self._name] = self._cells[at]
        self._rows.append(FoundRow(tuple(cells), is_group=True))

    def _pass_over(self, at: int) -> int | None:
        """Passes over cells that fit nowhere, to the next full row."""
        if self._index is not None and self._is_next(self._cells[at].text):
            self._number = int(self._cells[at].text.rstrip(_AFTER_NUMBER))
        for behind in range(at + 1, min(at + 2 * len(self._sorts) + 2, len(self._cells))):
            if is_caption(self._cells[behind - 1].text):
                return None
            name = self._cells[behind].text
            is_row = self._form_at(behind, self._forms) is not None or self._is_numbered_row(behind)
            if is_row or (is_section(name) and is_name(name)):
                self._told_as_unread(at, behind)
                return behind
        return None

    def _is_numbered_row(self, at: int) -> bool:
        return self._index is not None and self._is_number(at, self._number + 1)

    def _is_number(self, at: int, number: int) -> bool:
        """Whether a row begins with its number at a cell: words follow."""
        if self._cells[at].text.rstrip(_AFTER_NUMBER) != str(number):
            return False
        return at + 1 < len(self._cells) and not fits(Sort.FIGURE, self._cells[at + 1].text)

    def _told_as_unread(self, at: int, behind: int) -> None:
        """Cells without any figure among them name a group; others are a row without a place."""
        passed = self._cells[at:behind]
        if any(fits(Sort.FIGURE, cell.text) for cell in passed):
            self._rows.append(FoundRow(tuple(passed), is_read=False))
        else:
            self._open(behind - 1)

    def _form_at(self, at: int, forms: Sequence[Sequence[int]] | None = None) -> Sequence[int] | None:
        """The form of the row at a cell: one whose cells all fit, with the beginning of another row behind it."""
        if forms is None:
            forms = self._forms if not self._has_read else [*self._forms, *self._merged]
        for form in forms:
            behind = at + len(form)
            if behind <= len(self._cells) and self._fits(at, form) and self._may_begin(behind):
                return form
        return next((form for form in forms if self._is_anchored(at, form)), None)

    def _fits(self, at: int, form: Sequence[int]) -> bool:
        for place, column in enumerate(form):
            text = self._cells[at + place].text
            if not fits(self._sorts[column], text) or (column == self._index and not self._is_next(text)):
                return False
        return True

    def _is_next(self, text: str) -> bool:
        number = text.rstrip(_AFTER_NUMBER)
        return number in (str(self._number + 1), "1") if number.isdigit() else False

    def _may_begin(self, at: int) -> bool:
        if at == len(self._cells):
            return True
        text = self._cells[at].text
        numbers = ("1", str(self._number + 1), str(self._number + 2))
        if self._index is not None and text.rstrip(_AFTER_NUMBER) in numbers:
            return True
        return not any(fits(sort, text) for sort in (Sort.FIGURE, Sort.NATURE, Sort.UNIT))

    def _is_anchored(self, at: int, form: Sequence[int]) -> bool:
        """Whether numbers before and behind a row, or the nature of its indicator, leave no doubt of its cells.

        Then words may stand where figures are asked for (基本建成).
        """
        behind = at + len(form)
        sorts = [self._sorts[column] for column in form]
        if behind > len(self._cells):
            return False
        is_numbered_on = sorts[0] is Sort.INDEX and behind < len(self._cells) and self._is_next(self._cells[at].text)
        is_numbered_on = is_numbered_on and self._cells[behind].text.rstrip(_AFTER_NUMBER) == str(self._number + 2)
        is_last = self._index in form and self._number > 1 and self._is_next(self._cells[at].text)
        is_last = is_last and not is_numbered_on and self._may_begin(behind)
        if not (is_numbered_on or is_last) and (
            Sort.NATURE not in sorts[1:] or self._index is not None or not self._may_begin(behind)
        ):
            return False
        for place, sort in enumerate(sorts):
            text = self._cells[at + place].text
            is_said = sort is Sort.FIGURE and not is_last and not is_figure(text)
            is_said = is_said and (is_numbered_on or len(text) <= _LONGEST_WORDS)
            is_said = is_said or (sort is Sort.NAME and self._index is not None and not is_figure(text))
            if not (is_said and not fits(Sort.NATURE, text)) and not fits(sort, text):
                return False
        return True

    def _take(self, at: int, form: Sequence[int]) -> None:
        """Adds the row of a form: each cell in its column, the name of the row above where it is merged."""
        cells = self._empty(self._cells[at].start)
        for place, column in enumerate(form):
            cells[column] = self._cells[at + place]
        name = self._name
        if name not in form:
            above = next(row for row in reversed(self._rows) if row.is_read and not row.is_group)
            cells[name] = cells[name]._replace(text=above.cells[name].text)
        elif self._rows and self._rows[-1].is_group:
            self._join_name(cells, name)
        self._has_read = True
        if self._index is not None and self._index in form:
            self._number = int(cells[self._index].text.rstrip(_AFTER_NUMBER))
        is_guess = self._sorts[form[-1]] is Sort.FIGURE and Sort.SCORE in self._sorts[form[-1] :]
        self._rows.append(FoundRow(tuple(signed(cells, self._sorts)), is_guess=is_guess))

    def _join_name(self, cells: list[Cell], name: int) -> None:
        """A numbered name that is broken over two lines is one."""
        upper, lower = self._rows[-1].cells[name], cells[name]
        is_broken = is_numbered(upper.text) and not is_numbered(lower.text) and not lower.text.startswith(PARTS)
        if is_broken and not is_section(upper.text):
            self._rows.pop()
            cells[name] = Cell(upper.start, lower.end, f"{upper.text}{lower.text}")

    def _stacked(self, at: int) -> int | None:
        """Rows of one cell a column, where several lines stand in each (小学, 初中; 34%, 77%; 80%, 85%)."""
        places = [n for n, sort in enumerate(self._sorts) if sort is Sort.FIGURE]
        name = self._name
        others = self._sorts[name + 1 : places[0]]
        if len(places) < 2 or name > 0 or others or places != list(range(places[0], places[-1] + 1)):
            return None
        names = list(self._run(at, Sort.NAME))
        figures = list(self._run(at + len(names), Sort.FIGURE))
        times, odd = divmod(len(figures), len(places))
        behind = at + len(names) + len(figures)
        if odd or times < 2 or not times <= len(names) <= _MOST_NAMES or behind > len(self._cells):
            return None
        tail = self._sorts[places[-1] + 1 :]
        if behind + len(tail) > len(self._cells) or not all(
            fits(sort, self._cells[behind + n].text) for n, sort in enumerate(tail)
        ):
            return None
        named = names_of_parts(names, times)
        if named is None or not self._may_begin(behind + len(tail)):
            return None
        groups, parts = named
        for n in range(groups):
            self._open(at + n)
        for line, part in enumerate(parts):
            row = [part, *(figures[column * times + line] for column in range(len(places)))]
            row += self._cells[behind : behind + len(tail)]
            self._rows.append(FoundRow(tuple(row)))
        return behind + len(tail)

    def _run(self, at: int, sort: Sort) -> Iterator[Cell]:
        while at < len(self._cells) and fits(sort, self._cells[at].text):
            yield self._cells[at]
            at += 1
