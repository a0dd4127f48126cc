"""Finds numbers with their units in clean text: one scan that starts at digits and character numerals.

What a number means is not asked here: dates, names and thresholds are found like any other quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from metrics.normaliser import quantities_words as words
from metrics.normaliser.comparators import share_bounds
from metrics.normaliser.quantities_matching import quantity
from metrics.normaliser.quantities_numerals import (
    ARABIC,
    CHARACTER_DIGITS,
    CHARACTERS,
    Numeral,
    read_numeral,
    with_half,
    with_second_unit,
)
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.spans import SpanIndex
from metrics.normaliser.units import UnitWord, first_characters, read_unit

#: The characters that a quantity may begin with; looked for first, because a set is found faster than a choice.
_FIRST = re.compile(rf"[0-9{CHARACTER_DIGITS}百千万亿半过翻数]")
#: What a quantity may begin with; the name of the group is the shape of the numeral.
_SHAPES = re.compile(
    rf"(?P<fraction>[{CHARACTER_DIGITS}0-9]{{1,3}}分之[{CHARACTER_DIGITS}0-9]{{1,3}})"
    rf"|(?P<plain>{ARABIC})"
    rf"|(?P<share>[百千]分之(?:{CHARACTERS}|百|{ARABIC}))"
    r"|(?P<half>一半|(?<!超)(?<!时间)过半(?![年月路天日小])|半数)"
    rf"|(?P<characters>{CHARACTERS})"
    r"|(?P<rounded>[百千万亿]+)"
    r"|(?P<double>翻了?[一两二三四]?番)"
    r"|(?P<myriads>数以[十百千万亿]+计)"
)
#: Units that no number in characters stands before: 八方, 三角, 四里 are words.
_NOT_IN_CHARACTERS = frozenset(
    ("方", "里", "度", "升", "克", "瓦", "兆", "平方", "立方", "米", "秒", "斤", "月", "日", "周", "M", "m", "t", "g")
)
#: Characters that make the numeral behind them part of a word, a code or an ordinal.
_GLUED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+/#_@&第=×")
#: A word that was left in letters (zijin6200万元) is no code.
_PINYIN = re.compile(r"[a-z]{4,5}$")
_DIGITS = frozenset("0123456789")
_TIME_PARTS = ("分", "小时", "个小时")
_GLUED_AFTER = re.compile(r"[+/=×：][0-9A-Za-z]|[A-Za-z]{2,}[0-9]|\.[0-9]")
_PER_LAKH = "/10万"
#: What else may stand behind a number in characters: 三十多项, 七成, 两三至五个.
_BEHIND_CHARACTERS = frozenset("余多几成至到-~—、和及与")
#: 0301次列车 is a name.
_CODE = re.compile(r"0[0-9]")
#: 分别为18和34微克/立方米: the unit stands behind the last number only.
_REST_OF_LIST = re.compile(rf"(?:[、和及与]{ARABIC}){{1,6}}")
_RESPECTIVELY = re.compile(r"分别[^，。；]{0,20}$")
_COUNTED = re.compile(
    r"(?:人数|数量|总数|总量|指数|系数|人口|户数|家数|件数|次数|性别比)(?:将|已|均)?"
    r"(?:为|是|达到?|超过|突破|约|近|增至|增加到|提高到|提高至|提升到|提升至|至)?$"
)
_CLAUSE_STOP = re.compile(r"[，。；、）\s]|$|以上|左右|以内|以下")
_MONEY_NOUN = re.compile(r"(?:投资|资金|引资|融资|产值|销售额?|营收|收入|税收|贷款|利润|[额款资金费])[^，。；、]{0,6}$")
#: What can be below zero, and the sign that says so.
_SIGNED_UNITS = frozenset(("%", "‰", "Cel", "[pp]"))
_MINUS = re.compile(r"[^0-9A-Za-z—\-~]-$")
#: A bare magnitude before these begins another word: 万户, 万能, 万象.
_NO_BARE_MAGNITUDE = ("户", "能", "象", "里", "级", "年", "企业", "产业", "项目", "集群", "园区", "产品", "镇")


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a text found: quantities, and Arabic numerals that no unit could be read for."""

    matches: list[QuantityMatch]
    unread: list[tuple[int, int]]


def scan_quantities(text: str, taken: SpanIndex | None = None) -> Scan:
    """All numbers with units of a text in order, whether or not they say anything; ``taken`` places are left out."""
    matches: list[QuantityMatch] = []
    unread: list[tuple[int, int]] = []
    candidate = _FIRST.search(text)
    while candidate is not None:
        behind = None if taken is None else taken.end_around(candidate.start())
        if behind is not None:
            candidate = _FIRST.search(text, behind)
            continue
        found = _SHAPES.match(text, candidate.start())
        if found is None:
            candidate = _FIRST.search(text, candidate.end())
            continue
        match = _READERS[found.lastgroup or ""](text, found)
        if match is not None:
            matches.append(match)
        elif found.lastgroup == "plain":
            unread.append(found.span())
        candidate = _FIRST.search(text, found.end() if match is None else match.end)
    return Scan(_number_lists(text, share_bounds(text, matches)), unread)


def _read_plain(text: str, found: re.Match[str]) -> QuantityMatch | None:
    if _is_part_of_a_word(text, found):
        return None
    numeral = read_numeral(text, found)
    if numeral is None:
        return None
    following = text[numeral.end : numeral.end + 1]
    if following == "/" and text.startswith(_PER_LAKH, numeral.end):
        end = numeral.end + len(_PER_LAKH)
        return quantity(text, (numeral.start, end), numeral.value, (_PER_LAKH, _PER_LAKH), "rate", numeral.vague)
    if (following.isascii() or following in "×：") and _GLUED_AFTER.match(text, numeral.end):
        return None
    if text.startswith(_TIME_PARTS, numeral.end) and (timed := words.read_clock_time(text, numeral)) is not None:
        return timed
    tenths = words.read_tenths(text, numeral) if following == "成" else None
    if tenths is not None:
        return tenths
    unit = read_unit(text, numeral.end)
    if unit is None and not numeral.magnitude:
        unit = _unit_of_list(text, numeral)
    if unit is None or (numeral.in_characters and unit.word in _NOT_IN_CHARACTERS):
        return _without_unit(text, numeral)
    if numeral.value_max is None:
        numeral, unit = with_half(text, *with_second_unit(text, numeral, unit))
    return _with_unit(text, numeral, unit)


def _is_part_of_a_word(text: str, found: re.Match[str]) -> bool:
    start, written = found.start(), found.group()
    if start and text[start - 1] in _GLUED and not _PINYIN.search(text, max(0, start - 5), start):
        return True
    if _CODE.match(written) or _is_broken_off(text, start):
        return True
    if found.lastgroup == "characters":
        following = text[found.end() : found.end() + 1]
        can_count = following in first_characters() or following in _BEHIND_CHARACTERS or written[-1] in "万亿"
        return not can_count or text.endswith(("数", "几", "初"), 0, start)
    return start > 1 and text[start - 1] == "：" and text[start - 2] in "0123456789"


def _is_broken_off(text: str, start: int) -> bool:
    """The rest of a number that a space has cut (31 20吨, 85. 3亿元): its value would be a wrong one."""
    if start < 2 or text[start - 1] not in " \n":
        return False
    if text[start - 2] in _DIGITS:
        return text[start - 1] == " "
    if text[start - 2] != ".":
        return False
    at = start - 3
    while at >= 0 and at > start - 7 and text[at] in _DIGITS:
        at -= 1
    return at < start - 3 and at >= 0 and text[at] not in "\n \u3000"  # 1. 20所: an item of a list


def _with_unit(text: str, numeral: Numeral, unit: UnitWord) -> QuantityMatch:
    rule = "count" if unit.is_measure else {"%": "percent", "[pp]": "points"}.get(unit.unit, "physical")
    if len(unit.unit) == 3 and unit.unit.isupper():
        rule = "money"
    if numeral.in_characters:
        rule = f"{rule}_in_characters"
    value_max = None if numeral.value_max is None else numeral.value_max * unit.factor
    is_negative = (
        unit.unit in _SIGNED_UNITS and _MINUS.search(text, max(0, numeral.start - 2), numeral.start) is not None
    )
    return quantity(
        text,
        (numeral.start - is_negative, unit.end),
        (-numeral.value if is_negative else numeral.value) * unit.factor,
        (unit.unit, unit.word),
        rule,
        numeral.vague or "多" in unit.word,
        value_max,
    )


def _unit_of_list(text: str, numeral: Numeral) -> UnitWord | None:
    rest = _REST_OF_LIST.match(text, numeral.end)
    if rest is None or not _RESPECTIVELY.search(text, max(0, numeral.start - 24), numeral.start):
        return None
    unit = read_unit(text, rest.end())
    return None if unit is None or unit.is_measure else replace(unit, end=numeral.end)


def _without_unit(text: str, numeral: Numeral) -> QuantityMatch | None:
    """A bare number: with a magnitude (投资120亿, 减少贫困人口1000万), or said of a count or index."""
    before = text[max(0, numeral.start - 14) : numeral.start]
    stops = _CLAUSE_STOP.match(text, numeral.end) is not None
    span = (numeral.start, numeral.end)
    if numeral.magnitude and not text.startswith(_NO_BARE_MAGNITUDE, numeral.end):
        unit = "CNY" if stops and _MONEY_NOUN.search(before) else "1"
        return quantity(text, span, numeral.value, (unit, ""), "bare_magnitude", numeral.vague, numeral.value_max)
    if stops and not numeral.in_characters and _COUNTED.search(before):
        return quantity(text, span, numeral.value, ("1", ""), "bare_count", numeral.vague, numeral.value_max)
    return None


def _number_lists(text: str, matches: list[QuantityMatch]) -> list[QuantityMatch]:
    """Mark the members of lists such as 分别增长39.9%、65.3%和35.5%."""
    numbered = list(matches)
    for i in range(1, len(numbered)):
        before, here = numbered[i - 1], numbered[i]
        if text[before.outer_end : here.outer_start] not in ("、", "和", "及", "与", "、和"):
            continue
        if before.group is None:
            before = numbered[i - 1] = replace(before, group_id=i - 1, group=0)
        numbered[i] = replace(here, group_id=before.group_id, group=(before.group or 0) + 1)
    return numbered


_READERS: dict[str, Callable[[str, re.Match[str]], QuantityMatch | None]] = {
    "plain": _read_plain,
    "characters": _read_plain,
    "share": words.read_share,
    "fraction": words.read_fraction,
    "half": words.read_half,
    "double": words.read_double,
    "myriads": words.read_myriads,
    "rounded": words.read_rounded,
}
