"""The year that news plans, when all its dated goals are of it: its other goals are of it too."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind, Statement, StatementKind
from metrics.normaliser.times import TimeIndex
from metrics.normaliser.times_context import CONGRESS_REPORT
from metrics.normaliser.times_readings import LATEST_NOTICE, TimeRole

#: So many goals with a date tell what those without one mean; there may be twice as many of these.
LEAST_DATED, MOST_UNDATED = 2, 2
_TOLD_BY = (DocumentKind.NEWS, DocumentKind.REPORT)
_THIS_YEAR = ("今年", "本年")
#: What is drawn up for every year, and words of a headline on what became of it.
_YEARLY_LISTS = ("实事", "民生工程", "民心工程")
_OVER = ("完成", "落实", "兑现", "进展", "情况", "回顾", "推进", "已", "了")
HEAD, LATEST_NEWS = 600, 6
#: What stands before a year that a text aims at.
_AIMS = ("到", "至", "前")


def year_of_goals(statements: Sequence[Statement], facts: DocumentFacts, times: TimeIndex) -> int | None:
    """The one year of all dated goals of news, when it is that from which the text speaks or, late in one, the next.

    News of a list that is made for every year, none of whose goals has a date, plans the year from which it speaks.
    """
    is_told = facts.doc_kind in _TOLD_BY and not times.parts.starts
    if not is_told or facts.plan_year is not None or not times.references:
        return None
    days = {s.due for s in statements if s.kind is StatementKind.TARGET and s.due}
    day, present = facts.published or facts.signed, times.references[0].year
    if not days:
        return present if _is_of_yearly_list(times.text, facts) else None
    year = max(days).year
    if not any((day.month, day.day) == (12, 31) for day in days) or min(days).year != year:
        return None
    if day is None and any(e.last and e.last.year > year for e in times.expressions if e.role is TimeRole.DATE):
        return None
    if day is not None:
        is_of_next = year == day.year + 1 and day.month > LATEST_NOTICE
        return year if year == day.year or is_of_next else None
    is_near = present is None or year in (present, present + 1)
    return year if is_near and _is_named_plainly(times, year) else None


def _is_of_yearly_list(text: str, facts: DocumentFacts) -> bool:
    """Whether news speaks of a government's report or a list of good deeds, and not of what became of them."""
    if facts.doc_kind is not DocumentKind.NEWS or (facts.published and facts.published.month > LATEST_NEWS):
        return False
    title = facts.title or ""
    is_of_list = text.find(CONGRESS_REPORT, 0, HEAD) >= 0 or any(name in title for name in _YEARLY_LISTS)
    return is_of_list and not any(word in title for word in _OVER)


def _is_named_plainly(times: TimeIndex, year: int) -> bool:
    """Whether a text names a year more often otherwise than as the end of what it plans (到2017年)."""
    own = [e for e in times.expressions if e.rule == "year" and e.last and e.last.year == year]
    aimed = sum(times.text.endswith(_AIMS, 0, e.start) for e in own)
    return len(own) > 2 * aimed


def dates_the_rest(statements: Sequence[Statement], facts: DocumentFacts, times: TimeIndex) -> bool:
    """Whether goals without a date stand beside enough dated ones, or in news of a list that is made for every year."""
    goals = [s.due is not None for s in statements if s.kind is StatementKind.TARGET]
    dated = sum(goals)
    if dated == len(goals):
        return False
    return LEAST_DATED <= dated >= len(goals) / (1 + MOST_UNDATED) or _is_of_yearly_list(times.text, facts)


def end_of_headlines(source: str) -> int:
    """Where the lines above the first sentence of a text end; 0 if they speak of this year themselves."""
    body = source.rfind("\n", 0, max(0, source.find("。"))) + 1
    return 0 if any(word in source[:body] for word in _THIS_YEAR) else body
