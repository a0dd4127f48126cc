"""Finds numbers with their units in clean text: one scan that starts at digits and character numerals.

What a number means is not asked here: dates, names and thresholds are found like any other quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from metrics.normaliser import quantities_words as words
from metrics.normaliser.choices import one_of
from metrics.normaliser.comparators import bounding_edges, share_bounds
from metrics.normaliser.quantities_lists import number_lists, unit_of_list
from metrics.normaliser.quantities_matching import quantity
from metrics.normaliser.quantities_numerals import (
    ARABIC,
    CHARACTER_DIGITS,
    CHARACTERS,
    RANGE_SIGNS,
    Numeral,
    numbers_a_line,
    read_numeral,
    with_half,
    with_second_unit,
)
from metrics.normaliser.quantities_plain import GLUED, NOT_IN_CHARACTERS, PlainReader
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.spans import SpanIndex
from metrics.normaliser.units import UnitWord, first_characters, read_unit, unit_table

#: What a quantity may begin with; the name of the group is the shape of the numeral.
SHAPES = re.compile(
    rf"(?P<fraction>[{CHARACTER_DIGITS}0-9]{{1,3}}分之[{CHARACTER_DIGITS}0-9]{{1,3}}"
    r"|(?<![0-9./第])[1-9]/[2-9](?=(?:以上|左右|以内)(?![0-9.])|的[一-龥]))"
    rf"|(?P<plain>{ARABIC})"
    rf"|(?P<share>[百千]分之(?:{CHARACTERS}|百|{ARABIC}))"
    r"|(?P<half>一半|(?<!超)(?<!时间)(?<!任务)过半(?![年月路天日小])|半数)"
    rf"|(?P<characters>{CHARACTERS})"
    r"|(?P<rounded>[百千万亿]+)"
    r"|(?P<double>翻了?[一两二三四]?番)"
    r"|(?P<myriads>数以[十百千万亿]+计)"
)
#: A word that was left in letters (zijin6200万元) is no code.
_PINYIN = re.compile(r"[a-z]{4,5}$")
_DIGITS = frozenset("0123456789")
#: What may have cut a number in two.
_BREAKS = frozenset(" \n")
#: What minutes and hours begin with (8分30秒, 1小时20分钟, 1个小时20分钟).
_TIME_OPENS = frozenset("分小个")
#: What may begin the rest of a code, a sum or a ratio.
_GLUES = frozenset("+/=×：.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_NO_UNIT_YET = _GLUES | _TIME_OPENS | {"成"}
#: What stands behind the first unit of a range or of a half (5%至6%, 3个半小时).
_GOES_ON = RANGE_SIGNS | {"半"}
_GLUED_AFTER = re.compile(r"[+/=×：][0-9A-Za-z]|[A-Za-z]{2,}[0-9]|\.[0-9]")
_PER_LAKH = "/10万"
#: What else may stand behind a number in characters: 三十多项, 七成, 两三至五个.
_BEHIND_CHARACTERS = frozenset("余多几成至到-~—、和及与")
#: 0301次列车 is a name.
_CODE = re.compile(r"0[0-9]")
_GOES_ON_IN_LIST = frozenset("、，和及与")
_COUNTED = re.compile(
    r"(?:人数|数量|总数|总量|指数|系数|人口|户数|家数|件数|次数|性别比|倍差|收入比|之比|比值|满意度)(?:将|已|均)?"
    r"(?:[从由][0-9.]{1,8}(?:缩小|提升|提高|下降|降低|上升|增加|改善|优化|降|升|增)?(?=[至到为]))?"
    r"(?:为|是|达到?|超过|突破|约|近|增至|增加到|提高到|提高至|提升到|提升至|缩小到|缩小至|下降到|下降至|降低到|降到|降至|至|到|(?:控制|稳定|保持|维持)在)?$"
    r"|(?:指数|系数|比值|满意度)分别(?:为|是|达到?)(?:[0-9.]{1,8}[、和与及]){0,8}$"
)
#: 说一千、道一万; 不怕一万.
_IDIOM_BEFORE = ("、道", "，道", "千道", "不怕", "就怕")
_FROM = frozenset("从由")
_COUNTED_FROM = re.compile("(?:指数|系数|倍差|收入比|比值|满意度)[从由]$")
_TO = re.compile("[\u4e00-\u9fff]{0,2}[至到为][0-9.]{1,8}(?:[，。；、）\\s]|$|以上|左右|以内|以下)")
_CLAUSE_STOP = re.compile(r"[，。；、）\s]|$|以上|左右|以内|以下|大?台阶|大关")
_MONEY_NOUN = re.compile(
    r"(?:投资|资金|引资|融资|产值|销售额?|营收|收入|税收|贷款|利润|生产总值|经济总量|增加值|产业规模|[额款资金费])[^，。；、]{0,6}$"
)
#: 口岸年通关人次突破1200万: counted in what the noun says.
_VISITS = re.compile(r"人次(?:总数|总量|数|量)?(?:已|将|首次)*(?:突破|超过?|达到?|约|近|逾|为)?$")
#: A bare M is a rate of data only where such a word stands near it; else it names a bus line or a model.
_SPEED = re.compile("宽带|带宽|光纤|网|速|出口|接入")
SPEED_REACH = 8
#: What is invested is money whatever follows (投资22亿|完成16个项目).
#: 153亿元的基础上增加72亿, 核定16亿经费: money, though 元 is left out.
_ADDED_TO_MONEY = ("元的基础上增加", "元基础上增加")
_MONEY_BEHIND = ("经费", "资金", "预算", "的经费", "的资金", "补助资金", "专项资金", "投资额")
_INVESTED = re.compile("(?:投资|引资|融资|斥资|耗资|拨款|注资|出资|筹资|涉款)(?:超过?|达|约|近|逾)?$")
#: What can be below zero, and the sign that says so.
_SIGNED_UNITS = frozenset(("%", "‰", "Cel", "[pp]"))
_MINUS = re.compile(r"[^0-9A-Za-z—\-~]-$")
#: How far before a bare number its noun may begin.
COUNTED_REACH = 24
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
    search, plain = _openings().search, PlainReader(text)
    next_taken = -1 if taken is None else taken.next_start(0)
    candidate = search(text)
    while candidate is not None:
        at = candidate.start()
        if taken is not None and 0 <= next_taken <= at:
            behind = taken.end_around(at)
            next_taken = taken.next_start(at + 1)
            if behind is not None:
                candidate = search(text, behind)
                continue
        match = plain.read(at)
        if match is not None:
            matches.append(match)
            candidate = search(text, match.end)
            continue
        found = SHAPES.match(text, at)
        if found is None:
            candidate = search(text, at + 1)
            continue
        match = READERS[found.lastgroup or ""](text, found)
        if match is not None:
            matches.append(match)
        elif found.lastgroup == "plain":
            unread.append(found.span())
        candidate = search(text, found.end() if match is None else match.end)
    return Scan(number_lists(text, share_bounds(text, matches)), unread)


@cache
def _openings() -> re.Pattern[str]:
    """Where a quantity can begin, told by the characters before and behind.

    It opens with a set, which a search skips to, and looks no further than a few characters: a run of numerals or
    magnitudes that nothing bounds or counts is passed over without a try.
    """
    numerals = f"{CHARACTER_DIGITS}百千万亿"
    table = unit_table()
    counted = re.escape("".join(sorted(table.by_one.keys() | _BEHIND_CHARACTERS)))
    longer = one_of(sorted(word for word in table.by_two if word[0] not in table.by_one.keys() | _BEHIND_CHARACTERS))
    bounding = re.escape("".join(sorted(bounding_edges().last_before | words.LAST_OF_REACHES)))
    behind_magnitudes = f"余多几{''.join(words.COUNTED_AT_END)}"
    ways = (
        "(?<=[0-9])",
        f"(?<=[{CHARACTER_DIGITS}])(?=[{numerals}]{{0,3}}+(?:[{numerals}点.分半0-9{counted}]|(?<=[万亿])|{longer}))",
        f"(?<=[百千万亿])(?:(?<=[{bounding}].)|(?=[百千万亿]{{0,8}}+[{behind_magnitudes}])|(?=分之))",
        "(?<=半)(?=数)|(?<=过)(?=半)|(?<=数)(?=以)|(?<=翻)(?=[了一两二三四番])",
    )
    return re.compile(f"[0-9{numerals}半过翻数](?:{'|'.join(ways)})")


def _read_plain(text: str, found: re.Match[str]) -> QuantityMatch | None:
    written, (start, end) = found[0], found.span()
    if _is_part_of_a_word(text, written, start, end):
        return None
    if "." in written and (start == 0 or text[start - 1] == "\n") and numbers_a_line(text, written, start):
        start += written.index(".") + 1
        written = text[start:end]
    numeral = read_numeral(text, written, start, end)
    if numeral is None:
        return None
    end = numeral.end
    following = text[end : end + 1]
    if following in _NO_UNIT_YET:
        if following in _GLUES and _GLUED_AFTER.match(text, end) and not text.startswith(_PER_LAKH, end):
            return None
        whole = _with_what_follows(text, numeral, following)
        if whole is not None:
            return whole
    unit = read_unit(text, end)
    if unit is None and following in _GOES_ON_IN_LIST:
        unit = unit_of_list(text, numeral)
    if unit is None and following == " " and numeral.magnitude:
        unit = _unit_behind_blank(text, end + 1)
    if unit is not None and unit.word == "方" and text.startswith("米", unit.end):
        unit = _square_metre_cut_short(text, numeral, unit)
        if unit is None:
            return None
    if unit is None or (numeral.in_characters and unit.word in NOT_IN_CHARACTERS):
        return _without_unit(text, numeral)
    if unit.word == "成" and not words.counts_tenths(text, numeral):
        return _without_unit(text, numeral)
    if unit.word == "M" and not _SPEED.search(text, max(0, numeral.start - COUNTED_REACH), unit.end + SPEED_REACH):
        return None
    if numeral.value_max is None and text[unit.end : unit.end + 1] in _GOES_ON:
        numeral, unit = with_half(text, *with_second_unit(text, numeral, unit))
    return _with_unit(text, numeral, unit)


def _unit_behind_blank(text: str, at: int) -> UnitWord | None:
    """Unit of 41.04万 平方米: a word of measure that a blank has parted from its number."""
    unit = read_unit(text, at)
    return unit if unit is not None and unit.rule == "physical" and len(unit.word) > 1 else None


def _square_metre_cut_short(text: str, numeral: Numeral, unit: UnitWord) -> UnitWord | None:
    """2.6方米 lacks a character: of a surface it is square metres, else it may be either and is not read."""
    is_surface = "面积" in text[max(0, numeral.start - COUNTED_REACH) : numeral.start]
    return unit._replace(unit="m2", word="方米", end=unit.end + 1) if is_surface else None


def _with_what_follows(text: str, numeral: Numeral, following: str) -> QuantityMatch | None:
    """What a number makes together with more than a unit: 3.5/10万, 8分30秒, 七成五."""
    if following == "/" and text.startswith(_PER_LAKH, numeral.end):
        end = numeral.end + len(_PER_LAKH)
        return quantity(text, (numeral.start, end), numeral.value, (_PER_LAKH, _PER_LAKH), "rate", numeral.vague)
    if following in _TIME_OPENS:
        return words.read_clock_time(text, numeral)
    return words.read_tenths(text, numeral) if following == "成" else None


def _is_part_of_a_word(text: str, written: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    if before in GLUED and not _PINYIN.search(text, max(0, start - 5), start):
        return True
    if before in _BREAKS and _is_broken_off(text, start):
        return True
    if written[0] == "0" and _CODE.match(written):
        return True
    if written[0] not in _DIGITS:
        following = text[end : end + 1]
        can_count = following in first_characters() or following in _BEHIND_CHARACTERS or written[-1] in "万亿"
        return not can_count or text.endswith(("数", "几", "初"), 0, start)
    return before == "：" and text[start - 2 : start - 1] in _DIGITS


def _is_broken_off(text: str, start: int) -> bool:
    """The rest of a number that a space has cut (31 20吨, 85. 3亿元): its value would be a wrong one."""
    if start < 2:
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
    rule = f"{unit.rule}_in_characters" if numeral.in_characters else unit.rule
    value_max = None if numeral.value_max is None else numeral.value_max * unit.factor
    value, start = numeral.value * unit.factor, numeral.start
    if unit.unit in _SIGNED_UNITS and _MINUS.search(text, max(0, start - 2), start):
        value, start = -value, start - 1
    is_vague = numeral.vague or "多" in unit.word
    return quantity(text, (start, unit.end), value, (unit.unit, unit.word), rule, is_vague, value_max)


def _without_unit(text: str, numeral: Numeral) -> QuantityMatch | None:
    """A bare number: with a magnitude (投资120亿, 减少贫困人口1000万), or said of a count or index."""
    before = text[max(0, numeral.start - COUNTED_REACH) : numeral.start]
    stops = _CLAUSE_STOP.match(text, numeral.end) is not None
    span = (numeral.start, numeral.end)
    if numeral.in_characters and before.endswith(_IDIOM_BEFORE):
        return None
    if numeral.magnitude and not text.startswith(_NO_BARE_MAGNITUDE, numeral.end):
        is_invested = text[numeral.end - 1] in "万亿" and _INVESTED.search(before) is not None
        is_added = before.endswith(_ADDED_TO_MONEY) or text.startswith(_MONEY_BEHIND, numeral.end)
        unit = "CNY" if is_invested or is_added or (stops and _MONEY_NOUN.search(before)) else "1"
        if stops and "人次" in before and _VISITS.search(before):
            unit = "人次"
        return quantity(text, span, numeral.value, (unit, ""), "bare_magnitude", numeral.vague, numeral.value_max)
    if not numeral.in_characters and (_COUNTED.search(before) if stops else _is_old_count(text, numeral, before)):
        return quantity(text, span, numeral.value, ("1", ""), "bare_count", numeral.vague, numeral.value_max)
    return None


def _is_old_count(text: str, numeral: Numeral, before: str) -> bool:
    """收入比由2.42缩小至2.12: the bare number that another one takes the place of."""
    return (
        before[-1:] in _FROM and _COUNTED_FROM.search(before) is not None and _TO.match(text, numeral.end) is not None
    )


READERS: dict[str, Callable[[str, re.Match[str]], QuantityMatch | None]] = {
    "plain": _read_plain,
    "characters": _read_plain,
    "share": words.read_share,
    "fraction": words.read_fraction,
    "half": words.read_half,
    "double": words.read_double,
    "myriads": words.read_myriads,
    "rounded": words.read_rounded,
}
