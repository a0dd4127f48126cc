"""Words that speak of the past or the future (已, 截至; 力争, 将), looked up sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.normaliser.cues_words import SORTS, CueLookup, Tense, lookup
from metrics.normaliser.records import Record
from metrics.normaliser.segments import Clause

#: Weak words that are skipped at most, walking back through a sentence.
_MOST_SKIPPED = 40


#: Characters between the beginnings of a word of will and of a time that it holds for, at most.
NEAR = 4


#: Words of comparison, by how they begin: they are of the past only where nothing before them looks ahead.
COMPARISONS = ("同比", "比", "较", "与", "上年")

#: What is only expected may be a first count; then a comparison tells that it is one.
EXPECTATIONS = ("预", "估")
#: 预期目标是 names what is intended.
AIM = "预期目标"
#: Words of will prevail in a text where they are so many times those of the past.
PREVAILING = 3
#: 《乡村教师支持计划实施办法》: the name of a paper promises nothing; so long is it at most.
NAME_OPENS, NAME_CLOSES = "《》"
LONGEST_NAME = 60


@dataclass(slots=True)
class Cue(Record):
    """A word that speaks of the past or the future; a weak one is heard only where nothing looks ahead."""

    start: int
    tense: Tense
    is_weak: bool


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
        self._sorts = lookup(*SORTS)
        self._has_names = NAME_OPENS in text

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
        return bool(self._find(0, len(self._text), lookup("past"), most=1).cues)

    def count_future(self) -> int:
        """How many words of the text speak of the future."""
        return len(self._find(0, len(self._text), lookup("future")).cues)

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
        is_expected = any(self._is_expectation(start) for start in (before.start, before.start - 2))
        is_compared = self._text.startswith(COMPARISONS, at) and not is_expected
        return is_compared or at - before.start <= NEAR

    def _is_expectation(self, at: int) -> bool:
        return self._text.startswith(EXPECTATIONS, at) and not self._text.startswith(AIM, at)

    def _is_within_name(self, start: int, end: int) -> bool:
        """Whether a word stands within the name of a paper, and does not go on behind it (《规划》提出)."""
        text, least = self._text, max(0, start - LONGEST_NAME)
        opened = text.rfind(NAME_OPENS, least, start)
        if opened < 0 or text.rfind(NAME_CLOSES, opened, end) >= 0:
            return False
        return text.find(NAME_CLOSES, end, end + LONGEST_NAME) >= 0

    def _find(self, start: int, end: int, sorts: CueLookup | None = None, most: int = -1) -> SentenceCues:
        """The first words of all sorts, or of some, found in one pass; two of one sort do not overlap."""
        text, sorts = self._text, sorts or self._sorts
        known = sorts.words
        behind: dict[int, int] = {}
        starts: list[int] = []
        cues: list[Cue] = []
        for found in sorts.beginning.finditer(text, start, end):
            at = found.start()
            for words in known.get(text[at : at + 2]) or known.get(text[at], ()):
                word = words.pattern.match(text, at, end)
                if word is not None and at >= behind.get(words.sort, start):
                    if words.tense == "future" and self._has_names and self._is_within_name(at, word.end()):
                        continue
                    behind[words.sort] = word.end()
                    starts.append(at)
                    cues.append(Cue(at, words.tense, words.is_weak))
            if len(cues) == most:
                break
        return SentenceCues(starts, cues) if cues else _SILENCE
