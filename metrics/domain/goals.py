"""A goal as arithmetic sees it: the acceptable set, the path to it, and the figures that were reported.

Nothing here knows of texts, targets or storage; ``metrics.domain.progress`` judges what these values mean together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from typing import NamedTuple

from metrics.domain.periods import Moment, year_axis
from metrics.domain.statements import Comparator

ZERO = Decimal(0)
#: A share of something countable is cut, never rounded: 9999 of 10000 must not become all of it.
_CUT = Context(prec=28, rounding=ROUND_FLOOR)


class GoalKind(StrEnum):
    """How a goal is judged while it runs."""

    REACH = "reach"
    """A way from a baseline to a value: pace is way made over way expected."""
    HOLD = "hold"
    """A level to keep: met or breached, without pace."""
    CAP = "cap"
    """An amount not to be used up before the period ends."""
    RATE = "rate"
    """A growth rate of the period: the same value is expected all along, met or missed at the end."""
    ONCE = "once"
    """Done or not done (value 1); in danger only when little time is left."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value agreed for a time on the way."""

    on: Moment
    value: Decimal


class Observation(NamedTuple):
    """A figure for a period; ``period_end`` is the time it describes, not the day it was published."""

    period_end: Moment
    value: Decimal

    @classmethod
    def of_share(cls, period_end: Moment, part: int, whole: int) -> Observation:
        """Percentage of a counted whole; below 100 whenever one is missing."""
        return cls(period_end, _CUT.divide(Decimal(part * 100), Decimal(whole)))


@dataclass(frozen=True, slots=True)
class Goal:
    """A quantity to reach or to keep between ``start`` and ``due`` (its last day).

    ``eq`` is met within ``tolerance`` on both sides; ``gt`` and ``lt`` read as ``ge`` and ``le``. ``baseline_on`` is
    set where the baseline is a later first figure rather than the state at ``start``.
    """

    start: Moment
    due: Moment | None
    comparator: Comparator
    value: Decimal | None
    value_max: Decimal | None = None
    kind: GoalKind = GoalKind.REACH
    baseline: Decimal | None = None
    baseline_on: Moment | None = None
    tolerance: Decimal = ZERO
    milestones: tuple[Milestone, ...] = ()
    is_cancelled: bool = False
    grace_days: int = 90

    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Lowest and highest acceptable value, None where open."""
        assert self.value is not None, "an unquantified goal has no acceptable set"
        match self.comparator:
            case Comparator.GE | Comparator.GT:
                return self.value, None
            case Comparator.LE | Comparator.LT:
                return None, self.value
            case Comparator.RANGE:
                return self.value, self.value if self.value_max is None else self.value_max
            case Comparator.EQ | Comparator.APPROX:
                return self.value - self.tolerance, self.value + self.tolerance


class AcceptableSet(NamedTuple):
    """Values that meet a goal, as an interval with open ends."""

    low: Decimal | None
    high: Decimal | None

    def nearest(self, value: Decimal) -> Decimal:
        """The acceptable value closest to a value."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return value

    def gap(self, value: Decimal) -> Decimal:
        """Distance of a value from the set; 0 means met."""
        return abs(self.nearest(value) - value)


class Path(NamedTuple):
    """The agreed way of a value through time: straight lines between points on the year axis."""

    points: tuple[tuple[float, Decimal], ...]

    @classmethod
    def through(cls, start: tuple[float, Decimal], end: tuple[float, Decimal], stops: Sequence[Milestone]) -> Path:
        """From start to end by way of the milestones that lie between them."""
        if not stops:
            return cls((start, end))
        between = sorted((year_axis(stop.on, end_of_day=True), stop.value) for stop in stops)
        return cls((start, *(point for point in between if start[0] < point[0] < end[0]), end))

    @property
    def is_straight(self) -> bool:
        """Whether there are no milestones: then the share of the way is the share of the time."""
        return len(self.points) == 2

    def share_of_time(self, when: float) -> float:
        """Share of the time from first to last point that is gone."""
        begin, end = self.points[0][0], self.points[-1][0]
        return min(1.0, max(0.0, (when - begin) / (end - begin))) if end > begin else 1.0

    def value_at(self, when: float) -> Decimal:
        """Expected value at a time; flat outside the path."""
        before = self.points[0]
        if self.is_straight:
            return before[1] + (self.points[1][1] - before[1]) * Decimal(self.share_of_time(when))
        for after in self.points:
            if when <= after[0]:
                break
            before = after
        else:
            return self.points[-1][1]
        span = after[0] - before[0]
        if span <= 0:
            return after[1]
        share = Decimal(max(0.0, when - before[0]) / span)
        return before[1] + (after[1] - before[1]) * share
