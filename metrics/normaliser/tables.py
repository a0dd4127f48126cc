"""Cells of tables read as quantities, with what their row, column and caption say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.domain.statements import Comparator, Direction, DocumentFacts, Recurrence, StatementKind
from metrics.normaliser.change import direction_of
from metrics.normaliser.records import Record
from metrics.normaliser.segments import CleanText, Paragraph, QuantityMatch
from metrics.normaliser.sites import QuoteIndex
from metrics.normaliser.tables_beside import columns_of
from metrics.normaliser.tables_cells import Cell, Row
from metrics.normaliser.tables_columns import (
    Column,
    last_day_in,
    period_of,
    summed_up,
    with_years,
)
from metrics.normaliser.tables_figures import CHANGES, FIGURE, is_unchanged, quantity_of, unchanged
from metrics.normaliser.tables_grid import Table, find_tables
from metrics.normaliser.tables_heads import Heads, read_heads, side_by_side
from metrics.normaliser.tables_labels import RowName, RowNames, is_note
from metrics.normaliser.tables_names import (
    about_place,
    indicator_for,
    is_change,
    subject_of_caption,
    told_apart,
    with_places,
    without_bound,
)
from metrics.normaliser.tables_rows import FITTED, SURE, PlacedRow, has_figures, parts_of, place, widths_of
from metrics.normaliser.tables_scene import (
    Scene,
    deadline_of,
    direction_in,
    due_of,
    due_of_target,
    kind_of,
    says_its_sort,
    tells_its_sort,
    tells_its_time,
)
from metrics.normaliser.tables_sentences import is_sentence, kind_of_sentence, numbers_of, subject_of, tells_progress
from metrics.normaliser.tables_stream_heads import Sort, sort_of_head
from metrics.normaliser.tables_units import implied_unit, unit_for, units_of_caption
from metrics.normaliser.times_context import reviewed_year, writing_reference
from metrics.normaliser.units import canonical

#: Without heads only rows of a name and one figure can be read.
_PAIR = 2
#: How sure a cell is that stands under its head, and one where something is guessed: rows parted by blanks alone,
#: rows that fit only by what they hold, units that the name asks for.
OF_CELL, OF_GUESS = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class TableCell:
    """One number of a table with all that its row, column and caption say of it."""

    match: QuantityMatch
    indicator: str
    kind: StatementKind
    due: date | None
    period: Recurrence | None
    direction: Direction
    rule: str
    confidence: float = OF_CELL


@dataclass(slots=True)
class TableReading(Record):
    """What was read from all tables of a text, and the rows with figures that no place was found for."""

    cells: list[TableCell]
    unread: list[Row]


def read_tables(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> list[TableCell]:
    """Cells of all tables of the text that hold a figure with a known unit."""
    return read_table_rows(clean, paragraphs, facts).cells


def read_table_rows(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> TableReading:
    """Cells of all tables of the text, and the rows that could not be understood."""
    read = TableReading([], [])
    if not any(paragraph.is_table_row for paragraph in paragraphs):
        return read
    if facts.title and "\t" in facts.title:
        facts = replace(facts, title=None)  # a row of heads, which is no title
    review = reviewed_year(facts, clean, paragraphs)
    reference = writing_reference(facts, review)
    default = date(review, 12, 31) if review else None
    is_told = tells_its_time(facts, clean, paragraphs)
    quotes = QuoteIndex(clean.text)
    for table in find_tables(clean, paragraphs):
        day = last_day_in(table.caption, reference) or default
        where = reference._replace(bare_year=day.year) if day else reference
        units = units_of_caption(table.caption)
        is_timeless = not (is_told or tells_its_sort(table.caption))
        scene = Scene(clean, quotes, facts, where, day, units, table.caption, is_of_no_time=is_timeless)
        read.unread.extend(row for row in table.without_place if has_figures(row.filled))
        read.cells.extend(_read_table(table, scene, read.unread))
    return read


def _read_table(table: Table, scene: Scene, unread: list[Row]) -> Iterator[TableCell]:
    width, filled = widths_of(table.rows)
    if width == 0 or (not table.heads and width != _PAIR):
        unread.extend(row for row in table.rows if has_figures(row.filled[1:]))
        return
    heads = read_heads(table.heads, width, filled) if table.heads else Heads(("", ""), is_sure=False)
    heads, lines = side_by_side(heads, [row for row in table.rows if not is_note(row)])
    columns = with_places(told_apart(columns_of(heads.texts, lines, scene)))
    first = columns[0]
    if first.unit is not None and first.is_words_only and not scene.units:
        scene = replace(scene, units=(first.unit,))  # a head over names gives the unit of the rows (资金（万元）)
    days = {column.due for column in columns if column.due}
    scene = replace(scene, latest=max(days)) if len(days) > 1 else scene
    if scene.is_of_no_time and any(map(says_its_sort, columns)):
        scene = replace(scene, is_of_no_time=False)
    placed_rows = [place(row, columns, scene.clean.text, is_sure=heads.is_sure) for row in lines]
    parts = [_named(lines, placed_rows, part, scene) for part in parts_of(columns)]
    subject = subject_of_caption(table.caption)
    above: tuple[str, ...] = ()
    for at, (row, placed) in enumerate(zip(lines, placed_rows, strict=True)):
        if placed.sureness == 0 and has_figures(row.filled[1:]):
            unread.append(row)
        where = _with_deadline(placed, scene)
        yield from _read_sentences(placed, where, above)
        above = tuple(cell.text for _, cell in placed.cells)
        for named in parts:
            cells, name, is_twice = named[at]
            if name is not None:
                yield from _read_row(row, cells, _shortened(about_place(name, subject), cells, where), is_twice, where)


def _named(
    lines: Sequence[Row], placed_rows: Sequence[PlacedRow], part: Sequence[Column], scene: Scene
) -> list[tuple[PlacedRow, RowName | None, bool]]:
    """For each row the cells under one part of the columns, their name, and whether another row has it too."""
    has_own_units = any(column.is_unit for column in part) or sort_of_head(part[0].head) is Sort.INDEX
    names = RowNames(scene.clean.text, has_own_units)
    parts = [placed.under(part) for placed in placed_rows]
    named = [names.read(row, placed.cells) for row, placed in zip(lines, parts, strict=True)]
    twice = names.said_twice()
    return [
        (cells, name, name is not None and name.label.name in twice) for cells, name in zip(parts, named, strict=True)
    ]


def _with_deadline(placed: PlacedRow, scene: Scene) -> Scene:
    """What holds for a row: the table's, with the last day that a column of its own gives."""
    deadline = deadline_of(placed.cells, scene.reference)
    return scene if deadline == scene.deadline else replace(scene, deadline=deadline)


def _shortened(name: RowName, placed: PlacedRow, scene: Scene) -> RowName:
    """The name of a row; of a sentence what it is about."""
    cell = placed.cells[name.at][1]
    if not (
        placed.sureness and (cell.text[-1:] == "。" or (is_sentence(*placed.cells[name.at]) and "，" in cell.text))
    ):
        return name
    subject = subject_of(scene.clean, cell, scene.quotes, scene.reference)
    return replace(name, label=replace(name.label, name=subject))


def _read_sentences(placed: PlacedRow, scene: Scene, above: Sequence[str]) -> Iterator[TableCell]:
    """Numbers in sentences; a sentence that a merged cell repeats in the row below is read once."""
    for at, (column, cell) in enumerate(placed.cells):
        if not is_sentence(column, cell) or (at < len(above) and above[at] == cell.text):
            continue
        has_progress = tells_progress(column for column, _ in placed.cells)
        kind = kind_of_sentence(column, scene.facts.doc_kind, has_progress)
        for number in numbers_of(scene.clean, cell, scene.quotes, scene.reference):
            match, due = number.match, number.day or column.due or scene.day
            if kind is StatementKind.TARGET:
                if has_progress and due and not (number.day or column.due):
                    due = date(due.year, 12, 31)  # an aim of the year, whatever month is reported
                due = number.day or due_of_target(due, column.name, scene)
            direction = direction_of(scene.clean, match, number.clause)
            rule = f"{match.rule}/table_sentence"
            sure = OF_CELL if placed.sureness == SURE else OF_GUESS
            yield TableCell(match, number.indicator, kind, due, None, direction, rule, sure)


def _read_row(row: Row, placed: PlacedRow, name: RowName, is_twice: bool, scene: Scene) -> Iterator[TableCell]:
    """Figures of one row behind its label."""
    if placed.sureness == 0:
        return
    sureness = OF_GUESS if placed.sureness == FITTED or row.is_spaced or row.is_guess else OF_CELL
    told = _unit_told(placed) if not name.has_unknown_unit else None
    for column, cell in placed.cells[name.at + 1 :]:
        if not column.holds_text:
            own = replace(name, unit=told, is_unit_own=True) if told and not column.is_named else name
            yield from _read_cell(cell, column, own, is_twice, scene, sureness)


def _unit_told(placed: PlacedRow) -> str | None:
    """The unit behind the one figure of a row that has any, where it was aimed at and another tells what was done."""
    if not (any(c.is_target for c, _ in placed.cells) and any(c.is_base for c, _ in placed.cells)):
        return None
    found = [FIGURE.fullmatch(cell.text) for column, cell in placed.cells if column.is_target and not column.is_named]
    units = {figure["unit"] for figure in found if figure and figure["unit"]}
    unit = units.pop() if len(units) == 1 else None
    return unit if unit and unit != "%" and canonical(unit) is not None else None


def _read_cell(
    cell: Cell, column: Column, name: RowName, is_twice: bool, scene: Scene, sureness: float
) -> Iterator[TableCell]:
    found = FIGURE.fullmatch(cell.text)
    if found is None:
        if column.is_growth and is_unchanged(cell.text):
            sureness = OF_GUESS if scene.is_unsaid(column) else sureness
            yield _cell(unchanged(cell), None, column, name, is_twice, scene, sureness)
        return
    measure, is_sure = _unit_of(found["unit"], column, name, scene)
    known = canonical(measure) if measure else None
    if known is None or measure is None:
        return
    match = quantity_of(cell, found, measure, known)
    before = found["before"]
    if before == "[" and column.period is not None:
        column = summed_up(column)
        if name.unit not in (None, "%") and not found["unit"]:
            # over all years the change is told in the unit of the row, unless the head says another
            if column.is_unit_said or (own := canonical(name.unit or "")) is None:
                return
            match, is_sure = quantity_of(cell, found, name.unit or "", own), False
    if column.is_growth and CHANGES.get(before or "", 1) < 0 and match.value is not None:
        match = match._replace(value=-abs(match.value))
    is_clear = is_sure and not column.is_ambiguous and not scene.is_unsaid(column)
    sureness = min(sureness, OF_CELL if is_clear else OF_GUESS)
    yield _cell(match, before, column, name, is_twice, scene, sureness)


def _unit_of(written: str, column: Column, name: RowName, scene: Scene) -> tuple[str | None, bool]:
    """Unit of a cell and whether it is sure: its own, of its column, of its row, of the caption, or of the names.

    What is known of a row goes before the caption, but an unknown word in a column of units is no reason to guess.
    """
    if written:
        return (written, True) if canonical(written) is not None else (None, False)
    row_unit, is_own = name.unit, name.is_unit_own
    if column.unit is not None:
        is_rate = column.unit == "%" and column.is_growth and row_unit == "%" and is_own
        if is_rate and not is_change(name.label.name):
            return (column.unit if column.is_unit_said else "百分点"), False
        return column.unit, True
    if name.has_unknown_unit or (not column.head and not is_own):
        return None, False
    if row_unit is not None:
        return row_unit, is_own
    measure, is_sure = unit_for(f"{name.label.name}{column.name}", scene.units)
    return (measure, is_sure) if measure else (implied_unit(column.name), True)


def _cell(
    match: QuantityMatch,
    before: str | None,
    column: Column,
    name: RowName,
    is_twice: bool,
    scene: Scene,
    sureness: float,
) -> TableCell:
    due = due_of(column, last_day_in(with_years(name.label.name), scene.reference) if name.is_year else None, scene)
    kind = kind_of(column, due, scene)
    if kind is StatementKind.TARGET:
        due = due_of_target(due, column.head, scene)
    elif due is not None and scene.reference.day is not None and due > scene.reference.day:
        due = None  # a figure that was reported before the year of its caption was over
    label = "" if name.is_year else name.label.name
    name, bound = without_bound(name)
    if bound is not None:
        label = name.label.name
        if kind is StatementKind.TARGET and match.comparator is Comparator.EQ:
            match = match._replace(comparator=bound)
    direction = direction_in(before, label, column)
    if match.unit == "%" and column.is_base and "进度" in column.head:
        direction = Direction.LEVEL
    rule = "table_growth" if column.is_growth else match.rule
    indicator = indicator_for(name, column, is_twice=is_twice)
    period = column.period or period_of(label)
    return TableCell(match, indicator, kind, due, period, direction, rule, sureness)
