"""Time expressions of a text, and the date and period that they give to a number.

A date holds forward inside its sentence, paragraph or numbered item, never backward; a start, a base of comparison and
a day already gone date no target.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple

from metrics.domain.statements import DocumentFacts, Recurrence, StatementKind
from metrics.normaliser.segments import Clause, CleanText, Paragraph, QuantityMatch
from metrics.normaliser.times_context import (
    TimeExpression,
    expressions_in,
    heading_year,
    reviewed_year,
    section_days,
    section_reference,
    writing_reference,
)
from metrics.normaliser.times_deadlines import Deadlines, labelled_deadlines
from metrics.normaliser.times_defaults import default_due, period_laid_out
from metrics.normaliser.times_inherited import headings_with_parts, inherited_dates
from metrics.normaliser.times_numerals import uses_minguo_years
from metrics.normaliser.times_openings import find_openings
from metrics.normaliser.times_readings import Reference, TimeRole
from metrics.normaliser.times_surroundings import (
    closes_attribute,
    is_told_with_what_was_done,
    last_start_up,
    period_behind,
    says_only_when_it_ends,
    stays_in_its_sentence,
)
from metrics.normaliser.times_tense import Tense, TenseReader, is_gone, told_until

#: So many expressions back are looked at: the cost of a number stays bounded in any text.
FARTHEST = 50
#: Where a text is asked which calendar it counts by.
HEAD = 1500
_DIGIT = re.compile("[0-9]")
_DATES = frozenset({TimeRole.DATE})
_REPORTED = frozenset({TimeRole.DATE, TimeRole.NOW, TimeRole.SINCE})


class Dating(NamedTuple):
    """Last day a number is to hold or is reported for, and the period after which it recurs."""

    due: date | None
    period: Recurrence | None


@dataclass(slots=True)
class TimeIndex:
    """Time expressions of one text in order, with what holds for each paragraph from outside it."""

    text: str
    facts: DocumentFacts
    expressions: list[TimeExpression] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    inherited: dict[int, tuple[TimeExpression, ...]] = field(default_factory=dict)
    deadlines: Deadlines = field(default_factory=dict)
    labelled: frozenset[int] = frozenset()
    target_default: date | None = None
    result_default: date | None = None
    _starts: list[int] = field(default_factory=list)
    _tenses: TenseReader = field(init=False)

    def __post_init__(self) -> None:
        self._tenses = TenseReader(self.text, self.facts)

    def spans(self) -> list[tuple[int, int]]:
        """Spans of all time expressions in clean coordinates, in order; their numerals are no quantities."""
        return [(e.start, e.end) for e in self.expressions]

    def dating(self, match: QuantityMatch, clause: Clause, kind: StatementKind) -> Dating:
        """Date and period of a number that was found in ``clause``."""
        if kind is StatementKind.PLACEHOLDER:
            return Dating(None, None)
        due = self._due_of_target(match, clause) if kind is StatementKind.TARGET else self._day_of_result(match, clause)
        return Dating(due, self._period(match, clause))

    def tense(self, clause: Clause) -> Tense | None:
        """Whether the nearest date in the clause, its sentence or paragraph lies before or after the text's own day."""
        reference = self._reference(clause)
        for expression in self._before(clause.end, clause.paragraph.start):
            if expression.start < clause.sentence_start and says_only_when_it_ends(self.text, expression.end):
                continue
            tense = self._tenses.of(expression, reference)
            if self.text.endswith(("截至", "截止", "截止到"), 0, expression.start):
                return "past"
            if tense or expression.role in _DATES:
                return tense or self._tenses.in_plan_year(expression, clause.start, reference)
        return None

    def heading_tense(self, clause: Clause) -> Tense | None:
        """The same from the headings above (一、2017年工作回顾)."""
        reference = self._reference(clause)
        outside = self.inherited.get(clause.paragraph.index, ())
        return next(filter(None, (self._tenses.of_heading(e, reference) for e in outside)), None)

    def _reference(self, clause: Clause) -> Reference:
        return self.references[clause.paragraph.index]

    def _before(self, position: int, start: int) -> Sequence[TimeExpression]:
        """Expressions that begin in ``[start, position)``, nearest first."""
        behind = bisect_left(self._starts, position)
        if not behind or self._starts[behind - 1] < start:
            return ()
        first = bisect_left(self._starts, start, max(0, behind - FARTHEST), behind)
        return self.expressions[first:behind][::-1]

    def _due_of_target(self, match: QuantityMatch, clause: Clause) -> date | None:
        """The nearest date: of the clause, of the sentence, of the labelled line, of what stands above."""
        if self._follows_start_up(match, clause):
            return None
        reference = self._reference(clause)
        for expression in self._in_clause(match, clause):
            due = self._due_from(expression, reference, clause)
            if due or self._is_of_no_year(expression):
                return due
        labelled = self._labelled_after(match, clause, reference)
        beside = self._before(clause.start, clause.sentence_start)
        above = self._before(clause.sentence_start, clause.paragraph.start)
        outside = self.inherited.get(clause.paragraph.index, ())
        return (
            self._due_after(match, clause, reference)
            or self._first_due((e for e in beside if not (labelled and e.start in self.labelled)), reference, clause)
            or labelled
            or self._first_due(
                (e for e in above if not stays_in_its_sentence(self.text, (e.start, e.end), clause)), reference, clause
            )
            or self._first_due(outside, reference, clause)
            or self._due_by_default(match, clause, reference)
        )

    def _in_clause(self, match: QuantityMatch, clause: Clause) -> Iterator[TimeExpression]:
        """Expressions before the number in its clause, or the one that a list of dates has for it."""
        for expression in self._before(match.start, clause.sentence_start):
            if match.group is not None and (listed := self._listed_with(expression, match.group)) is not None:
                yield listed
            elif expression.start < clause.start:
                return
            else:
                yield expression

    def _is_of_no_year(self, expression: TimeExpression) -> bool:
        """Whether it is this year in a text that names none."""
        if expression.last is not None or expression.role is not TimeRole.DATE or expression.rule == "ahead":
            return False
        return self.text[expression.start] in "今本当"

    def _first_due(self, dates: Iterable[TimeExpression], reference: Reference, clause: Clause) -> date | None:
        for expression in dates:
            due = self._due_from(expression, reference, clause)
            if due:
                return due
        return None

    def _due_by_default(self, match: QuantityMatch, clause: Clause, reference: Reference) -> date | None:
        if reference.year is not None and is_told_with_what_was_done(self.text, match, clause):
            return date(reference.year, 12, 31)
        return self.target_default

    def _listed_with(self, last: TimeExpression, index: int) -> TimeExpression | None:
        """Of dates in a list ending with ``last`` (到2025年、2030年分别达到70%、80%) the one for a member's index."""
        at = bisect_left(self._starts, last.start)
        listed = [last]
        while at and self.text[self.expressions[at - 1].end : listed[0].start] in ("、", "和", "及", "与"):
            at -= 1
            listed.insert(0, self.expressions[at])
        return listed[index] if len(listed) > 1 and index < len(listed) else None

    def _due_from(self, expression: TimeExpression, reference: Reference, clause: Clause) -> date | None:
        last = expression.last
        if expression.role is TimeRole.PLANNED:
            return last if expression.start >= clause.start else None
        if expression.role is not TimeRole.DATE or last is None:
            return None
        is_left = expression.is_bare and reference.day is not None and reference.day < last
        if is_left or not is_gone(last, reference):
            return last
        return _in_year(last, reference.plan_year) if expression.is_bare and reference.plan_year else None

    def _due_after(self, match: QuantityMatch, clause: Clause, reference: Reference) -> date | None:
        """A date after the number counts only inside its clause, with no other number between."""
        at = bisect_left(self._starts, match.end)
        if at >= len(self._starts) or self._starts[at] >= clause.end:
            return None
        expression = self.expressions[at]
        between = self.text[match.end : expression.start]
        if (
            expression.role is not TimeRole.DATE
            or _DIGIT.search(between)
            or closes_attribute(self.text, match, between)
        ):
            return None
        return self._due_from(expression, reference, clause)

    def _follows_start_up(self, match: QuantityMatch, clause: Clause) -> bool:
        """Whether a number is what a project yields once it runs (达产后年产…15万吨): no date of its own."""
        started = last_start_up(self.text, match, clause)
        if started is None:
            return False
        dates = (e for e in self._before(match.start, started) if e.role is TimeRole.DATE and e.last)
        return next(dates, None) is None

    def _labelled_after(self, match: QuantityMatch, clause: Clause, reference: Reference) -> date | None:
        """The deadline that the item of the number gives in a labelled line below or behind it."""
        labelled = self.deadlines.get(clause.paragraph.index, ())
        if not labelled:
            return None
        at = bisect_left(labelled, match.end, key=lambda deadline: deadline.start)
        if at == len(labelled):
            return None
        return self._due_from(labelled[at].for_words(self.text[clause.start : match.start]), reference, clause)

    def _day_of_result(self, match: QuantityMatch, clause: Clause) -> date | None:
        reference = self._reference(clause)
        outside = self.inherited.get(clause.paragraph.index, ())
        for expression in chain(self._before(match.start, clause.paragraph.start), outside):
            if expression.role not in _REPORTED or expression.rule in ("ahead", "within"):
                continue
            if expression.last is None:
                return None
            if reference.year is None or expression.last.year <= reference.year:
                return expression.last
        return self.result_default

    def _period(self, match: QuantityMatch, clause: Clause) -> Recurrence | None:
        period = period_behind(self.text, match.end)
        if period is not None:
            return period
        for expression in self._before(match.end, clause.start):
            if expression.role is TimeRole.RECURRENCE:
                is_of_attribute = match.unit == "%" and _DIGIT.search(self.text, expression.end, match.start)
                return None if is_of_attribute else expression.period
        return None


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def find_times(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> TimeIndex:
    """All time expressions of the text, resolved against its day, its plan year and its sections."""
    review = reviewed_year(facts, clean, paragraphs)
    whole = writing_reference(facts, review)._replace(is_minguo=uses_minguo_years(clean.text[:HEAD]))
    whole = whole._replace(told_until=told_until(facts, whole))
    sections = section_days(clean.text, paragraphs)
    index = TimeIndex(clean.text, facts)
    current = whole
    by_headings: dict[tuple[str, ...], Reference] = {}
    paths = headings_with_parts(clean.text, paragraphs, facts.title)
    found: list[list[TimeExpression]] = []
    openings = find_openings(clean.text)
    starts = [opening.start for opening in openings]
    behind = 0
    for paragraph, path in zip(paragraphs, paths, strict=True):
        if paragraph.index in sections:
            current = section_reference(sections[paragraph.index])
        reference = current if sections else _under(path, current, review, by_headings)
        index.references.append(reference)
        first, behind = behind, bisect_left(starts, paragraph.end, behind)
        own = openings[first:behind]
        found.append(list(expressions_in(clean.text, paragraph.start, paragraph.end, reference, own)) if own else [])
        if paragraph.index in sections and found[-1]:
            found[-1][0] = found[-1][0]._replace(role=TimeRole.MENTION)
        index.expressions.extend(found[-1])
    index._starts = [e.start for e in index.expressions]
    latest_year = max((e.last.year for e in index.expressions if e.last), default=0)
    index._tenses = TenseReader(clean.text, facts, latest_year)
    index.inherited = inherited_dates(clean.text, paragraphs, paths, index.references, found)
    index.deadlines = labelled_deadlines(clean.text, paragraphs, found)
    index.labelled = frozenset(d.of_all.start for listed in index.deadlines.values() for d in listed)
    headings = [clean.text[p.start : p.end] for p in paragraphs if p.is_heading]
    index.target_default = default_due(facts, whole, headings)
    if index.target_default is None and not sections:
        index.target_default = period_laid_out(clean.text, facts, index.expressions)
    if review is not None and not sections:
        index.result_default = date(review, 12, 31)
    return index


def _under(
    headings: tuple[str, ...], whole: Reference, review: int | None, known: dict[tuple[str, ...], Reference]
) -> Reference:
    """Reference below headings; a heading that names a year makes it the year under discussion."""
    if headings not in known:
        year = heading_year(headings, review, whole.plan_year or whole.year)
        known[headings] = whole._replace(bare_year=year) if year else whole
    return known[headings]
