"""When a source is visited next: its cadence in its own time zone, spread a little, moved after a failure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler.cadence import Cadence
from crawler.types import Outcome

#: Visits are spread by this share of the interval, so that sources do not all come at once; bounded for long ones.
SPREAD_SHARE, SPREAD_LIMIT = 0.05, timedelta(minutes=10)
#: A passing failure is tried again after this long, twice as long each time, never later than the regular visit.
RETRY_AFTER = timedelta(minutes=5)
PASSING = frozenset({Outcome.TIMEOUT, Outcome.DNS, Outcome.TLS, Outcome.CONNECTION, Outcome.HTTP_5XX, Outcome.PARTIAL})
#: A source that blocks us is left alone for this long, twice as long each time, never sooner than the regular visit.
LEAVE_ALONE, LEAVE_ALONE_LIMIT = timedelta(hours=1), timedelta(days=1)
#: Visits looked at to find the longest regular silence of a cadence.
LOOK_AHEAD = 60


def next_visit(cadence: Cadence, after: datetime, outcome: Outcome | None = None, failures: int = 0) -> datetime:
    """When to visit next (UTC), strictly after ``after``.

    ``outcome`` and ``failures`` in a row say how the last visit went.
    """
    visit = into_window(cadence, regular_visit(cadence, after, spread=True))
    doubled = 2 ** min(max(failures - 1, 0), 16)
    if outcome in PASSING:
        visit = min(visit, into_window(cadence, after + RETRY_AFTER * doubled))
    elif outcome is Outcome.BLOCKED:
        visit = max(visit, into_window(cadence, after + min(LEAVE_ALONE * doubled, LEAVE_ALONE_LIMIT)))
    return visit.astimezone(UTC)


def regular_visit(cadence: Cadence, after: datetime, spread: bool = False) -> datetime:
    """The next visit by interval or cron alone, without window and failures."""
    found: datetime | None = _trigger(cadence, after, spread).get_next_fire_time(after, after)
    if found is None:  # a cron expression that never comes, such as 30 February
        return after + timedelta(days=366)
    return max(found, after + timedelta(seconds=1))


def expected_interval(cadence: Cadence, now: datetime) -> timedelta:
    """The longest time between two regular visits: a silence longer than that means something."""
    visits = [now]
    for _ in range(LOOK_AHEAD):
        visits.append(into_window(cadence, regular_visit(cadence, visits[-1])))
    return max(later - earlier for earlier, later in pairwise(visits))


def _trigger(cadence: Cadence, after: datetime, spread: bool) -> BaseTrigger:
    zone = ZoneInfo(cadence.timezone)
    if cadence.every is not None:
        jitter = min(cadence.every * SPREAD_SHARE, SPREAD_LIMIT).total_seconds() if spread else None
        return IntervalTrigger(seconds=cadence.every.total_seconds(), start_date=after, timezone=zone, jitter=jitter)
    minute, hour, day, month, weekday = (cadence.cron or "").split()
    jitter = SPREAD_LIMIT.total_seconds() / 2 if spread else None
    return CronTrigger(
        minute=minute, hour=hour, day=day, month=month, day_of_week=weekday, timezone=zone, jitter=jitter
    )


def into_window(cadence: Cadence, at: datetime) -> datetime:
    """``at``, or the next opening of the cadence's window where it falls outside."""
    if cadence.window is None:
        return at
    opens, closes = cadence.window
    local = at.astimezone(ZoneInfo(cadence.timezone))
    if _is_open(local.time(), opens, closes):
        return at
    opening = local.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0)
    if opening <= local:
        opening += timedelta(days=1)
    return opening.astimezone(at.tzinfo)


def _is_open(now: time, opens: time, closes: time) -> bool:
    """Whether a time of day lies in a window; one that closes before it opens goes over midnight."""
    if opens < closes:
        return opens <= now < closes
    return now >= opens or now < closes
