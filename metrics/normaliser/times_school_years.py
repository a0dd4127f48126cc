"""School years: those that a text names (2023—2024学年) and those it counts from its own day (本学年, 下学年)."""

from __future__ import annotations

import re
from datetime import date

from metrics.normaliser.times_readings import Reference, Stretch, TimeRole, second_year


def read_school_years(match: re.Match[str], _reference: Reference) -> Stretch | None:
    first = int(match[1])
    last = second_year(first, match[2])
    if match["first_term"]:
        return Stretch(date(first, 9, 1), date(last, 1, 31), year=first)
    return Stretch(date(first, 9, 1), date(last, 8, 31), year=last)


def read_this_school_year(_match: re.Match[str], reference: Reference) -> Stretch | None:
    """本学年 ends on the last day of August; from August on it is the one that begins."""
    if reference.year is None:
        return Stretch(None, None)
    begins = reference.day is not None and reference.day.year == reference.year and reference.day.month >= 8
    last = reference.year + 1 if begins else reference.year
    return Stretch(date(last - 1, 9, 1), date(last, 8, 31), year=last)


def read_next_school_year(match: re.Match[str], reference: Reference) -> Stretch | None:
    """下学年 said up to August begins that autumn; from September on it is the one after, 新学年 the one just begun."""
    day = reference.day
    if day is None:
        return Stretch(None, None, TimeRole.MENTION)
    begins = day.year + 1 if day.month > 8 and match[0].startswith("下") else day.year
    return Stretch(date(begins, 9, 1), date(begins + 1, 8, 31), year=begins + 1)
