"""Which money 元 is: the yuan, or the dollar or pataca of the place that a text in traditional script speaks from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.normaliser.segments import CleanText, QuantityMatch

#: Words of a place's own affairs; a text that has none of them speaks of the yuan.
_PLACES = (
    ("HKD", ("特首", "施政报告", "立法会", "港府", "香港特别行政区政府", "房委会")),
    ("TWD", ("新台币",)),
    ("MOP", ("澳门特别行政区政府", "澳门特区政府")),
)
_LOCAL_WORDS = frozenset(("元", "块钱"))
#: How much of a text is asked where it speaks from.
_ASKED = 6000


def in_local_currency(clean: CleanText, matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """The quantities of a text, with 元 in the money of the place that it speaks from."""
    currency = _local_currency(clean)
    if currency == "CNY":
        return list(matches)
    return [replace(match, unit=currency) if match.measure in _LOCAL_WORDS else match for match in matches]


def _local_currency(clean: CleanText) -> str:
    opening = clean.text[:_ASKED]
    if "們" not in clean.source and "個" not in clean.source:
        return "CNY"
    return next((name for name, words in _PLACES if any(word in opening for word in words)), "CNY")
