"""Words around a number that bound it: 不少于20所, 95%以上, 分别增长10%、11%左右."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from metrics.domain.statements import Comparator, StatementKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.records import Record
from metrics.normaliser.segments import QuantityMatch

LONGEST_AFTER = 4
#: Bounding words that mean "at least" in a promise only, and what they mean in a report.
SOFT_BOUNDS = {"reach": Comparator.EQ, "pass": Comparator.GT}
SOFT_MEANING = Comparator.GE
#: Characters between two numbers of one list at most, when a bound is said once for both.
LIST_GAP = 18
#: Characters before a number in which 至少 is heard.
FLOOR_REACH = 6
#: Looking up a member of an enumeration costs more than the number's own reading.
_EQ, _GE, _GT = Comparator.EQ, Comparator.GE, Comparator.GT


#: How a number is bounded, and where the number with its bounding words begins and ends. A plain tuple: one is made for
#: every number.
Bound = tuple[Comparator, int, int]


#: What may stand between a unit and the bounding word behind it: a bracket, a per-part, a noun of the unit.
_BETWEEN = frozenset("（/标")
#: A floor that is heard some way before a number, and the character behind one that is heard further.
FLOOR, _FLOORED = "至少", "的"
#: What ends a list.
_STOPS = frozenset("，。；：！？\n")
#: Words that only end like a bound (签约19.6万人, 最近3年, 下达40亿元).
_ENDS_A_WORD = re.compile("[下传送转表抵]达|(?:[签节预契违续条公履邀特缔]|(?<=[订的期新])合)约|[最附邻]近")


#: The last characters of common units, and a number that another one is compared with.
_ENDS_OF_UNITS = frozenset("元吨人个户亩%点米")
_COMPARED_WITH = re.compile("[比较][^，。；]{0,14}?[0-9][0-9.,]*[万亿]?(?:个百分点|平方米|公里|[一-龥%])$")


@cache
def _words(side: str) -> dict[str, str]:
    return {word: name for name, words in load_lexicon("comparators")[side].items() for word in words}


@dataclass(slots=True)
class Edges(Record):
    """The characters that stand next to a number with a bounding word: most numbers have none of them.

    ``beside_before`` and ``beside_after`` are all that a bound can be told by, words of a floor further before apart.
    """

    last_before: frozenset[str]
    first_after: frozenset[str]
    beside_before: frozenset[str]
    beside_after: frozenset[str]


#: 迈上3万元台阶: what is climbed is at least so much, in a report too.
_CLIMBS, NEAR_STEP = frozenset("跃跨迈登"), 8


@cache
def bounding_edges() -> Edges:
    """The last characters of the words before a number, and the first of those after it."""
    last_before = frozenset(word[-1] for word in _words("before"))
    first_after = frozenset(word[0] for word in _words("after"))
    return Edges(last_before, first_after, last_before | {_FLOORED}, first_after | _BETWEEN)


@cache
def _lengths_before() -> dict[str, tuple[int, ...]]:
    """Lengths of the words before a number by their last character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _words("before"):
        lengths.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


@cache
def _meaning(side: str) -> dict[str, Comparator]:
    """What each bounding word means; one that means "at least" in a promise only means that here."""
    return {word: SOFT_MEANING if name in SOFT_BOUNDS else Comparator(name) for word, name in _words(side).items()}


def _word_before(text: str, start: int, last: str) -> str:
    """The bounding word that ends at ``start``, or nothing; ``last`` is the character there."""
    words = _words("before")
    for length in _lengths_before().get(last, ()):
        if length > start:
            continue
        word = text[start - length : start]
        if word in words and not _ENDS_A_WORD.match(text, max(0, start - length - 1), start):
            return "" if word == "上" and not _stands_for_at_least(text, start) else word
    return ""


def _word_after(text: str, end: int) -> tuple[Comparator, int] | None:
    at = _after_bracket(text, end) if text[end] in _BETWEEN else end
    words = _meaning("after")
    for length in range(LONGEST_AFTER, 0, -1):
        word = text[at : at + length]
        if word in words and len(word) == length:
            return words[word], at + length
    return None


def _after_bracket(text: str, end: int) -> int:
    """Behind a short bracket or a per-part that follows the unit: 95000套（户）, 94.5万元/人, 吨标准煤."""
    following = text[end : end + 1]
    if following == "标" and text.startswith("标准煤", end):
        return end + 3
    if following == "（" or following == "/":
        close = text.find("）", end + 1, end + 6) if text[end] == "（" else end + 1
        return close + 1 if close > 0 else end
    return end


def find_bound(text: str, start: int, end: int, vague: bool = False) -> Bound:
    """Bound of the number with unit at ``[start, end)``; ``vague`` when 余, 多 or 几 stands inside it."""
    edges = bounding_edges()
    last, following = text[start - 1 : start], text[end : end + 1]
    word = _word_before(text, start, last) if last in edges.last_before else ""
    outer_start = start - len(word)
    if word[:1] == "超" and _is_gap(text, outer_start):
        return _EQ, start, end
    if following in edges.beside_after:
        after = _word_after(text, end)
        if after is not None:
            return after[0], outer_start, after[1]
    if vague:
        return _GT, outer_start, end
    if word:
        return _meaning("before")[word], outer_start, end
    return (_GE if _is_floored(text, start, last) else _EQ), start, end


def _is_gap(text: str, at: int) -> bool:
    """Whether the number behind 超过 is how much the one before it was passed by (比计划3000亿元|超过1070亿元)."""
    return text[at - 1 : at] in _ENDS_OF_UNITS and _COMPARED_WITH.search(text, max(0, at - 24), at) is not None


def _is_floored(text: str, start: int, last: str) -> bool:
    """Whether a floor is said further before: 至少…, 不低于…的; ``last`` is the character before the number."""
    if text.find(FLOOR, start - FLOOR_REACH if start > FLOOR_REACH else 0, start) >= 0:
        return True
    return last == _FLOORED and _far_floor(text, start)


def _far_floor(text: str, start: int) -> bool:
    """不低于居住用地供应总量的70%: the bound stands before a noun phrase that ends in 的."""
    said = text[max(0, start - 30) : start]
    at = max(said.rfind("不低于"), said.rfind("不少于"))
    return at >= 0 and not any(mark in said[at:] for mark in "，。；：\n")


def _stands_for_at_least(text: str, start: int) -> bool:
    return text[start] in "百千万亿" and text[start - 2 : start - 1] not in ("以", "之")


def said_as(text: str, match: QuantityMatch, kind: StatementKind) -> Comparator:
    """Comparator in the light of the kind: 达 in a report is a plain number, 突破 in a report means more."""
    if match.comparator is not Comparator.GE or kind is not StatementKind.RESULT or match.outer_end > match.end:
        return match.comparator
    word = _words("before").get(text[match.outer_start : match.start], "")
    if word and text[match.outer_start] in _CLIMBS and text.find("台阶", match.end, match.end + NEAR_STEP) >= 0:
        return match.comparator
    if not word and text[match.start - 1] == "、" and text.startswith("台阶", match.end):
        return match.comparator
    shared = next((name for name in SOFT_BOUNDS if match.rule.endswith(f"_{name}")), "")
    return SOFT_BOUNDS.get(word or shared, match.comparator)


def share_bounds(text: str, matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Give a bound that is said once for a list (10%、11%左右; 不少于20所学校60名教师) to all its members."""
    shared = list(matches)
    inherited = False
    for i in range(len(shared) - 2, -1, -1):
        there = shared[i + 1]
        if not inherited and there.outer_end <= there.end:
            continue
        here = shared[i]
        inherited = here.comparator is _EQ and _is_list_gap(text, here, there)
        if inherited:
            shared[i] = here._replace(comparator=there.comparator)
    carried = ""
    for i in range(1, len(shared)):
        there = shared[i]
        if there.comparator is not _EQ:
            carried = ""
            continue
        here = shared[i - 1]
        own_words = here.outer_start < here.start and here.outer_end == here.end
        if not (own_words or carried) or not _follows_directly(text, here, there):
            carried = ""
            continue
        carried = _words("before").get(text[here.outer_start : here.start], "") or carried or "other"
        suffix = f"_{carried}" if carried in SOFT_BOUNDS else ""
        shared[i] = there._replace(comparator=here.comparator, rule=there.rule + suffix)
    return shared


def _is_list_gap(text: str, here: QuantityMatch, there: QuantityMatch) -> bool:
    start, end = here.end, there.start
    if not 0 < end - start <= LIST_GAP or here.unit != there.unit:
        return False
    if text[start] not in "、和及与":
        return False
    gap = text[start:end]
    return _STOPS.isdisjoint(gap) and not ("占" in gap and "达" in gap)


def _follows_directly(text: str, here: QuantityMatch, there: QuantityMatch) -> bool:
    gap = text[here.end : there.start]
    if gap in ("", "、", "和", "及", "与"):
        return True
    if len(gap) > 4 or "、" in gap or here.comparator is not _GE:
        return False
    return "（" not in gap and _STOPS.isdisjoint(gap)
