"""How a stored target is judged: which kind of goal it is, from where it counts, which period is looked at.

A bulletin's 建成20所 means at least 20; 增长6% is a rate of its period; 不超过500吨 of an amount is an allowance.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from metrics.domain.goals import ZERO, Goal, GoalKind, Observation
from metrics.domain.periods import period_containing
from metrics.domain.progress import Progress, progress_of
from metrics.domain.statements import Comparator, Direction, Recurrence
from metrics.tracking.identity import is_amount, is_rate
from metrics.tracking.indicators import IndicatorKey
from metrics.tracking.words import holds_any, indicator_words

#: 约 and 左右 leave this share of the number open.
ABOUT = Decimal("0.05")
#: The figure of a period that has ended is awaited, and the period shown, for this long.
GRACE_DAYS = 90
_CEILINGS = frozenset({Comparator.LE, Comparator.LT})


class TargetState(NamedTuple):
    """A target as it is judged. ``baseline`` is what texts and figures say of the beginning; amounts begin at 0."""

    indicator: str
    indicator_key: str
    unit: str
    direction: Direction
    period: Recurrence | None
    time_period: str
    start: date
    due: date | None
    comparator: Comparator
    goal: Decimal | None
    goal_max: Decimal | None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    is_cancelled: bool = False


def judge(state: TargetState, observations: Sequence[Observation], as_of: date) -> Progress:
    """Progress of a target on a day; a recurring one is judged by its current period."""
    return progress_of(goal_of(state, observations, as_of), observations_of_goal(state, observations, as_of), as_of)


def goal_of(state: TargetState, observations: Sequence[Observation], as_of: date) -> Goal:
    """The goal that a target is on a day."""
    start, due = span_of(state, observations, as_of)
    comparator, value = acceptable(state)
    kind = kind_of(state, comparator)
    is_from_zero = kind is GoalKind.REACH and counts_from_zero(state)
    return Goal(
        start=start,
        due=due,
        comparator=comparator,
        value=value,
        value_max=state.goal_max,
        kind=kind,
        baseline=ZERO if is_from_zero else state.baseline,
        baseline_on=None if is_from_zero else state.baseline_on,
        tolerance=abs(value) * ABOUT if value is not None and comparator is Comparator.APPROX else ZERO,
        is_cancelled=state.is_cancelled,
        grace_days=GRACE_DAYS,
    )


def counts_from_zero(state: TargetState) -> bool:
    """Whether the quantity is an amount counted from the start of its plan or period."""
    if state.direction is not Direction.LEVEL:
        return True
    return _is_amount(state.indicator_key, state.unit)


@lru_cache(maxsize=65_536)
def _is_amount(indicator_key: str, unit: str) -> bool:
    return is_amount(IndicatorKey.parse(indicator_key), unit)


def kind_of(state: TargetState, comparator: Comparator) -> GoalKind:
    """How the goal is judged while it runs."""
    is_ceiling = comparator in _CEILINGS
    if state.direction is not Direction.LEVEL and is_rate(state.unit):
        over_years = state.time_period.startswith("/")
        return GoalKind.REACH if over_years and not is_ceiling else GoalKind.RATE
    if counts_from_zero(state):
        return GoalKind.CAP if is_ceiling else GoalKind.REACH
    if state.period is not None or (is_ceiling and state.baseline is None):
        return GoalKind.HOLD
    return GoalKind.REACH


def acceptable(state: TargetState) -> tuple[Comparator, Decimal | None]:
    """Comparator and value as they are meant: a bare number is a least number unless lower is better."""
    comparator, goal = state.comparator, state.goal
    if goal is None or comparator in (Comparator.GE, Comparator.GT, *_CEILINGS):
        return comparator, goal
    if comparator is Comparator.RANGE:
        return (Comparator.GE, goal) if counts_from_zero(state) else (comparator, goal)
    slack = abs(goal) * ABOUT if comparator is Comparator.APPROX else ZERO
    return (Comparator.LE, goal + slack) if _lower_is_better(state, goal) else (Comparator.GE, goal - slack)


def span_of(state: TargetState, observations: Sequence[Observation], as_of: date) -> tuple[date, date | None]:
    """First and last day of what is judged: the whole target, or one period of a recurring one.

    A period that has just ended stays in view until the next one has a figure, or the grace is over.
    """
    if state.period is None:
        return state.start, state.due
    day = max(state.start, as_of if state.due is None else min(as_of, state.due))
    current = period_containing(state.period, day)
    before = period_containing(state.period, max(state.start, min(day, as_of - timedelta(days=GRACE_DAYS))))
    has_figure = any(current.start <= _day(seen) <= min(current.end, as_of) for seen in observations)
    shown = current if has_figure or not _has_figure_in(before.start, before.end, observations) else before
    return max(shown.start, state.start), shown.end


def observations_of_goal(state: TargetState, observations: Sequence[Observation], as_of: date) -> Sequence[Observation]:
    """The figures of the period that is judged."""
    if state.period is None:
        return observations
    start, due = span_of(state, observations, as_of)
    return [seen for seen in observations if start <= _day(seen) <= (due or date.max)]


def _has_figure_in(start: date, end: date, observations: Sequence[Observation]) -> bool:
    return any(start <= _day(seen) <= end for seen in observations)


def _day(observation: Observation) -> date:
    return observation.period_end


def _lower_is_better(state: TargetState, goal: Decimal) -> bool:
    if state.direction is not Direction.LEVEL:
        return False
    if not goal or (state.baseline is not None and state.baseline > goal):
        return True
    return _names_what_should_fall(state.indicator)


@lru_cache(maxsize=65_536)
def _names_what_should_fall(indicator: str) -> bool:
    return holds_any(indicator, indicator_words().lower_is_better)
