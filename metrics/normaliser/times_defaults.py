"""When the targets of a plan are due that nothing nearby dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.segments import Clause, Paragraph
from metrics.normaliser.times_context import TimeExpression, expressions_in, looks_ahead, year_given_in
from metrics.normaliser.times_readings import Reference, TimeRole
from metrics.normaliser.times_surroundings import tells_of_plan_of_year

#: A meeting that lays out the work of a time (部署下半年重点工作).
_LAYS_OUT = re.compile("(?:部署|安排|谋划)(?:了|好|当前|及|和|、)*$")
_WORK = re.compile("[^，。；]{0,12}(?:工作|任务)")
_PLAN = re.compile("规划|目标|计划|纲要")
_WILL = re.compile("(?:期间|时期)?，?[^，。；0-9]{0,12}?(?:[将拟]|力争|计划)")
#: 联合制定了《…三年行动计划（2016—2018年）》: the years of the paper that news tells of.
_YEARS_ISSUED = re.compile(
    r"(?:印发|制[定订]|出台|发布|公布|下发|推出)了?[^，。；《\n]{0,12}《[^《》\n]{4,40}(?:计划|规划|方案)[ 　]*"
    r"（20[0-9]{2}年?[-—~至]{1,2}(20[0-9]{2})年?）》"
)
#: A plan period that opens the first sentence, whose will the rest then says (“十四五”期间，全省将…).
_OPENS = re.compile("[^，。；：\\n]{0,8}$")
OPENING = 80
_AIMS, LEAST_AIMED = ("到", "至"), 2
NEWS_HEAD = 600
REPORT_HEAD = 600
_LONG_PERIODS = frozenset({"year_span", "plan_period", "school_years"})


def due_of_text(
    text: str,
    paragraphs: Sequence[Paragraph],
    facts: DocumentFacts,
    reference: Reference,
    expressions: Sequence[TimeExpression],
) -> date | None:
    """Last day of what a text as a whole plans for; ``expressions`` are its times, none of a file of dated ones."""
    headings = [text[p.start : p.end] for p in paragraphs if p.is_heading]
    named = default_due(facts, reference, headings) or period_laid_out(text, facts, expressions)
    return named or _period_of_goals(text, facts, expressions)


def _period_of_goals(text: str, facts: DocumentFacts, expressions: Sequence[TimeExpression]) -> date | None:
    """End of the five-year plan that a part of a plan without a title names, when its goals aim at that year."""
    if facts.doc_kind is not DocumentKind.PLAN or facts.title or facts.published is not None:
        return None
    ends = {e.last for e in expressions if e.rule == "plan_period" and e.last}
    if not ends:
        return None
    last = max(ends)
    aimed = [e.last for e in expressions if e.last and text[e.start - 1 : e.start] in _AIMS and e.rule == "year"]
    return last if aimed.count(last) >= LEAST_AIMED and max(aimed) == last else None


def due_in_review(text: str, clause: Clause, reference: Reference, facts: DocumentFacts) -> date | None:
    """End of the year under review where its part of a text tells what was planned for it (计划建设43个)."""
    year = reference.section_year
    if year is None or reference.plan_year != year + 1 or facts.doc_kind is not DocumentKind.MIXED:
        return None
    return date(year, 12, 31) if tells_of_plan_of_year(text, clause) else None


def default_due(facts: DocumentFacts, reference: Reference, headings: Sequence[str]) -> date | None:
    """Last day of the plan year, or of the years that the title of a plan names, or else a heading that looks ahead.

    What a report on a part of a year recalls as its tasks is for the whole of it.
    """
    if facts.plan_year is not None:
        return date(facts.plan_year, 12, 31)
    if facts.doc_kind is DocumentKind.REPORT and reference.told_until is not None:
        return date(reference.told_until.year, 12, 31)
    if facts.doc_kind is not DocumentKind.PLAN:
        return None
    title = facts.title or ""
    named = [e for e in expressions_in(title, 0, len(title), reference) if e.last]
    of_title = next((e.last for e in named if e.rule in _LONG_PERIODS or _is_school_year(e)), None)
    if of_title is not None or named:
        return of_title
    ahead = [heading for heading in headings if looks_ahead(heading)]
    spans = (e for heading in ahead for e in expressions_in(heading, 0, len(heading), reference))
    return next((e.last for e in spans if e.rule in _LONG_PERIODS and e.role is TimeRole.DATE), None)


def _is_school_year(expression: TimeExpression) -> bool:
    return expression.first is not None and expression.first.month == 8


def period_laid_out(text: str, facts: DocumentFacts, expressions: Sequence[TimeExpression]) -> date | None:
    """Last day of the time whose work the meeting in the news lays out."""
    if facts.doc_kind is not DocumentKind.NEWS:
        return None
    if planned := _period_in_headline(facts) or _period_opened_with(text, facts, expressions):
        return planned
    if expressions and (years := _YEARS_ISSUED.search(text, 0, NEWS_HEAD)):
        last = date(int(years[1]), 12, 31)
        return last if facts.published is None or facts.published < last else None
    for expression in expressions:
        if expression.start > NEWS_HEAD:
            return None
        before = text[max(0, expression.start - 8) : expression.start]
        if expression.role is TimeRole.DATE and _LAYS_OUT.search(before) and _WORK.match(text, expression.end):
            return expression.last
    return None


def _period_in_headline(facts: DocumentFacts) -> date | None:
    """End of the five-year plan that the news tells of (某部公布“十四五”规划目标), unless it was over by then."""
    title = facts.title or ""
    named = next((e for e in expressions_in(title, 0, len(title), Reference()) if e.rule == "plan_period"), None)
    if named is None or named.last is None or not (_PLAN.search(title) or _WILL.match(title, named.end)):
        return None
    is_open = facts.published is None or facts.published < named.last
    return named.last if is_open else None


def _period_opened_with(text: str, facts: DocumentFacts, expressions: Sequence[TimeExpression]) -> date | None:
    """End of the plan period with which a text begins and of which it says what will be (“十四五”期间，全省将…)."""
    first = next(iter(expressions), None)
    if first is None or first.rule != "plan_period" or first.last is None or first.start > OPENING:
        return None
    begins = text.rfind("\n", 0, first.start) + 1
    if not _OPENS.fullmatch(text, begins, first.start) or not _WILL.match(text, first.end):
        return None
    return first.last if facts.published is None or facts.published < first.last else None


def last_day_told(facts: DocumentFacts, review: int | None, expressions: Sequence[TimeExpression]) -> date | None:
    """Last day of the time that a text reports on.

    What looks back and ahead tells of the year before its plan, a report to a congress of the year before it is given,
    and a report that names no year of the five-year plan that it names (“十二五”期间，我县).
    """
    if review is None and facts.doc_kind is DocumentKind.MIXED and facts.plan_year is not None:
        review = facts.plan_year - 1
    elif review is None and facts.doc_kind is DocumentKind.NEWS and (given := year_given_in(facts.title or "")):
        review = given - 1
    if review is not None:
        return date(review, 12, 31)
    if facts.doc_kind is not DocumentKind.REPORT or facts.published is not None:
        return None
    head = (e for e in expressions if e.start < REPORT_HEAD and e.rule == "plan_period")
    return next((e.last for e in head if e.role is TimeRole.DATE), None)
