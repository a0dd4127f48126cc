"""Whether the section of a paragraph looks back (工作回顾) or ahead (下一步打算)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.cues import Tense
from metrics.normaliser.segments import Paragraph


@cache
def _words(name: str) -> re.Pattern[str]:
    words = load_lexicon("tense")[name]
    return re.compile("|".join(words.split() if isinstance(words, str) else words))


def heading_tenses(paragraphs: Sequence[Paragraph]) -> list[Tense | None]:
    """For each paragraph whether the innermost heading that tells looks back or ahead."""
    known: dict[tuple[str, ...], Tense | None] = {}
    for paragraph in paragraphs:
        if paragraph.headings not in known:
            known[paragraph.headings] = _tense_of(paragraph.headings)
    return [known[paragraph.headings] for paragraph in paragraphs]


def _tense_of(headings: Sequence[str]) -> Tense | None:
    for heading in reversed(headings):
        past, future = _words("past_headings").search(heading), _words("future_headings").search(heading)
        if past and not future:
            return "past"
        if future and not past:
            return "future"
    return None


def outlook_paragraphs(text: str, paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None]) -> frozenset[int]:
    """Paragraphs behind words such as 主要预期目标是, until another chapter looks back."""
    found: set[int] = set()
    under: str | None = None
    for paragraph, tense in zip(paragraphs, tenses, strict=True):
        chapter = paragraph.headings[0] if paragraph.headings else ""
        if under is not None and chapter != under and tense == "past":
            under = None
        if under is None and _words("outlook_openings").search(text, paragraph.start, paragraph.end):
            under = chapter
        if under is not None:
            found.add(paragraph.index)
    return frozenset(found)
