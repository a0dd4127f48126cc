"""When the targets of a plan are due that nothing nearby dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.times_context import TimeExpression, expressions_in, looks_ahead
from metrics.normaliser.times_readings import Reference, TimeRole

#: A meeting that lays out the work of a time (部署下半年重点工作).
_LAYS_OUT = re.compile("(?:部署|安排|谋划)(?:了|好|当前|及|和|、)*$")
_WORK = re.compile("[^，。；]{0,12}(?:工作|任务)")
NEWS_HEAD = 600
_LONG_PERIODS = frozenset({"year_span", "plan_period", "school_years"})


def default_due(facts: DocumentFacts, reference: Reference, headings: Sequence[str]) -> date | None:
    """Last day of the plan year, or of the years that the title of a plan names, or else a heading that looks ahead."""
    if facts.plan_year is not None:
        return date(facts.plan_year, 12, 31)
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
    for expression in expressions:
        if expression.start > NEWS_HEAD:
            return None
        before = text[max(0, expression.start - 8) : expression.start]
        if expression.role is TimeRole.DATE and _LAYS_OUT.search(before) and _WORK.match(text, expression.end):
            return expression.last
    return None
