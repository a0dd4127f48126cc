"""Lists of promises: lines below one that announces what an office will do (今年要办好10件实事：)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from metrics.domain.statements import DocumentFacts
from metrics.normaliser.cues import CueIndex
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.segments import Clause, Paragraph
from metrics.normaliser.times_numerals import common_years

#: A line that opens a list of what is promised: 今年要办好10件实事, 市政府2011年十件实事, 今年的主要任务有4项：.
_PROMISED = re.compile(
    r"(?:今年|明年|20[0-9]{2}年|十[一二三四五]五”?|本年度?|承诺|将|要)[^。；]{0,24}"
    r"(?:实事|民生工程|民生项目|任务|目标|部署|重点工作|工作安排|主要工作|主要内容)[^。；]{0,12}$"
)
_OF_DEEDS = re.compile(r"[0-9一二三四五六七八九十][件项大][^。；，]{0,6}(?:实事|民生项目|民生工程)")
#: 票决产生2026年十大民生实事项目。: the deeds of a year were settled; told in any sentence before the first item.
_SETTLED = re.compile(
    r"(?:选出|票决|确定|敲定|公布|发布|推出|审议通过|产生|征集)[^。；]{0,20}(20[0-9]{2}|今)年[^。；]{0,16}(?:实事|民生项目|民生工程)"
    r"(?![^。；]{0,12}(?:完成|进展|落实|兑现|成效))"
)
#: The name of a list of what is promised for a year: 2025年为民办实事项目.
_LIST_OF_YEAR = re.compile(
    r"(?:今年|本年度?|(20[0-9]{2})年度?)[^，。；：]{0,24}(?:实事|民生|惠民)(?:工程)?"
    r"(?:“?[十百0-9]{1,3}[大件项个]”?)?(?:项目|清单|工程)?(?:清单|名单|一览表)?"
)
#: Words of a line that opens a list of what was done.
TOLD = re.compile(
    r"完成情况|建设情况|情况通报|具体情况|完成的|进展|落实情况|回顾|成效|总结|已|完成了|取得|全面完成|去年|上年|办结|结果|兑现|亮"
)
_ITEM = re.compile(
    r"（?[一二三四五六七八九十0-9]{1,3}(?:[）、．]|[.](?![0-9])|是)|[①-⑳●■◆★▲]"
    r"|[0-9]{2}[ \u3000]*(?=[一-龥])|[0-9]{1,2}$|——"
)
_RUBRIC = re.compile("[一-龥“”、 \u3000]{2,16}")
_HAS_FIGURE = re.compile("[0-9]")
#: 这十件民生实事分别是：; so near before it the promise stands.
_LISTED = re.compile(
    "[ \u3000]*(?:这|上述|具体)[^，。；：]{0,6}(?:实事|民生工程|民生项目|任务|目标|措施|举措)"
    "[^，。；：]{0,4}(?:是|为|包括|有)?："
)
NEAR_PROMISE = 60
SHORT_LINE, MOST_LINES = 60, 40


class PromiseLists:
    """The lists of promises of one text, found when first asked for."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], facts: DocumentFacts, cues: CueIndex) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._facts = facts
        self._cues = cues
        self._lines: dict[int, Tense] | None = None
        self._under_title: set[int] = set()

    def tense(self, paragraph: Paragraph) -> Tense | None:
        """``future`` for a line of a list of promises."""
        if self._lines is None:
            self._lines = self._find()
        return self._lines.get(paragraph.index)

    def has_title(self, paragraph: Paragraph) -> bool:
        """Whether the list of a line has a name of its own (2025年为民办实事项目), which outranks a section."""
        return self.tense(paragraph) is not None and paragraph.index in self._under_title

    def goes_on(self, clause: Clause, at: int) -> bool:
        """将办好十件实事。这十件实事分别是：完成…: whether a sentence lists what the one before it promised."""
        start = clause.sentence_start
        opening = _LISTED.match(self._text, start, at)
        if opening is None or TOLD.search(opening[0]):
            return False
        return self._cues.ends_in("future", max(0, start - NEAR_PROMISE), start)

    def _find(self) -> dict[int, Tense]:
        found: dict[int, Tense] = {}
        for paragraph in self._paragraphs:
            if paragraph.index not in found and self._opens_promises(paragraph):
                lines = [line.index for line in self._promises_below(paragraph)]
                found.update((line, "future") for line in lines)
                if self._is_title(paragraph):
                    self._under_title.update(lines)
        return found

    def _opens_promises(self, paragraph: Paragraph) -> bool:
        start, end = paragraph.start, paragraph.end
        if self._is_settled(paragraph):
            return True
        colon = self._text.rfind("：", max(start, end - SHORT_LINE), end)
        if colon < 0 and self._text.endswith(("。", "如下"), start, end):
            colon = end - 1
        if colon > start and self._text[colon - 1] == "）":
            colon = max(self._text.rfind("（", start, colon), start)
        if colon >= 0:
            said = self._text[max(start, colon - SHORT_LINE) : colon]
            return _PROMISED.search(said) is not None and not TOLD.search(said)
        if end - start > SHORT_LINE:
            return False
        said = self._text[start:end]
        if self._is_title(paragraph):
            return not TOLD.search(said)
        return _OF_DEEDS.search(said) is not None and not TOLD.search(said)

    def _is_settled(self, paragraph: Paragraph) -> bool:
        if not self._names_deeds(paragraph):
            return False
        settled = _SETTLED.search(self._text, paragraph.start, paragraph.end)
        if settled is None:
            return False
        return self._is_open(None if settled[1] == "今" else settled[1])

    def _promises_below(self, opening: Paragraph) -> list[Paragraph]:
        """Numbered lines, none of which tells of a thing done; or unnumbered ones up to the first that does."""
        below = self._paragraphs[opening.index + 1 : opening.index + 1 + MOST_LINES]
        is_numbered = any(map(self._is_item, below[:2]))
        start, end = max(opening.start, opening.end - SHORT_LINE), opening.end
        if not is_numbered and self._text.rfind("：", start, end) < 0 and not self._text.endswith("如下", start, end):
            return []
        if is_numbered:
            items = list(self._items(below))
            return [] if any(map(self._tells_done, items)) else items
        lines = takewhile(lambda line: not line.is_table_row and not self._is_item(line), below)
        return list(takewhile(lambda line: not self._tells_done(line), lines))

    def _items(self, lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """Items and rubrics, and the one line below an item or its rubric that has no figure itself (一、…建设。)."""
        is_below = False
        for line in lines:
            is_item = self._is_item(line)
            is_rubric = self._is_rubric(line)
            if not (is_item or is_below or is_rubric):
                return
            yield line
            is_below = (is_item or (is_below and is_rubric)) and not _HAS_FIGURE.search(
                self._text, line.start + 2, line.end
            )

    def _is_title(self, line: Paragraph) -> bool:
        """2025年为民办实事项目: the name of a list of promises, as long as its year is not over."""
        if line.end - line.start > SHORT_LINE or not self._names_deeds(line):
            return False
        named = _LIST_OF_YEAR.fullmatch(common_years(self._text[line.start : line.end]))
        return named is not None and self._is_open(named[1])

    def _names_deeds(self, line: Paragraph) -> bool:
        """Whether one of the words stands there without which no list of promises is named."""
        text, start, end = self._text, line.start, line.end
        return text.find("实事", start, end) >= 0 or text.find("民", start, end) >= 0

    def _is_open(self, year: str | None) -> bool:
        published = self._facts.published
        return year is None or published is None or int(year) >= published.year

    def _is_rubric(self, line: Paragraph) -> bool:
        """老有所享: a few words without figures that stand over some lines of a list."""
        return _RUBRIC.fullmatch(self._text, line.start, line.end) is not None

    def _is_item(self, line: Paragraph) -> bool:
        if line.is_table_row:
            return False
        return _ITEM.match(self._text, line.start, line.end) is not None

    def _tells_done(self, line: Paragraph) -> bool:
        return self._cues.ends_in_the_past(line.start, line.end)
