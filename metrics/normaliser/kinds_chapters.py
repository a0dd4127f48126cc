"""What holds for a number from outside its paragraph: whether its chapter looks back or ahead, the year of goals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.kinds_announced import plan_announced
from metrics.normaliser.sections import heading_tenses, outlook_paragraphs
from metrics.normaliser.sections_reviewed import last_reviewed, looks_back
from metrics.normaliser.segments import Clause, Paragraph
from metrics.normaliser.times import TimeIndex

#: A year of which a text tells the goals.
_GOALS_OF_YEAR = re.compile(
    r"(20[0-9]{2})年[^，。；：\n]{0,16}"
    r"(?:(?:总体目标|预期目标|主要目标|目标任务|工作重点|工作安排|工作打算|重点工作|工作思路)(?!(?:任务)?的?(?:圆满|胜利|顺利|全面)?完成|落实|情况|进展|已[^，。；]{0,3}(?:完成|实现)|如期|全面|顺利)|将达)"
)


class Chapters:
    """The chapters of one text. ``year`` is the year that it plans for, as far as that is known."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], facts: DocumentFacts, times: TimeIndex) -> None:
        self._text = text
        self._times = times
        self._tenses = heading_tenses(paragraphs, facts.doc_kind)
        self._is_news = is_news = facts.doc_kind is DocumentKind.NEWS
        self._outlooks = {} if is_news else outlook_paragraphs(text, paragraphs, self._tenses)
        self._reviewed = -1 if is_news else last_reviewed(text, paragraphs, self._tenses, self._outlooks)
        self._announces_plan = is_news and plan_announced(text, facts, times.parts.at(0)) is not None
        self._known: dict[int, Tense | None] = {}
        self.year = facts.plan_year or _goal_year(text, facts)

    def tense(self, clause: Clause) -> Tense | None:
        """Whether the chapter of a clause looks back or ahead; None where nothing tells."""
        index = clause.paragraph.index
        opening = self._outlooks.get(index)
        if opening is not None and opening < clause.sentence_end:
            return "future"
        if index not in self._known:
            outside = self._tenses[index]
            if outside is None and self._is_reviewed(clause.paragraph):
                outside = "past"
            self._known[index] = outside or self._dated_tense(clause)
        return self._known[index]

    def _is_reviewed(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands before the end of a review, or opens with the years gone by."""
        if self._is_news:
            return False
        return paragraph.index <= self._reviewed or looks_back(self._text, paragraph)

    def _dated_tense(self, clause: Clause) -> Tense | None:
        """Tense of the date above a clause; the day on which news announces a plan does not look back."""
        tense = self._times.heading_tense(clause)
        return None if tense == "past" and self._announces_plan else tense

    def is_outlook(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands behind words such as 主要预期目标是."""
        return paragraph.index in self._outlooks


def _goal_year(text: str, facts: DocumentFacts) -> int | None:
    """The year whose goals a text tells that has neither a date nor a year of its own."""
    if facts.published is not None:
        return None
    years = [int(found[1]) for found in _GOALS_OF_YEAR.finditer(text)]
    return max(years, default=None)
