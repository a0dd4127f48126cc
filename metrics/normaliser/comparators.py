"""Words around a number that bound it: 不少于20所, 95%以上, 分别增长10%、11%左右."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from metrics.domain.statements import Comparator, StatementKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import QuantityMatch

LONGEST_BEFORE = 5
LONGEST_AFTER = 4
#: Bounding words that mean "at least" in a promise only, and what they mean in a report.
SOFT_BOUNDS = {"reach": Comparator.EQ, "pass": Comparator.GT}
#: Characters between two numbers of one list at most, when a bound is said once for both.
LIST_GAP = 18
#: Characters before a number in which 至少 is heard.
FLOOR_REACH = 6
#: Looking up a member of an enumeration costs more than the number's own reading.
_EQ, _GE = Comparator.EQ, Comparator.GE


#: How a number is bounded, and where the number with its bounding words begins and ends. A plain tuple: one is made for
#: every number.
Bound = tuple[Comparator, int, int]


#: What may stand between a unit and the bounding word behind it: a bracket, a per-part, a noun of the unit.
_BETWEEN = frozenset("（/标")
#: Words that only end like a bound (签约19.6万人, 最近3年).
_ENDS_A_WORD = re.compile("(?:[签节预契违续条公履邀特缔]|(?<=[订的期新])合)约|[最附邻]近")


@cache
def _words(side: str) -> dict[str, str]:
    return {word: name for name, words in load_lexicon("comparators")[side].items() for word in words}


class Edges(NamedTuple):
    """The characters that stand next to a number with a bounding word: most numbers have none of them."""

    last_before: frozenset[str]
    first_after: frozenset[str]


@cache
def bounding_edges() -> Edges:
    """The last characters of the words before a number, and the first of those after it."""
    return Edges(frozenset(word[-1] for word in _words("before")), frozenset(word[0] for word in _words("after")))


def _word_before(text: str, start: int) -> tuple[str, str] | None:
    words = _words("before")
    for length in range(min(LONGEST_BEFORE, start), 0, -1):
        name = words.get(text[start - length : start])
        if name is not None and not _ENDS_A_WORD.match(text, max(0, start - length - 1), start):
            return name, text[start - length : start]
    return None


def _word_after(text: str, end: int) -> tuple[str, int] | None:
    at = _after_bracket(text, end)
    words = _words("after")
    for length in range(LONGEST_AFTER, 0, -1):
        name = words.get(text[at : at + length])
        if name is not None and len(text[at : at + length]) == length:
            return name, at + length
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
    before = _word_before(text, start) if last in edges.last_before else None
    after = _word_after(text, end) if following in edges.first_after or following in _BETWEEN else None
    if before is None and after is None and not vague:
        return (_GE if _is_floored(text, start, last) else _EQ), start, end
    outer_start = start - len(before[1]) if before else start
    outer_end = after[1] if after else end
    if before is not None and before[1] == "上" and not _stands_for_at_least(text, start):
        before, outer_start = None, start
    if after is not None:
        return Comparator(after[0]), outer_start, outer_end
    if vague:
        return Comparator.GT, outer_start, outer_end
    if before is None and _is_floored(text, start, last):
        return _GE, start, end
    if before is not None:
        name = {"reach": "ge", "pass": "ge"}.get(before[0], before[0])
        return Comparator(name), outer_start, outer_end
    return _EQ, start, end


def _is_floored(text: str, start: int, last: str) -> bool:
    """Whether a floor is said further before: 至少…, 不低于…的; ``last`` is the character before the number."""
    if text.find("至少", start - FLOOR_REACH if start > FLOOR_REACH else 0, start) >= 0:
        return True
    return last == "的" and _far_floor(text, start)


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
    shared = next((name for name in SOFT_BOUNDS if match.rule.endswith(f"_{name}")), "")
    return SOFT_BOUNDS.get(word or shared, match.comparator)


def share_bounds(text: str, matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Give a bound that is said once for a list (10%、11%左右; 不少于20所学校60名教师) to all its members."""
    shared = list(matches)
    inherited = False
    for i in range(len(shared) - 2, -1, -1):
        here, there = shared[i], shared[i + 1]
        bounded_behind = there.outer_end > there.end or inherited
        inherited = here.comparator is Comparator.EQ and bounded_behind and _is_list_gap(text, here, there)
        if inherited:
            shared[i] = here._replace(comparator=there.comparator)
    carried = ""
    for i in range(1, len(shared)):
        here, there = shared[i - 1], shared[i]
        own_words = here.outer_start < here.start and here.outer_end == here.end
        if (
            there.comparator is not Comparator.EQ
            or not (own_words or carried)
            or not _follows_directly(text, here, there)
        ):
            carried = ""
            continue
        carried = _words("before").get(text[here.outer_start : here.start], "") or carried or "other"
        suffix = f"_{carried}" if carried in SOFT_BOUNDS else ""
        shared[i] = there._replace(comparator=here.comparator, rule=there.rule + suffix)
    return shared


def _is_list_gap(text: str, here: QuantityMatch, there: QuantityMatch) -> bool:
    gap = text[here.end : there.start]
    if len(gap) > LIST_GAP or here.unit != there.unit or not gap:
        return False
    return gap[0] in "、和及与" and not any(mark in gap for mark in "，。；：！？\n")


def _follows_directly(text: str, here: QuantityMatch, there: QuantityMatch) -> bool:
    gap = text[here.end : there.start]
    if any(mark in gap for mark in "，。；：！？\n（"):
        return False
    return gap in ("", "、", "和", "及", "与") or (
        len(gap) <= 4 and "、" not in gap and here.comparator is Comparator.GE
    )
