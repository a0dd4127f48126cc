"""The ratios and rates that a figure comes to on the course of its goal."""

from __future__ import annotations

from decimal import Decimal
from math import nextafter
from typing import NamedTuple

from metrics.domain.course import LEAST_EXPECTED, Course, Figure
from metrics.domain.goals import ZERO, GoalKind


class Ratios(NamedTuple):
    """What a figure comes to, as shares of the way; ``expected_value`` is where the path is at its time."""

    progress: float | None = None
    expected: float | None = None
    pace: float | None = None
    expected_value: float | None = None


def ratios_of(course: Course, figure: Figure) -> Ratios:
    """Progress, expectation and pace of a figure, each None where it is undefined."""
    match course.kind:
        case GoalKind.HOLD | GoalKind.ONCE:
            return Ratios(progress=0.0 if course.kind is GoalKind.ONCE else None) if figure.gap else Ratios(1.0)
        case GoalKind.CAP:
            return _cap_ratios(course, figure)
        case _ if course.baseline is None:
            return Ratios() if figure.gap else Ratios(1.0)
    progress = _way_made(figure.gap, course.baseline_gap)
    expected = course.expected(figure.when)
    pace = progress / expected if expected is not None and expected >= LEAST_EXPECTED else None
    if course.kind is GoalKind.RATE:
        return Ratios(progress, expected, pace, float(course.accepts.nearest(ZERO)))
    on_path = None if course.path is None else float(course.path.value_at(figure.when))
    return Ratios(progress, expected, pace, on_path)


def _way_made(gap: Decimal, baseline_gap: Decimal) -> float:
    """P, which is 1 only where nothing is missing: 99.96 % is not 100 %."""
    made = float(1 - gap / baseline_gap)
    return min(made, nextafter(1.0, 0.0)) if gap else 1.0


def _cap_ratios(course: Course, figure: Figure) -> Ratios:
    """What is left of an allowance, against the time left; pace is the inverse of the burn rate."""
    allowed = course.accepts.high
    if not allowed or allowed < 0:
        return Ratios(progress=None if figure.gap else 1.0)
    used = figure.value / allowed
    if course.due is None:
        return Ratios(progress=float(1 - used))
    elapsed = course.elapsed(figure.when)
    pace = elapsed / float(used) if used > 0 and elapsed >= LEAST_EXPECTED else None
    expected_value = float(allowed) * elapsed
    return Ratios(float(1 - used), 1.0 - elapsed, pace, expected_value)


def required_rate(course: Course, figure: Figure) -> float | None:
    """Units a year that are still needed to arrive in time."""
    if course.kind not in (GoalKind.REACH, GoalKind.CAP) or course.due is None or course.due <= figure.when:
        return None
    if course.kind is GoalKind.CAP:
        missing = (course.accepts.high or ZERO) - figure.value
    elif course.baseline is None or not figure.gap:
        return None
    else:
        missing = course.accepts.nearest(figure.value) - figure.value
    return float(missing) / (course.due - figure.when)


def observed_rate(course: Course, figure: Figure) -> float | None:
    """Units a year made so far, on average."""
    if course.kind not in (GoalKind.REACH, GoalKind.CAP) or course.baseline is None:
        return None
    begin = course.start if course.path is None else course.path.points[0][0]
    return float(figure.value - course.baseline) / (figure.when - begin) if figure.when > begin else None


def attainment(course: Course, figure: Figure) -> float | None:
    """Share of the goal reached, for a figure that has no baseline to measure the way from."""
    goal = course.accepts.nearest(figure.value)
    if course.kind is not GoalKind.REACH or course.baseline is not None or goal <= 0 or figure.value <= 0:
        return None
    return float(figure.value / goal if figure.value <= goal else goal / figure.value)
