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

from metrics.domain.statements import DocumentFacts, DocumentKind, Recurrence, StatementKind
from metrics.normaliser.records import Record
from metrics.normaliser.segments import Clause, CleanText, Paragraph, QuantityMatch
from metrics.normaliser.times_context import TimeExpression, is_of_no_year, reviewed_year, section_days
from metrics.normaliser.times_deadlines import Deadlines, labelled_deadlines, listed_date
from metrics.normaliser.times_defaults import due_in_review, due_of_text, last_day_told
from metrics.normaliser.times_inherited import headings_with_parts, inherited_dates, years_of_parts
from metrics.normaliser.times_paragraphs import find_expressions, read_references
from metrics.normaliser.times_parts import WHOLE, Parts, parts_dated
from metrics.normaliser.times_periods import period_of
from metrics.normaliser.times_readings import Reference, TimeRole, in_year
from metrics.normaliser.times_references import reference_of, timed_paths
from metrics.normaliser.times_results import day_from_outside, day_of_result
from metrics.normaliser.times_stages import TOGETHER, is_stage
from metrics.normaliser.times_surroundings import (
    ItemMarks,
    belongs_to_item_before,
    closes_attribute,
    is_in_passing,
    is_of_basis,
    is_of_intent,
    is_said_ahead,
    is_size_of_project,
    is_told_with_what_was_done,
    item_marks,
    last_start_up,
    says_only_when_it_ends,
    stays_in_its_sentence,
    tells_of_plan,
)
from metrics.normaliser.times_tense import Tense, TenseReader, is_gone

#: So many expressions back are looked at: the cost of a number stays bounded in any text.
FARTHEST = 50
_DIGIT = re.compile("[0-9]")
_UP_TO = ("截至", "截止", "截止到")
_OF_PLANS = (DocumentKind.PLAN, DocumentKind.MIXED)
_TARGET, _DATE, _PLANNED = StatementKind.TARGET, TimeRole.DATE, TimeRole.PLANNED


@dataclass(slots=True)
class Dating(Record):
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
    dated: frozenset[int] = frozenset()  # paragraphs that expressions stand in: most have none
    target_default: date | None = None
    result_default: date | None = None
    parts: Parts = WHOLE
    _starts: list[int] = field(default_factory=list)
    _tenses: TenseReader = field(init=False)
    _told_of: int = -1
    _told: date | None = None
    _marked: int = -1
    _marks: ItemMarks = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tenses = TenseReader(self.text, self.facts)

    def spans(self) -> list[tuple[int, int]]:
        """Spans of all time expressions in clean coordinates, in order; their numerals are no quantities."""
        return [(e.start, e.end) for e in self.expressions]

    def dating(self, match: QuantityMatch, clause: Clause, kind: StatementKind) -> Dating:
        """Date and period of a target or a result that was found in ``clause``."""
        due = self._due_of_target(match, clause) if kind is _TARGET else self._day_of_result(match, clause)
        own = self._before(match.end, clause.start) if clause.paragraph.index in self.dated else ()
        period = period_of(self.text, match, own) if own or self.text[match.end : match.end + 1] == "/" else None
        return Dating(due, period)

    def tense(self, clause: Clause) -> Tense | None:
        """Whether the nearest date in the clause, its sentence or paragraph lies before or after the text's own day."""
        index = clause.paragraph.index
        before = self._before(clause.end, clause.paragraph.start) if index in self.dated else ()
        reference = self.references[index]
        for expression in before:
            if expression.start < clause.sentence_start and says_only_when_it_ends(self.text, expression.end):
                continue
            tense = self._tenses.of(expression, reference)
            if self.text[expression.start - 1] in "至止到" and self.text.endswith(_UP_TO, 0, expression.start):
                return "past"
            if tense or expression.role is _DATE:
                return tense or self._tenses.in_plan_year(expression, clause.start, reference)
        return None

    def heading_tense(self, clause: Clause) -> Tense | None:
        """The same from the headings above (一、2017年工作回顾)."""
        outside, reference = self.inherited.get(clause.paragraph.index, ()), self.references[clause.paragraph.index]
        told = (self._tenses.of_heading(e, reference) for e in outside if not is_of_intent(self.text, e.end))
        return next(filter(None, told), None)

    def _before(self, position: int, start: int) -> Sequence[TimeExpression]:
        """Expressions that begin in ``[start, position)``, nearest first."""
        behind = bisect_left(self._starts, position)
        if not behind or self._starts[behind - 1] < start:
            return ()
        if behind == 1 or self._starts[behind - 2] < start:
            return (self.expressions[behind - 1],)
        first = bisect_left(self._starts, start, max(0, behind - FARTHEST), behind)
        return self.expressions[first:behind][::-1]

    def _due_of_target(self, match: QuantityMatch, clause: Clause) -> date | None:
        """The nearest date: of the clause, of the sentence, of the labelled line, of what stands above."""
        if self._follows_start_up(match, clause):
            return None
        reference = self.references[clause.paragraph.index]
        own = self._before(match.start, clause.sentence_start)
        for expression in self._in_clause(own, match, clause) if own else ():
            if expression.role is _PLANNED and expression.last is None:
                break
            due = self._due_from(expression, reference, clause)
            if due or is_of_no_year(self.text, expression):
                return due
        if due := self._due_after(match, clause, reference):
            return due
        labelled = self._labelled_after(match, clause, reference) if self.deadlines else None
        if own and (beside := self._before(clause.start, clause.sentence_start)):
            for e in self._holding(beside, clause):
                if (labelled and e.start in self.labelled) or is_of_basis(self.text, e.end, clause.start):
                    continue
                if (due := self._due_from(e, reference, clause)) or is_of_no_year(self.text, e, "今"):
                    return due or labelled
        return labelled or self._due_from_outside(match, clause, reference)

    def _due_from_outside(self, match: QuantityMatch, clause: Clause, reference: Reference) -> date | None:
        """The date of an earlier sentence, of what stands above the paragraph, or of the whole text."""
        is_size = is_size_of_project(self.text, match, clause)
        if not is_size and (due := self._due_carried(clause, reference)):
            return due
        if is_size and self.facts.doc_kind not in _OF_PLANS:
            return None
        if reference.year is not None and is_told_with_what_was_done(self.text, match, clause):
            return date(reference.year, 12, 31)
        due = due_in_review(self.text, clause, reference, self.facts) or self.target_default
        return due or self.parts.due_at(match.start)

    def _due_carried(self, clause: Clause, reference: Reference) -> date | None:
        """The nearest date of an earlier sentence that holds on, or of what stands above the paragraph."""
        outside = self.inherited.get(clause.paragraph.index)
        lent = self._first_due(outside, reference, clause) if outside else None
        earlier = self._before(clause.sentence_start, clause.paragraph.start)
        for expression in self._holding(earlier, clause) if earlier else ():
            if stays_in_its_sentence(self.text, (expression.start, expression.end), clause):
                continue
            if is_stage(self.text, self.expressions, bisect_left(self._starts, expression.start)):
                continue
            if lent and is_in_passing(self.text, expression.start, clause.paragraph.start):
                continue
            if due := self._due_from(expression, reference, clause):
                return due
        return lent

    def _in_clause(
        self, before: Iterable[TimeExpression], match: QuantityMatch, clause: Clause
    ) -> Iterator[TimeExpression]:
        """Those before the number that stand in its clause, or the one that a list of dates has for it."""
        for expression in before:
            at = bisect_left(self._starts, expression.start) if match.group is not None else 0
            if at and (listed := listed_date(self.text, self.expressions, at, match.group or 0)) is not None:
                yield listed
            elif expression.start < clause.start:
                return
            else:
                yield expression

    def _first_due(self, dates: Iterable[TimeExpression], reference: Reference, clause: Clause) -> date | None:
        return next((due for e in dates if (due := self._due_from(e, reference, clause))), None)

    def _due_from(self, expression: TimeExpression, reference: Reference, clause: Clause) -> date | None:
        last = expression.last
        if expression.role is _PLANNED:
            return last if expression.start >= clause.start else None
        is_told_of = last == reference.told_until and expression.start < clause.sentence_start
        if expression.role is not _DATE or last is None or is_told_of:
            return None
        if expression.is_bare and self.text.startswith(TOGETHER, expression.end):
            return None
        is_left = expression.is_bare and reference.day is not None and reference.day < last
        if is_left or not is_gone(last, reference):
            return last
        start, end = expression.start, expression.end
        is_own = clause.paragraph.start <= start < clause.end
        if is_own and (self._was_planned_then(last, clause, reference) or is_said_ahead(self.text, start, end, clause)):
            return last
        return in_year(last, reference.plan_year) if expression.is_bare and reference.plan_year else None

    def _was_planned_then(self, last: date, clause: Clause, reference: Reference) -> bool:
        """Whether a sentence tells what was planned for the year that the text reports on (2020年计划新建12所)."""
        told = self.result_default.year if self.result_default else reference.section_year
        return last.year in (told, reference.section_year) and tells_of_plan(self.text, clause)

    def _due_after(self, match: QuantityMatch, clause: Clause, reference: Reference) -> date | None:
        """A date after the number counts only inside its clause, with no other number between."""
        at = bisect_left(self._starts, match.end)
        if at >= len(self._starts) or self._starts[at] >= clause.end:
            return None
        expression = self.expressions[at]
        between = self.text[match.end : expression.start]
        if expression.role is not _DATE or _DIGIT.search(between) or closes_attribute(self.text, match, between):
            return None
        return self._due_from(expression, reference, clause)

    def _follows_start_up(self, match: QuantityMatch, clause: Clause) -> bool:
        """Whether a number is what a project yields once it runs (达产后年产…15万吨): no date of its own."""
        started = last_start_up(self.text, match, clause)
        if started is None:
            return False
        return not any(e.role is _DATE and e.last for e in self._before(match.start, started))

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
        reference = self.references[clause.paragraph.index]
        told = reference.told_until or self.result_default
        before = self._before(match.start, clause.paragraph.start) if clause.paragraph.index in self.dated else ()
        if not before:
            return self._day_from_outside(clause.paragraph, reference, told)
        outside = self.inherited.get(clause.paragraph.index, ())
        return day_of_result(self.text, clause, iter(self._holding(before, clause)), outside, reference, told)

    def _day_from_outside(self, paragraph: Paragraph, reference: Reference, told: date | None) -> date | None:
        if self._told_of != paragraph.index:
            outside = self.inherited.get(paragraph.index, ())
            self._told_of, self._told = paragraph.index, day_from_outside(outside, reference, told)
        return self._told

    def _holding(self, dates: Sequence[TimeExpression], clause: Clause) -> Iterable[TimeExpression]:
        """Those dates, nearest first, that the listed items between (一是…；二是…) do not close."""
        marks = self._marks_of(clause.paragraph) if dates[-1].start < clause.start else None
        if not marks:
            return dates
        return (e for e in dates if e.start >= clause.start or not belongs_to_item_before(marks, e.start, clause))

    def _marks_of(self, paragraph: Paragraph) -> ItemMarks:
        if self._marked != paragraph.index:
            self._marked, self._marks = paragraph.index, item_marks(self.text, paragraph)
        return self._marks


def find_times(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> TimeIndex:
    """All time expressions of the text, resolved against its day, its plan year and its sections."""
    review, sections = reviewed_year(facts, clean, paragraphs), section_days(clean.text, paragraphs)
    whole = reference_of(clean, facts, review)
    index = TimeIndex(clean.text, facts)
    paths = headings_with_parts(clean.text, paragraphs, facts.title)
    timed = timed_paths(paths)
    index.references = read_references(paragraphs, timed, whole, review, sections)
    found = find_expressions(clean.text, paragraphs, index.references, sections)
    index.expressions = [expression for own in found for expression in own]
    index.parts = parts_dated(clean, paragraphs, sections, facts, index.expressions)
    index._starts = [e.start for e in index.expressions]
    index.dated = frozenset(p.index for p, own in zip(paragraphs, found, strict=True) if own)
    latest = max((e.last.year for e in index.expressions if e.last), default=0)
    index._tenses = TenseReader(clean.text, facts, latest, years_of_parts(paths))
    index.inherited = inherited_dates(clean.text, paragraphs, timed, index.references, found)
    index.deadlines = labelled_deadlines(clean.text, paragraphs, found)
    index.labelled = frozenset(d.of_all.start for listed in index.deadlines.values() for d in listed)
    index.target_default = due_of_text(clean.text, paragraphs, facts, whole, () if sections else index.expressions)
    if not sections:
        index.result_default = last_day_told(facts, review, index.expressions)
    return index
