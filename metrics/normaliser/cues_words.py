"""How the words of the lexicon that speak of the past or the future are looked up in a text.

At a character that no such word begins with none is tried, and elsewhere only the few that begin with it and the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import alternatives, longest_first
from metrics.normaliser.records import Record

Tense = Literal["past", "future"]
#: Sorts of words in the lexicon, with the tense of each.
SORTS: dict[str, Tense] = {"future": "future", "past": "past", "weak_past": "past"}


@dataclass(slots=True)
class CueWords(Record):
    """Words of one sort that begin alike."""

    sort: int
    tense: Tense
    is_weak: bool
    pattern: re.Pattern[str]


@dataclass(slots=True)
class CueLookup(Record):
    """Where a word may begin, and the words that do by their first two characters, or by the first alone."""

    beginning: re.Pattern[str]
    words: dict[str, tuple[CueWords, ...]]


@cache
def lookup(*sorts: str) -> CueLookup:
    """How words of these sorts are looked up."""
    openings = set().union(*map(openings_of, sorts))
    words = {
        opening: tuple(
            CueWords(which, SORTS[name], name == "weak_past", re.compile("|".join(written)))
            for which, name in enumerate(sorts)
            if (written := written_behind(opening, name))
        )
        for opening in sorted(openings)
    }
    return CueLookup(_beginning(openings), words)


@cache
def openings_of(sort: str) -> frozenset[str]:
    """What the words of a sort begin with, one or two characters of each."""
    lexicon = load_lexicon("tense")
    return frozenset(word[:2] for word in lexicon[sort].split()).union(lexicon["pattern_openings"][sort].split())


def written_behind(opening: str, sort: str) -> list[str]:
    """Words and patterns of a sort that may begin so, in the order in which they are tried.

    Where a text goes on as one opening of two characters does, those of its first character alone are meant, too.
    """
    lexicon = load_lexicon("tense")
    words = [word for word in longest_first(lexicon[sort].split()) if word[:2] == opening or word == opening[0]]
    begun = [one for one in dict.fromkeys((opening, opening[0])) if one in openings_of(sort)]
    patterns = [part for pattern in lexicon[f"{sort}_patterns"] for part in alternatives(pattern)]
    return [*words, *(part for part in patterns if any(one[0] in part for one in begun))]


def _beginning(openings: Iterable[str]) -> re.Pattern[str]:
    """Pattern for the first character of openings of one or two characters, with a look at the second."""
    firsts, seconds = ({opening[at] for opening in openings if len(opening) > at} for at in (0, 1))
    alone = {opening for opening in openings if len(opening) == 1}
    is_alone = f"|(?<=[{''.join(sorted(alone))}])" if alone else ""
    return re.compile(f"[{''.join(sorted(firsts))}](?:(?=[{''.join(sorted(seconds))}]){is_alone})")
