"""Quantities said in words: 七成五, 六分之一, 一半以上, 翻一番, 上万家, 数以万计, 百分之八十."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.domain.statements import Comparator
from metrics.normaliser.comparators import find_bound
from metrics.normaliser.numerals import parse_number
from metrics.normaliser.quantities_matching import quantity
from metrics.normaliser.quantities_numerals import CHARACTER_DIGITS, VAGUE, Numeral
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.units import UnitWord, read_unit

_TENTHS = re.compile(
    rf"成(?:([{CHARACTER_DIGITS}0-9])(?![个项月年日百千万亿])|(半)(?![数年月个天日以])|(?![立为员果功效长绩交熟本都人品型份就年]))"
)
_ALL_TENTHS = 10
HUNDREDTH = Decimal("0.01")
#: Measure words of which a bare magnitude is counted: 上万家, 近百名.
_ROUNDED_MEASURES = frozenset(("个", "家", "人", "名", "场", "人次", "件", "户", "次", "套", "项"))
#: Those of which it is counted at the end of a clause too (转化科技成果百项).
COUNTED_AT_END = ("项", "家", "个", "场", "件")

#: Of people a bare magnitude counts behind what is done for them.
_PERSONS = frozenset(("人", "户"))
_REACHES = (
    "培训",
    "轮训",
    "培养",
    "培育",
    "引进",
    "选派",
    "招聘",
    "招收",
    "转移",
    "安置",
    "帮扶",
    "资助",
    "惠及",
    "带动",
    "吸纳",
)
LAST_OF_REACHES = frozenset(word[-1] for word in _REACHES)
_NAMED = re.compile("[^，。；、]{0,12}?(?:工程|行动|计划|活动|[”》])")

_AND_MORE = re.compile(r"(?P<minutes>分钟?)([0-9]{1,2})秒钟?|(?:个)?小时([0-9]{1,2})分钟?")
_SIXTY = 60


def read_clock_time(text: str, numeral: Numeral) -> QuantityMatch | None:
    """8分30秒 and 1小时20分钟 are one stretch of time, in the smaller unit."""
    more = _AND_MORE.match(text, numeral.end)
    if more is None or numeral.value_max is not None:
        return None
    unit = ("s", "秒") if more["minutes"] else ("min", "分钟")
    value = numeral.value * _SIXTY + Decimal(more[2] or more[3])
    return quantity(text, (numeral.start, more.end()), value, unit, "physical_parts")


def counts_tenths(text: str, numeral: Numeral) -> bool:
    """Whether 成 behind a number means tenths: 两至三成, 九成为公办; not 2017成绩, 3成员, 之一成为."""
    if max(numeral.value, numeral.value_max or 0) > _ALL_TENTHS:
        return False
    is_become = numeral.value != 1 and text.startswith("成为", numeral.end)
    return is_become or _TENTHS.match(text, numeral.end) is not None


def read_tenths(text: str, numeral: Numeral) -> QuantityMatch | None:
    """七成, 七成五 and 七成半; not 成立, 成员."""
    tenths = _TENTHS.match(text, numeral.end)
    if tenths is None or numeral.value > _ALL_TENTHS or numeral.value_max is not None:
        return None
    value = numeral.value * 10
    if tenths[1]:
        value += parse_number(tenths[1]) or 0
    elif tenths[2]:
        value += 5
    return quantity(text, (numeral.start, tenths.end()), value, ("%", "成"), "tenths", numeral.vague)


def read_share(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """百分之八十, 千分之五."""
    value = parse_number(found.group()[3:])
    if value is None:
        return None
    unit = "%" if found.group()[0] == "百" else "‰"
    return quantity(text, found.span(), value, (unit, "百分之"), "percent_in_words")


def read_fraction(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """六分之一 or 1/6以上, as a percentage with two decimals."""
    above, is_slash, below = found.group().partition("/")
    if not is_slash:
        below, _, above = found.group().partition("分之")
    parts, whole = parse_number(above), parse_number(below)
    if not parts or not whole or parts > whole:
        return None
    return quantity(text, found.span(), (parts / whole * 100).quantize(HUNDREDTH), ("%", "分之"), "fraction")


def read_half(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """一半, 过半, 半数; not 另一半."""
    if text.endswith(("另", "后", "前"), 0, found.start()):
        return None
    return quantity(text, found.span(), Decimal(50), ("%", ""), "half", vague=found.group() == "过半")


def read_double(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """翻番 and 翻一番 are 100 % more, 翻两番 300 %."""
    times = parse_number(found.group().strip("翻了番")) or Decimal(1)
    return quantity(text, found.span(), (2 ** int(times) - 1) * Decimal(100), ("%", "番"), "double")


def read_myriads(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """数以万计的企业."""
    value = parse_number(found.group()[2:-1])
    if value is None or not text.startswith("的", found.end()):
        return None
    return quantity(text, found.span(), value, ("个", ""), "myriads")


def _closes_clause(text: str, start: int, unit: UnitWord) -> bool:
    """转化科技成果百项；: said behind its noun, at the end of a clause."""
    is_listed = unit.word in COUNTED_AT_END and text.startswith(("，", "。", "；"), unit.end)
    return is_listed and text[start - 1 : start] not in ("", "家", "，", "。", "；", "、", "“")


def _is_reached(text: str, start: int, unit: UnitWord) -> bool:
    """培训万名农民: people who are trained or won; not 万名农民培训工程, which is a name."""
    if unit.unit not in _PERSONS or not text.endswith(_REACHES, 0, start):
        return False
    return _NAMED.match(text, unit.end) is None


def read_rounded(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """上万家, 近百名, 突破千亿元, 百余场: a bare magnitude counts only with a bounding word."""
    start, end = found.span()
    value = parse_number(found.group())
    if value is None or text.endswith(("数", "几", "第", *"0123456789"), 0, start):
        return None
    vague = VAGUE.match(text, end)
    if vague is not None and vague[1]:  # 百余万
        value = parse_number(found.group() + vague[1]) or value
    unit = read_unit(text, vague.end() if vague else end)
    if unit is None or (unit.is_measure and unit.word not in _ROUNDED_MEASURES):
        return None
    is_about = vague is None and find_bound(text, start, unit.end)[1] == start
    if is_about and not _closes_clause(text, start, unit) and not _is_reached(text, start, unit):
        return None
    match = quantity(text, (start, unit.end), value * unit.factor, (unit.unit, unit.word), "rounded", vague is not None)
    if is_about and unit.unit in _PERSONS and match.comparator is Comparator.EQ:
        return match._replace(comparator=Comparator.APPROX)
    if text[start - 1] == "上":  # it belongs to the number itself
        return match._replace(start=start - 1, comparator=Comparator.GE)
    return match
