"""What time expressions stand for: from a match of a rule to the days, the role and the period it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache

from metrics.domain.statements import Recurrence
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.records import Record
from metrics.normaliser.times_numerals import MINGUO_BEFORE, minguo_number, small_number, start_of_named_plan, year_of

#: From November on a text speaks of the months of the coming year.
LATEST_NOTICE = 10
#: A five-year plan begins in a year after one that divides by five (2021, 2026).
PLANNED_YEARS = 5
_BLANKED_YEARS = tuple(f"{mark}年" for mark in "Xx×*某")
#: Groups of a year before those of its parts.
_BEFORE_PARTS = frozenset(("minguo", "year", "school", "whole", "word"))
_SEASON_ENDS = {"春": (5, 31), "夏": (8, 31), "秋": (11, 30), "冬": (12, 31)}


class TimeRole(Enum):
    """What an expression does for the numbers after it."""

    DATE = "date"  # holds or is reported at its last day
    SINCE = "since"  # an open or closed stretch of the past
    NOW = "now"  # the day of the text
    START = "start"  # begins then; dates nothing
    COMPARED = "compared"  # what a figure is compared with
    MENTION = "mention"  # a name, an anchor, a clock time
    PLANNED = "planned"  # 年度计划: dates only the number right after it
    RECURRENCE = "recurrence"


@dataclass(slots=True)
class Reference(Record):
    """From where relative words count: the year of writing, its day, the year under discussion, the plan year.

    ``section_year`` is the year that the heading above names or means; ``plan_end`` the last year of the five-year plan
    that begins in the year of writing, where the text speaks of that plan.
    """

    year: int | None = None
    day: date | None = None
    bare_year: int | None = None
    plan_year: int | None = None
    is_minguo: bool = False
    told_until: date | None = None
    section_year: int | None = None
    plan_end: int | None = None


@dataclass(slots=True)
class Stretch(Record):
    """First and last day of what an expression names; None where it cannot be told."""

    first: date | None
    last: date | None
    role: TimeRole = TimeRole.DATE
    period: Recurrence | None = None
    year: int | None = None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_year(day: date, year: int) -> date:
    """The same day of another year."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _whole_year(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), year=year)


def _part_of_year(match: re.Match[str], year: int | None) -> Stretch | None:
    """Days of a part of ``year`` (底, 上半年, 9月底, 秋季学期); the whole year where no part is named."""
    if year is None or match.lastgroup in _BEFORE_PARTS:
        return Stretch(None, None) if year is None else _whole_year(year)
    part = match.groupdict()
    if part["half"]:
        late = part["half"][0] == "下"
        return Stretch(date(year, 7 if late else 1, 1), date(year, 12, 31) if late else date(year, 6, 30), year=year)
    if part["quarter"]:
        number = small_number(part["quarter"]) or 1
        return Stretch(date(year, 3 * number - 2, 1), _month_end(year, 3 * number), year=year)
    for group, size in (("quarters", 3), ("months", 1)):
        if part[group]:
            months = min(12, (small_number(part[group]) or 1) * size)
            return Stretch(date(year, 1, 1), _month_end(year, months), year=year)
    if part["to_month"]:
        return _months(year, int(part["from_month"]), int(part["to_month"]))
    if part["month"]:
        return _in_month(part, year)
    fixed = {"春": (3, 1), "秋": (9, 1), "暑假": (6, 30), "寒假": (1, 31)}.get(part["term"] or part["holiday"] or "")
    if fixed:
        return Stretch(date(year, *fixed), date(year, *fixed), year=year)
    if part["season"]:
        month, day = (9, 1) if part["opens"] and part["season"] == "秋" else _SEASON_ENDS[part["season"]]
        return Stretch(date(year, month - 2, 1), date(year, month, day), year=year)
    if part["middle"]:
        return Stretch(date(year, 1, 1), date(year, 6, 30), year=year)
    if part["beginning"]:
        return Stretch(date(year, 1, 1), date(year, 1, 31), year=year)
    return _whole_year(year)


def _months(year: int, first: int, last: int) -> Stretch | None:
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        return None
    end_year = year + 1 if last < first else year
    return Stretch(date(year, first, 1), _month_end(end_year, last), year=year)


def _in_month(part: dict[str, str | None], year: int) -> Stretch | None:
    name = part["month"] or ""
    month = 1 if name in ("元", "正") else small_number(name)
    if month is None or not 1 <= month <= 12:
        return None
    if part["day"]:
        day = _day(year, month, small_number(part["day"]) or 0)
        return Stretch(day, day, year=year) if day else None
    last = {"初": 10, "上旬": 10, "中旬": 20}.get(part["third"] or "")
    return Stretch(date(year, month, 1), date(year, month, last) if last else _month_end(year, month), year=year)


def read_year(match: re.Match[str], _reference: Reference) -> Stretch | None:
    year = year_of(match["year"])
    if year is not None and match.end() == match.end("year") + 1:  # no part of it
        return _whole_year(year)
    return _part_of_year(match, year)


def read_minguo_year(match: re.Match[str], reference: Reference) -> Stretch | None:
    """民国112年, 112年度, 113年底; a bare 113年 is a year only in a text that counts so, else an age."""
    parts = match.groupdict()
    is_sure = match["minguo"] or match["whole"] or parts["end"] or parts["half"] or parts["month"]
    if not is_sure and not reference.is_minguo:
        return None
    number = minguo_number(match["year"])
    if number is None:
        return None
    year = number + MINGUO_BEFORE
    if match["school"]:
        return Stretch(date(year, 8, 1), date(year + 1, 7, 31), year=year + 1)
    return _part_of_year(match, year)


def read_chinese_minguo_year(match: re.Match[str], reference: Reference) -> Stretch | None:
    """一一五年, 民国一百一十五年: written so, it is never an age."""
    return read_minguo_year(match, reference._replace(is_minguo=True))


def read_relative_year(match: re.Match[str], reference: Reference) -> Stretch | None:
    """今年, 明年; under a heading on the year before, in a text without its day, 今年 is the heading's year."""
    if reference.year is None:
        return Stretch(None, None)
    years_on = load_lexicon("periods")["relative_years"][match["word"]]
    is_of_section = not years_on and reference.day is None and reference.section_year == reference.year - 1
    return _part_of_year(match, reference.year - 1 if is_of_section else reference.year + years_on)


def read_part(match: re.Match[str], reference: Reference) -> Stretch | None:
    """年底, 9月, 上半年 of the year under discussion; of no known year behind a blanked one (20XX年4月)."""
    if match.string.endswith(_BLANKED_YEARS, 0, match.start()):
        return Stretch(None, None)
    if reference.bare_year is None and match.groupdict().get("month"):
        return Stretch(None, None) if _in_month(match.groupdict(), 2000) else None
    return _part_of_year(match, _year_of_month(match["month"], reference) or reference.bare_year)


def _year_of_month(month: str | None, reference: Reference) -> int | None:
    """A notice issued long before the year it is for means the months still left of its own year."""
    day, number = reference.day, small_number(month or "")
    if day is None or number is None or reference.plan_year is None or reference.plan_year <= day.year:
        return None
    return day.year if day.month < number and day.month <= LATEST_NOTICE else None


def read_iso_day(match: re.Match[str], _reference: Reference) -> Stretch | None:
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    return Stretch(day, day, year=day.year) if day else None


def second_year(first: int, written: str) -> int:
    return int(written) if len(written) == 4 else first // 100 * 100 + int(written)


def read_year_span(match: re.Match[str], _reference: Reference) -> Stretch | None:
    first = year_of(match["year"]) or 0
    last = second_year(first, match[2]) if match[2].isascii() else year_of(match[2]) or 0
    is_of_years = "年" in match[0] or "年" in match.string[match.end() : match.end() + 2]
    if not first < last <= first + 60 or not is_of_years:
        return None
    return Stretch(date(first, 1, 1), date(last, 12, 31), year=last)


def read_years_listed(match: re.Match[str], _reference: Reference) -> Stretch | None:
    """2023、2024和2025年: up to the last of them."""
    return _whole_year(int(match[1]))


def read_month_to_month(match: re.Match[str], _reference: Reference) -> Stretch | None:
    first, last = int(match[2] or 1), int(match[4])
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        return None
    return Stretch(date(int(match[1]), first, 1), _month_end(int(match[3]), last), year=int(match[3]))


def read_ahead(match: re.Match[str], reference: Reference) -> Stretch | None:
    """未来十年: the year of the text and ten more, of 三到五年 the longer; a new five-year plan has its own end."""
    years = small_number(match["most"] or match["years"])
    start = reference.year or reference.bare_year
    if years is None or start is None:
        return Stretch(None, None)
    last = reference.plan_end if years == PLANNED_YEARS and reference.plan_end else start + years
    return Stretch(date(start, 1, 1), date(last, 12, 31), year=last)


def read_within(match: re.Match[str], reference: Reference) -> Stretch | None:
    """3年内: the last day of the third year counted from the plan year."""
    years = small_number(match["most"] or match["years"])
    start = start_of_named_plan(match.string, match.start(), years) or reference.plan_year or reference.year
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before[-1:] in ("近", "这", "第", "后", "满") or before == "过去":
        return Stretch(None, None, TimeRole.SINCE)
    if years is None or start is None:
        return Stretch(None, None)
    return Stretch(date(start, 1, 1), date(start + years - 1, 12, 31), year=start + years - 1)


def read_past(_match: re.Match[str], _reference: Reference) -> Stretch | None:
    return Stretch(None, None, TimeRole.SINCE)


def read_before_now(_match: re.Match[str], _reference: Reference) -> Stretch | None:
    return Stretch(None, None, TimeRole.COMPARED)


def read_now(_match: re.Match[str], reference: Reference) -> Stretch | None:
    return Stretch(reference.day, reference.day, TimeRole.NOW)


def read_mention(_match: re.Match[str], _reference: Reference) -> Stretch | None:
    return Stretch(None, None, TimeRole.MENTION)


def read_annual_plan(_match: re.Match[str], reference: Reference) -> Stretch | None:
    year = (None if reference.day else reference.section_year) or reference.year or reference.bare_year
    return _whole_year(year)._replace(role=TimeRole.PLANNED) if year else Stretch(None, None, TimeRole.PLANNED)


def read_recurrence(match: re.Match[str], _reference: Reference) -> Stretch | None:
    return Stretch(None, None, TimeRole.RECURRENCE, recurrence_words()[match[0]])


def read_output(match: re.Match[str], _reference: Reference) -> Stretch | None:
    period = {"年": Recurrence.YEAR, "月": Recurrence.MONTH, "日": Recurrence.DAY}[match[0][0]]
    return Stretch(None, None, TimeRole.RECURRENCE, period)


def read_festival(match: re.Match[str], reference: Reference) -> Stretch | None:
    if reference.bare_year is None:
        return Stretch(None, None)
    last = date(reference.bare_year, *load_lexicon("periods")["festivals"][match[1]]) - timedelta(days=1)
    last += timedelta(days=small_number(match["days"] or "") or 0)
    return Stretch(last, last, year=reference.bare_year)


def read_past_winter(_match: re.Match[str], reference: Reference) -> Stretch | None:
    year = reference.year
    return Stretch(date(year - 1, 11, 1), date(year, 3, 31), year=year) if year else Stretch(None, None)


def read_ahead_winter(_match: re.Match[str], reference: Reference) -> Stretch | None:
    year = reference.year
    return Stretch(date(year, 11, 1), date(year + 1, 3, 31), year=year) if year else Stretch(None, None)


def read_whole(_match: re.Match[str], reference: Reference) -> Stretch | None:
    return _whole_year(reference.bare_year) if reference.bare_year else Stretch(None, None)


@cache
def recurrence_words() -> dict[str, Recurrence]:
    """Every word for a recurring period."""
    periods = load_lexicon("periods")["recurrence"]
    return {word: Recurrence(period) for period, words in periods.items() for word in words}
