"""Words that speak of the past or the future (已, 截至; 力争, 将), looked up sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import longest_first
from metrics.normaliser.records import Record
from metrics.normaliser.segments import Clause

Tense = Literal["past", "future"]
#: Weak words that are skipped at most, walking back through a sentence.
_MOST_SKIPPED = 40


#: Characters between the beginnings of a word of will and of a time that it holds for, at most.
NEAR = 4


#: Words of comparison, by how they begin: they are of the past only where nothing before them looks ahead.
COMPARISONS = ("同比", "比", "较", "与", "上年")

#: What is only expected may be a first count; then a comparison tells that it is one.
EXPECTATIONS = ("预", "估")


#: Words of will prevail in a text where they are so many times those of the past.
PREVAILING = 3


@dataclass(slots=True)
class Cue(Record):
    """A word that speaks of the past or the future; a weak one is heard only where nothing looks ahead."""

    start: int
    tense: Tense
    is_weak: bool


#: Sorts of words in the lexicon, with the tense of each.
_SORTS: dict[str, Tense] = {"future": "future", "past": "past", "weak_past": "past"}


@cache
def _pattern(*sorts: str) -> re.Pattern[str]:
    """Pattern for the character that a word of these sorts begins with, with the whole word as its group.

    Only the words that may begin with it are tried there: a search then skips from one such character to the next.
    """
    lexicon = load_lexicon("tense")
    openings: set[str] = set()
    words: dict[str, list[str]] = {}
    for name in sorts:
        listed = longest_first(lexicon[name].split())
        begun = {word[:2] for word in listed}.union(lexicon["pattern_openings"][name].split())
        openings |= begun
        for first in sorted({opening[0] for opening in begun}):
            beginning = [word for word in listed if word[0] == first]
            written = [pattern for pattern in lexicon[f"{name}_patterns"] if first in pattern]
            words.setdefault(first, []).extend([*beginning, *written])
    choices = "|".join(f"{first}(?<=(?=({'|'.join(begun)})).)" for first, begun in words.items())
    return re.compile(f"{_opening(openings)}(?<=(?={choices}).)")


def _opening(openings: Iterable[str]) -> str:
    """Pattern for the first character of openings of one or two characters, with a look at the second."""
    firsts, seconds = ({opening[at] for opening in openings if len(opening) > at} for at in (0, 1))
    alone = {opening for opening in openings if len(opening) == 1}
    is_alone = f"|(?<=[{''.join(sorted(alone))}])" if alone else ""
    return f"[{''.join(sorted(firsts))}](?:(?=[{''.join(sorted(seconds))}]){is_alone})"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Tense, bool], ...]:
    """The pattern of each sort of words, its tense and whether it is weak."""
    return tuple((_pattern(name), tense, name == "weak_past") for name, tense in _SORTS.items())


@dataclass(slots=True)
class SentenceCues(Record):
    """The words of one sentence in order, and where they begin."""

    starts: list[int]
    cues: list[Cue]


_SILENCE = SentenceCues([], [])


class CueIndex:
    """Words of one text that speak of the past or the future."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences: dict[int, SentenceCues] = {}
        self._all: list[Cue] | None = None
        self._count = 0
        self._strong_starts: list[int] = []

    def last_before(self, clause: Clause, at: int, hear_weak: bool) -> Cue | None:
        """The last such word of the clause's sentence that begins before ``at``."""
        words = self._cues(clause)
        cues = words.cues
        if not cues:
            return None
        which = bisect_left(words.starts, at) - 1
        for i in range(which, max(-1, which - _MOST_SKIPPED), -1):
            cue = cues[i]
            if not cue.is_weak or (hear_weak and not self._is_under_a_will(cues, i)):
                return cue
        return None

    def first_after(self, clause: Clause, at: int) -> Cue | None:
        """The first such word of the clause's sentence that begins at or after ``at``."""
        words = self._cues(clause)
        which = bisect_left(words.starts, at)
        return words.cues[which] if which < len(words.cues) else None

    def has_past_in(self, start: int, end: int) -> bool:
        """Whether any word of the past, weak ones too, stands in a stretch of the text."""
        return any(cue.tense == "past" for cue in self._find(start, end).cues)

    def ends_in(self, tense: Tense, start: int, end: int) -> bool:
        """Whether the last (strong) word of a stretch of the text speaks of the past, or of the future."""
        strong = [cue for cue in self._find(start, end).cues if not cue.is_weak]
        return bool(strong) and strong[-1].tense == tense

    def ends_in_the_past(self, start: int, end: int) -> bool:
        """Whether the last (strong) word of a stretch of the text speaks of the past."""
        return self.ends_in("past", start, end)

    def has_past(self) -> bool:
        """Whether any (strong) word of the text speaks of the past."""
        return _pattern("past").search(self._text) is not None

    def count_future(self) -> int:
        """How many words of the text speak of the future."""
        last = count = 0
        for found in _pattern("future").finditer(self._text):
            if found.start() >= last:
                last = found.end(found.lastindex or 0)
                count += 1
        return count

    def tells_of_wills(self, least: int) -> bool:
        """Whether the words of the text that look ahead are so many, and several times those of the past."""
        futures = sum(cue.tense == "future" for cue in self._strong())
        return futures >= least and futures >= PREVAILING * (self._count - futures)

    def is_behind_a_will(self, at: int) -> bool:
        """Whether the last (strong) word before a place looks ahead; where none stands before it, the first one."""
        which = bisect_left(self._strong_starts, at)
        return self._strong()[max(0, which - 1)].tense == "future"

    def is_compared(self, clause: Clause) -> bool:
        """Whether a sentence compares what it tells with the past (比上年增加)."""
        return any(cue.is_weak and self._text.startswith(COMPARISONS, cue.start) for cue in self._cues(clause).cues)

    def _strong(self) -> list[Cue]:
        if self._all is None:
            cues = self._find(0, len(self._text)).cues
            self._all = [cue for cue in cues if not cue.is_weak]
            self._count = len(cues)
            self._strong_starts = [cue.start for cue in self._all]
        return self._all

    def _cues(self, clause: Clause) -> SentenceCues:
        start = clause.sentence_start
        known = self._sentences.get(start)
        if known is None:
            known = self._sentences[start] = self._find(start, clause.sentence_end)
        return known

    def _is_under_a_will(self, cues: Sequence[Cue], which: int) -> bool:
        """确保上半年完成: the weak word only says when; 将完成投资14亿元，同比增长12%: it only says than what."""
        at = which - 1
        while at >= 0 and at >= which - _MOST_SKIPPED and cues[at].is_weak:
            at -= 1
        if at < 0 or at < which - _MOST_SKIPPED or cues[at].tense != "future":
            return False
        before = cues[at]
        at = cues[which].start
        is_expected = any(self._text.startswith(EXPECTATIONS, start) for start in (before.start, before.start - 2))
        is_compared = self._text.startswith(COMPARISONS, at) and not is_expected
        return is_compared or at - before.start <= NEAR

    def _find(self, start: int, end: int) -> SentenceCues:
        """The words of all sorts, found in one pass; two of one sort do not overlap."""
        text = self._text
        starts: list[int] = []
        cues: list[Cue] = []
        sorts = _patterns()
        behind = [start] * len(sorts)
        for found in _pattern(*_SORTS).finditer(text, start, end):
            at = found.start()
            for sort, (pattern, tense, is_weak) in enumerate(sorts):
                word = pattern.match(text, at, end) if at >= behind[sort] else None
                if word is not None:
                    behind[sort] = word.end(word.lastindex or 0)
                    starts.append(at)
                    cues.append(Cue(at, tense, is_weak))
        return SentenceCues(starts, cues) if cues else _SILENCE
