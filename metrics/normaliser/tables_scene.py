"""What holds for a whole table, and what follows from it for one figure: kind, last day, direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from metrics.domain.statements import Direction, DocumentFacts, DocumentKind, StatementKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.sites import QuoteIndex
from metrics.normaliser.tables_cells import Cell
from metrics.normaliser.tables_columns import Column, last_day_in
from metrics.normaliser.tables_figures import CHANGES
from metrics.normaliser.times_readings import Reference

_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_FOR_A_YEAR = re.compile("年度|当年|本年|今年|全年|[0-9]年")


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds for a whole table: the document, its years, and the caption's date and units."""

    clean: CleanText
    quotes: QuoteIndex
    facts: DocumentFacts
    reference: Reference
    day: date | None
    units: tuple[str, ...]
    caption: str
    latest: date | None = None
    deadline: date | None = None
    is_of_no_time: bool = False

    def is_unsaid(self, column: Column) -> bool:
        """Whether nothing tells if the figures of a column of a year alone were reached or are aimed at."""
        return self.is_of_no_time and column.due is not None and not says_its_sort(column)


def says_its_sort(column: Column) -> bool:
    """Whether the head of a column says if its figures are promised or reported."""
    return column.is_target or column.is_base or column.back is not None


def tells_its_time(facts: DocumentFacts, clean: CleanText, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a document says when it was written, of what year it tells or of what sort it is, its tables aside.

    A document that nothing is known of counts as a report, which is no evidence that it is one.
    """
    if facts.doc_kind is not DocumentKind.REPORT or facts.published or facts.signed or facts.plan_year:
        return True
    if facts.title and tells_its_sort(facts.title):
        return True
    return any(_YEAR.search(clean.text, p.start, p.end) for p in paragraphs if not p.is_table_row)


def tells_its_sort(caption: str) -> bool:
    """Whether a title or caption names a year, or is one of tables that tell what was."""
    return _YEAR.search(caption) is not None or _pattern("reports").search(caption) is not None


def deadline_of(placed: Sequence[tuple[Column, Cell]], reference: Reference) -> date | None:
    """Last day of what a column such as 完成时限 holds for the row."""
    days = (last_day_in(cell.text, reference) for column, cell in placed if column.is_deadline and cell.text)
    return next(filter(None, days), None)


def due_of(column: Column, row_day: date | None, scene: Scene) -> date | None:
    """Last day of what a figure is about: of its column, its row, or the whole table."""
    day = column.due or row_day or scene.day
    if day is None or column.back is None or column.due is not None:
        return day
    last_year = day.year - 1
    if column.back == "year_begin":
        return date(last_year, 12, 31)
    return day.replace(year=last_year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def due_of_target(due: date | None, column_name: str, scene: Scene) -> date | None:
    """When a target of a row is due; what is planned for one year is due by the end of it at the latest."""
    if due is None and scene.facts.plan_year:
        due = date(scene.facts.plan_year, 12, 31)
    if scene.deadline is None or due is None:
        return scene.deadline or due
    return min(due, scene.deadline) if _FOR_A_YEAR.search(column_name) else scene.deadline


def kind_of(column: Column, due: date | None, scene: Scene) -> StatementKind:
    """Columns of aims promise, columns of what was done report; any other goes with its time and the document."""
    if column.is_target:
        return StatementKind.TARGET
    if column.is_base or column.back is not None:
        return StatementKind.RESULT
    is_open = _is_open(due, scene)
    if scene.facts.doc_kind is DocumentKind.PLAN:
        return StatementKind.RESULT if due is not None and not is_open else StatementKind.TARGET
    return StatementKind.TARGET if is_open and column.due is not None else StatementKind.RESULT


def _is_open(due: date | None, scene: Scene) -> bool:
    """Whether the time of a figure was still to end when the text was written."""
    reference = scene.reference
    if due is None:
        return False
    if reference.day is not None:
        return due > reference.day
    if scene.facts.doc_kind is not DocumentKind.PLAN:
        return False
    return due == scene.latest or scene.latest is None if reference.year is None else due.year >= reference.year


def direction_in(before: str | None, label: str, column: Column) -> Direction:
    """Whether a figure is a change, by the word before it, its column or its name; else it is a level."""
    name = f"{label}{column.name}"
    if _pattern("shares_done").search(column.head or column.name):
        return Direction.LEVEL
    if column.is_growth:
        is_fall = column.is_growth_in_all and _pattern("falling").search(label) is not None
        return Direction.DECREASE if is_fall else Direction.INCREASE
    if before in CHANGES:
        return Direction.INCREASE if CHANGES[before] > 0 else Direction.DECREASE
    if _pattern("rising").search(name):
        return Direction.INCREASE
    return Direction.DECREASE if _pattern("falling").search(name) else Direction.LEVEL


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("tables")[name])
