"""Whether a number was promised or reported: words around it first, then its section, then the sort of document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from metrics.domain.statements import DocumentFacts, DocumentKind, StatementKind
from metrics.normaliser.confidence import OF_KIND
from metrics.normaliser.cues import Cue, CueIndex, Tense
from metrics.normaliser.facts_parts import may_have_parts, parts_of
from metrics.normaliser.kinds_behind import RESULT, TARGET, TOLD_BEHIND, KindReading, is_done_behind, told_behind
from metrics.normaliser.kinds_chapters import Chapters
from metrics.normaliser.kinds_dates import DateEvidence
from metrics.normaliser.kinds_expected import is_expected_of, year_not_over
from metrics.normaliser.kinds_neighbours import Neighbours
from metrics.normaliser.kinds_paragraphs import NO_WORDS, ParagraphWords, words_of
from metrics.normaliser.kinds_plans import (
    ABOUT_PLANS,
    PLANNED_NUMBER,
    SHARE_OF_PLAN,
    first_count,
    is_share_of_plan,
    of_plan,
)
from metrics.normaliser.kinds_projects import (
    is_of_finished,
    is_of_studied,
    is_planned_size,
    is_unfinished,
    tells_opening,
)
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

PLAN, REPORT, NEWS, MIXED = DocumentKind.PLAN, DocumentKind.REPORT, DocumentKind.NEWS, DocumentKind.MIXED

_TELLS_ITSELF = re.compile("(?:其中|共|累计)?(?:完成|实现|到位|争取)")
#: 占年度计划170.4万套的66%，完成投资…: the plan is that of its number.
_ITS_OWN_NUMBER = re.compile("计划[0-9]{1,9}[.万个套所人户件项公平]")
#: 计划投资6143万元 plans its own number, not what a later part of the sentence counts.
_OF_COST = re.compile("(?:计划|规划)总?投资")
_LABEL = re.compile(r"[^，。：]{0,10}(?:目标|任务)：")
#: 将目标调整为…, 完成时限由…调整至…: the new goal is announced, in whatever sort of text.
_ADJUSTED = re.compile(r"(?:目标|任务|指标|时限|期限)[^。；]{0,30}(?:调整|修改|修订|变更)(?:为|到|至)[^。；，]{0,20}$")
#: 新增床位1009张，为年初计划的168%: what is measured by its plan was done.
_SHARE_BEHIND = re.compile(
    r"[^，。；]{0,12}，(?:为|占|完成|达)(?:年度|年初|全年|本年)?(?:计划|目标|任务)[^，。；]{0,6}的[0-9.]{1,6}%"
)
_NORMATIVE = re.compile(r"(?:不少于|不低于|不得|至少|控制在|不超过|不高于)$")
_BOUNDING = re.compile(r"不少于|不低于|不得少于|至少|控制在|不超过|不高于")
#: Words of the past that are dates themselves.
NOW = ("目前", "过去")
#: 截至2025年10月底 is so long at most.
LONGEST_DATE = 13
#: 预计最快在2025年, 计划2008年: the date of a will.
_OWN_DATE = re.compile(
    "(?:预计|预期|计划|争取|力争|将|拟)(?:最[快早])?[在于到]?20[0-9]{2}(?:[至/-][0-9]{2}(?:财政)?年度|年(?:[0-9]{1,2}月|第?[一二三四]季度)?)"
)
#: A text that reports nothing and has so many words of intent is a plan without a title.
LEAST_SIGNS_OF_A_PLAN = 4


class _Told(NamedTuple):
    """A tense, and what it makes of a number where a text without it means a target, or a result."""

    tense: Tense
    against_target: KindReading
    against_result: KindReading


def _evidence(tense: Tense, by: str, agrees: bool) -> str:
    """Name of the evidence: a will in a text that reports is told plainly, a deed in a plan may be what it plans."""
    if agrees:
        return f"{by} and section agree"
    if by == "neighbours":
        return "neighbours against section"
    return "will against section" if tense == "future" else "deed against section"


def _told(tense: Tense, by: str) -> _Told:
    """A tense as the sentence itself (words) tells it, or what stands around it (neighbours)."""
    kind = TARGET if tense == "future" else RESULT
    target, result = (KindReading(kind, OF_KIND[_evidence(tense, by, kind is other)], by) for other in (TARGET, RESULT))
    return _Told(tense, target, result)


_TENSES: tuple[Tense, ...] = ("past", "future")
_BY_WORDS = {tense: _told(tense, "words") for tense in _TENSES}
_BY_NEIGHBOURS = {tense: _told(tense, "neighbours") for tense in _TENSES}
#: What a number is where nothing but its section, its sort of document or a norm tells, and how sure that is.
_OF_SECTION = {
    "future": (TARGET, OF_KIND["section"]),
    "past": (RESULT, OF_KIND["section"]),
}
_OF_PLAN = TARGET, OF_KIND["sort of document"]
_OF_REPORT = RESULT, OF_KIND["sort of document"]
_OF_UNTITLED_REPORT = RESULT, OF_KIND["sort of an untitled report"]
_OF_INTENT = TARGET, OF_KIND["intent alone"]
_OF_NORM = TARGET, OF_KIND["norm"]
_OF_NOTHING = RESULT, OF_KIND["nothing"]


class KindReader:
    """Decides the kind of each quantity of one text."""

    def __init__(
        self, clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, times: TimeIndex
    ) -> None:
        self._text = clean.text
        self._facts = facts
        self._cues = CueIndex(clean.text)
        self._chapters = Chapters(clean.text, paragraphs, facts, times)
        self._dates = DateEvidence(clean.text, facts, times, self._chapters)
        self._neighbours = Neighbours(clean, paragraphs, facts, self._cues)
        self._parts = parts_of(clean, paragraphs, facts) if may_have_parts(clean.text, facts) else ()
        self._paragraph: Paragraph | None = None
        self._words = NO_WORDS
        self._section: Tense | None = None
        self._opens_by_title = facts.doc_kind is NEWS and tells_opening(facts.title)
        self._open_year = None if facts.doc_kind is NEWS else year_not_over(clean.text)
        self._has_only_intent = facts.doc_kind is REPORT and self._find_only_intent()

    def kind_of(self, site: Site) -> KindReading:
        """Kind of a quantity in its place."""
        paragraph = site.clause.paragraph
        if paragraph is not self._paragraph:
            self._paragraph = paragraph
            self._words, self._section = words_of(self._text, paragraph), self._chapters.tense(site.clause)
        words, section = self._words, self._section
        near = self._near_words(site, words, section)
        default, confidence = self._default(site, section)
        if near is not None:
            return near._replace(confidence=max(near.confidence, confidence)) if near.kind is default else near
        told = self._sentence_tense(site, default, words, section)
        if told is None:
            return KindReading(default, confidence, "document")
        return told.against_target if default is TARGET else told.against_result

    def _near_words(self, site: Site, words: ParagraphWords, section: Tense | None) -> KindReading | None:
        before = site.before
        is_about_plans = ABOUT_PLANS.search(before) is not None
        if is_about_plans:
            if is_share_of_plan(site) and not (section == "future" and self._looks_ahead(site)):
                return SHARE_OF_PLAN
            if (found := of_plan(site, self._facts.doc_kind is NEWS)) is not None:
                return found
        if site.after[:1] in TOLD_BEHIND and (told := told_behind(site)) is not None:
            return told
        if words.tells_adjustment and _ADJUSTED.search(self._text, site.clause.sentence_start, site.match.start):
            return KindReading(TARGET, OF_KIND["number of a plan"], "adjusted_goal")
        if (words.tells_opening or words.tells_cost) and not self._opens_by_title and is_planned_size(site):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        if self._open_year is not None and is_expected_of(site, self._open_year):
            return KindReading(TARGET, OF_KIND["expected of the year"], "expected_of_year")
        if words.tells_stage and is_of_studied(site):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        if section == "past" or self._facts.doc_kind is REPORT:
            return first_count(site) if "预计" in before else None
        if self._opens_by_title:
            return None
        if is_about_plans and PLANNED_NUMBER.search(before) and not is_of_finished(site):
            return KindReading(TARGET, OF_KIND["number of a plan"], "number_of_plan")
        if is_unfinished(site, words):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        return None

    def _looks_ahead(self, site: Site) -> bool:
        """完成总任务的70% in a chapter of coming work, where no word before it tells of the past."""
        cue = self._cues.last_before(site.clause, site.match.start, hear_weak=True)
        return cue is None or cue.tense == "future"

    def _sentence_tense(
        self, site: Site, default: StatementKind, words: ParagraphWords, section: Tense | None
    ) -> _Told | None:
        clause = site.clause
        if is_done_behind(site):
            return _BY_WORDS["past"]
        cue = self._cues.last_before(clause, site.match.start, hear_weak=default is RESULT)
        if cue is not None and (tense := self._clear_tense(cue, site)):
            return _BY_WORDS[tense]
        if words.has_label and _LABEL.match(self._text, clause.sentence_start, site.match.start):
            return _BY_WORDS["future"]  # it holds for the whole sentence
        if dated := self._dates.tense(site, words, self._has_only_intent):
            is_own = dated == "future" or section is not None
            is_own = is_own or self._dates.has_between(clause.sentence_start, site.match.start)
            if is_own or self._neighbours.of_paragraph(site) != "future":
                return _BY_WORDS[dated]
            return _BY_NEIGHBOURS["future"]
        if cue is not None:
            is_overtaken = self._is_overtaken(cue, site) if cue.tense == "future" else default is TARGET
            return None if is_overtaken and cue.start < clause.start else _BY_WORDS[cue.tense]
        if of_year := self._dates.tense_of_year(site):
            return _BY_WORDS[of_year]
        if "%" in site.after and _SHARE_BEHIND.match(site.after):
            return _BY_WORDS["past"]
        around = self._tense_behind(site, section) or self._neighbours.tense(site, section)
        return _BY_NEIGHBOURS[around] if around else None

    def _clear_tense(self, cue: Cue, site: Site) -> Tense | None:
        """Tense of the last word before a number, where no date of the sentence can say otherwise."""
        if cue.start >= site.clause.start:
            return cue.tense
        if cue.tense == "past":
            return "past" if self._holds_up_to(cue, site) else None
        if self._is_told_in_own_part(cue, site):
            return "past"
        if self._facts.doc_kind is REPORT and self._text.find("；", cue.start, site.match.start) >= 0:
            return None
        own_date = _OWN_DATE.match(self._text, cue.start)
        is_dated = self._dates.has_between(own_date.end() if own_date else cue.start, site.match.start)
        return None if is_dated or self._is_overtaken(cue, site) else "future"

    def _tense_behind(self, site: Site, section: Tense | None) -> Tense | None:
        if section is not None or self._facts.doc_kind not in (MIXED, NEWS):
            return None
        if self._dates.opens_before_publication(site):
            return None
        return self._neighbours.tense_behind(site.clause, site.match.outer_start)

    def _is_overtaken(self, cue: Cue, site: Site) -> bool:
        """Whether a clause goes its own way: 规划新建校舍7000平方米，完成投资1200万元 in a chapter that looks back."""
        if _ITS_OWN_NUMBER.match(self._text, cue.start):
            return True
        if _OF_COST.match(self._text, cue.start):
            return self._text.find("；", cue.start, site.match.start) >= 0
        looks_back = self._facts.doc_kind is REPORT or self._chapters.tense(site.clause) == "past"
        is_told = looks_back and _TELLS_ITSELF.match(self._text, site.clause.start) is not None
        return is_told and self._text[cue.start] in "规拟"

    def _holds_up_to(self, cue: Cue, site: Site) -> bool:
        """Whether no date stands between a word of the past and a number but its own (目前, 截至9月, 已于9月1日)."""
        own_end = cue.start + (len(NOW[0]) if self._text.startswith(NOW, cue.start) else 0)
        if not self._dates.has_between(own_end, site.match.start):
            return True
        is_up_to = self._facts.doc_kind is not PLAN and self._text.startswith("截", cue.start)
        if not is_up_to and not self._text.startswith(("已于", "已在"), cue.start):
            return False
        return not self._dates.has_between(cue.start + LONGEST_DATE, site.match.start)

    def _is_told_in_own_part(self, cue: Cue, site: Site) -> bool:
        """力争开工1个；续建3个，已全部达到进度: what a part before the semicolon intends does not hold behind it."""
        if self._text.find("；", cue.start, site.match.start) < 0:
            return False
        told = self._cues.first_after(site.clause, site.match.start)
        if told is None or told.tense != "past" or told.is_weak:
            return False
        return self._text.find("；", site.match.end, told.start) < 0

    def _default(self, site: Site, section: Tense | None) -> tuple[StatementKind, float]:
        if section is not None:
            return _OF_SECTION[section]
        sort = self._sort_at(site.match.start) if self._parts else self._facts.doc_kind
        if sort is PLAN:
            return _OF_PLAN
        if self._has_only_intent and sort is self._facts.doc_kind:
            return _OF_INTENT
        if (
            sort is not REPORT
            and _NORMATIVE.search(self._text, max(0, site.match.start - 5), site.match.start)
            and not self._goes_on_in_the_past(site)
        ):
            return _OF_NORM
        if sort is not REPORT:
            return _OF_NOTHING
        return _OF_REPORT if self._facts.title else _OF_UNTITLED_REPORT

    def _sort_at(self, position: int) -> DocumentKind:
        """Sort of the text of a page in which a place lies."""
        return next((part.doc_kind for part in self._parts if part.start <= position < part.end), self._facts.doc_kind)

    def _goes_on_in_the_past(self, site: Site) -> bool:
        """辍学率控制在0.1%以内；入园率达73.5%，比去年提高了6.2个百分点: a state among others that are reported."""
        ahead = self._cues.first_after(site.clause, site.match.start)
        return ahead is not None and ahead.tense == "past"

    def _find_only_intent(self) -> bool:
        if self._cues.has_past():
            return False
        return self._cues.count_future() + len(_BOUNDING.findall(self._text)) >= LEAST_SIGNS_OF_A_PLAN
