"""Pairs of an old and a new level: 从10.5万元提高到14万元 is one statement with a baseline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from metrics.domain.statements import Comparator
from metrics.normaliser.segments import QuantityMatch

_FROM = re.compile(r"(?:从|由|自)[^，。；]{0,32}$")
_TO = re.compile(
    r"(?:（[^）]{0,8}）)?，?[^，。；、]{0,6}?"
    r"(?:提高|提升|增加|增长|上升|扩大|下降|减少|降低|缩短|缩小|收窄|压缩|压减|精简|缩减|调整|发展|扩展|拓展|上调|下调|跃升|优化|攀升|回升|改善|扩充|变|改|降|增|升|减|提)?"
    r"了?(?:到|至|(?<!成)为|成(?!为))(?:[0-9]{4}(?:/[0-9]{2})?(?:学|财政)?年度?(?:[0-9]{1,2}月)?)?[^，。；]{0,6}"
)
_WITHOUT_BRACKET = re.compile(r"^（[^）]{0,16}）")
_TO_ZERO = re.compile(r"(?:下降|降|减少|减|压减|归|降低)(?:为|到|至)?零(?![0-9一二三四五六七八九点])")
#: What stands before every new level.
_RISES = re.compile("[到至为成]")
#: What a word of falling begins with.
_FALLS = frozenset("下降减压归")
_FURTHEST = 30


def pair_levels(text: str, matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Take the old level of each from–to pair out of the list and keep it with the new one."""
    levels = list(matches)
    old: set[int] = set()
    for i in range(len(levels) - 1):
        first, second = levels[i], levels[i + 1]
        if second.start - first.end > _FURTHEST:
            continue
        if (
            text[first.end] == "（"
            and i + 2 < len(levels)
            and _is_remark(text, first, second)
            and _is_old_level(text, first, levels[i + 2])
        ):
            old.update((i, i + 1))
            levels[i + 2] = levels[i + 2]._replace(baseline_value=levels[i].value)
        if i in old or not _is_old_level(text, first, second):
            continue
        for here, there in _list_pairs(levels, i):
            old.add(here)
            levels[there] = levels[there]._replace(baseline_value=levels[here].value)
    return [
        _down_to_zero(text, match) if text[match.end : match.end + 1] in _FALLS else match
        for i, match in enumerate(levels)
        if i not in old
    ]


def _down_to_zero(text: str, match: QuantityMatch) -> QuantityMatch:
    """由32%降为零: the number that is written is the old one."""
    zero = _TO_ZERO.match(text, match.end)
    if zero is None or match.value is None or not _FROM.search(text[max(0, match.start - 36) : match.outer_start]):
        return match
    at = zero.end() - 1
    return match._replace(
        start=at,
        end=zero.end(),
        outer_start=at,
        outer_end=zero.end(),
        value=Decimal(0),
        baseline_value=match.value,
        comparator=Comparator.EQ,
        rule="to_zero",
    )


def _is_remark(text: str, level: QuantityMatch, remark: QuantityMatch) -> bool:
    """13.2亿元（增长7%）: a number in brackets behind the level that it belongs to."""
    return text.startswith("（", level.end) and text.startswith("）", remark.end) and remark.end - level.end < 16


def _list_pairs(levels: Sequence[QuantityMatch], last_old: int) -> list[tuple[int, int]]:
    """Pairs of old and new when both are lists: 分别从771家、481家增加到1076家、636家."""
    length = (levels[last_old].group or 0) + 1
    first_new = last_old + 1
    group = levels[first_new].group_id
    following = levels[first_new : first_new + length]
    if length > 1 and (len(following) < length or any(m.group_id != group or group is None for m in following)):
        length = 1
    return [(last_old - length + 1 + k, first_new + k) for k in range(length)]


def _is_old_level(text: str, old: QuantityMatch, new: QuantityMatch) -> bool:
    if new.start - old.end > _FURTHEST or (old.unit != new.unit and "1" not in (old.unit, new.unit)):
        return False
    if _RISES.search(text, old.outer_end, new.outer_start) is None:
        return False
    gap = text[old.outer_end : new.outer_start]
    line = max(text.rfind("\n", max(0, old.outer_start - 36), old.start) + 1, old.outer_start - 36, 0)
    if _FROM.search(text[line : old.outer_start]) is None:
        return False
    return _TO.fullmatch(_WITHOUT_BRACKET.sub("", gap) if gap[0] == "（" else gap) is not None
