"""How far a text looks back where no heading says so: up to the end of a review, and behind what opens one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from metrics.normaliser.choices import opening_with
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.segments import Paragraph

#: How a review ends: with thanks for what was achieved and a look at what was not.
_END = opening_with(
    "成这上以如清",
    "(?:(?:成绩|成就)(?:的同时|的取得)|(?:这些|上述|以上|这样的|如此)成[绩就]"
    "|清醒地?(?:看到|认识到|意识到)[^。]{0,60}(?:问题|困难|不足|矛盾|短板|差距))",
)
#: One of these two stands in every such end; both open with what a search finds fast.
_ACHIEVED = re.compile("成(?:[绩就]的(?:同时|取得)|(?<=这些成|上述成|以上成|如此成)|(?<=这样的成))")
_SOBERLY = "清醒"
#: 一年来，我们主要做了以下工作: what follows was done.
_LISTED = re.compile("工作[：。\n]")
_DID = re.compile("(?:做了|抓了|开展了|重点抓|主要抓)以?下?[^。，\n]{0,12}$")
_OF_YEARS_GONE = re.compile("(?:年来|过去[一二三四五两]年|去年)[^。\n]*$")
_FIRST_OF_YEARS = frozenset("各过一二三四五两几")
_OPENS_WITH_YEARS = re.compile("(?:各位代表[！，：])?(?:过去的?[一二三四五两]年|[一二三四五两几]年来)(?!的[经实])")
#: So far before what was done the years gone by are named.
REACH = 90
#: So far before the end of its announcement.
NEAR = 20


def ends_a_review(text: str) -> bool:
    """Whether a text weighs what was achieved anywhere."""
    return _SOBERLY in text or _ACHIEVED.search(text) is not None


def last_reviewed(
    text: str, paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None], outlooks: Collection[int]
) -> int:
    """Index of the last paragraph of a review that has no heading which says so; -1 where there is none.

    The text looks back up to the paragraph that weighs what was achieved (在充分肯定成绩的同时…), and from one that
    opens a list of what was done to the next part.
    """
    last = _last_weighing(text, paragraphs, tenses) if ends_a_review(text) else -1
    for at in _lists_of_review(text):
        last = _last_of_list(paragraphs, tenses, outlooks, at, last)
    return last


def _lists_of_review(text: str) -> list[int]:
    """Where what was done in the years gone by is announced as a list."""
    found: list[int] = []
    for listed in _LISTED.finditer(text):
        at = listed.start()
        near = text[max(0, at - NEAR) : at]
        did = _DID.search(text, max(0, at - NEAR), at) if "了" in near or "抓" in near else None
        if did is not None and _OF_YEARS_GONE.search(text, max(0, did.start() - REACH), did.start()):
            found.append(did.start())
    return found


def _last_weighing(text: str, paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None]) -> int:
    for paragraph in reversed(paragraphs):
        if tenses[paragraph.index] != "future" and _END.search(text, paragraph.start, paragraph.end):
            return paragraph.index
    return -1


def _last_of_list(
    paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None], outlooks: Collection[int], start: int, last: int
) -> int:
    for paragraph in paragraphs[last + 1 :]:
        if paragraph.end <= start:
            continue
        if tenses[paragraph.index] == "future" or paragraph.index in outlooks:
            break
        last = paragraph.index
    return last


def looks_back(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph opens with the years gone by (过去五年，…; 一年来，…)."""
    if text[paragraph.start] not in _FIRST_OF_YEARS:
        return False
    return _OPENS_WITH_YEARS.match(text, paragraph.start, paragraph.end) is not None
