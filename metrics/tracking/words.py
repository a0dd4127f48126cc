"""The words of ``lexicon/indicator_synonyms.yml``, ready for use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from metrics.lexicon.loader import load_lexicon


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """Word lists, the longer words first wherever order matters; ``actions`` maps a written word to its meaning."""

    actions: tuple[tuple[str, str], ...]
    trailing_actions: tuple[tuple[str, str], ...]
    stock: tuple[str, ...]
    reach: tuple[str, ...]
    leading: tuple[str, ...]
    filler: tuple[str, ...]
    trailing: tuple[str, ...]
    own_area: tuple[str, ...]
    synonyms: tuple[tuple[str, str], ...]
    vague: frozenset[str]
    contrast: frozenset[str]
    lower_is_better: tuple[str, ...]
    doing: tuple[str, ...]
    several_years: tuple[str, ...]
    cumulative: tuple[str, ...]
    within_year: tuple[str, ...]
    so_far: tuple[str, ...]
    five_year_plans: tuple[str, ...]
    part_of_year: tuple[str, ...]
    since_january: tuple[str, ...]
    change: tuple[str, ...]
    year_end: tuple[str, ...]
    preliminary: tuple[str, ...]
    nearly: tuple[str, ...]
    time_bases: frozenset[str]
    ratio: tuple[str, ...]
    intention: tuple[str, ...]
    rate_units: frozenset[str]
    unit_classes: tuple[frozenset[str], ...]

    def same_unit(self, one: str, other: str) -> bool:
        """Whether two canonical units count the same things (所 and 个 do)."""
        return one == other or any(one in units and other in units for units in self.unit_classes)


@cache
def indicator_words() -> IndicatorWords:
    """The word lists, read once."""
    read = load_lexicon("indicator_synonyms")
    actions = {word: action for action, words in read["actions"].items() for word in words}
    trailing = read["trailing_actions"]
    return IndicatorWords(
        actions=tuple((word, actions[word]) for word in _longest_first(actions)),
        trailing_actions=tuple((word, actions[word]) for word in _longest_first(trailing)),
        stock=_longest_first(read["stock_words"]),
        reach=_longest_first(read["reach_words"]),
        leading=_longest_first(read["leading_words"]),
        filler=_longest_first(read["filler_words"]),
        trailing=_longest_first(read["trailing_words"]),
        own_area=_longest_first(read["own_area_words"]),
        synonyms=tuple((word, read["synonyms"][word]) for word in _longest_first(read["synonyms"])),
        vague=frozenset(read["vague_stems"]),
        contrast=frozenset(read["contrast_characters"]),
        lower_is_better=tuple(read["lower_is_better"]),
        doing=tuple(read["doing_words"]),
        several_years=tuple(read["several_years"]),
        cumulative=tuple(read["cumulative_words"]),
        within_year=tuple(read["within_year"]),
        so_far=tuple(read["so_far_words"]),
        five_year_plans=tuple(read["five_year_plans"]),
        part_of_year=tuple(read["part_of_year"]),
        since_january=tuple(read["since_january"]),
        change=tuple(read["change_words"]),
        year_end=tuple(read["year_end_words"]),
        preliminary=tuple(read["preliminary_words"]),
        nearly=tuple(read["nearly_words"]),
        time_bases=frozenset(read["time_bases"]),
        ratio=tuple(read["ratio_words"]),
        intention=tuple(read["intention_words"]),
        rate_units=frozenset(read["rate_units"]),
        unit_classes=tuple(frozenset(units) for units in read["unit_classes"]),
    )


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
