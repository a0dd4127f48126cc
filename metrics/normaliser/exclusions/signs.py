"""Characters beside a number without which a rule cannot hold: most rules need not be asked of most numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.normaliser.sites import Site


@dataclass(frozen=True, slots=True)
class Signs:
    """A rule is asked only where one of these characters stands at its place.

    ``front`` is right before the numeral and ``behind`` right behind its unit; ``before`` and ``after`` are beside the
    bounding words.
    """

    front: str = ""
    behind: str = ""
    before: str = ""
    after: str = ""


class SignIndex:
    """Which of several rules may hold for a quantity, by the characters beside it; a set of rules is a bit mask."""

    def __init__(self, signs: Sequence[Signs | None]) -> None:
        self._without_signs = sum(1 << which for which, told in enumerate(signs) if told is None)
        self._front = _by_character([told.front if told else "" for told in signs])
        self._behind = _by_character([told.behind if told else "" for told in signs])
        self._before = _by_character([told.before if told else "" for told in signs])
        self._after = _by_character([told.after if told else "" for told in signs])

    def possible(self, site: Site) -> int:
        """The rules that need no sign, and those whose sign is there."""
        text, start, end = site.text, site.match.start, site.match.end
        return (
            self._without_signs
            | self._front.get(text[start - 1 : start], 0)
            | self._behind.get(text[end : end + 1], 0)
            | self._before.get(site.before[-1:], 0)
            | self._after.get(site.after[:1], 0)
        )


def _by_character(listed: Sequence[str]) -> dict[str, int]:
    table: dict[str, int] = {}
    for which, characters in enumerate(listed):
        for character in characters:
            table[character] = table.get(character, 0) | 1 << which
    return table
