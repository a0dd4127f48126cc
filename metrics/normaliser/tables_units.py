"""In what unit the figures of a table are: said in a head, a label, a column, the caption, or by the name alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.units import canonical

_BRACKET = re.compile(r"[（(\[]([^（）()\[\]]{1,12})[）)\]]")
_CAPTION_UNIT = re.compile(r"单位[：:][ 　]*([^\s。；）)]{1,24})")
_BETWEEN_UNITS = re.compile("[、，,/／]|和|或")
_SLASH_UNIT = re.compile(r"[/／]([^/／]{1,8})$")
#: A unit behind the name of a head without any bracket: 增长%, 产量 万吨.
_OPEN_UNIT = re.compile(
    r"(?<=[一-龥]{2})[ \u3000]+([万亿千][一-龥]{1,3}|元|吨|亩|公顷|公里|平方米|%)$|(?<=[一-龥])(%|‰)$"
)


def unit_in(text: str) -> tuple[str, str | None]:
    """Text without its bracketed unit, and that unit (产量（万吨） → 产量, 万吨)."""
    brackets = [found for found in _BRACKET.finditer(text) if canonical(_unit_word(found)) is not None]
    if brackets:
        found = brackets[-1]  # an earlier one is part of the name: 学历（学位）比例（%）
        return (text[: found.start()] + text[found.end() :]).strip(), _unit_word(found)
    slash = _SLASH_UNIT.search(text)
    if slash and canonical(slash[1]) is not None:
        return text[: slash.start()].strip(), slash[1]
    behind = _OPEN_UNIT.search(text)
    word = (behind[1] or behind[2]) if behind else None
    if behind and word and canonical(word) is not None:
        return text[: behind.start()].strip(), word
    return text.strip(), None


def _unit_word(bracket: re.Match[str]) -> str:
    return bracket[1].replace("±", "").removeprefix("单位：").strip()


def units_of_caption(caption: str) -> tuple[str, ...]:
    """The units that a caption gives for the table (单位：亿元; 单位：万人、亿元); unknown words are left out."""
    found = _CAPTION_UNIT.search(caption)
    if found is None:
        word = unit_in(caption)[1]
        return (word,) if word else ()
    if canonical(found[1]) is not None:
        return (found[1],)
    return tuple(word for word in _BETWEEN_UNITS.split(found[1]) if canonical(word) is not None)


def unit_for(name: str, units: Sequence[str]) -> tuple[str | None, bool]:
    """The unit of a caption that the figures of a row have, and whether that is sure.

    Percent beside one other unit (单位：亿元、%) is that of rates and changes, which say so themselves.
    """
    implied = implied_unit(name)
    if implied == "%" and units != ("%",):
        return implied, not units or "%" in units
    if not units:
        return implied, True
    if _pattern("for_each").search(name) and "元" not in units:
        return None, False
    others = [unit for unit in units if unit != "%"] or list(units)
    if len(others) < 2:
        return (others[0], True) if implied is None or _are_alike(implied, others[0]) else (None, False)
    alike = [unit for unit in others if implied is not None and _are_alike(implied, unit)]
    if len(alike) == 1:
        return alike[0], False
    for unit, words in _names_of_units():
        if words.search(name):
            fitting = [word for word in others if (known := canonical(word)) and known[0] == unit]
            return (fitting[0], False) if len(fitting) == 1 else (None, False)
    return None, False


@cache
def _names_of_units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((unit, re.compile(words)) for unit, words in load_lexicon("tables")["names_of_units"].items())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("tables")[name])


def _are_alike(one: str, other: str) -> bool:
    """Whether two unit words measure the same: 人 and 万人."""
    first, second = canonical(one), canonical(other)
    return first is not None and second is not None and first[0] == second[0]


def implied_unit(name: str) -> str | None:
    """Unit that a name of rates or of counts implies where none is written."""
    if _pattern("percent_names").search(name[-4:]):
        return "%"
    return next((u or None for word, u in load_lexicon("tables")["count_names"].items() if name.endswith(word)), None)
