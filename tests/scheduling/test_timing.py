"""When a source is visited next: its zone and window, spread, sooner after a failure, later after a block."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.cadence import Cadence
from crawler.types import Outcome
from metrics.scheduling.timing import expected_interval, next_visit, regular_visit

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # a Friday, noon in Shanghai
SIX_HOURS = Cadence(every="6h")
MORNINGS = Cadence(cron="30 8 * * mon-fri")
DAYTIME = Cadence(every="1h", window="08:00-20:00")
NIGHTS = Cadence(every="1h", window="22:00-06:00")


def test_an_interval_is_kept_with_a_little_spread():
    visits = {next_visit(SIX_HOURS, NOON) for _ in range(40)}
    assert len(visits) > 1, "all sources would come at once"
    assert all(abs(visit - NOON - timedelta(hours=6)) <= timedelta(minutes=10) for visit in visits)
    assert all(visit.tzinfo is UTC for visit in visits)


def test_cron_counts_in_the_zone_of_the_source_with_named_weekdays():
    assert regular_visit(MORNINGS, NOON) == datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    urumqi = Cadence(cron="30 8 * * mon-fri", timezone="Asia/Urumqi")
    assert regular_visit(urumqi, NOON) == datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("cadence", "after", "earliest"),
    [
        (DAYTIME, datetime(2026, 11, 20, 11, 30, tzinfo=UTC), "2026-11-21T08:00"),
        (DAYTIME, datetime(2026, 11, 20, 2, 0, tzinfo=UTC), "2026-11-20T10:57"),
        (NIGHTS, datetime(2026, 11, 20, 2, 0, tzinfo=UTC), "2026-11-20T22:00"),
        (NIGHTS, datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "2026-11-21T01:57"),
    ],
    ids=["shut at 20:00", "open", "night shut by day", "night open after midnight"],
)
def test_a_window_bounds_the_hours(cadence, after, earliest):
    visit = next_visit(cadence, after).astimezone(ZoneInfo("Asia/Shanghai"))
    least = datetime.fromisoformat(earliest).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    assert least <= visit <= least + timedelta(minutes=8)


def test_a_passing_failure_is_tried_again_soon_then_less_often_never_later_than_usual():
    waits = [next_visit(SIX_HOURS, NOON, Outcome.TIMEOUT, failures) - NOON for failures in (1, 2, 3, 20)]
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits[3] <= timedelta(hours=6, minutes=10)


def test_a_block_is_left_alone_longer_and_longer_up_to_a_day():
    often = Cadence(every="10m")
    waits = [next_visit(often, NOON, Outcome.BLOCKED, failures) - NOON for failures in (1, 2, 3, 30)]
    assert waits == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4), timedelta(days=1)]
    assert next_visit(Cadence(every="7d"), NOON, Outcome.BLOCKED, 1) - NOON > timedelta(days=6)


@pytest.mark.parametrize("outcome", [Outcome.EMPTY, Outcome.LAYOUT_CHANGED, Outcome.HTTP_4XX, Outcome.UNCHANGED, None])
def test_other_outcomes_keep_the_rhythm(outcome):
    assert next_visit(SIX_HOURS, NOON, outcome, 3) - NOON > timedelta(hours=5)


def test_expected_silence_is_the_longest_gap_of_a_cadence():
    assert expected_interval(SIX_HOURS, NOON) == timedelta(hours=6)
    assert expected_interval(MORNINGS, NOON) == timedelta(days=3)
    assert timedelta(hours=12) < expected_interval(DAYTIME, NOON) <= timedelta(hours=13)


def test_a_cron_that_never_comes_does_not_come_at_once():
    assert next_visit(Cadence(cron="0 0 30 feb *"), NOON) - NOON >= timedelta(days=300)


@pytest.mark.parametrize("cadence", [SIX_HOURS, MORNINGS, DAYTIME, NIGHTS, Cadence(every="90m", timezone="UTC")])
def test_a_cadence_survives_being_written_down(cadence):
    assert Cadence(**cadence.as_written()) == cadence
