"""Units as written to canonical units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.records import Record

_PREFIXES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
    "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip


#: Bounding words begin no other word.
_BOUNDS = ("以上", "以下", "以内")


@dataclass(slots=True)
class UnitWord(Record):
    """A unit found in text: as written, its canonical unit, the factor to that, and where it ends."""

    word: str
    unit: str
    factor: Decimal
    end: int
    is_measure: bool
    rule: str


@cache
def unit_words() -> dict[str, tuple[str, Decimal]]:
    """Every word for a unit or measure, with the canonical unit and the factor to it."""
    words = {
        alias: (unit, Decimal(str(factor)))
        for unit, aliases in load_lexicon("units").items()
        for alias, factor in aliases.items()
    }
    mu = Decimal(10000) / 15  # one mu is a fifteenth of a hectare, exactly
    words.update({word: (unit, mu) for word, (unit, factor) in words.items() if abs(factor - mu) < Decimal("0.001")})
    words.update({word: (unit or word, Decimal(1)) for word, unit in measure_words().items()})
    return words


@cache
def measure_words() -> dict[str, str | None]:
    """Measure words of counts; the value is the canonical word where it is another."""
    lexicon = load_lexicon("measures")
    words: dict[str, str | None] = dict.fromkeys(lexicon["words"].split())
    words.update(lexicon["aliases"])
    return words


@cache
def _other_words(measure: str) -> re.Pattern[str] | None:
    """What makes a measure word the beginning of another word."""
    written = load_lexicon("measures")["not_before"].get(measure)
    return re.compile(written) if written else None


@dataclass(slots=True)
class UnitEntry(Record):
    """A unit word as its readers need it; ``whole_factor`` is 0 where the factor is no integer.

    ``longer`` are the second characters of longer words that begin with its first.
    """

    word: str
    unit: str
    factor: Decimal
    is_measure: bool
    rule: str
    other_words: re.Pattern[str] | None
    ends_in_letters: bool
    whole_factor: int
    rule_in_characters: str
    is_vague: bool
    longer: frozenset[str]


@dataclass(slots=True)
class UnitTable(Record):
    """Unit words of one character, and for two characters all that they may begin, the longest first."""

    by_one: dict[str, UnitEntry]
    by_two: dict[str, tuple[UnitEntry, ...]]


@cache
def unit_table() -> UnitTable:
    """All unit words, so arranged that few are tried at one place."""
    by_one = {word: _entry(word) for word in unit_words() if len(word) == 1}
    by_two: dict[str, tuple[UnitEntry, ...]] = {}
    for word in sorted(unit_words(), key=len):
        if len(word) > 1:
            shorter = by_two.get(word[:2]) or ((by_one[word[0]],) if word[0] in by_one else ())
            by_two[word[:2]] = (_entry(word), *shorter)
    return UnitTable(by_one, by_two)


def _entry(word: str) -> UnitEntry:
    unit, factor = unit_words()[word]
    rule = _rule(word, unit)
    return UnitEntry(
        word=word,
        unit=unit,
        factor=factor,
        is_measure=word in measure_words(),
        rule=rule,
        other_words=_other_words(word),
        ends_in_letters=word[-1].isascii() and word[-1].isalnum(),
        whole_factor=int(factor) if factor == int(factor) else 0,
        rule_in_characters=f"{rule}_in_characters",
        is_vague="多" in word,
        longer=_seconds().get(word[0], frozenset()),
    )


@cache
def _seconds() -> dict[str, frozenset[str]]:
    """The second characters of all unit words by the first."""
    seconds: dict[str, frozenset[str]] = {}
    for word in unit_words():
        seconds[word[0]] = seconds.get(word[0], frozenset()).union(word[1:2])
    return seconds


def _rule(word: str, unit: str) -> str:
    """Name of the rule that reads a number with this unit: what sort of quantity it makes."""
    if len(unit) == 3 and unit.isupper():
        return "money"
    if word in measure_words():
        return "count"
    return {"%": "percent", "[pp]": "points"}.get(unit, "physical")


@cache
def first_characters() -> frozenset[str]:
    """The characters that a unit or measure word may begin with: asked before anything dearer."""
    return frozenset(word[0] for word in unit_words())


def find_unit(text: str, at: int) -> UnitEntry | None:
    """The longest unit or measure word that stands at ``at``; none where it begins another word (部门, 条件)."""
    table = unit_table()
    entries = table.by_two.get(text[at : at + 2])
    if entries is None:
        single = table.by_one.get(text[at : at + 1])
        return single if single is not None and _stands(single, text, at) else None
    for entry in entries:
        if text.startswith(entry.word, at) and _stands(entry, text, at):
            return entry
    return None


def _stands(entry: UnitEntry, text: str, at: int) -> bool:
    """Whether a unit word at ``at`` is a word of its own there."""
    end, other = at + len(entry.word), entry.other_words
    if other is not None and other.match(text, end) and not text.startswith(_BOUNDS, end):
        return False
    return not (entry.ends_in_letters and end < len(text) and text[end].isascii() and text[end].isalnum())


def read_unit(text: str, at: int) -> UnitWord | None:
    """The unit or measure word at ``at``, with the place where it ends."""
    entry = find_unit(text, at)
    if entry is None:
        return None
    return UnitWord(entry.word, entry.unit, entry.factor, at + len(entry.word), entry.is_measure, entry.rule)


def canonical(measure: str) -> tuple[str, Decimal] | None:
    """Canonical unit of a written one and the factor to it: 亩 → m2, 万吨 → t with 10000; None when unknown."""
    measure = measure.strip()
    known = unit_words().get(measure)
    if known is not None:
        return known
    for length in (2, 1):
        factor = _PREFIXES.get(measure[:length])
        rest = unit_words().get(measure[length:])
        if factor is not None and rest is not None:
            return rest[0], rest[1] * factor
    return _ratio(measure)


def _ratio(measure: str) -> tuple[str, Decimal] | None:
    above, slash, below = measure.partition("/")
    if not slash:
        return None
    numerator, denominator = canonical(above), canonical(below)
    if numerator is None or denominator is None or denominator[1] != 1:
        return None
    is_amount = numerator[0] in measure_words() or (len(numerator[0]) == 3 and numerator[0].isupper())
    return (numerator[0] if is_amount else f"{numerator[0]}/{denominator[0]}"), numerator[1]
