"""The plain case of a quantity, read in one go: 20所, 3.98亿元, 90%, 一批.

Most numbers are so plain. Whatever else stands at a number (a range, 余, a second unit, half a code) is left to the
readers that ask for it; what is read here they would read alike.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from metrics.domain.statements import Comparator
from metrics.normaliser.comparators import FLOOR, FLOOR_REACH, bounding_edges, find_bound
from metrics.normaliser.quantities_matching import tidy
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.units import UnitEntry, find_unit, first_characters, unit_table

#: Characters that make the numeral behind them part of a word, a code or an ordinal.
GLUED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+/#_@&第=×")
#: Units that no number in characters stands before: 八方, 三角, 四里 are words.
NOT_IN_CHARACTERS = frozenset(
    ("方", "里", "度", "升", "克", "瓦", "兆", "平方", "立方", "米", "秒", "斤", "月", "日", "周", "M", "m", "t", "g")
)
#: Numbers before which one of these stands are not plain: cut by a space, below zero, a ratio.
_ODD_BEFORE = GLUED | frozenset(" \n-：")
#: Those before which one of these stands are none in characters (数十个, 初一).
_WORD_BEFORE = "数几初"
#: Units that more may follow or that a fraction begins with, and magnitudes.
_ODD_BEHIND = frozenset("分小成方点百千万亿十")
#: What goes on behind the first unit.
_GOES_ON = frozenset("-~—至到半")
_SINGLE = {written: Decimal(value) for value, written in enumerate("零一二三四五六七八九十")} | {
    "〇": Decimal(0),
    "两": Decimal(2),
}
#: Magnitudes as powers of ten.
_MAGNITUDES = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}
_EQ = Comparator.EQ


@cache
def _plain() -> re.Pattern[str]:
    """A number with a unit behind it; at most a millionth is written, so that the value needs no rounding."""
    thousands = "千[瓦米克升伏]"
    units = "".join(sorted(unit for unit in first_characters() - _ODD_BEHIND if not unit.isascii() or unit == "%"))
    return re.compile(
        rf"(?<![{re.escape(''.join(sorted(_ODD_BEFORE)))}])"
        rf"(?:((?!0[0-9])[0-9]{{1,12}}+(?:\.[0-9]{{1,6}}+)?)(万亿|[万亿]|(?!{thousands})[百千]|)|([{''.join(_SINGLE)}])(?<![{_WORD_BEFORE}].))"
        rf"(?=[{units}]|{thousands})(?!个小)"
    )


class PlainReader:
    """Reads plain quantities of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._match = _plain().match
        edges = bounding_edges()
        self._before, self._after = edges.beside_before, edges.beside_after
        self._units = unit_table().by_one
        self._has_floors = FLOOR in text

    def read(self, at: int) -> QuantityMatch | None:
        """The quantity that begins at ``at``; None where none does or where it is not plain."""
        text = self._text
        found = self._match(text, at)
        if found is None:
            return None
        middle = found.end()
        end = middle + 1
        unit, following = self._units.get(text[middle]), text[end : middle + 2]
        if (
            unit is None
            or following in unit.longer
            or ((other := unit.other_words) is not None and other.match(text, end) is not None)
        ):
            unit = find_unit(text, middle)
            if unit is None:
                return None
            end = middle + len(unit.word)
            following = text[end : end + 1]
        if following in _GOES_ON:
            return None
        written, magnitude, character = found.groups()
        if written is not None:
            rule = unit.rule
            if unit.whole_factor == 1 and not magnitude and (written[-1] != "0" or "." not in written):
                value = Decimal(written)
            else:
                value = _value(written, magnitude, unit)
        elif unit.word in NOT_IN_CHARACTERS:
            return None
        else:
            value, rule = _SINGLE[character], unit.rule_in_characters
            if unit.whole_factor != 1:
                value = tidy(value * unit.factor)
        if (
            unit.is_vague
            or following in self._after
            or text[at - 1 : at] in self._before
            or (self._has_floors and text.find(FLOOR, max(0, at - FLOOR_REACH), at) >= 0)
        ):
            comparator, outer_start, outer_end = find_bound(text, at, end, unit.is_vague)
            return QuantityMatch(at, end, outer_start, outer_end, value, unit.unit, unit.word, comparator, rule)
        return QuantityMatch(at, end, at, end, value, unit.unit, unit.word, _EQ, rule)


def _value(digits: str, magnitude: str, unit: UnitEntry) -> Decimal:
    """Value of Arabic digits in the canonical unit, without trailing zeros."""
    power = _MAGNITUDES[magnitude]
    whole, _, fraction = digits.partition(".")
    if unit.whole_factor and len(fraction) <= power:
        return Decimal(int(whole + fraction) * 10 ** (power - len(fraction)) * unit.whole_factor)
    return tidy(Decimal(digits) * 10**power * unit.factor)
