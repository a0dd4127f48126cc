"""Whether a time lies before or after the text that names it: the evidence that dates give for promise or report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.times_context import TimeExpression, expressions_in
from metrics.normaliser.times_readings import Reference, TimeRole

Tense = Literal["past", "future"]
_WHOLE_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?")
_TOLD = re.compile(r"(?:总结|情况|回顾|进展|运行|公报|通报|成效|推进|完成|落实|报告)")
_WILLS, FARTHEST_WILL = ("将", "力争", "争取", "计划", "拟", "要", "确保", "用"), 8
_UP_TO = ("到", "至")
#: 提高到2025年的70%: what grew up to a year.
_GREW = frozenset("加长大升高降少展变")
_LOOKING_BACK_AND_AHEAD = (DocumentKind.PLAN, DocumentKind.MIXED)
_DATE, _SINCE = TimeRole.DATE, TimeRole.SINCE


@dataclass(frozen=True, slots=True)
class TenseReader:
    """Reads the tense of the time expressions of one text. ``latest_year`` is the last year that it names.

    ``part_years`` are those of its parts (2023年这样干 … 2024年这么干).
    """

    text: str
    facts: DocumentFacts
    latest_year: int = 0
    part_years: frozenset[int] = frozenset()

    def of(self, expression: TimeExpression, reference: Reference) -> Tense | None:
        """Whether the time was over, or still to come, when the text was written."""
        if expression.role is _SINCE:
            return "past"
        if expression.role is not _DATE or expression.last is None or expression.first is None:
            return None
        if expression.rule == "within" and self.facts.doc_kind is DocumentKind.REPORT:
            return "future" if self._is_willed(expression) else None
        if expression.rule in ("ahead", "within"):
            return "future"
        if is_gone(expression.last, reference):
            return "past"
        if reference.told_until is not None:
            return self._beside_the_period_told_of(expression, reference.told_until)
        if reference.year is None and self.text[expression.start - 1 : expression.start] in _UP_TO:
            if (
                self.facts.doc_kind is DocumentKind.REPORT
                and self.text[expression.start - 2 : expression.start - 1] in _GREW
            ):
                return None
            is_open = expression.last.year >= self.latest_year and not self._is_untitled_review()
            return "future" if is_open else None
        if reference.day is None and self.facts.doc_kind is DocumentKind.REPORT:
            return self._in_undated_report(expression, reference)
        if reference.day is None and self._is_quarter_told(expression):
            return None
        return "future" if _is_ahead(expression, reference) else None

    def _is_quarter_told(self, expression: TimeExpression) -> bool:
        """一季度上涨3.4%，二季度上涨0.1%: in a text without its day such a quarter may be over."""
        is_quarter = expression.is_bare and self.text.endswith("季度", 0, expression.end)
        return is_quarter and self.text[expression.start - 1 : expression.start] not in _UP_TO

    def in_plan_year(self, expression: TimeExpression, clause_start: int, reference: Reference) -> Tense | None:
        """A clause of a plan that itself names the year planned for (2025年再建8个)."""
        year, day = self.facts.plan_year, reference.day
        if expression.rule != "year" or expression.start < clause_start or expression.last is None or year is None:
            return None
        is_open = expression.last.year >= year and (day is None or day < expression.last)
        return "future" if is_open and self.facts.doc_kind in _LOOKING_BACK_AND_AHEAD else None

    def of_heading(self, expression: TimeExpression, reference: Reference) -> Tense | None:
        """Tense of a time in a heading; in a text that looks back too, the whole year planned for is to come."""
        if of_part := self._of_part(expression, reference):
            return of_part
        tense = self.of(expression, reference)
        if tense or self.facts.doc_kind is not DocumentKind.MIXED or reference.plan_year is None:
            return tense
        is_over = reference.day is not None and expression.last is not None and reference.day >= expression.last
        return "future" if not is_over and expression.last == date(reference.plan_year, 12, 31) else None

    def _of_part(self, expression: TimeExpression, reference: Reference) -> Tense | None:
        """Of two parts for two years the one of the plan year is to come, the other past."""
        year = self.facts.plan_year
        if self.facts.doc_kind is DocumentKind.REPORT or year is None or expression.rule != "year":
            return None
        if not {year - 1, year} <= self.part_years:
            return None
        if expression.last == date(year - 1, 12, 31):
            return "past"
        is_open = reference.day is None or reference.day < date(year, 12, 31)
        return "future" if is_open and expression.last == date(year, 12, 31) else None

    def _is_untitled_review(self) -> bool:
        """A report without a head looks back: 到2015年 there is the last year that it tells of."""
        return self.facts.doc_kind is DocumentKind.REPORT and not self.facts.title

    def _is_willed(self, expression: TimeExpression) -> bool:
        """Whether a will stands right before or behind a stretch of years (力争5年内); a report may look back on it."""
        start = max(0, expression.start - FARTHEST_WILL)
        before, behind = self.text[start : expression.start], self.text[expression.end : expression.end + FARTHEST_WILL]
        return any(word in before or word in behind for word in _WILLS)

    def _beside_the_period_told_of(self, expression: TimeExpression, told_until: date) -> Tense | None:
        if expression.last is not None and expression.last <= told_until:
            return "past"
        return "future" if expression.first is not None and expression.first > told_until else None

    def _in_undated_report(self, expression: TimeExpression, reference: Reference) -> Tense | None:
        if reference.year is None or expression.first is None or expression.last is None:
            return None
        if expression.first.year > reference.year:
            return "future"
        named = self.text[expression.start : expression.end]
        is_told = _WHOLE_YEAR.fullmatch(named) and self.text[expression.start - 1 : expression.start] not in _UP_TO
        return "past" if is_told else None


def is_gone(last: date, reference: Reference) -> bool:
    """Whether a day was over when the text was written; a plan for a year may be issued within it."""
    if reference.plan_year is not None:
        return last.year < reference.plan_year
    if reference.day is not None:
        return last <= reference.day
    return reference.year is not None and last.year < reference.year


def _is_ahead(expression: TimeExpression, reference: Reference) -> bool:
    day = reference.day or (date(reference.year, 1, 1) if reference.year else None)
    if day is None or expression.first is None or expression.last is None:
        return False
    return expression.first > day or (expression.last > day and expression.last.year > day.year)


def told_until(facts: DocumentFacts, reference: Reference, title: str | None) -> date | None:
    """Last day of the part of a year that the title of a report tells of (2023年上半年工作总结)."""
    if facts.doc_kind not in (DocumentKind.REPORT, DocumentKind.MIXED) or not title:
        return None
    for expression in expressions_in(title, 0, len(title), reference):
        if expression.role is TimeRole.DATE and expression.last is not None and _TOLD.search(title, expression.end):
            return None if (expression.last.month, expression.last.day) == (12, 31) else expression.last
    return None
