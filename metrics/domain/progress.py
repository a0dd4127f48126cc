"""Progress of a target by the project's definition: pure arithmetic, no clock, no storage.

With ``gap(x)`` the distance of a value from the acceptable set: progress P = 1 - gap(value)/gap(baseline), expected E
the same for the value on the agreed path, pace R = P/E, both at the time that the newest figure describes, so that
late statistics are not slow progress.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from metrics.domain.course import YEAR_DAYS, Course, Figure, course_of, figure_that_counts
from metrics.domain.goals import Goal, GoalKind, Observation
from metrics.domain.periods import Moment, year_axis
from metrics.domain.ratios import Ratios, attainment, observed_rate, ratios_of, required_rate

ON_TRACK_PACE = 0.95
AT_RISK_PACE = 0.60
#: A goal that is done or not done is in danger when less than this is left.
LATE_DAYS = 90
LATE_SHARE = 0.10
#: Room for binary fractions at a threshold: 0.57/0.6 is 0.95.
_ROUNDING = 1e-9


class TargetStatus(StrEnum):
    """Where a target stands, in the order in which the conditions are tried."""

    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"
    UNQUANTIFIED = "unquantified"
    ACHIEVED = "achieved"
    ACHIEVED_LATE = "achieved_late"
    MISSED = "missed"
    OVERDUE = "overdue"
    NO_DATA = "no_data"
    NO_BASELINE = "no_baseline"
    BREACHED = "breached"
    REGRESSING = "regressing"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


#: The number that stands for each status in ``goalboard_target_status_code``; never renumbered.
STATUS_CODE: dict[TargetStatus, int] = {status: code for code, status in enumerate(TargetStatus)}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target is. Ratios are fractions of the way from baseline to goal; rates are units a year.

    ``expected_value`` is the value on the path at the observation's own reference time; ``attainment`` is the share of
    the goal that a figure without a baseline comes to. None where undefined.
    """

    status: TargetStatus
    progress: float | None = None
    expected: float | None = None
    pace: float | None = None
    required_rate: float | None = None
    observed_rate: float | None = None
    expected_value: float | None = None
    attainment: float | None = None


def progress_of(goal: Goal, observations: Sequence[Observation], as_of: Moment) -> Progress:
    """Where a goal stands at a moment, given everything observed; later figures are not looked at."""
    now = year_axis(as_of, end_of_day=True)
    if goal.is_cancelled:
        return Progress(TargetStatus.CANCELLED)
    if now < year_axis(goal.start):
        return Progress(TargetStatus.NOT_STARTED)
    if goal.value is None:
        return Progress(TargetStatus.UNQUANTIFIED)
    course = course_of(goal)
    figure = figure_that_counts(course, observations, now)
    if figure is None:
        return Progress(_status_without_figure(course, now))
    status = _settled_status(course, figure, now)
    if status is TargetStatus.ACHIEVED_LATE:
        return Progress(status, progress=1.0)
    ratios = ratios_of(course, figure)
    return Progress(
        status=status or _running_status(course, figure, now, ratios),
        progress=1.0 if status is TargetStatus.ACHIEVED else ratios.progress,
        expected=ratios.expected,
        pace=ratios.pace,
        required_rate=required_rate(course, figure),
        observed_rate=observed_rate(course, figure),
        expected_value=ratios.expected_value,
        attainment=attainment(course, figure),
    )


def _status_without_figure(course: Course, now: float) -> TargetStatus:
    if course.has_hardly_begun(now):
        return TargetStatus.NOT_STARTED
    if course.overdue_from is not None and now > course.overdue_from:
        return TargetStatus.OVERDUE
    return TargetStatus.NO_DATA


def _settled_status(course: Course, figure: Figure, now: float) -> TargetStatus | None:
    """The status where no pace is needed to tell it, in the order of ``TargetStatus``."""
    if course.has_hardly_begun(now):
        return TargetStatus.NOT_STARTED
    at_end = course.due is not None and figure.when >= course.due
    if not figure.gap:
        if course.kind in (GoalKind.REACH, GoalKind.ONCE):
            late = course.due is not None and figure.when > course.due
            return TargetStatus.ACHIEVED_LATE if late else TargetStatus.ACHIEVED
        if at_end:
            return TargetStatus.ACHIEVED
    elif at_end or course.kind is GoalKind.CAP:
        return TargetStatus.MISSED
    if course.overdue_from is not None and now > course.overdue_from:
        return TargetStatus.OVERDUE
    return None


def _running_status(course: Course, figure: Figure, now: float, ratios: Ratios) -> TargetStatus:
    if course.kind is GoalKind.HOLD:
        return TargetStatus.BREACHED if figure.gap else TargetStatus.ON_TRACK
    if course.kind is GoalKind.ONCE:
        return TargetStatus.AT_RISK if _little_time_left(course, now) else TargetStatus.ON_TRACK
    if course.due is None:
        return TargetStatus.UNQUANTIFIED
    if course.baseline is None:
        return TargetStatus.NO_BASELINE
    if ratios.progress is not None and ratios.progress < 0:
        return TargetStatus.REGRESSING
    if course.kind is GoalKind.CAP and figure.value <= 0:
        return TargetStatus.ON_TRACK
    if ratios.pace is None:
        return TargetStatus.NO_DATA
    if ratios.pace >= ON_TRACK_PACE - _ROUNDING:
        return TargetStatus.ON_TRACK
    return TargetStatus.AT_RISK if ratios.pace >= AT_RISK_PACE - _ROUNDING else TargetStatus.OFF_TRACK


def _little_time_left(course: Course, now: float) -> bool:
    if course.due is None:
        return False
    return course.due - now < max(LATE_DAYS / YEAR_DAYS, (course.due - course.start) * LATE_SHARE)
