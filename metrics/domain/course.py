"""A goal laid out on the year axis, and which of its figures counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from metrics.domain.goals import ZERO, AcceptableSet, Goal, GoalKind, Observation, Path
from metrics.domain.periods import year_axis

#: Below this share of the way no pace is told: a few weeks prove nothing.
LEAST_EXPECTED = 0.05
YEAR_DAYS = 365.25


class Course(NamedTuple):
    """A quantified goal on the year axis, with its path where it has one."""

    kind: GoalKind
    accepts: AcceptableSet
    start: float
    due: float | None
    overdue_from: float | None
    baseline: Decimal | None
    baseline_gap: Decimal
    path: Path | None

    def expected(self, when: float) -> float | None:
        """E at a time: the share of the way that the path has made by then."""
        if self.kind is GoalKind.RATE:
            return 1.0
        if self.kind is GoalKind.CAP and self.due is not None:
            return 1.0 - self.elapsed(when)
        if self.path is None:
            return None
        if self.path.is_straight:
            return self.path.share_of_time(when)
        return float(1 - self.accepts.gap(self.path.value_at(when)) / self.baseline_gap)

    def elapsed(self, when: float) -> float:
        """Share of the time from start to due that is gone."""
        if self.due is None or self.due <= self.start:
            return 1.0
        return min(1.0, max(0.0, (when - self.start) / (self.due - self.start)))

    def has_hardly_begun(self, now: float) -> bool:
        """Whether it is too early to expect anything."""
        if self.kind is GoalKind.CAP:
            return self.due is not None and self.elapsed(now) < LEAST_EXPECTED
        expected = self.expected(now)
        return expected is not None and expected < LEAST_EXPECTED


class Figure(NamedTuple):
    """The observation that counts, on the year axis, with its distance from the goal."""

    when: float
    value: Decimal
    gap: Decimal


def course_of(goal: Goal) -> Course:
    """A quantified goal laid out; one whose baseline already meets it is one to keep."""
    accepts = AcceptableSet(*goal.bounds())
    counted_from_zero = goal.kind in (GoalKind.RATE, GoalKind.CAP, GoalKind.ONCE)
    baseline = ZERO if counted_from_zero else goal.baseline
    gap = ZERO if baseline is None else accepts.gap(baseline)
    is_kept = baseline is not None and not gap and goal.kind in (GoalKind.REACH, GoalKind.RATE)
    kind = GoalKind.HOLD if is_kept else goal.kind
    start = year_axis(goal.start)
    due = None if goal.due is None else year_axis(goal.due, end_of_day=True)
    path = None
    if kind is GoalKind.REACH and baseline is not None and due is not None:
        begin = start if goal.baseline_on is None else max(start, year_axis(goal.baseline_on, end_of_day=True))
        path = Path.through((begin, baseline), (due, accepts.nearest(baseline)), goal.milestones)
    overdue_from = None if due is None else due + goal.grace_days / YEAR_DAYS
    return Course(kind, accepts, start, due, overdue_from, baseline, gap, path)


def figure_that_counts(course: Course, observations: Sequence[Observation], now: float) -> Figure | None:
    """The newest figure; but once a goal was met in time, later figures cannot take that back."""
    newest: tuple[float, Decimal] | None = None
    in_time: tuple[float, Decimal] | None = None
    for observation in observations:
        when = year_axis(observation.period_end, end_of_day=True)
        if when > now:
            continue
        if newest is None or when >= newest[0]:
            newest = when, observation.value
        if course.due is not None and when <= course.due and (in_time is None or when >= in_time[0]):
            in_time = when, observation.value
    if newest is None:
        return None
    if in_time is not None and in_time != newest and not course.accepts.gap(in_time[1]):
        has_to_last = course.kind in (GoalKind.HOLD, GoalKind.CAP, GoalKind.RATE)
        if not has_to_last or in_time[0] == course.due:
            newest = in_time
    return Figure(*newest, course.accepts.gap(newest[1]))
