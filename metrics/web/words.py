"""Words, numbers and days of the pages in the reader's language."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml

LANGUAGES = ("en", "zh")
SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
#: Steps that large numbers are shown in: (size, English suffix, Chinese suffix).
STEPS = {
    "en": ((Decimal(10) ** 9, " bn"), (Decimal(10) ** 6, " m")),
    "zh": ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
}
UNIT_NAMES = {
    "CNY": {"en": "CNY", "zh": "元"},
    "HKD": {"en": "HKD", "zh": "港元"},
    "USD": {"en": "USD", "zh": "美元"},
    "m2": {"en": "m²", "zh": "平方米"},
    "km2": {"en": "km²", "zh": "平方公里"},
    "m3": {"en": "m³", "zh": "立方米"},
    "km": {"en": "km", "zh": "公里"},
    "t": {"en": "t", "zh": "吨"},
    "h": {"en": "h", "zh": "小时"},
    "d": {"en": "days", "zh": "天"},
    "mo": {"en": "months", "zh": "个月"},
    "a": {"en": "years", "zh": "年"},
    "kW.h": {"en": "kWh", "zh": "千瓦时"},
    "[pp]": {"en": "pp", "zh": "个百分点"},
    "1": {"en": "", "zh": ""},
}


SENTENCE_ENDS = "。！？；\n"


@cache
def words() -> dict[str, tuple[str, str]]:
    """All texts of the pages by key: (English, Chinese)."""
    loaded = yaml.safe_load(files("metrics.web").joinpath("texts.yml").read_text(encoding="utf-8"))
    return {str(key): (str(english), str(chinese)) for key, (english, chinese) in loaded.items()}


def say(key: str, language: str) -> str:
    """The text of a key. Raises KeyError for an unknown one: a missing word is a defect, not a blank."""
    return words()[key][LANGUAGES.index(language)]


def show_number(value: Decimal | float | None, language: str = "en") -> str:
    """A number as people read it: 398000000 → ``398 m`` / ``3.98亿``; an en dash for None."""
    if value is None:
        return "–"
    number = Decimal(str(value))
    for size, suffix in STEPS[language]:
        if abs(number) >= size and not (language == "en" and abs(number) < 10 * size and size == Decimal(10) ** 6):
            return f"{_digits(number / size)}{suffix}"
    return _digits(number)


def _digits(number: Decimal) -> str:
    places = 2 if abs(number) < 1000 else 0
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_quantity(value: Decimal | float | None, unit: str, language: str = "en", comparator: str = "eq") -> str:
    """A number with its unit and comparator sign: ``≥ 90%``, ``20 所``, ``CNY 398 m``."""
    if value is None:
        return "–"
    number, sign = show_number(value, language), SIGNS.get(comparator, "")
    name = UNIT_NAMES.get(unit, {}).get(language, unit)
    if unit == "%":
        return f"{sign}{number}%"
    if language == "en" and len(unit) == 3 and unit.isupper():
        return f"{sign}{name} {number}"
    joint = "" if language == "zh" else " "
    return f"{sign}{number}{joint}{name}".rstrip()


def whole_sentences(before: str, after: str, start: int) -> tuple[str, str]:
    """Text before and after a quote, without what was cut in its middle: a number cut in two would be another number.

    ``start`` is the quote's place in its text, which tells whether there is more before it. Where no sentence ends, an
    ellipsis stands for the rest.
    """
    if start > len(before):
        whole = re.split(f"[{SENTENCE_ENDS}]", before, maxsplit=1)
        before = whole[1] if len(whole) == 2 else "…" + before.lstrip("0123456789.,，%％‰")
    end = max(after.rfind(mark) for mark in SENTENCE_ENDS)
    if end >= 0:
        return before, after[: end + 1]
    return before, after + "…" if after else ""


def show_ratio(value: float | None) -> str:
    """A fraction as percent without decimals, never rounded up to 100 %."""
    if value is None:
        return "–"
    percent = value * 100
    if 99 < percent < 100:
        return "99%"
    return f"{percent:.0f}%"


def show_instant(at: datetime | None, zone: ZoneInfo) -> str:
    """An instant in the reader's zone, to the minute."""
    return "–" if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def show_age(at: datetime | None, now: datetime, language: str) -> str:
    """How long ago, in the largest whole unit."""
    if at is None:
        return say("never", language)
    seconds = max(0, int((now - at).total_seconds()))
    for size, english, chinese in ((86400, "d", "天"), (3600, "h", "小时"), (60, "min", "分钟")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {english} ago" if language == "en" else f"{count}{chinese}前"
    return "just now" if language == "en" else "刚刚"


def show_day(day: date | None) -> str:
    """A day, or an en dash."""
    return "–" if day is None else day.isoformat()
