"""When two names mean one indicator: names brought to a plain form, and how alike two plain forms are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from metrics.tracking.words import IndicatorWords, holds_any, indicator_words

_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,80}[)\]】〕]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?年?(?:底|末|度)?")
_YEARS_TOGETHER = re.compile(r"[一二两三四五六七八九十\d]年(?:累计|内|来|间|共)")
_NUMBERING = re.compile(r"^[\d一二三四五六七八九十]{1,3}[.、．)]")
_PLAN = re.compile(r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划|时期|期间|末)?")
_MARKS = re.compile(r"[\s,，、。.;；:：“”\"'‘’·《》<>/\-—–~～]")
#: Names longer than this are compared by their end, where the thing counted stands.
LONGEST_NAME = 120
#: Names less alike than this are not compared any closer.
LEAST_LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class IndicatorKey:
    """What is counted (``stem``) and what is done to it (``action``, "stock" for all there is, "" where not said)."""

    action: str
    stem: str

    @property
    def text(self) -> str:
        """The key as it is stored and compared."""
        return f"{self.action}:{self.stem}"

    @property
    def is_vague(self) -> bool:
        """Whether the name is too little to know the thing again by in another text."""
        return len(self.stem) < 2 or self.stem in indicator_words().vague

    @classmethod
    def parse(cls, text: str) -> IndicatorKey:
        """The key that ``text`` was made from."""
        action, _, stem = text.partition(":")
        return cls(action, stem)


def indicator_key(
    indicator: str, clause: str = "", *, is_rate: bool = False, own_names: Iterable[str] = ()
) -> IndicatorKey:
    """The plain form of a name; where it bears no verb, the clause in front of the number may tell the action.

    ``own_names`` are the area and the department that speak: they say nothing in their own bulletins. A rate has no
    action: 建成率 is one thing, however it was reached.
    """
    words = indicator_words()
    name = _without_dates_and_marks(indicator, own_names, words)
    action = "" if is_rate else _action_in(name, words) or _action_in(_plain(clause), words)
    for word in words.stock:
        name = name.replace(word, "") if name != word else name
    stem = _without_leading(name, words)
    if not is_rate:
        stem = _without_verb(stem, words)
    stem = _without_fillers(stem, words)
    for word, meant in words.synonyms:
        stem = stem.replace(word, meant)
    return IndicatorKey(action, stem)


def likeness(one: IndicatorKey, other: IndicatorKey) -> float:
    """From 0 to 1: 1 for the same key, 0 where the two are known to differ in what they count."""
    if one == other:
        return 1.0
    if one.action != other.action:
        return 0.0
    alike = fuzz.ratio(one.stem, other.stem, score_cutoff=100 * LEAST_LIKENESS) / 100
    return alike if alike and not _differs_in_meaning(one.stem, other.stem) else 0.0


def _differs_in_meaning(one: str, other: str) -> bool:
    contrast = indicator_words().contrast
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        changed = one[start:end] + other[other_start:other_end]
        if tag != "equal" and any(letter in contrast or letter.isdigit() for letter in changed):
            return True
    return False


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _without_dates_and_marks(indicator: str, own_names: Iterable[str], words: IndicatorWords) -> str:
    plain = _NUMBERING.sub("", _plain(indicator)[-LONGEST_NAME:].strip())
    for pattern in (_BRACKETED, _PLAN, _YEAR, _YEARS_TOGETHER):
        plain = pattern.sub("", plain)
    for name in (*own_names, *words.own_area):
        plain = plain.replace(name, "") if name else plain
    return _MARKS.sub("", plain)


def _without_verb(stem: str, words: IndicatorWords) -> str:
    """Without the verb at either end; a name that is nothing but a verb keeps it."""
    for word, _ in words.actions:
        if stem.startswith(word) and len(stem) > len(word):
            return stem[len(word) :]
    for word, _ in words.trailing_actions:
        if stem.endswith(word) and len(stem) > len(word):
            return stem[: -len(word)]
    return stem


def _without_fillers(stem: str, words: IndicatorWords) -> str:
    for word in words.filler:
        stem = stem.replace(word, "") if stem != word else stem
    for word in (*words.reach, *words.trailing):
        stem = stem.removesuffix(word) if stem != word else stem
    return _without_leading(stem, words)


def _without_leading(stem: str, words: IndicatorWords) -> str:
    """Without words that say the number is promised or met; 新建 and 新增 are verbs and stay."""
    verbs = tuple(word for word, _ in words.actions)
    shorter = True
    while shorter and not stem.startswith(verbs):
        shorter = False
        for word in words.leading:
            if stem.startswith(word) and len(stem) > len(word):
                stem, shorter = stem[len(word) :], True
                break
    return stem


def _action_in(text: str, words: IndicatorWords) -> str:
    """The last verb of the text; marks of a stock outweigh verbs, and verbs outweigh 达到."""
    if holds_any(text, words.stock):
        return "stock"
    found = [(text.rfind(word) + len(word), len(word), meaning) for word, meaning in words.actions if word in text]
    if found:
        return max(found)[2]
    if holds_any(text, words.doing):
        return "do"
    return "stock" if holds_any(text, words.reach) else ""
