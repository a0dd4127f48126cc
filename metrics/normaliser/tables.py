"""Cells of tables read as quantities, with what their row, column and caption say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.domain.statements import Direction, DocumentFacts, DocumentKind, Recurrence, StatementKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.change import direction_of
from metrics.normaliser.segments import CleanText, Paragraph, QuantityMatch
from metrics.normaliser.sites import QuoteIndex
from metrics.normaliser.tables_columns import (
    Column,
    Label,
    implied_unit,
    is_change_of_all,
    last_day_in,
    period_of,
    read_column,
    read_label,
    unit_of_caption,
)
from metrics.normaliser.tables_figures import FIGURE, is_figure, quantity_of, unchanged
from metrics.normaliser.tables_grid import Cell, Row, Table, filled_of, find_tables
from metrics.normaliser.tables_heads import head_texts
from metrics.normaliser.tables_sentences import is_sentence, kind_of_sentence, numbers_of
from metrics.normaliser.times_context import reviewed_year, writing_reference
from metrics.normaliser.times_readings import Reference
from metrics.normaliser.units import canonical

_UNCHANGED = frozenset({"持平", "同比持平", "基本持平"})
_SUMS = frozenset({"合计", "总计", "小计", "总 计", "合 计"})
_FOR_A_YEAR = re.compile("年度|当年|本年|今年|全年|[0-9]年")
_YEAR_LABEL = re.compile(r"(?:19|20)[0-9]{2}年?(?:度|末)?")
LONGEST_INDICATOR = 40


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


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds for a whole table: the document, its years, and the caption's date and unit."""

    clean: CleanText
    quotes: QuoteIndex
    facts: DocumentFacts
    reference: Reference
    day: date | None
    unit: str | None
    caption: str
    latest: date | None = None
    deadline: date | None = None


def read_tables(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> list[TableCell]:
    """Cells of all tables of the text that hold a figure with a known unit."""
    if "\t" not in clean.text and "|" not in clean.text:
        return []
    review = reviewed_year(facts, clean, paragraphs)
    reference = writing_reference(facts, review)
    default = date(review, 12, 31) if review else None
    cells: list[TableCell] = []
    quotes = QuoteIndex(clean.text)
    for table in find_tables(clean, paragraphs):
        day = last_day_in(table.caption, reference) or default
        where = reference._replace(bare_year=day.year) if day else reference
        scene = Scene(clean, quotes, facts, where, day, unit_of_caption(table.caption), table.caption)
        cells.extend(_read_table(table, scene))
    return cells


def _read_table(table: Table, scene: Scene) -> Iterator[TableCell]:
    if not table.heads:
        return
    columns = _columns(table, scene)
    days = {column.due for column in columns if column.due}
    scene = replace(scene, latest=max(days)) if len(days) > 1 else scene
    inherited: str | None = None
    group = parent = ""
    for row in table.rows:
        if row.group != group:
            group, inherited, parent = row.group, None, ""
        placed = _align(row, columns)
        yield from _read_sentences(placed, scene)
        label_at = _label_column(placed)
        if label_at is None:
            continue
        label = read_label(placed[label_at][1].text)
        written = next((cell.text for column, cell in placed if column.is_unit), None)
        own = label.unit or (written if written and canonical(written) else None)
        inherited = own or inherited
        label = replace(label, parent=parent if label.is_part else "")
        parent = parent if label.is_part else label.name
        where = replace(scene, deadline=_deadline(placed, scene.reference))
        for column, cell in placed[label_at + 1 :]:
            if not column.is_unit and not column.is_ignored:
                yield from _read_cell(cell, column, label, group, own or (None if column.unit else inherited), where)


def _read_sentences(placed: Sequence[tuple[Column, Cell]], scene: Scene) -> Iterator[TableCell]:
    deadline = _deadline(placed, scene.reference)
    for column, cell in placed:
        if not is_sentence(column, cell):
            continue
        kind = kind_of_sentence(column, scene.facts.doc_kind)
        for number in numbers_of(scene.clean, cell, scene.quotes, scene.reference):
            match, due = number.match, number.day or column.due or scene.day
            if kind is StatementKind.TARGET:
                due = number.day or _due_of_target(due, column.name, replace(scene, deadline=deadline))
            direction = direction_of(scene.clean, match, number.clause)
            yield TableCell(match, number.indicator, kind, due, None, direction, f"{match.rule}/table_sentence")


def _deadline(placed: Sequence[tuple[Column, Cell]], reference: Reference) -> date | None:
    """Last day of what a column such as 完成时限 holds for the row."""
    days = (last_day_in(cell.text, reference) for column, cell in placed if column.is_deadline and cell.text)
    return next(filter(None, days), None)


def _columns(table: Table, scene: Scene) -> list[Column]:
    columns = [read_column(head, scene.reference) for head in head_texts(table.heads)]
    if is_change_of_all(scene.caption) and not any(column.is_growth for column in columns):
        columns = [replace(column, is_growth=True) for column in columns]
    aims = [column.due for column in columns if column.is_target]
    if not aims:
        return columns
    aim = max(filter(None, aims), default=None)
    return [replace(c, is_target=True, due=c.due or aim) if c.period and c.is_growth else c for c in columns]


def _align(row: Row, columns: Sequence[Column]) -> list[tuple[Column, Cell]]:
    """Cells with their columns: by place, by order of the filled ones, or to the right, as fits the heads best."""
    cells, width = row.cells, len(columns)
    filled = filled_of(cells)
    ways: list[Sequence[Cell]] = [filled] if len(filled) == width else []
    ways += [cells[:width], filled[:width]]
    placed = [list(zip(columns, way, strict=False)) for way in ways]
    placed.append(list(zip(columns[max(0, width - len(filled)) :], filled[-width:], strict=False)))
    return max(placed, key=_fit)


def _fit(placed: Sequence[tuple[Column, Cell]]) -> int:
    """How many cells are of the sort that their column holds."""
    fit = 0
    for at, (column, cell) in enumerate(placed):
        if not cell.text:
            continue
        holds_figure = is_figure(cell.text) or cell.text in _UNCHANGED
        holds_text = column.is_unit or column.is_ignored or at == 0
        fit += 1 if holds_figure != holds_text else -1
    return fit


def _label_column(placed: Sequence[tuple[Column, Cell]]) -> int | None:
    """The last column of text before the first figure or unit."""
    label = None
    for at, (column, cell) in enumerate(placed):
        if column.is_unit or (label is not None and is_figure(cell.text)):
            break
        if (
            any(character.isalpha() for character in cell.text)
            and (not column.is_ignored or cell.text in _SUMS)
            and (not cell.text[0].isdigit() or _YEAR_LABEL.fullmatch(cell.text) or not is_figure(cell.text))
        ):
            label = at
    return label


def _read_cell(
    cell: Cell, column: Column, label: Label, group: str, row_unit: str | None, scene: Scene
) -> Iterator[TableCell]:
    found = FIGURE.fullmatch(cell.text)
    name = f"{label.name}{column.name}"
    if found is None:
        if cell.text in _UNCHANGED and column.is_growth:
            yield _cell(unchanged(cell), column, label, group, scene)
        return
    own = found["unit"] if found["unit"] and canonical(found["unit"]) else None
    if found["unit"] and own is None:
        return
    measure = own or column.unit or row_unit or scene.unit or implied_unit(name) or implied_unit(column.name)
    known = canonical(measure) if measure else None
    if known is not None and measure is not None:
        yield _cell(quantity_of(cell, found, measure, known), column, label, group, scene)


def _cell(match: QuantityMatch, column: Column, label: Label, group: str, scene: Scene) -> TableCell:
    year_row = _YEAR_LABEL.fullmatch(label.name)
    due = column.due or (last_day_in(label.name, scene.reference) if year_row else None) or scene.day
    kind = _kind(column, due, scene)
    if kind is StatementKind.TARGET:
        due = _due_of_target(due, column.name, scene)
    name = "" if year_row else label.name
    direction = _direction(f"{name}{column.name}", column)
    period = column.period or period_of(name)
    rule = "table_growth" if column.is_growth else match.rule
    return TableCell(match, _indicator(name, column, group, label.parent), kind, due, period, direction, rule)


def _due_of_target(due: date | None, column_name: str, scene: Scene) -> date | None:
    """When a target of a row is due; what is planned for one year is due by the end of it at the latest."""
    if due is None and scene.facts.plan_year:
        due = date(scene.facts.plan_year, 12, 31)
    if scene.deadline is None or due is None:
        return scene.deadline or due
    return min(due, scene.deadline) if _FOR_A_YEAR.search(column_name) else scene.deadline


def _kind(column: Column, due: date | None, scene: Scene) -> StatementKind:
    reference = scene.reference
    if column.is_base:
        return StatementKind.RESULT
    open_still = due is not None and reference.day is not None and due > reference.day
    if due is not None and reference.day is None and reference.year is not None:
        open_still = due.year >= reference.year and scene.facts.doc_kind is not DocumentKind.REPORT
    if reference.year is None:
        open_still = scene.latest is None or due == scene.latest
    gone = due is not None and not open_still
    if column.is_target:
        return StatementKind.RESULT if gone and scene.facts.doc_kind is DocumentKind.REPORT else StatementKind.TARGET
    if scene.facts.doc_kind is DocumentKind.PLAN:
        return StatementKind.RESULT if gone else StatementKind.TARGET
    return StatementKind.TARGET if open_still and column.due is not None else StatementKind.RESULT


def _direction(name: str, column: Column) -> Direction:
    lexicon = load_lexicon("tables")
    if re.search(lexicon["shares_done"], column.name):
        return Direction.LEVEL
    if column.is_growth or re.search(lexicon["rising"], name):
        return Direction.INCREASE
    return Direction.DECREASE if re.search(lexicon["falling"], name) else Direction.LEVEL


def _indicator(name: str, column: Column, group: str, parent: str) -> str:
    if parent and not column.name and parent not in name:
        name = f"{parent}（{name}）"
    parts = [name]
    if group and name not in group and group not in name:
        parts.append(group)
    if column.name and column.name not in name:
        parts.append(column.name)
    return "".join(parts)[:LONGEST_INDICATOR]
