"""Stretches of years with a name: five-year plans (“十四五”, 第十四个五年规划) and fiscal years (2017/18年度)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from metrics.domain.statements import Recurrence
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.times_numerals import small_number, year_of
from metrics.normaliser.times_readings import PLANNED_YEARS, Reference, Stretch, TimeRole, second_year

#: What follows 十 in the names of the plans: 十一五 began in 2006.
_ORDINALS = "一二三四五六七八"


def read_fiscal_years(match: re.Match[str], _reference: Reference) -> Stretch | None:
    first = int(match[1])
    last = second_year(first, match[2])
    return Stretch(date(first, 4, 1), date(last, 3, 31), year=first) if last == first + 1 else None


def read_chinese_fiscal_years(match: re.Match[str], _reference: Reference) -> Stretch | None:
    """二零一四/一五年度 ends on the last day of March 2015."""
    first = year_of(match[1])
    last = year_of(match[1][:2] + match[2])
    return Stretch(date(first, 4, 1), date(last, 3, 31), year=first) if first and last == first + 1 else None


def plan_of(year: int) -> tuple[str, int] | None:
    """Name and last year of the five-year plan that begins in ``year`` (2026: 十五五, 2030)."""
    ordinal = (year - 1951) // PLANNED_YEARS - 10
    if year % PLANNED_YEARS != 1 or not 1 <= ordinal <= len(_ORDINALS):
        return None
    return f"十{_ORDINALS[ordinal - 1]}五", year + PLANNED_YEARS - 1


def read_plan_period(match: re.Match[str], _reference: Reference) -> Stretch | None:
    """“十四五” ends in 2025; the name of a plan dates nothing."""
    number = 10 + (small_number(match["ordinal"]) or 0)
    last = 1955 + 5 * number
    first = date(last - 4, 1, 1)
    if early := match.groupdict().get("early"):
        return Stretch(first, date(last - 5 + (small_number(early) or 5), 12, 31), year=last)
    rest = match.string[match.end() : match.end() + 4]
    if not match["span"] and rest.startswith(_plan_names()):
        return Stretch(first, date(last, 12, 31), TimeRole.MENTION, year=last)
    return Stretch(first, date(last, 12, 31), year=last)


@cache
def _plan_names() -> tuple[str, ...]:
    return tuple(load_lexicon("periods")["plan_names"].split())


def read_yearly_mean(_match: re.Match[str], _reference: Reference) -> Stretch:
    """五年平均增长11%: so much each year."""
    return Stretch(None, None, TimeRole.RECURRENCE, Recurrence.YEAR)
