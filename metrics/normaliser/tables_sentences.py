"""Cells of tables that hold sentences (新建幼儿园5所，新增学位1500个): read like running text, one cell at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.domain.statements import DocumentKind, StatementKind
from metrics.normaliser.exclusions import excluded_by
from metrics.normaliser.from_to import pair_levels
from metrics.normaliser.indicators import indicator_of
from metrics.normaliser.paragraphs import find_clauses
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.segments import Clause, CleanText, Paragraph, QuantityMatch
from metrics.normaliser.sites import QuoteIndex, site_of
from metrics.normaliser.tables_cells import Cell
from metrics.normaliser.tables_columns import Column
from metrics.normaliser.times_context import expressions_in
from metrics.normaliser.times_readings import Reference, TimeRole
from metrics.normaliser.times_rules import match_times

#: A cell with a number and so many characters around it is a sentence.
_SENTENCE = re.compile(r"(?=.*[0-9])(?:[^一-龥]*[一-龥]){5}")
SHORTEST_SENTENCE = 6
#: Columns of text that tell what is to be done, though they give no figures.
_TELLING = re.compile("内容|措施|举措|要求|标准|规模|事项")
_CONTENTS = re.compile("^[^情况完成]{0,10}(?:内容|任务|目标|事项|项目)(?:名称)?$")
_PROGRESS = re.compile("进度|进展|(?<!计划)(?:已|实际)?完成(?:情况|率)")
_FIRST_CLAUSE = re.compile("[，。；]")
_NOT_TELLING = re.compile("责任|牵头|单位|依据|备注|时限|时间|联系|地点|地址")


@dataclass(frozen=True, slots=True)
class SentenceNumber:
    """One number of a sentence in a cell, with what its clause says of it."""

    match: QuantityMatch
    clause: Clause
    indicator: str
    day: date | None


def is_sentence(column: Column, cell: Cell) -> bool:
    """Whether a cell holds a sentence with a number, in a column that tells of the work."""
    if len(cell.text) < SHORTEST_SENTENCE:
        return False
    if column.is_unit or (column.is_ignored and not _TELLING.search(column.name)) or _NOT_TELLING.search(column.name):
        return False
    return _SENTENCE.match(cell.text) is not None


def subject_of(clean: CleanText, cell: Cell, quotes: QuoteIndex, reference: Reference) -> str:
    """What a sentence that stands for the name of a row is about: what its first number counts, or its first clause."""
    number = next(numbers_of(clean, cell, quotes, reference), None)
    return number.indicator if number and number.indicator else _FIRST_CLAUSE.split(cell.text, maxsplit=1)[0]


def kind_of_sentence(column: Column, doc_kind: DocumentKind, tells_progress: bool = False) -> StatementKind:
    """A column of what was done reports, one of aims promises; any other goes with the document.

    Beside a column of progress (当前进度) that of the contents (项目内容) holds what is to be done.
    """
    if column.is_base:
        return StatementKind.RESULT
    is_goal = tells_progress and _CONTENTS.search(column.head) is not None
    is_promise = column.is_target or is_goal or doc_kind is DocumentKind.PLAN
    return StatementKind.TARGET if is_promise else StatementKind.RESULT


def tells_progress(columns: Iterable[Column]) -> bool:
    """Whether one of the columns tells how far the work has come."""
    return any(_PROGRESS.search(column.head) for column in columns)


def numbers_of(clean: CleanText, cell: Cell, quotes: QuoteIndex, reference: Reference) -> Iterator[SentenceNumber]:
    """Quantities of one cell in order, without dates and what is no statement."""
    clauses = find_clauses(clean, Paragraph(-1, cell.start, cell.end))
    dates = [e for e in expressions_in(clean.text, cell.start, cell.end, reference) if e.role is TimeRole.DATE]
    earlier: list[QuantityMatch] = []
    for match in _quantities(cell):
        clause = next((c for c in reversed(clauses) if c.start <= match.start), clauses[0])
        if excluded_by(site_of(clean.text, match, clause, quotes)) is not None:
            continue
        day = next((e.last for e in reversed(dates) if e.start < match.start and e.last), None)
        yield SentenceNumber(match, clause, indicator_of(clean, match, clause, earlier), day)
        earlier.append(match)


def _quantities(cell: Cell) -> Sequence[QuantityMatch]:
    times = [found.span() for _, found in match_times(cell.text, 0, len(cell.text))]
    scan = scan_quantities(cell.text)
    free = [m for m in scan.matches if not any(start < m.end and m.start < end for start, end in times)]
    return [_moved(match, cell.start) for match in pair_levels(cell.text, free)]


def _moved(match: QuantityMatch, by: int) -> QuantityMatch:
    return match._replace(
        start=match.start + by,
        end=match.end + by,
        outer_start=match.outer_start + by,
        outer_end=match.outer_end + by,
    )
