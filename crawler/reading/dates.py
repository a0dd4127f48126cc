"""Days as pages write them: 2023-04-19 11:13, 2023年4月19日, 二〇二三年四月十九日, 21 | 2024年02月, [08-21]."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date

_EARLIEST = 1978
_LATEST = 2099
# A number such as 000014349/2019-00002 or 〔2023〕12号 is no date: month and day must end there.
_FULL = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})\s{0,3}[-./年·]\s{0,3}(1[0-2]|0?[1-9])\s{0,3}[-./月·]\s{0,3}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
#: 20180314, also with the time behind it: 20180314093000.
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6}|\d{4})?(?!\d)")
#: Years of the Republic (1912 is the first) where they are named; bare ones only as all that a piece of text says.
_REPUBLIC = re.compile(r"民[國国]\s{0,3}(\d{2,3})\s{0,3}[年./-]\s{0,3}(\d{1,2})\s{0,3}[月./-]\s{0,3}(\d{1,2})(?!\d)")
_REPUBLIC_ALONE = re.compile(r"^\s*(1[01]\d)[-./](0[1-9]|1[0-2])[-./](0[1-9]|[12]\d|3[01])(?:\s[\d:]{4,8})?\s*$")
_REPUBLIC_ERA = 1911
_CHINESE = re.compile(
    r"([一二][一二三四五六七八九〇○零OoＯ0]{3})\s{0,3}年\s{0,3}([一二三四五六七八九十]{1,2})\s{0,3}月\s{0,3}([一二三四五六七八九十]{1,3})\s{0,3}日"
)
_MONTH_DAY = re.compile(r"(?<![\d.:-])(1[0-2]|0?[1-9])(?:[-./]|\s?月\s?)(3[01]|[12]\d|0?[1-9])(?![\d:.%-])日?")
_MONTH_DAY_ALONE = re.compile(
    r"^[\[(（【<\s]*(1[0-2]|0?[1-9])(?:[-./]|\s?月\s?)(3[01]|[12]\d|0?[1-9])日?[\])）】>\s]*$"
)
_YEAR_MONTH_ALONE = re.compile(r"^[\[(（\s]*((?:19|20)\d{2})\s?[-./年]\s?(1[0-2]|0?[1-9])月?[\])）\s]*$")
_DAY_ALONE = re.compile(r"^\s*(3[01]|[12]\d|0?[1-9])日?\s*$")
_YEAR_ALONE = re.compile(r"^[\s-]{0,6}((?:19|20)\d{2})年?[\s-]{0,6}$")
_DATE_ONLY = re.compile(
    r"^[\[(（【<\s]*(?:(?:发布|发表|更新)?(?:时间|日期)\s?[:：]\s?)?(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?"
    r"[\s\d:：]{0,12}[\])）】>\s]*$"
)
_COMPACT_ALONE = re.compile(
    r"^[\[(（\s]*(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6}|\d{4})?[\])）\s]*$"
)
#: 18-03-20 as all that a piece of text says: old templates cut the century off.
_SHORT_YEAR_ALONE = re.compile(
    r"^[\[(（\s]*(\d{2})([-/.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\s\d{2}:\d{2}(?::\d{2})?)?[\])）\s]*$"
)
_ALONE = (_DATE_ONLY, _MONTH_DAY_ALONE, _COMPACT_ALONE, _REPUBLIC_ALONE, _SHORT_YEAR_ALONE)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:：∶时]\s?\d{2}(?:[:：∶]\d{2}|分(?:\d{2}秒)?)?(?!\d)")
_QUICK = re.compile(r"\d[-./年月]\s?[01]?\d|(?:19|20)\d{6}|二[〇○零OoＯ0]")
_URL_DATES = (
    re.compile(r"/t(20\d{2})(\d{2})(\d{2})_\d"),
    re.compile(r"/art/(20\d{2})/(\d{1,2})/(\d{1,2})/art_"),
    re.compile(r"/(20\d{2})[-/](\d{1,2})[-/](\d{1,2})/"),
    re.compile(r"/(20\d{2})/(\d{2})(\d{2})/"),
)
_DIGITS = {char: number for number, chars in enumerate(("〇○零OoＯ0", *"一二三四五六七八九")) for char in chars}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day or it is a placeholder (1970-01-01, 0001)."""
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _chinese_number(text: str) -> int:
    tens, has_ten, ones = text.partition("十")
    if not has_ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def find_dates(text: str) -> list[date]:
    """All full dates of a text, in order, in figures or Chinese numerals."""
    found = [(m.start(), day_of(int(m[1]), int(m[2]), int(m[3]))) for m in _FULL.finditer(text)]
    for m in _CHINESE.finditer(text):
        year = int("".join(str(_DIGITS[char]) for char in m[1]))
        found.append((m.start(), day_of(year, _chinese_number(m[2]), _chinese_number(m[3]))))
    if "民" in text:
        found += [(m.start(), _republic_day(m)) for m in _REPUBLIC.finditer(text)]
    return [day for _, day in sorted(found, key=lambda pair: pair[0]) if day]


def _republic_day(match: re.Match[str]) -> date | None:
    return day_of(int(match[1]) + _REPUBLIC_ERA, int(match[2]), int(match[3]))


def parse_date(text: str | None) -> date | None:
    """The first full date of a text; compact figures (20180314) count where nothing else is there."""
    if not text:
        return None
    found = find_dates(text)
    if found:
        return found[0]
    alone = _REPUBLIC_ALONE.match(text)
    if alone:
        return _republic_day(alone)
    short = _SHORT_YEAR_ALONE.match(text)
    if short:
        century = 1900 if int(short[1]) >= _EARLIEST % 100 else 2000
        return day_of(century + int(short[1]), int(short[3]), int(short[4]))
    match = _COMPACT.search(text)
    return day_of(int(match[1]), int(match[2]), int(match[3])) if match else None


def is_date_only(text: str) -> bool:
    """True where a piece of text is nothing but a day (with or without year, brackets, a time, a label)."""
    return len(text) <= 40 and any(pattern.match(text) for pattern in _ALONE)


def without_date(text: str) -> str:
    """What a line says beside its day and time."""
    return _CLOCK.sub(" ", _FULL.sub(" ", text)).lstrip("日 ")


def shows_clock(text: str) -> bool:
    """True where a time of day stands in a text: 09:32, 09时32分."""
    return bool(_CLOCK.search(text))


def date_in_url(url: str) -> date | None:
    """The day that TRS, Hanweb and Sudy addresses carry: the day of creation, near the day shown."""
    for pattern in _URL_DATES:
        match = pattern.search(url)
        if match:
            return day_of(int(match[1]), int(match[2]), int(match[3]))
    return None


def may_show_day(text: str) -> bool:
    """A quick look: a day in figures, whole or without its year."""
    return bool(_QUICK.search(text))


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day whose year the page does not show."""

    month: int
    day: int

    def in_year(self, newest: date | None, url: str = "") -> date | None:
        """With the year of the item's address where it fits, else the newest year that is not in the future."""
        hint = date_in_url(url)
        if hint and abs((hint.month - self.month) * 30 + hint.day - self.day) <= 31:
            return day_of(hint.year, self.month, self.day)
        if newest is None:
            return None
        year = newest.year if (self.month, self.day) <= (newest.month, newest.day) else newest.year - 1
        return day_of(year, self.month, self.day) or day_of(year - 1, self.month, self.day)


def date_in_pieces(pieces: list[str]) -> date | MonthDay | None:
    """The day that the pieces of a list item show: whole, split over elements, without year, in short text."""
    alone = next((day for day in (parse_date(piece) for piece in pieces if is_date_only(piece)) if day), None)
    return alone or _split_date(pieces) or _yearless_alone(pieces) or _in_short_text(pieces)


def _split_date(pieces: list[str]) -> date | None:
    for first, second in itertools.pairwise(pieces):
        for left, right in ((first, second), (second, first)):
            year_month, day = _YEAR_MONTH_ALONE.match(left), _DAY_ALONE.match(right)
            if year_month and day:
                return day_of(int(year_month[1]), int(year_month[2]), int(day[1]))
            year, month_day = _YEAR_ALONE.match(left), _MONTH_DAY_ALONE.match(right)
            if year and month_day:
                return day_of(int(year[1]), int(month_day[1]), int(month_day[2]))
    return _three_pieces(pieces)


def _three_pieces(pieces: list[str]) -> date | None:
    for index in range(len(pieces) - 2):
        joined = "-".join(piece.strip(" 年月日-/.") for piece in pieces[index : index + 3])
        match = _FULL.fullmatch(joined)
        if match:
            return day_of(int(match[1]), int(match[2]), int(match[3]))
    return None


def _yearless_alone(pieces: list[str]) -> MonthDay | None:
    matches = (_MONTH_DAY_ALONE.match(piece) for piece in reversed(pieces) if len(piece) <= 16)
    return next((MonthDay(int(match[1]), int(match[2])) for match in matches if match), None)


def _in_short_text(pieces: list[str]) -> date | MonthDay | None:
    for piece in pieces:
        found = find_dates(piece) if 8 <= len(piece) <= 60 else None
        if found:
            return found[0]
    for piece in reversed(pieces):
        match = _MONTH_DAY.search(piece) if len(piece) <= 24 else None
        if match:
            return MonthDay(int(match[1]), int(match[2]))
    return None
