"""Whether a number was promised or reported: words around it first, then its section, then the sort of document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind, StatementKind
from metrics.normaliser.confidence import OF_KIND
from metrics.normaliser.cues import CueIndex
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.facts_kind import is_named_by
from metrics.normaliser.facts_parts import may_have_parts, parts_of
from metrics.normaliser.kinds_behind import (
    RESULT,
    TARGET,
    TOLD_BEHIND,
    KindReading,
    is_done_behind,
    is_goal_of_progress,
    is_to_come_behind,
    told_behind,
)
from metrics.normaliser.kinds_chapters import Chapters
from metrics.normaliser.kinds_dates import DateEvidence
from metrics.normaliser.kinds_expected import is_expected_in_news, is_expected_of, year_not_over
from metrics.normaliser.kinds_hearing import Hearing
from metrics.normaliser.kinds_neighbours import PART_OPENINGS, Neighbours, tells_state
from metrics.normaliser.kinds_paragraphs import NO_WORDS, ParagraphWords, words_of
from metrics.normaliser.kinds_plans import (
    ABOUT_PLANS,
    DONE_OF_PLAN,
    PLANNED_NUMBER,
    SHARE_OF_PLAN,
    first_count,
    is_base_of_plan,
    is_share_of_plan,
    of_money_given,
    of_plan,
)
from metrics.normaliser.kinds_progress import Progress
from metrics.normaliser.kinds_projects import (
    NEAR,
    is_finished_by,
    is_of_finished,
    is_of_studied,
    is_planned_size,
    is_to_open,
    is_unfinished,
    tells_opening,
)
from metrics.normaliser.kinds_told import BY_NEIGHBOURS, BY_WORDS, Told
from metrics.normaliser.script import clean as simplified
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

PLAN, REPORT, NEWS, MIXED = DocumentKind.PLAN, DocumentKind.REPORT, DocumentKind.NEWS, DocumentKind.MIXED

_LABEL = re.compile(
    r"(?:(?!完成|落实|实现)[^，。：]){0,24}(?:目标|任务)：|(?:(?!完成|落实|实现)[^，。；：]){0,30}(?:目标|任务)为：|[^，。；：]{0,16}工作(?:打算|安排)："
    r"|(?:今年|本年度?|20[0-9]{2}年)[^，。；：]{0,20}(?:实事|民生)[^，。；：完成]{0,10}包括："
)
#: 将目标调整为…, 完成时限由…调整至…: the new goal is announced, in whatever sort of text.
_ADJUSTED = re.compile(r"(?:目标|任务|指标|时限|期限)[^。；]{0,30}(?:调整|修改|修订|变更)(?:为|到|至)[^。；，]{0,20}$")
#: 新增床位1009张，为年初计划的168%: what is measured by its plan was done.
_SHARE_BEHIND = re.compile(
    r"[^，。；]{0,12}，(?:为|占|完成|达)(?:年度|年初|全年|本年|年)?(?:计划|目标|任务)[^，。；]{0,6}的[0-9.]{1,6}%"
)
_NORMATIVE = re.compile(r"(?:不少于|不低于|不得|至少|控制在|不超过|不高于)$")
_BOUNDING = re.compile(r"不少于|不低于|不得少于|至少|控制在|不超过|不高于")
#: A text that reports nothing and has so many words of intent is a plan without a title.
LEAST_SIGNS_OF_A_PLAN = 4
#: So many words of intent has a text at least of which what is said without a tense is intended, too.
LEAST_WILLS = 3
#: What a number is where nothing but its section, its sort of document or a norm tells, and how sure that is.
_OF_SECTION = {
    "future": (TARGET, OF_KIND["section"]),
    "past": (RESULT, OF_KIND["section"]),
}
_OF_PLAN = TARGET, OF_KIND["sort of document"]
_OF_REPORT = RESULT, OF_KIND["sort of document"]
_OF_UNNAMED_PLAN = TARGET, OF_KIND["sort that no title names"]
_OF_UNNAMED_REPORT = RESULT, OF_KIND["sort that no title names"]
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
        self._hearing = Hearing(clean.text, facts, self._cues, self._chapters, self._dates, times)
        self._progress = Progress(clean.text, paragraphs, self._cues)
        self._neighbours = Neighbours(clean, paragraphs, facts, self._cues, times)
        self._parts = parts_of(clean, paragraphs, facts) if may_have_parts(clean.text, facts) else ()
        self._paragraph: Paragraph | None = None
        self._words = NO_WORDS
        self._opens_by_title = facts.doc_kind is NEWS and tells_opening(facts.title)
        self._open_year = None if facts.doc_kind is NEWS else year_not_over(clean.text)
        self._wills: bool | None = None
        self._is_named = is_named_by(facts.title and simplified(facts.title).text, facts.doc_kind)
        self._has_only_intent = facts.doc_kind is REPORT and self._find_only_intent()

    def kind_of(self, site: Site) -> KindReading:
        """Kind of a quantity in its place."""
        paragraph = site.clause.paragraph
        if paragraph is not self._paragraph:
            self._paragraph = paragraph
            self._words = words_of(self._text, paragraph)
        words, section = self._words, self._chapters.tense(site.clause)
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
            if is_share_of_plan(site) and not (
                self._has_no_shares_yet(site, words, section) or self._hearing.is_share_to_come(site)
            ):
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
        if is_about_plans and self._facts.doc_kind is NEWS and is_expected_in_news(site, self._dates):
            return KindReading(TARGET, OF_KIND["expected of the year"], "expected_of_year")
        if words.tells_stage and is_of_studied(site):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        if words.tells_size and section != "future" and is_to_open(site):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        if section == "past" or self._facts.doc_kind is REPORT:
            return first_count(site) if "预计" in before else None
        given = of_money_given(site) if self._facts.doc_kind is NEWS and section is None else None
        if given is not None and (given.kind is TARGET or not self._neighbours.is_promised(site)):
            return given
        if self._opens_by_title:
            return None
        if "投资" in before[-NEAR:] and is_finished_by(site, self._facts.published):
            return KindReading(RESULT, OF_KIND["project on paper"], "finished_project")
        if (
            is_about_plans
            and PLANNED_NUMBER.search(before)
            and not (DONE_OF_PLAN.search(before) or is_of_finished(site))
        ):
            return KindReading(TARGET, OF_KIND["number of a plan"], "number_of_plan")
        if is_unfinished(site, words):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        return None

    def _has_no_shares_yet(self, site: Site, words: ParagraphWords, section: Tense | None) -> bool:
        """Whether a share of a plan stands among what is to come."""
        return (section == "future" or self._is_labelled(site, words)) and self._looks_ahead(site)

    def _is_labelled(self, site: Site, words: ParagraphWords) -> bool:
        """2009年主要预期目标：… holds for its whole sentence."""
        return words.has_label and _LABEL.match(self._text, site.clause.sentence_start, site.match.start) is not None

    def _looks_ahead(self, site: Site) -> bool:
        """完成总任务的70% in a chapter of coming work, where no word before it tells of the past."""
        cue = self._cues.last_before(site.clause, site.match.start, hear_weak=True)
        return cue is None or cue.tense == "future"

    def _sentence_tense(
        self, site: Site, default: StatementKind, words: ParagraphWords, section: Tense | None
    ) -> Told | None:
        clause = site.clause
        if is_done_behind(site):
            return BY_WORDS["past"]
        if is_to_come_behind(site) or is_goal_of_progress(site):
            return BY_WORDS["future"]
        if default is TARGET and self._hearing.tells_task_exceeded(site):
            return BY_WORDS["past"]
        if "%" in site.after and _SHARE_BEHIND.match(site.after) and not self._hearing.is_willed_in_own_clause(site):
            return BY_WORDS["past"]
        cue = self._hearing.last_before(site, default)
        if cue is not None and is_base_of_plan(self._text, cue) and self._neighbours.is_promised(site):
            cue = None
        if cue is not None and (tense := self._hearing.clear_tense(cue, site)):
            return BY_WORDS[tense]
        if self._is_labelled(site, words):
            return BY_WORDS["future"]  # it holds for the whole sentence
        if cue is None and (beside := self._tense_beside(site, section)):
            return BY_NEIGHBOURS[beside]
        if dated := self._dates.tense(site, words, self._has_only_intent):
            if dated == "future" and self._hearing.tells_done_in_own_part(site):
                return BY_WORDS["past"]
            return BY_WORDS[dated]
        if cue is not None:
            is_overtaken = self._hearing.is_overtaken(cue, site) if cue.tense == "future" else default is TARGET
            return None if is_overtaken and cue.start < clause.start else BY_WORDS[cue.tense]
        if of_year := self._dates.tense_of_year(site):
            return BY_WORDS[of_year]
        around = self._tense_behind(site, section) or self._neighbours.tense(site, section)
        return BY_NEIGHBOURS[around] if around else None

    def _tense_beside(self, site: Site, section: Tense | None) -> Tense | None:
        """Tense of a goal beside its progress, and of an undated part (其中) as of its whole."""
        clause = site.clause
        if self._progress.states_goal(site):
            return "future"
        if self._text[clause.sentence_start] not in PART_OPENINGS:
            return None
        if self._dates.has_between(clause.sentence_start, site.match.start):
            return None
        return self._neighbours.of_whole(clause, section)

    def _tense_behind(self, site: Site, section: Tense | None) -> Tense | None:
        if section is not None or self._facts.doc_kind not in (MIXED, NEWS):
            return None
        if self._dates.opens_before_publication(site):
            return None
        return self._neighbours.tense_behind(site.clause, site.match.outer_start)

    def _default(self, site: Site, section: Tense | None) -> tuple[StatementKind, float]:
        if section is not None:
            return _OF_SECTION[section]
        sort = self._sort_at(site.match.start) if self._parts else self._facts.doc_kind
        if sort is PLAN:
            return _OF_PLAN if self._is_named or self._parts else _OF_UNNAMED_PLAN
        if self._has_only_intent and sort is self._facts.doc_kind:
            return _OF_INTENT
        if (
            sort is not REPORT
            and _NORMATIVE.search(self._text, max(0, site.match.start - 5), site.match.start)
            and not self._goes_on_in_the_past(site)
        ):
            return _OF_NORM
        if (sort is not REPORT or not self._facts.title) and self._is_among_wills(site):
            return _OF_INTENT
        if sort is not REPORT:
            return _OF_NOTHING
        if not self._facts.title:
            return _OF_UNTITLED_REPORT
        return _OF_REPORT if self._is_named or self._parts else _OF_UNNAMED_REPORT

    def _sort_at(self, position: int) -> DocumentKind:
        """Sort of the text of a page in which a place lies."""
        return next((part.doc_kind for part in self._parts if part.start <= position < part.end), self._facts.doc_kind)

    def _goes_on_in_the_past(self, site: Site) -> bool:
        """辍学率控制在0.1%以内；入园率达73.5%，比去年提高了6.2个百分点: a state among others that are reported."""
        ahead = self._cues.first_after(site.clause, site.match.start)
        return ahead is not None and ahead.tense == "past"

    def _is_among_wills(self, site: Site) -> bool:
        """Whether a text that tells of hardly anything but what is intended last did so before a number."""
        if self._wills is None:
            self._wills = self._cues.tells_of_wills(LEAST_WILLS)
        if not self._wills or tells_state(site):
            return False
        return self._cues.is_behind_a_will(site.match.start) and not self._cues.is_compared(site.clause)

    def _find_only_intent(self) -> bool:
        if self._cues.has_past():
            return False
        return self._cues.count_future() + len(_BOUNDING.findall(self._text)) >= LEAST_SIGNS_OF_A_PLAN
