"""Days on the year axis, and the periods of recurring amounts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.domain.periods import period_containing, year_axis
from metrics.domain.statements import Recurrence

CASES = [
    (Recurrence.YEAR, "2024-02-29", "2024-01-01", "2024-12-31"),
    (Recurrence.SCHOOL_YEAR, "2024-08-31", "2023-09-01", "2024-08-31"),
    (Recurrence.SCHOOL_YEAR, "2024-09-01", "2024-09-01", "2025-08-31"),
    (Recurrence.TERM, "2024-01-15", "2023-09-01", "2024-01-31"),
    (Recurrence.TERM, "2024-03-15", "2024-02-01", "2024-08-31"),
    (Recurrence.QUARTER, "2024-12-31", "2024-10-01", "2024-12-31"),
    (Recurrence.MONTH, "2023-02-01", "2023-02-01", "2023-02-28"),
    (Recurrence.WEEK, "2024-12-31", "2024-12-30", "2025-01-05"),
    (Recurrence.DAY, "2024-12-31", "2024-12-31", "2024-12-31"),
]


@pytest.mark.parametrize(("recurrence", "day", "start", "end"), CASES)
def test_period_of_a_day(recurrence: Recurrence, day: str, start: str, end: str) -> None:
    period = period_containing(recurrence, date.fromisoformat(day))
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))


@given(st.sampled_from(Recurrence), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_periods_follow_each_other_without_gap(recurrence: Recurrence, day: date) -> None:
    period = period_containing(recurrence, day)
    assert day in period
    assert period_containing(recurrence, period.end + timedelta(days=1)).start == period.end + timedelta(days=1)
    assert period_containing(recurrence, period.start) == period


def test_year_axis() -> None:
    assert year_axis(date(2024, 12, 31), end_of_day=True) == year_axis(date(2025, 1, 1)) == 2025.0
    assert year_axis(datetime(2023, 7, 2, 12, tzinfo=UTC)) == 2023.5
