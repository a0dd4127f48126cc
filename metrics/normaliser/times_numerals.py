"""Small whole numbers and years as dates write them (三, 十二, 12; 2025, 二〇二五)."""

from __future__ import annotations

import re

_DIGITS = {
    c: value
    for value, row in enumerate(("〇零○O0", "一1", "二两2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"))
    for c in row
}

#: Year 1 of the Minguo calendar is 1912.
MINGUO_BEFORE = 1911
_MINGUO_YEAR = re.compile(
    r"1(?<![0-9.]1)(?P<ones>[0-2][0-9])"
    r"(?=(?:学)?年度|年(?:底|末|[0-9]{1,2}月|[上下]半年|施政|业务计划|工作计划|预算|总预算))"
    r"|民国(?P<named>1[0-2][0-9](?=学年度)|[0-9]{2,3}(?=年))"
)
#: A year of three Chinese digits (一一五年) can only be one of this calendar.
MINGUO_DIGITS = "一[〇零一二][〇零一二三四五六七八九]"
_CHINESE_MINGUO_YEAR = re.compile(
    rf"{MINGUO_DIGITS}(?<![〇零一二三四五六七八九十百第]{MINGUO_DIGITS})(?=(?:学)?年(?!级))"
)
_TAIWAN = re.compile("臺|台灣|台北|台中|台南|新北市|桃園|高雄|屏東|花蓮|澎湖|雲林|南投|苗栗|宜蘭|立法院|行政院")
#: The years in the name of a plan, and how near before its N年内 it is named.
_YEARS_OF_PLAN = re.compile(r"（(20[0-9]{2})年?[-—~至]{1,2}(20[0-9]{2})年?）")
NEAR_PLAN = 40
_CHINESE_YEAR = re.compile(r"[一二][〇零O九0][〇零一二三四五六七八九O]{2}(?=年)")


def common_years(text: str) -> str:
    """Text with its years in Arabic digits of the common era (112年度 → 2023年度, 二〇二三年 → 2023年)."""
    if "年" not in text:
        return text
    plain = text
    if "一" in text or "二" in text:
        plain = _CHINESE_YEAR.sub(lambda found: str(year_of(found[0]) or found[0]), text)
    if "1" not in plain and "民国" not in plain:
        return plain
    return _MINGUO_YEAR.sub(lambda found: str(int(found["named"] or f"1{found['ones']}") + MINGUO_BEFORE), plain)


def uses_minguo_years(head: str, source: str) -> bool:
    """Whether a text counts its years from 1912: it says so, or its ``source`` in traditional script is of Taiwan."""
    if _MINGUO_YEAR.search(head) or _CHINESE_MINGUO_YEAR.search(head):
        return True
    return head != source and _TAIWAN.search(source) is not None


def minguo_number(written: str) -> int | None:
    """Number of a year from 1912 on (115, 一一五, 一百一十五)."""
    if written.isascii():
        return int(written)
    if written.startswith("一百"):
        rest = written[2:].lstrip("零〇")
        ones = small_number(rest) if rest else 0
        return None if ones is None else 100 + ones
    digits = [_DIGITS.get(c) for c in written]
    if len(digits) == 3 and None not in digits:
        return int("".join(map(str, digits)))
    return small_number(written)


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
    if len(written) == 4 and written.isascii() and written.isdigit():
        return int(written)
    digits = [_DIGITS.get(c) for c in written]
    if len(digits) != 4 or None in digits:
        return None
    return int("".join(str(d) for d in digits))


def start_of_named_plan(text: str, at: int, years: int | None) -> int | None:
    """First year of a plan of so many years that a sentence names (《五年行动计划（2019—2023）》，要求5年内…)."""
    before = text[max(0, at - NEAR_PLAN) : at].rpartition("。")[2]
    named = _YEARS_OF_PLAN.search(before) if "）" in before else None
    if named is None or years is None or int(named[2]) - int(named[1]) != years - 1:
        return None
    return int(named[1])
