"""Finds numbers with their units in clean text: one scan that starts at digits and character numerals.

What a number means is not asked here: dates, names and thresholds are found like any other quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.domain.statements import Comparator
from metrics.normaliser.comparators import Bound, find_bound, share_bounds
from metrics.normaliser.numerals import parse_number
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.units import UnitWord, read_unit

_CN = "零〇一二两三四五六七八九十"
_ARABIC = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:[百千万亿]+(?:[0-9]{1,4}(?:\.[0-9]+)?[百千万]+)*)?"
_CHARACTERS = rf"[{_CN}][{_CN}百千万亿]*(?:点[{_CN}]+[百千万亿]*)?"
#: Every place where a quantity may begin; the name of the group is the shape of the numeral.
SCAN = re.compile(
    rf"(?P<fraction>[{_CN}0-9]{{1,3}}分之[{_CN}0-9]{{1,3}})"
    rf"|(?P<plain>{_ARABIC})"
    rf"|(?P<share>[百千]分之(?:{_CHARACTERS}|百|{_ARABIC}))"
    r"|(?P<half>一半|过半(?![年月路])|半数)"
    rf"|(?P<characters>{_CHARACTERS})"
    r"|(?P<rounded>[百千万亿]+)"
    r"|(?P<double>翻了?[一两二三四]?番)"
    r"|(?P<myriads>数以[十百千万亿]+计)"
)
_VAGUE = re.compile(r"[余多几]([百千万亿]*)")
_RANGE = re.compile(rf"(?:-{{1,2}}|~{{1,2}}|—{{1,2}}|至|到)({_ARABIC}|{_CHARACTERS})")
_TENTHS = re.compile(rf"成([{_CN}0-9]?)(?![立为员果功效长绩交熟本都人品型份就年])")
_TWO_DIGITS = re.compile(rf"[{_CN[2:-1]}]{{2}}")
_ONLY_DIGITS = re.compile(rf"[{_CN[:-1]}]{{2,}}")
_MULTIPLIERS = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
#: Units that begin with a magnitude: 120万千瓦 is 120万 of 千瓦.
_AFTER_THOUSAND = "瓦米克升伏"
#: Units that no number in characters stands before: 八方, 三角, 四里 are words.
_NOT_IN_CHARACTERS = frozenset("方 里 度 升 克 瓦 兆 平方 立方 米 秒 斤 月 日 周 M m t g".split())
#: Characters that make the numeral behind them part of a word, a code or an ordinal.
_GLUED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+/#_@&第=×")
_GLUED_AFTER = re.compile(r"[+/=×：][0-9A-Za-z]|[A-Za-z]{2,}[0-9]|\.[0-9]")
_COUNTED = re.compile(
    r"(?:人数|数量|总数|总量|指数|系数|人口|户数|家数|件数|次数)(?:将|已|均)?(?:为|是|达到?|超过|突破|约|近|增至|增加到|至)?$"
)
_CLAUSE_STOP = re.compile(r"[，。；、）\s]|$|以上|左右|以内|以下")
MONEY_NOUN = re.compile(r"(?:投资|资金|引资|融资|产值|销售额?|营收|收入|税收|贷款|利润|[额款资金费])[^，。；、]{0,6}$")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, before its unit is read."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None = None
    vague: bool = False
    in_characters: bool = False
    magnitude: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a text found: quantities, and Arabic numerals that no unit could be read for."""

    matches: list[QuantityMatch]
    unread: list[tuple[int, int]]


def scan_quantities(text: str) -> Scan:
    """All numbers with units of a text in order, whether or not they say anything."""
    matches: list[QuantityMatch] = []
    unread: list[tuple[int, int]] = []
    skip_to = 0
    for found in SCAN.finditer(text):
        if found.start() < skip_to:
            continue
        match = _READERS[found.lastgroup or ""](text, found)
        if match is not None:
            matches.append(match)
            skip_to = match.end
        elif found.lastgroup == "plain":
            unread.append(found.span())
    return Scan(_number_lists(text, share_bounds(text, matches)), unread)


def _read_plain(text: str, found: re.Match[str]) -> QuantityMatch | None:
    start = found.start()
    if start and text[start - 1] in _GLUED:
        return None
    if start > 1 and text[start - 1] == "：" and text[start - 2] in "0123456789":
        return None
    if found.lastgroup == "characters" and text[start - 1 : start] in ("数", "几", "初"):
        return None
    numeral = _read_numeral(text, found)
    if numeral is None or _GLUED_AFTER.match(text, numeral.end):
        return None
    tenths = _TENTHS.match(text, numeral.end)
    if tenths is not None and numeral.value <= 10 and numeral.value_max is None:
        return _tenths(text, numeral, tenths)
    unit = read_unit(text, numeral.end)
    if unit is None or (numeral.in_characters and unit.word in _NOT_IN_CHARACTERS):
        return _without_unit(text, numeral)
    if numeral.value_max is None:
        numeral = _range_of_units(text, numeral, unit)
        unit = read_unit(text, numeral.end) or unit
    return _with_unit(text, numeral, unit)


def _read_numeral(text: str, found: re.Match[str]) -> Numeral | None:
    start, end = found.span()
    written = found.group()
    in_characters = found.lastgroup != "plain"
    if in_characters and _ONLY_DIGITS.fullmatch(written):
        return _neighbouring_digits(start, end, written)
    if written[-1] == "千" and text[end : end + 1] in _AFTER_THOUSAND and end < len(text):
        written, end = written[:-1], end - 1
    value = parse_number(written)
    if value is None:
        return None
    vague = _VAGUE.match(text, end)
    if vague is not None:
        for character in vague[1]:
            value *= _MULTIPLIERS[character]
        return Numeral(start, vague.end(), value, None, True, in_characters, bool(vague[1]) or written[-1] in "万亿")
    second = _RANGE.match(text, end)
    if second is not None and text[start - 1 : start] not in ("从", "由", "自"):
        ranged = _ranged(start, value, written, second, in_characters)
        if ranged is not None:
            return ranged
    return Numeral(start, end, value, None, False, in_characters, written[-1] in "万亿")


def _neighbouring_digits(start: int, end: int, written: str) -> Numeral | None:
    """两三 and 五六 are ranges; other runs of digits (years, codes) are no numbers here."""
    if not _TWO_DIGITS.fullmatch(written):
        return None
    low, high = parse_number(written[0]), parse_number(written[1])
    if low is None or high is None or high != low + 1:
        return None
    return Numeral(start, end, low, high, False, True)


def _ranged(start: int, low: Decimal, written: str, second: re.Match[str], in_characters: bool) -> Numeral | None:
    upper = second[1]
    high = parse_number(upper)
    if high is None:
        return None
    trailing = len(upper) - len(upper.rstrip("百千万亿"))
    if trailing and written[-1] not in "百千万亿":
        factor = 1
        for character in upper[-trailing:]:
            factor *= _MULTIPLIERS[character]
        low = low * factor if low < high / factor else low
    if high <= low:
        return None
    return Numeral(start, second.end(), low, high, False, in_characters, upper[-1] in "万亿")


def _range_of_units(text: str, numeral: Numeral, unit: UnitWord) -> Numeral:
    """Both ends with their unit: 5%至6%, 3万元—5万元."""
    second = _RANGE.match(text, unit.end)
    if second is None or text[numeral.start - 1 : numeral.start] in ("从", "由", "自"):
        return numeral
    high = parse_number(second[1])
    unit_again = read_unit(text, second.end())
    if high is None or unit_again is None or unit_again.unit != unit.unit or high <= numeral.value:
        return numeral
    return Numeral(numeral.start, second.end(), numeral.value, high, False, numeral.in_characters)


def _tenths(text: str, numeral: Numeral, tenths: re.Match[str]) -> QuantityMatch:
    parts = parse_number(tenths[1]) if tenths[1] else None
    value = numeral.value * 10 + (parts or 0)
    end = tenths.end() if parts is not None else numeral.end + 1
    return _match(text, numeral.start, end, value, "%", "成", "tenths", numeral.vague)


def _with_unit(text: str, numeral: Numeral, unit: UnitWord) -> QuantityMatch:
    rule = "count" if unit.is_measure else {"%": "percent", "[pp]": "points"}.get(unit.unit, "physical")
    if len(unit.unit) == 3 and unit.unit.isupper():
        rule = "money"
    value_max = None if numeral.value_max is None else tidy(numeral.value_max * unit.factor)
    vague = numeral.vague or "多" in unit.word
    rule = f"{rule}_in_characters" if numeral.in_characters else rule
    return _match(
        text, numeral.start, unit.end, tidy(numeral.value * unit.factor), unit.unit, unit.word, rule, vague, value_max
    )


def tidy(value: Decimal) -> Decimal:
    """Without trailing zeros, without an exponent, and not finer than a millionth."""
    whole = value.to_integral_value()
    if value == whole:
        return whole.quantize(Decimal(1)) if whole.as_tuple().exponent else whole
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        value = value.quantize(Decimal("0.000001"))
    return value.normalize()


def _without_unit(text: str, numeral: Numeral) -> QuantityMatch | None:
    """A bare number: of money or heads with a magnitude (投资120亿, 减少贫困人口1000万), or said of a count or index."""
    before = text[max(0, numeral.start - 14) : numeral.start]
    following = text[numeral.end : numeral.end + 1]
    if numeral.magnitude and following not in ("户", "能", "象", "里", "级", "年"):
        is_money = MONEY_NOUN.search(before) is not None and _CLAUSE_STOP.match(text, numeral.end) is not None
        unit = "CNY" if is_money else "1"
        return _match(
            text,
            numeral.start,
            numeral.end,
            numeral.value,
            unit,
            "",
            "bare_magnitude",
            numeral.vague,
            numeral.value_max,
        )
    if not numeral.in_characters and _COUNTED.search(before) and _CLAUSE_STOP.match(text, numeral.end):
        return _match(
            text, numeral.start, numeral.end, numeral.value, "1", "", "bare_count", numeral.vague, numeral.value_max
        )
    return None


def _read_share(text: str, found: re.Match[str]) -> QuantityMatch | None:
    value = parse_number(found.group()[3:])
    if value is None:
        return None
    unit = "%" if found.group()[0] == "百" else "‰"
    return _match(text, found.start(), found.end(), value, unit, "百分之", "percent_in_characters")


def _read_fraction(text: str, found: re.Match[str]) -> QuantityMatch | None:
    below, _, above = found.group().partition("分之")
    parts, whole = parse_number(above), parse_number(below)
    if not parts or not whole or parts > whole:
        return None
    value = (parts / whole * 100).quantize(HUNDREDTH).normalize()
    return _match(text, found.start(), found.end(), value, "%", "分之", "fraction")


def _read_half(text: str, found: re.Match[str]) -> QuantityMatch | None:
    if text[found.start() - 1 : found.start()] in ("另", "后", "前"):
        return None
    return _match(text, found.start(), found.end(), Decimal(50), "%", "", "half", vague=found.group() == "过半")


def _read_double(text: str, found: re.Match[str]) -> QuantityMatch | None:
    times = parse_number(found.group().strip("翻了番")) or Decimal(1)
    value = (2 ** int(times) - 1) * Decimal(100)
    return _match(text, found.start(), found.end(), value, "%", "番", "double")


def _read_myriads(text: str, found: re.Match[str]) -> QuantityMatch | None:
    value = parse_number(found.group()[2:-1])
    following = text[found.end() : found.end() + 1]
    if value is None or following != "的":
        return None
    return _match(text, found.start(), found.end(), value, "个", "", "myriads")


def _read_rounded(text: str, found: re.Match[str]) -> QuantityMatch | None:
    """上万家, 近百名, 突破千亿元, 百余场: a bare magnitude counts only with a bounding word."""
    start, end = found.span()
    value = parse_number(found.group())
    if value is None or text[start - 1 : start] in ("数", "几", "第") or (start and text[start - 1] in "0123456789"):
        return None
    vague = _VAGUE.match(text, end)
    unit = read_unit(text, vague.end() if vague else end)
    if unit is None or (
        unit.is_measure and unit.word not in ("个", "家", "人", "名", "场", "人次", "件", "户", "次", "套", "项")
    ):
        return None
    bound = find_bound(text, start, unit.end, vague is not None)
    if vague is None and bound.start == start:
        return None
    match = _match(text, start, unit.end, value * unit.factor, unit.unit, unit.word, "rounded", vague is not None)
    return match if text[start - 1] != "上" else _shift(match)


def _shift(match: QuantityMatch) -> QuantityMatch:
    """上 belongs to the number itself in 上万家."""
    return QuantityMatch(
        match.start - 1, match.end, match.outer_start, match.outer_end, match.value, match.unit, match.measure,
        Comparator.GE, match.rule,
    )  # fmt: skip


def _match(
    text: str, start: int, end: int, value: Decimal, unit: str, measure: str, rule: str,
    vague: bool = False, value_max: Decimal | None = None,
) -> QuantityMatch:  # fmt: skip
    bound: Bound = find_bound(text, start, end, vague)
    comparator = Comparator.RANGE if value_max is not None else bound.comparator
    return QuantityMatch(
        start, end, bound.start, bound.end, tidy(value), unit, measure, comparator, rule, value_max=value_max
    )


def _number_lists(text: str, matches: list[QuantityMatch]) -> list[QuantityMatch]:
    """Mark the members of lists such as 分别增长39.9%、65.3%和35.5%."""
    numbered = list(matches)
    for i in range(1, len(numbered)):
        before, here = numbered[i - 1], numbered[i]
        if text[before.outer_end : here.outer_start] not in ("、", "和", "及", "与", "、和"):
            continue
        if before.group is None:
            numbered[i - 1] = replace(before, group_id=i - 1, group=0)
        first = numbered[i - 1]
        numbered[i] = replace(here, group_id=first.group_id, group=(first.group or 0) + 1)
    return numbered


_READERS: dict[str, Callable[[str, re.Match[str]], QuantityMatch | None]] = {
    "plain": _read_plain,
    "characters": _read_plain,
    "share": _read_share,
    "fraction": _read_fraction,
    "half": _read_half,
    "double": _read_double,
    "myriads": _read_myriads,
    "rounded": _read_rounded,
}
