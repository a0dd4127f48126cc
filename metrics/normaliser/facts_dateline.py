"""The day of undated news: its dateline gives month and day (新华社1月16日电), its first sentences tell the year."""

from __future__ import annotations

import re
from datetime import date

HEAD, OPENING = 900, 160
#: News tells of a day, or of a quarter, that is not longer ago than so many days.
LONGEST_AGO, LONGEST_AFTER_PERIOD = 40, 150
#: A meeting that is named after a year is held in it up to this month, or at the end of the year before.
LAST_MONTH_OF_MEETINGS = 10
_DATELINE = re.compile(
    r"(?:^|\n)[ 　]*[^，。：；\n0-9]{0,14}(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日[ 　]?[电讯](?![费网力信器站价])"
)
_DAY = re.compile(r"(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_PERIOD = re.compile(
    r"(?P<year>20[0-9]{2})年(?:第?(?P<quarter>[一二三四])季度|(?P<half>上半年)|(?:1|前)[—~至-]?(?P<month>[0-9]{1,2})个?月)"
)
_MEETING = re.compile(r"在(?P<year>20[0-9]{2})年[^，。0-9]{2,20}会议?上")
_LAST_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12}


def day_of_wire(text: str) -> date | None:
    """Day of a dateline with the one year that fits it; None where the first sentences tell none, or more than one."""
    line = _DATELINE.search(text, 0, OPENING)
    if line is None:
        return None
    month, day = int(line["month"]), int(line["day"])
    days = {_date(year, month, day) for year in _years(text[line.end() : HEAD], month, day)}
    return days.pop() if len(days) == 1 else None


def _years(text: str, month: int, day: int) -> set[int]:
    """Years of days, periods and meetings that news of this month and day would tell of."""
    years = set()
    for found in _DAY.finditer(text):
        told, written = (
            _date(int(found["year"]), m, d) for m, d in ((int(found["month"]), int(found["day"])), (month, day))
        )
        if told and written and 0 <= (written - told).days <= LONGEST_AGO:
            years.add(written.year)
    for found in _PERIOD.finditer(text):
        last = 6 if found["half"] else _LAST_MONTHS.get(found["quarter"] or "") or int(found["month"] or 0)
        if 0 < month - last <= LONGEST_AFTER_PERIOD // 30:
            years.add(int(found["year"]))
    if month <= LAST_MONTH_OF_MEETINGS:
        years.update(int(found["year"]) for found in _MEETING.finditer(text))
    return years


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
