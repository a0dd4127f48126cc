"""Lists of numbers: the unit and the magnitude that they say once, and their members in order."""

from __future__ import annotations

import re

from metrics.normaliser.numerals import parse_number
from metrics.normaliser.quantities_numerals import AFTER_THOUSAND, ARABIC, Numeral
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.units import UnitWord, read_unit

#: 分别为18和34微克/立方米: the unit stands behind the last number only.
_REST_OF_LIST = re.compile(rf"(?:[、，和及与]约?{ARABIC}){{1,6}}")
_LAST_OF_LIST = re.compile("([0-9.]+)([百千万亿]+)$")
#: Numbers of a list that say their magnitude once are no further apart.
_MOST_APART = 20
_LARGE = frozenset("万亿")
_RESPECTIVELY = re.compile(rf"分别[^，。；]{{0,20}}(?:{ARABIC}，约?){{0,3}}$")
LONGEST_JOINT = 2


def unit_of_list(text: str, numeral: Numeral) -> UnitWord | None:
    """Unit of 18 in 分别为18和34微克/立方米; of sums of money also without 分别 (12亿和16亿元)."""
    rest = _REST_OF_LIST.match(text, numeral.end)
    if rest is None:
        return None
    end = rest.end()
    if text[end - 1] == "千" and text.startswith(AFTER_THOUSAND, end):
        end -= 1
    unit = read_unit(text, end)
    if unit is None or (numeral.magnitude and unit.rule != "money"):
        return None
    if text[end - 1] in _LARGE and not numeral.magnitude:
        unit = _with_shared_magnitude(text[numeral.end : end], numeral, unit)
        if unit is None:
            return None
    if numeral.magnitude and "，" not in rest[0]:
        return unit._replace(end=numeral.end)
    is_list = _RESPECTIVELY.search(text, max(0, numeral.start - 24), numeral.start) is not None
    return unit._replace(end=numeral.end) if is_list else None


def _with_shared_magnitude(rest: str, numeral: Numeral, unit: UnitWord) -> UnitWord | None:
    """Unit of 3.0 in 分别达到3.0、2.8亿千瓦: both are 亿; None where the numbers are too far apart to tell."""
    last = _LAST_OF_LIST.search(rest)
    if last is None:
        return None
    ratio = numeral.value / (parse_number(last[1]) or 1)
    if not 1 / _MOST_APART <= ratio <= _MOST_APART:
        return None
    return unit._replace(factor=unit.factor * (parse_number(f"1{last[2]}") or 1))


def _with_points_of_last(text: str, numbered: list[QuantityMatch], at: int) -> None:
    """提高7.4个和7.7个百分点: points are said behind the last number."""
    while at > 0 and numbered[at - 1].measure == "个":
        before, here = numbered[at - 1], numbered[at]
        if text[before.end : here.start] not in ("、", "和", "及", "与"):
            return
        at -= 1
        numbered[at] = before._replace(unit=here.unit, rule=here.rule)


def number_lists(text: str, matches: list[QuantityMatch]) -> list[QuantityMatch]:
    """Mark the members of lists such as 分别增长39.9%、65.3%和35.5%."""
    numbered = list(matches)
    for last, match in enumerate(matches):
        if match.unit == "[pp]":
            _with_points_of_last(text, numbered, last)
    for i in range(1, len(numbered)):
        before, here = numbered[i - 1], numbered[i]
        if not 0 < here.outer_start - before.outer_end <= LONGEST_JOINT:
            continue
        if text[before.outer_end : here.outer_start] not in ("、", "和", "及", "与", "、和"):
            continue
        if before.group is None:
            before = numbered[i - 1] = before._replace(group_id=i - 1, group=0)
        if here.rule.startswith("bare_magnitude") and before.rule.startswith(
            "bare_magnitude"
        ):  # 迈上4万亿、5万亿: the noun stands before the first only
            here = here._replace(unit=before.unit)
        numbered[i] = here._replace(group_id=before.group_id, group=(before.group or 0) + 1)
    return numbered
