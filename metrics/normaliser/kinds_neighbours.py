"""What the neighbours of a silent sentence tell: its whole (其中), its list (二是), the line above it, the same figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.cues import CueIndex, Tense
from metrics.normaliser.paragraphs import ClauseFinder, starts_item
from metrics.normaliser.segments import Clause, CleanText, Paragraph
from metrics.normaliser.sites import Site

_PART = re.compile(r"[ \u3000]*(?:其中|这其中|含|包括)")
_FURTHER = re.compile(r"[ \u3000]*(?:[二三四五六七八九十]是|二要|三要|其[二三四五]|第[二三四五六七八九]，|（[2-9]）|[②-⑨])")
_FIRST = re.compile(r"一是|一要|其一|第一，|（1）|①|首先")
#: A line that opens a list of what is promised: 今年要办好10件实事, 市政府2011年十件实事, 今年的主要任务有4项：.
_PROMISED = re.compile(
    r"(?:今年|明年|20[0-9]{2}年|本年度?|承诺|将|要)[^。；]{0,24}"
    r"(?:实事|民生工程|民生项目|任务|目标|部署|重点工作|工作安排|主要工作|主要内容)[^。；]{0,12}$"
)
_OF_DEEDS = re.compile(r"[0-9一二三四五六七八九十]{1,3}[件项大][^。；，]{0,6}(?:实事|民生项目|民生工程)")
_TOLD = re.compile(r"完成情况|进展|落实情况|回顾|成效|总结|已|完成了|取得|全面完成|去年|上年|办结|结果|兑现|亮")
SHORT_LINE = 60
#: So far back the beginning of a list is looked for, and so many of its lines for signs of a report.
REACH, MOST_LINES = 600, 40
#: A figure that is told twice has so many digits at least, or a decimal point: 5个 may be another five.
_TELLING = re.compile(r"[0-9]{2,}|[0-9]\.[0-9]")
_FIGURE = re.compile(r"[0-9][0-9,.]*[万亿]{0,2}")
#: A line without a full stop, so near the top, is a headline.
HEADLINES = 4


class Neighbours:
    """Sentences and lines around a number of one text."""

    def __init__(
        self, clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, cues: CueIndex
    ) -> None:
        self._clean, self._text = clean, clean.text
        self._paragraphs = paragraphs
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._facts = facts
        self._cues = cues
        self._lists: dict[int, Tense | None] | None = None
        self._headlines: dict[int, Tense | None] = {}

    def tense(self, site: Site) -> Tense | None:
        """Tense of a sentence that does not tell it itself; None where its neighbours do not either."""
        clause = site.clause
        if _PART.match(self._text, clause.sentence_start, clause.sentence_end):
            return self._of_whole(clause)
        if _FURTHER.match(self._text, clause.sentence_start, clause.sentence_end):
            return self._of_first(clause)
        if self._facts.doc_kind is DocumentKind.PLAN:
            return None
        if tense := self._of_list(clause.paragraph):
            return tense
        return self._of_same_figure(site) if self._facts.doc_kind is DocumentKind.NEWS else None

    def _of_whole(self, clause: Clause) -> Tense | None:
        """其中 goes on with what the sentence before tells."""
        if clause.sentence_start <= clause.paragraph.start:
            return None
        before = self._clause_at(clause.sentence_start - 1, clause.paragraph)
        cue = self._cues.last_before(before, before.sentence_end, hear_weak=False)
        return cue.tense if cue else None

    def _of_first(self, clause: Clause) -> Tense | None:
        """二是… goes on with the sentence of 一是…, up to that word."""
        start = max(clause.paragraph.start, clause.sentence_start - REACH)
        first = _FIRST.search(self._text, start, clause.sentence_start)
        if first is None:
            return None
        lead = self._clause_at(first.start(), clause.paragraph)
        cue = self._cues.last_before(lead, first.start(), hear_weak=False)
        return cue.tense if cue else None

    def _clause_at(self, at: int, paragraph: Paragraph) -> Clause:
        return ClauseFinder(self._clean, paragraph).at(at)

    def _of_list(self, paragraph: Paragraph) -> Tense | None:
        if self._lists is None:
            self._lists = self._find_lists()
        return self._lists.get(paragraph.index)

    def _find_lists(self) -> dict[int, Tense | None]:
        """Lines below one that opens a list of promises, where none of them tells of something done."""
        found: dict[int, Tense | None] = {}
        for paragraph in self._paragraphs:
            if paragraph.index not in found and self._opens_promises(paragraph):
                lines = self._lines_below(paragraph)
                if not any(self._tells_done(line) for line in lines):
                    found.update((line.index, "future") for line in lines)
        return found

    def _opens_promises(self, paragraph: Paragraph) -> bool:
        start, end = paragraph.start, paragraph.end
        if self._text[end - 1] in "：:":
            said = self._text[max(start, end - SHORT_LINE) : end - 1]
            return _PROMISED.search(said) is not None and not _TOLD.search(said)
        if end - start > SHORT_LINE:
            return False
        said = self._text[start:end]
        return _OF_DEEDS.search(said) is not None and not _TOLD.search(said)

    def _lines_below(self, opening: Paragraph) -> list[Paragraph]:
        """Numbered lines; behind a colon the first may have no number: then the list goes on to the next one that has."""
        below = self._paragraphs[opening.index + 1 : opening.index + 1 + MOST_LINES]
        if not below:
            return []
        is_numbered = starts_item(self._text, below[0])
        if not is_numbered and self._text[opening.end - 1] not in "：:":
            return []
        lines: list[Paragraph] = []
        for line in below:
            if line.is_table_row or starts_item(self._text, line) != is_numbered:
                break
            lines.append(line)
        return lines

    def _tells_done(self, line: Paragraph) -> bool:
        clause = Clause(line.start, line.end, line.start, line.end, line)
        cue = self._cues.last_before(clause, line.end, hear_weak=False)
        return cue is not None and cue.tense == "past"

    def _of_same_figure(self, site: Site) -> Tense | None:
        """A figure told again, in a headline or another paragraph, has the kind that it has there."""
        paragraph = site.clause.paragraph
        if not self._is_headline(paragraph):
            return self._elsewhere(site.match.start, site.match.end, paragraph)
        if paragraph.index not in self._headlines:
            self._headlines[paragraph.index] = self._of_headline(paragraph)
        return self._headlines[paragraph.index]

    def _is_headline(self, paragraph: Paragraph) -> bool:
        return paragraph.end - paragraph.start <= SHORT_LINE and self._text[paragraph.end - 1] not in "。；：，"

    def _of_headline(self, paragraph: Paragraph) -> Tense | None:
        figures = _FIGURE.finditer(self._text, paragraph.start, paragraph.end)
        return next((t for f in figures if (t := self._elsewhere(f.start(), f.end(), paragraph))), None)

    def _elsewhere(self, start: int, end: int, paragraph: Paragraph) -> Tense | None:
        figure = self._text[start:end]
        if not _TELLING.search(figure) or self._text[end : end + 1] in "年月日时":
            return None
        for begin, stop in ((paragraph.end, len(self._text)), (0, paragraph.start)):
            at = self._text.find(figure, begin, stop)
            if at > 0 and self._text[at - 1] not in "0123456789.":
                which = max(0, bisect_left(self._starts, at + 1) - 1)
                clause = self._clause_at(at, self._paragraphs[which])
                cue = self._cues.last_before(clause, at, hear_weak=True)
                if cue is not None:
                    return cue.tense
        return None
