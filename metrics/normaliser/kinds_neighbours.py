"""What the neighbours of a silent sentence tell: its whole (其中), its list (二是), the line above, the same figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.choices import opening_with
from metrics.normaliser.cues import CueIndex
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.kinds_announced import plan_announced
from metrics.normaliser.kinds_expected import first_count_of
from metrics.normaliser.kinds_lists import SHORT_LINE, TOLD, PromiseLists
from metrics.normaliser.kinds_plans import is_base_of_plan
from metrics.normaliser.kinds_projects import FINISHED
from metrics.normaliser.paragraphs import ClauseFinder
from metrics.normaliser.segments import Clause, CleanText, Paragraph
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

_PART = re.compile(r"[ \u3000]*(?:其中|这其中|含|包括)")
_FURTHER = re.compile(
    r"[ \u3000]*(?:[二三四五六七八九十]是|二要|三要|其[二三四五]|第[二三四五六七八九]，|（[2-9]）|[②-⑨])"
)
#: What the sentence of a part begins with.
PART_OPENINGS = frozenset("其这含包 \u3000")
#: What a sentence begins with that goes on with another.
_JOINING = frozenset("其这含包二三四五六七八九十第（②③④⑤⑥⑦⑧⑨ \u3000")
_FIRST = re.compile(r"一是|一要|其一|第一，|（1）|①|首先")
_ORDERS = opening_with(
    "会全大强要", r"(?:(?:会议|全会|大会)(?:指出|强调|要求|提出|明确)[^。]{0,80}要|(?:强调|要求)，[^。]{0,40}要)"
)
#: Deeds that begin something: what comes of it is told behind them.
_SETS_OUT = re.compile(
    r"投入|投资|注资|出资|拨款|安排|编列|新增|增设|增加|新建|扩建|改造|启动|实施|引进|招|宣布|推出|建设"
)
#: 集中签约项目共15个: a state, whatever is told next.
_STANDS = re.compile("(?:共|共有|共计|有|共(?:完成|建成|实现|投入)[^，。；]{0,10}|[由从][^，。]{0,14})$")
NEAR = 16
_AHEAD_IN_TITLE = re.compile(
    r"[今明]年[^，。]{0,6}要|到20[0-9]{2}年|[将拟](?!军|近)|计划(?!生育)|目标(?!完成)|力争|明年|承诺|规划"
)
#: What a place or a body is and has.
_STATE = re.compile(
    "拥有(?![率量]|[^，。；]{0,10}(?:提高|增加|达)到)|位于|地处|人口[^，。；]{0,3}$|是(?:全[国省市县]|我[国省市县]|一|中国|重要)|[占居](?:全[国省市]|世界)"
)
_GOALS_OPENING = re.compile(
    "[^，。；：0-9完]{0,8}(?:工作|发展|主要|预期|总体|奋斗)目标[^，。；：完]{0,4}(?:包括|分为|是|为|有(?![效序力]))"
)
#: 造林11.4万亩，占年计划12万亩的95%: such a plan is that of its number alone.
_OWN_PLAN = re.compile("计划[0-9]")
#: A deed that is told as such.
_DEED = re.compile("(?:完成|建成|实现|投入|下达|安排|拨付|发放|争取)[^，。；]{0,12}$")
#: So far back the beginning of a list is looked for.
REACH = 600
#: A figure that is told twice has so many digits at least, or a decimal point: 5个 may be another five.
_TELLING = re.compile(r"[0-9]{2,}|[0-9]\.[0-9]")
_FIGURE = re.compile(r"[0-9][0-9,.]*(?:[万亿]{1,2}|[^0-9])")
_IN_NUMBERS = frozenset("0123456789.")
#: A figure is looked up in so many places before and behind.
MOST_PLACES = 3
#: So far before and behind its paragraph.
FARTHEST = 3000


def tells_state(site: Site) -> bool:
    """云溪市地处江边，是全省重要的城市，人口30万: what is so, whatever is planned."""
    if _STANDS.search(site.before):
        return True
    start = max(site.clause.sentence_start, site.match.start - REACH)
    return _STATE.search(site.text, start, site.match.start) is not None


class Neighbours:
    """Sentences and lines around a number of one text."""

    def __init__(
        self, clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, cues: CueIndex, times: TimeIndex
    ) -> None:
        self._clean, self._text = clean, clean.text
        self._paragraphs = paragraphs
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._facts = facts
        self._cues = cues
        self._lists = PromiseLists(self._text, paragraphs, facts, cues)
        self._times = times
        self._announced: dict[int, int | None] = {}
        self._has_no_past: bool | None = None
        self._headlines: dict[int, Tense | None] = {}
        self._pasts: dict[int, bool] = {}
        self._finder: ClauseFinder | None = None
        title = facts.title or ""
        #: A text without a head may be an excerpt of news.
        self._is_headless = facts.doc_kind is DocumentKind.REPORT and not title and facts.published is None
        self._is_title_ahead = _AHEAD_IN_TITLE.search(title) is not None and TOLD.search(title) is None

    def tense(self, site: Site, section: Tense | None) -> Tense | None:
        """Tense of a sentence that does not tell it itself; None where its neighbours do not either.

        Under a heading that tells, only the whole of a part (其中) and a list of promises (任务：一是…二是) are heard.
        """
        clause = site.clause
        if self._text[clause.sentence_start] in _JOINING and (told := self._of_joined(clause, section)):
            return told
        is_news = self._facts.doc_kind is DocumentKind.NEWS
        if self._facts.doc_kind is DocumentKind.PLAN or (section is not None and not is_news):
            return None
        tense = self._lists.tense(clause.paragraph)
        if section is not None:
            return tense if self._lists.has_title(clause.paragraph) else None
        if tense is not None or not is_news:
            return tense or self._of_silent_report(site)
        if self._opens_goals(clause.paragraph) or self._lists.goes_on(clause, site.match.start):
            return "future"
        return (
            self._of_same_figure(site) or self.of_paragraph(site) or self._of_title(site) or self._of_announcement(site)
        )

    def _of_title(self, site: Site) -> Tense | None:
        """到2025年建成健身圈, 计划申请拨款: what a headline tells holds for paragraphs that tell of nothing done."""
        if not self._is_title_ahead or tells_state(site):
            return None
        paragraph = site.clause.paragraph
        if self._tells_of_the_past(paragraph):
            return None
        return None if self._cues.ends_in_the_past(max(0, paragraph.start - REACH), paragraph.start) else "future"

    def _of_announcement(self, site: Site) -> Tense | None:
        """印发《…计划》 in the first sentences: what follows without a word of tense is what the plan says."""
        if not self._is_in_announcement(site) or tells_state(site):
            return None
        clause = site.clause
        if _DEED.search(site.before) and not self._goes_on_ahead(clause):
            return None
        ahead = self._cues.first_after(clause, site.match.start)
        if ahead is not None and ahead.tense == "past" and not is_base_of_plan(self._text, ahead):
            is_of_next_part = ahead.is_weak and self._text.find("；", site.match.end, ahead.start) >= 0
            if not is_of_next_part:
                return None
        start = max(clause.paragraph.start, clause.sentence_start - REACH)
        is_past = self._cues.ends_in_the_past(start, clause.sentence_start)
        return None if is_past else "future"

    def _is_in_announcement(self, site: Site) -> bool:
        """Whether a plan was announced before a number, or behind the headlines or the sentence that it stands in."""
        part = self._times.parts.at(site.match.start)
        if part[0] not in self._announced:
            self._announced[part[0]] = plan_announced(self._text, self._facts, part)
        said = self._announced[part[0]]
        if said is None:
            return False
        paragraph = site.clause.paragraph
        return said < paragraph.end or self._is_headline(paragraph)

    def is_promised(self, site: Site) -> bool:
        """Whether a number stands in a list of promises, or in news that announces a plan."""
        if self._lists.tense(site.clause.paragraph) == "future":
            return True
        is_news = self._facts.doc_kind is DocumentKind.NEWS
        return is_news and self._is_in_announcement(site) and not tells_state(site)

    def _goes_on_ahead(self, clause: Clause) -> bool:
        """Whether what was last told before a sentence looks ahead: 今年将实现目标。完成改造800户。"""
        if self._has_no_past is None:
            self._has_no_past = not self._cues.has_past()
        start = max(clause.paragraph.start, clause.sentence_start - REACH)
        return self._has_no_past or self._cues.ends_in("future", start, clause.sentence_start)

    def _opens_goals(self, paragraph: Paragraph) -> bool:
        """工作目标主要包括七项。 opens a paragraph of goals."""
        return _GOALS_OPENING.match(self._text, paragraph.start, paragraph.end) is not None

    def of_paragraph(self, site: Site) -> Tense | None:
        """会议要求，要…。新建分馆1处。 and what goes on behind a promise in a paragraph that tells of nothing done."""
        start, paragraph = site.clause.sentence_start, site.clause.paragraph
        if start <= paragraph.start or _STANDS.search(site.before):
            return None
        if _ORDERS.search(self._text, max(paragraph.start, start - REACH), start):
            return "future"
        if not self._cues.ends_in("future", max(paragraph.start, start - REACH), start):
            return None
        return None if self._tells_of_the_past(paragraph) else "future"

    def _of_silent_report(self, site: Site) -> Tense | None:
        return self._of_announcement(site) if self._is_headless and not self._tells_of_results() else None

    def _tells_of_results(self) -> bool:
        """Whether any (strong) word of the text speaks of the past: what it announces it then looks back on."""
        if self._has_no_past is None:
            self._has_no_past = not self._cues.has_past()
        return not self._has_no_past

    def _tells_of_the_past(self, paragraph: Paragraph) -> bool:
        known = self._pasts.get(paragraph.index)
        if known is None:
            known = self._pasts[paragraph.index] = self._cues.has_past_in(paragraph.start, paragraph.end)
        return known

    def tense_behind(self, clause: Clause, at: int) -> Tense | None:
        """宣布投入7.2亿元启动二期工程，预计2030年完工: what comes of a beginning is told behind the number."""
        said = self._text[max(clause.start, at - NEAR) : at]
        if FINISHED.search(said) or _STANDS.search(said):
            return None
        if self._facts.doc_kind is DocumentKind.NEWS and not _SETS_OUT.search(said):
            return None
        ahead = self._cues.first_after(clause, at)
        if ahead is None or ahead.tense != "future" or self._text.find("；", at, ahead.start) >= 0:
            return None
        return "future"

    def _of_joined(self, clause: Clause, section: Tense | None) -> Tense | None:
        if told := self.of_whole(clause, section):
            return told
        if not _FURTHER.match(self._text, clause.sentence_start, clause.sentence_end):
            return None
        told = self._of_first(clause)
        return told if section is None or told == "future" else None

    def of_whole(self, clause: Clause, section: Tense | None) -> Tense | None:
        """其中 goes on with what the sentence before tells; a first count is no will where a section looks back."""
        if not _PART.match(self._text, clause.sentence_start, clause.sentence_end):
            return None
        if clause.sentence_start <= clause.paragraph.start:
            return None
        before = self._clause_at(clause.sentence_start - 1, clause.paragraph)
        cue = self._cues.last_before(before, before.sentence_end, hear_weak=False)
        if cue is not None and _OWN_PLAN.match(self._text, cue.start):
            cue = self._cues.last_before(before, cue.start, hear_weak=False)
        if section == "past" and cue is not None and first_count_of(self._text, cue.start):
            return "past"
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
        if self._finder is None:
            self._finder = ClauseFinder(self._clean)
        return self._finder.at(at, paragraph)

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
        behind = self._places(figure, paragraph.end, paragraph.end + FARTHEST)
        places = (*behind, *self._places(figure, max(0, paragraph.start - FARTHEST), paragraph.start))
        return next(filter(None, map(self._tense_at, places)), None)

    def _places(self, figure: str, start: int, end: int) -> list[int]:
        found: list[int] = []
        at = self._text.find(figure, start, end)
        while at >= 0 and len(found) < MOST_PLACES:
            if self._text[at - 1 : at] not in _IN_NUMBERS:
                found.append(at)
            at = self._text.find(figure, at + 1, end)
        return found

    def _tense_at(self, at: int) -> Tense | None:
        """What the words of another sentence say of a figure in it; those behind count where none stands before."""
        which = max(0, bisect_left(self._starts, at + 1) - 1)
        clause = self._clause_at(at, self._paragraphs[which])
        cue = self._cues.last_before(clause, at, hear_weak=True)
        if cue is not None and is_base_of_plan(self._text, cue):
            return None
        return cue.tense if cue is not None else self.tense_behind(clause, at)
