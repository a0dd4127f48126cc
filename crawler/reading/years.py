"""Years for days that a list shows without one: lists run backwards, so a later day further down is a year older."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from crawler.reading.dates import MonthDay, date_in_url, day_of
from crawler.reading.items import Item

#: Bulletins come a little out of order; only a leap upwards longer than this is the turn of a year.
_DISORDER = timedelta(days=31)
#: So many pinned items may stand before the newest one.
_MOST_PINNED = 3
_MOST_YEARS = 15


def settle_years(items: Sequence[Item], newest: date | None) -> list[date | None]:
    """The day of each item: shown in full, by the item's address, by the newest day possible, by the order."""
    days = [item.day.in_year(newest, item.href) if isinstance(item.day, MonthDay) else item.day for item in items]
    if not any(isinstance(item.day, MonthDay) for item in items):
        return days
    reach = _start(days)
    for number in range(reach[0], len(items)):
        item, day = items[number], days[number]
        if day is None:
            continue
        if isinstance(item.day, MonthDay) and not date_in_url(item.href):
            day = days[number] = _not_after(day, reach[1] + _DISORDER)
        reach = (number, min(reach[1], day))
    return days


def _start(days: list[date | None]) -> tuple[int, date]:
    """Where the order begins: at the newest item where only a few (pinned ones) stand before it."""
    known = [(day, -number) for number, day in enumerate(days) if day]
    if not known:
        return len(days), date.max - _DISORDER
    newest, place = max(known)
    if -place <= _MOST_PINNED:
        return -place, newest
    first = max(known, key=lambda pair: pair[1])
    return -first[1], first[0]


def _not_after(day: date, limit: date) -> date:
    for _ in range(_MOST_YEARS):
        if day <= limit:
            return day
        day = day_of(day.year - 1, day.month, day.day) or day - timedelta(days=366)
    return day
