"""The year that news plans, when all its dated goals are of it: its other goals are of it too."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind, Statement, StatementKind
from metrics.normaliser.times import TimeIndex
from metrics.normaliser.times_readings import LATEST_NOTICE

#: So many goals with a date tell what those without one mean; there may be twice as many of these.
LEAST_DATED, MOST_UNDATED = 2, 2
_TOLD_BY = (DocumentKind.NEWS, DocumentKind.REPORT)
_THIS_YEAR = ("今年", "本年")
#: What stands before a year that a text aims at.
_AIMS = ("到", "至", "前")


def year_of_goals(statements: Sequence[Statement], facts: DocumentFacts, times: TimeIndex) -> int | None:
    """The one year of all dated goals of news, when it is that from which the text speaks or, late in one, the next."""
    if facts.doc_kind not in _TOLD_BY or facts.plan_year is not None:
        return None
    days = {s.due for s in statements if s.kind is StatementKind.TARGET and s.due}
    year = max(days).year if days else 0
    if not any((day.month, day.day) == (12, 31) for day in days) or min(days).year != year:
        return None
    day, present = facts.published or facts.signed, times.references[0].year
    if day is not None:
        is_of_next = year == day.year + 1 and day.month > LATEST_NOTICE
        return year if year == day.year or is_of_next else None
    is_near = present is None or year in (present, present + 1)
    return year if is_near and _is_named_plainly(times, year) else None


def _is_named_plainly(times: TimeIndex, year: int) -> bool:
    """Whether a text names a year other than as the end of what it plans (到2017年)."""
    own = (e for e in times.expressions if e.rule == "year" and e.last and e.last.year == year)
    return any(not times.text.endswith(_AIMS, 0, e.start) for e in own)


def dates_the_rest(statements: Sequence[Statement]) -> bool:
    """Whether goals without a date stand beside enough dated ones."""
    goals = [s.due is not None for s in statements if s.kind is StatementKind.TARGET]
    dated = sum(goals)
    return LEAST_DATED <= dated < len(goals) <= dated * (1 + MOST_UNDATED)


def end_of_headlines(source: str) -> int:
    """Where the lines above the first sentence of a text end; 0 if they speak of this year themselves."""
    body = source.rfind("\n", 0, max(0, source.find("。"))) + 1
    return 0 if any(word in source[:body] for word in _THIS_YEAR) else body
