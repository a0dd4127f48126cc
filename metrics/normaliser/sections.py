"""Whether the section of a paragraph looks back (工作回顾) or ahead (下一步打算)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.cues import Tense
from metrics.normaliser.segments import Paragraph

#: One of these stands in every opening of an outlook: they are looked for first, which is several times faster.
OUTLOOK_SIGNS = ("目标", "今年", "今后", "未来", "明年", "新的一年", "工作中", "下一步")
_OUTLOOK_SIGN = re.compile("|".join(OUTLOOK_SIGNS))


@cache
def _words(name: str) -> re.Pattern[str]:
    words = load_lexicon("tense")[name]
    return re.compile("|".join(words.split() if isinstance(words, str) else words))


def heading_tenses(paragraphs: Sequence[Paragraph], is_report: bool = False) -> list[Tense | None]:
    """For each paragraph whether the innermost heading that tells plainly looks back or ahead.

    Where none tells plainly, a word in passing is heard (取得新成效); in a report it never looks ahead (紧盯目标，…).
    """
    known: dict[tuple[str, ...], Tense | None] = {}
    for paragraph in paragraphs:
        if paragraph.headings not in known:
            known[paragraph.headings] = _tense_of(paragraph.headings, is_report)
    return [known[paragraph.headings] for paragraph in paragraphs]


def _tense_of(headings: Sequence[str], is_report: bool) -> Tense | None:
    for heading in reversed(headings):
        future = _words("future_headings").search(heading) and not _words("fulfilling_headings").search(heading)
        if tense := _one_tense(_words("past_headings").search(heading), future):
            return tense
    for heading in reversed(headings):
        future = None if is_report else _words("weak_future_headings").search(heading)
        if tense := _one_tense(_words("weak_past_headings").search(heading), future):
            return tense
    return None


def _one_tense(past: object, future: object) -> Tense | None:
    if bool(past) == bool(future):
        return None
    return "past" if past else "future"


def outlook_paragraphs(text: str, paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None]) -> frozenset[int]:
    """Paragraphs behind words such as 主要预期目标是, until another chapter looks back."""
    found: set[int] = set()
    under: str | None = None
    for paragraph, tense in zip(paragraphs, tenses, strict=True):
        chapter = paragraph.headings[0] if paragraph.headings else ""
        if under is not None and chapter != under and tense == "past":
            under = None
        if under is None and _opens_outlook(text, paragraph):
            under = chapter
        if under is not None:
            found.add(paragraph.index)
    return frozenset(found)


def _opens_outlook(text: str, paragraph: Paragraph) -> bool:
    start, end = paragraph.start, paragraph.end
    if _OUTLOOK_SIGN.search(text, start, end) is None:
        return False
    return _words("outlook_openings").search(text, start, end) is not None
