"""Small whole numbers and years as dates write them (三, 十二, 12; 2025, 二〇二五)."""

from __future__ import annotations

_DIGITS = {
    c: value
    for value, row in enumerate(("〇零○O0", "一1", "二两2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"))
    for c in row
}


def small_number(written: str) -> int | None:
    """Whole number below a hundred, in Arabic or Chinese digits."""
    if written.isascii() and written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.get(written)
    high = 1 if not tens else _DIGITS.get(tens)
    low = 0 if not ones else _DIGITS.get(ones)
    return None if high is None or low is None else high * 10 + low


def year_of(written: str) -> int | None:
    """Year of four digits, Arabic or Chinese."""
    digits = [_DIGITS.get(c) for c in written]
    if len(digits) != 4 or None in digits:
        return None
    return int("".join(str(d) for d in digits))
