"""Rates and shares in the names of what percentages measure."""

from __future__ import annotations

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.indicators_phrases import Phrase

_RATE_ENDINGS = ("率", "比重", "比例", "占比", "比", "度", "幅", "速", "面", "指数", "水平", "份额", "感")


def share_in(phrase: Phrase) -> str:
    """The share of a phrase as it stands in a name (占比, 占GDP比重)."""
    if phrase.share == "占":
        return "占比"
    return f"{phrase.share}比重" if phrase.share and not is_rate(phrase.share) else phrase.share


def with_rate(noun: str, rate: str) -> str:
    return noun if is_rate(noun) else f"{noun}{rate}"


def is_rate(noun: str) -> bool:
    """Whether a noun ends like a rate."""
    return noun.endswith(_RATE_ENDINGS)


def rate_of(word: str) -> str:
    """Rate that a word of all or none stands for."""
    rates: dict[str, str] = load_lexicon("indicators")["whole_rates"]
    return rates.get(word) or next((rate for name, rate in rates.items() if name in word), "覆盖率")
