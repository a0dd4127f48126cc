"""Characters beside a number without which a rule cannot hold: most rules need not be asked of most numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from metrics.normaliser.sites import Site


@dataclass(frozen=True, slots=True)
class Signs:
    """A rule is asked only where one of these characters stands at its place.

    ``front`` is right before the numeral and ``behind`` right behind its unit; ``before`` and ``after`` are beside the
    bounding words. ``within`` may stand anywhere in the words after.
    """

    front: str = ""
    behind: str = ""
    before: str = ""
    after: str = ""
    within: str = ""


class SignIndex:
    """Which of several rules may hold for a quantity, by the characters beside it; a set of rules is a bit mask."""

    def __init__(self, signs: Sequence[Signs | None]) -> None:
        self._without_signs = sum(1 << which for which, told in enumerate(signs) if told is None)
        self._beside_front = _by_character([f"{told.front}{told.before}" if told else "" for told in signs])
        self._beside_behind = _by_character([f"{told.behind}{told.after}" if told else "" for told in signs])
        told_within = _by_character([told.within if told else "" for told in signs])
        self._within = re.compile(f"[{re.escape(''.join(told_within))}]")
        self._told_within = reduce(or_, told_within.values())

    def possible(self, site: Site) -> int:
        """The rules that need no sign, and those whose sign is there; a few more do no harm, they are only asked."""
        text, match, after = site.text, site.match, site.after
        start, end, outer_start, outer_end = match.start, match.end, match.outer_start, match.outer_end
        possible = (
            self._without_signs
            | self._beside_front.get(text[start - 1 : start], 0)
            | self._beside_behind.get(text[end : end + 1], 0)
        )
        if outer_start != start:
            possible |= self._beside_front.get(text[outer_start - 1 : outer_start], 0)
        if outer_end != end:
            possible |= self._beside_behind.get(text[outer_end : outer_end + 1], 0)
        return possible if self._within.search(after) is None else possible | self._told_within


def _by_character(listed: Sequence[str]) -> dict[str, int]:
    table: dict[str, int] = {}
    for which, characters in enumerate(listed):
        for character in characters:
            table[character] = table.get(character, 0) | 1 << which
    return table
