"""Progress of a target by the project's definition: pure arithmetic, no clock, no storage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

    ``expected_value`` is the value on the path at the observation's own reference time. None where undefined.
    """

    status: TargetStatus
    progress: float | None = None
    expected: float | None = None
    pace: float | None = None
    required_rate: float | None = None
    observed_rate: float | None = None
    expected_value: float | None = None
