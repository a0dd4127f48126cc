"""Words that speak of the past or the future (已, 截至; 力争, 将), looked up sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.lexicon.loader import load_lexicon

Tense = Literal["past", "future"]
#: Weak words that are skipped at most, walking back through a sentence.
_MOST_SKIPPED = 40


#: Characters between the beginnings of a word of will and of a time that it holds for, at most.
NEAR = 4


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


@cache
def _openings() -> dict[str, re.Pattern[str]]:
    """For each sort of word the characters it may begin with: a set is found faster than a choice of words."""
    lexicon = load_lexicon("tense")
    first = {name: {word[0] for word in lexicon[name].split()} for name in _patterns()}
    return {name: re.compile(f"[{''.join(first[name])}{lexicon['pattern_openings'][name]}]") for name in first}


def _words_in(name: str, text: str, start: int, end: int) -> Iterator[int]:
    """Places where words of one sort begin."""
    pattern, last = _patterns()[name], start
    for candidate in _openings()[name].finditer(text, start, end):
        at = candidate.start()
        found = pattern.match(text, at, end) if at >= last else None
        if found is not None:
            last = found.end()
            yield at


def _is_under_a_will(cues: Sequence[Cue], which: int) -> bool:
    """确保上半年完成: the weak word only says when."""
    before = cues[which - 1] if which else None
    return before is not None and before.tense == "future" and cues[which].start - before.start <= NEAR


class CueIndex:
    """Words of one text that speak of the past or the future."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences: dict[int, list[Cue]] = {}

    def last_before(self, sentence: tuple[int, int], at: int, hear_weak: bool) -> Cue | None:
        """The last such word of a sentence that begins before ``at``."""
        cues = self._cues(sentence)
        which = bisect_left(cues, at, key=lambda cue: cue.start) - 1
        for i in range(which, max(-1, which - _MOST_SKIPPED), -1):
            cue = cues[i]
            if not cue.is_weak or (hear_weak and not _is_under_a_will(cues, i)):
                return cue
        return None

    def first_after(self, sentence: tuple[int, int], at: int) -> Cue | None:
        """The first such word of a sentence that begins at or after ``at``."""
        cues = self._cues(sentence)
        which = bisect_left(cues, at, key=lambda cue: cue.start)
        return cues[which] if which < len(cues) else None

    def has_past(self) -> bool:
        """Whether any (strong) word of the text speaks of the past."""
        return next(_words_in("past", self._text, 0, len(self._text)), None) is not None

    def count_future(self) -> int:
        """How many words of the text speak of the future."""
        return sum(1 for _ in _words_in("future", self._text, 0, len(self._text)))

    def _cues(self, sentence: tuple[int, int]) -> list[Cue]:
        known = self._sentences.get(sentence[0])
        if known is None:
            known = self._sentences[sentence[0]] = self._find(*sentence)
        return known

    def _find(self, start: int, end: int) -> list[Cue]:
        cues = [
            Cue(at, "future" if name == "future" else "past", name == "weak_past")
            for name in _patterns()
            for at in _words_in(name, self._text, start, end)
        ]
        return sorted(cues, key=lambda cue: cue.start)
