"""Numbers of a worksheet as its cells show them: 0.9 in a percent format is 90%, a serial number is a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

#: Formats that files name by number alone (East Asian numbering for 27 to 58).
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-m-d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: "h:mm", 33: "h:mm:ss", 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
#: Parts of a format: quoted or escaped words, brackets (colours, conditions, currencies), fillers, and the rest.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|([0#?][0#?,.]*)|(.)', re.DOTALL)
_GENERAL = re.compile("General|G/通用格式", re.IGNORECASE)
#: Scientific notation and fractions say the same as the plain number.
_UNSHOWN = re.compile(r"[0#?]E[+-]|[#?]/[#?0-9]", re.IGNORECASE)
_SIGNIFICANT = 15
_MOST_DECIMALS = 15
_LATEST_DAY = 2_958_465
_FIRST_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Shape:
    """A format taken apart: words before and after, the digits' pattern, percent, or the parts of a day."""

    before: str = ""
    digits: str = ""
    after: str = ""
    day: str = ""


def shown(text: str, code: str, *, from_1904: bool = False) -> str:
    """The number written in a file as a cell of this format shows it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return text
    if _UNSHOWN.search(code):
        return plain(number)
    sections = _sections(_GENERAL.sub("@", code))
    shape = _shape(sections[0])
    if shape.day:
        return _day(number, shape.day, from_1904) or plain(number)
    if number < 0 and len(sections) > 1:
        return _figure(-number, _shape(sections[1]))
    if number == 0 and len(sections) > 2:
        return _figure(number, _shape(sections[2]))
    return _figure(number, shape)


def plain(number: Decimal) -> str:
    """A number without the noise of binary fractions and without decimals that say nothing."""
    if number == 0:
        return "0"
    places = _SIGNIFICANT - 1 - number.adjusted()
    rounded = round(number, places) if 0 <= places <= 60 else number
    written = format(rounded, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _sections(code: str) -> list[str]:
    """Positive, negative, zero, text: parted by ; outside quotes."""
    parts = re.split(r'("[^"]*")', code)
    found = [""]
    for part in parts:
        if part.startswith('"'):
            found[-1] += part
            continue
        first, *others = part.split(";")
        found[-1] += first
        found.extend(others)
    return found


def _shape(code: str) -> Shape:
    before, digits, after, day = "", "", "", ""
    for quoted, escaped, bracket, figures, other in _TOKEN.findall(code):
        word = quoted or escaped
        if bracket[:1] == "$":
            word = bracket[1:].partition("-")[0]
        if figures and not digits:
            digits = figures
        elif other == "@":
            digits = digits or "@"
        elif word and day:
            day += word if word in "年月日" else ""
        elif word or other in {"%", "-", "+", "(", ")", " ", "¥", "$", "‰"}:
            before, after = (before, after + (word or other)) if digits else (before + (word or other), after)
        elif other.lower() in {"y", "m", "d", "h", "s", "e"} and not digits:
            day += other.lower()
        elif other in "年月日" and day:
            day += other
    return Shape(before, digits, after, day)


def _figure(number: Decimal, shape: Shape) -> str:
    if not shape.digits:
        # A section of words alone (such as "-" for zero) shows the words.
        return (shape.before + shape.after).strip() or plain(number)
    if shape.digits == "@":
        return (shape.before + plain(number) + shape.after).strip()
    scaled = number * 100 if "%" in shape.after + shape.before else number
    whole, point, decimals = shape.digits.partition(".")
    scaled = scaled.scaleb(-3 * (len(shape.digits) - len(shape.digits.rstrip(","))))
    places = min(sum(decimals.count(sign) for sign in "0#?"), _MOST_DECIMALS)
    if abs(scaled.adjusted()) > 20:
        return plain(scaled)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    written = format(rounded, ",f" if "," in whole.rstrip(",") else "f")
    optional = places - decimals.count("0")
    while point and optional > 0 and written.endswith("0"):
        written, optional = written[:-1], optional - 1
    return (shape.before + written.rstrip(".") + shape.after).strip()


def _day(number: Decimal, parts: str, from_1904: bool) -> str | None:
    """A serial number as day, month or time; None where it is no day."""
    if not 0 <= number <= _LATEST_DAY:
        return None
    days = int(number)
    try:
        day = _FIRST_DAYS[from_1904] + timedelta(days=days)
    except OverflowError:
        return None
    seconds = int(((number - days) * 86400).to_integral_value(ROUND_HALF_UP))
    time = f"{seconds // 3600 % 24}:{seconds // 60 % 60:02d}"
    if not {"y", "d", "e"} & set(parts):
        return time if "h" in parts else (f"{day.month}月" if "m" in parts else None)
    if "y" not in parts and "e" not in parts:
        return f"{day.month}月{day.day}日"
    if "d" not in parts:
        return f"{day.year}年{day.month}月" if "m" in parts else f"{day.year}年" if "年" in parts else str(day.year)
    written = f"{day.year}年{day.month}月{day.day}日" if "年" in parts else day.isoformat()
    return f"{written} {time}" if "h" in parts else written
