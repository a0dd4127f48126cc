"""Time as statistics count it: days on an axis of years, and the periods of recurring amounts.

A year is as long as its own days (a leap year has 366), so that "three years of five" is exactly 0.6.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from metrics.domain.statements import Recurrence

#: A day, or an instant inside a day.
Moment = date | datetime

_DAY_SECONDS = 86_400
_SCHOOL_YEAR_MONTH = 9
#: First month of each half of a school year; the second half starts with the calendar's February.
_SECOND_TERM_MONTH = 2


@dataclass(frozen=True, slots=True, order=True)
class TimePeriod:
    """A run of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def year_axis(moment: Moment, *, end_of_day: bool = False) -> float:
    """Position in years (2023.5 is the middle of 2023); a plain day counts from its start or to its end."""
    if not isinstance(moment, datetime):
        return _day_on_axis(moment, end_of_day)
    begin = moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return moment.year + (moment - begin).total_seconds() / (_days_of_year(moment.year) * _DAY_SECONDS)


@lru_cache(maxsize=16_384)
def _day_on_axis(day: date, end_of_day: bool) -> float:
    return day.year + ((day - date(day.year, 1, 1)).days + end_of_day) / _days_of_year(day.year)


def period_containing(recurrence: Recurrence, day: date) -> TimePeriod:
    """The period of a recurring amount that a day lies in."""
    match recurrence:
        case Recurrence.YEAR:
            return TimePeriod(date(day.year, 1, 1), date(day.year, 12, 31))
        case Recurrence.SCHOOL_YEAR:
            first = day.year if day.month >= _SCHOOL_YEAR_MONTH else day.year - 1
            return _months(first, _SCHOOL_YEAR_MONTH, 12)
        case Recurrence.TERM:
            return _term(day)
        case Recurrence.QUARTER:
            return _months(day.year, day.month - (day.month - 1) % 3, 3)
        case Recurrence.MONTH:
            return _months(day.year, day.month, 1)
        case Recurrence.WEEK:
            monday = day - timedelta(days=day.weekday())
            return TimePeriod(monday, monday + timedelta(days=6))
        case Recurrence.DAY:
            return TimePeriod(day, day)


def _term(day: date) -> TimePeriod:
    if _SECOND_TERM_MONTH <= day.month < _SCHOOL_YEAR_MONTH:
        return _months(day.year, _SECOND_TERM_MONTH, 7)
    first = day.year if day.month >= _SCHOOL_YEAR_MONTH else day.year - 1
    return _months(first, _SCHOOL_YEAR_MONTH, 5)


def _months(year: int, month: int, count: int) -> TimePeriod:
    years, last = divmod(month + count - 2, 12)
    end_year, end_month = year + years, last + 1
    return TimePeriod(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _days_of_year(year: int) -> int:
    return 366 if isleap(year) else 365
