"""Words that speak of the past or the future (已, 截至; 力争, 将), looked up sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.lexicon.loader import load_lexicon

Tense = Literal["past", "future"]
#: Weak words that are skipped at most, walking back through a sentence.
_MOST_SKIPPED = 40


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks of the past or the future; a weak one is heard only where nothing looks ahead."""

    start: int
    tense: Tense
    is_weak: bool


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lexicon = load_lexicon("tense")
    return {
        name: re.compile(
            "|".join([*sorted(lexicon[name].split(), key=len, reverse=True), *lexicon[f"{name}_patterns"]])
        )
        for name in ("future", "past", "weak_past")
    }


class CueIndex:
    """Words of one text that speak of the past or the future."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences: dict[int, list[Cue]] = {}

    def last_before(self, sentence: tuple[int, int], at: int, hear_weak: bool) -> Cue | None:
        """The last such word of a sentence that begins before ``at``."""
        cues = self._cues(sentence)
        which = bisect_left(cues, at, key=lambda cue: cue.start) - 1
        for cue in reversed(cues[max(0, which - _MOST_SKIPPED) : which + 1]):
            if hear_weak or not cue.is_weak:
                return cue
        return None

    def first_after(self, sentence: tuple[int, int], at: int) -> Cue | None:
        """The first such word of a sentence that begins at or after ``at``."""
        cues = self._cues(sentence)
        which = bisect_left(cues, at, key=lambda cue: cue.start)
        return cues[which] if which < len(cues) else None

    def has_past(self) -> bool:
        """Whether any (strong) word of the text speaks of the past."""
        return _patterns()["past"].search(self._text) is not None

    def count_future(self) -> int:
        """How many words of the text speak of the future."""
        return sum(1 for _ in _patterns()["future"].finditer(self._text))

    def _cues(self, sentence: tuple[int, int]) -> list[Cue]:
        known = self._sentences.get(sentence[0])
        if known is None:
            known = self._sentences[sentence[0]] = self._find(*sentence)
        return known

    def _find(self, start: int, end: int) -> list[Cue]:
        cues = [
            Cue(found.start(), "future" if name == "future" else "past", name == "weak_past")
            for name, pattern in _patterns().items()
            for found in pattern.finditer(self._text, start, end)
        ]
        return sorted(cues, key=lambda cue: cue.start)
