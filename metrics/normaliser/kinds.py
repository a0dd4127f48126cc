"""Whether a number was promised or reported: words around it first, then its section, then the sort of document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind, StatementKind
from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.confidence import OF_KIND
from metrics.normaliser.cues import CueIndex, Tense
from metrics.normaliser.kinds_behind import DONE_BEFORE, RESULT, TARGET, TOLD_BEHIND, KindReading, told_behind
from metrics.normaliser.kinds_paragraphs import STAGES, ParagraphWords, words_of
from metrics.normaliser.sections import heading_tenses, outlook_paragraphs
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

PLAN, REPORT, NEWS, MIXED = DocumentKind.PLAN, DocumentKind.REPORT, DocumentKind.NEWS, DocumentKind.MIXED


_PLANNED_NUMBER = re.compile(
    r"(?:计划|目标|任务|总投资|概算|估算)(?:[数量值]|总?投资)?(?:定?为|是|达到?|约|：|将达)?(?:约|近)?$"
)
_SHARE_OF_PLAN = re.compile(
    r"(?:占|完成|达到?|为)[^，。；]{0,12}(?:计划|任务|目标|规划|年初预算|调整预算|总投资|概算)[^，。；]{0,18}$"
)
#: What a project is to cost is a plan wherever it is told, until the project is finished.
_ANY_PLANNED_COST = re.compile(r"(?:概算|估算|计划|规划)总?投资")
_DONE_CUE = re.compile(r"已|累计|截至|目前|竣工|完工|完成(?!后)|建成(?!后)|投入使用")
_AFTER_OPENING = re.compile(r"(?:初期|远期|(?:建成|投产|达产|投用|竣工|完工)后)[^。；]{0,24}$")
_BEYOND_PLAN = re.compile(r"(?:超|超过|比)(?:年度|年初|全年|预期)?(?:计划|任务|目标)(?:多|增加)?$")
_PROGRESS = re.compile(r"(?:形象|工程|序时|建设|施工)进度(?:达到?|为|已?完成)?$")
#: One of these characters stands before a number of a plan or a share of one.
_ABOUT_PLANS = re.compile("[划标务算进预望资]")
_HANDED_DOWN = re.compile(r"(?:年度|全年|今年|下达)[^，。；完占]{0,14}(?:任务|计划|目标)$")
_OPENING_AHEAD = re.compile(
    r"(?:计划|预计|拟于|将于|力争)[^，。；]{0,14}(?:通车|完工|竣工|建成|投产|投用|交付|投入使用|开工)|(?:达产|投产|建成|竣工)后"
)
_TOTAL = re.compile(
    "(?:投资|用地|占地|宽度|概算|估算|总建筑面积|规划|全长|总长|河长|堤长|渠长|坝长|总面积|改建|拆除|建设规模)[^，。；]{0,6}$"
)
_FINISHED = re.compile(r"竣工|建成|完成|投产|投入使用|通车|启用|交付")
_UNFINISHED = re.compile(r"可研|拟|正待|编制|概算|立项|初步设计|待批|审批|将|(?<!年度)(?<!全年)计划|报批|前期")
_PROJECT_STAGE = re.compile(one_of(longest_first(STAGES)))
_OPENING_YEAR = re.compile(r"(20[0-9]{2})年(?:，|全|我|度)")
#: In news of the same year a figure expected for the year is still ahead; in a report it is a first count.
_EXPECTED_OF_YEAR = re.compile(r"(?:预计|有望|预期)(?:今年|全年|年内)[^，。；]{0,20}$")
_OPEN_ALREADY = re.compile(
    r"已[^，。；将]{0,8}(?:建成|完工|竣工|通车|投用|投产|投入使用|启用)|正式(?:投用|通车|投入使用|启用|投产)"
)
_DATE_AHEAD = re.compile(
    r"20[0-9]{2}年(?:[0-9]{1,2}月)?(?:底|末|前|年底|，)|明年|下一步|下半年|年底前|年内|未来|到20[0-9]{2}年"
)
_OWN_DATE = re.compile(
    r"20[0-9]{2}年|[一二三四五]年来|这[一二三四五]年|时期|期间|以来|截至|去年|上年度?(?:全|共|累计|完成|建成|实现|新增|投入)"
)
#: 是上年的1.6倍, 上年度结转的1120套: what a plan takes over or is measured by.
_LAST_YEAR = re.compile(r"上年度?(?:的|实际完成数|结转|同期|水平)")
_LABEL = re.compile(r"[^，。：]{0,10}(?:目标|任务)：")
#: 将目标调整为…, 完成时限由…调整至…: the new goal is announced, in whatever sort of text.
_ADJUSTED = re.compile(r"(?:目标|任务|指标|时限|期限)[^。；]{0,30}(?:调整|修改|修订|变更)(?:为|到|至)[^。；，]{0,20}$")
#: Parts of a year and the last month of each.
_LAST_MONTH = {"一季度": 3, "上半年": 6, "前三季度": 9}
_PART_OF_YEAR = re.compile("|".join(_LAST_MONTH))
_NORMATIVE = re.compile(r"(?:不少于|不低于|不得|至少|控制在|不超过|不高于)$")
_BOUNDING = re.compile(r"不少于|不低于|不得少于|至少|控制在|不超过|不高于")
#: A text that reports nothing and has so many words of intent is a plan without a title.
LEAST_SIGNS_OF_A_PLAN = 4
#: How far back a paragraph is asked for the stage of a project.
PROJECT_REACH = 300


class KindReader:
    """Decides the kind of each quantity of one text."""

    def __init__(
        self, clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, times: TimeIndex
    ) -> None:
        self._text = clean.text
        self._facts = facts
        self._times = times
        self._date_starts = [start for start, _ in times.spans()]
        self._cues = CueIndex(clean.text)
        self._sections = heading_tenses(paragraphs, facts.doc_kind is REPORT)
        self._known_sections: dict[int, Tense | None] = {}
        self._known_words: dict[int, ParagraphWords] = {}
        is_news = facts.doc_kind is NEWS
        self._outlooks = frozenset() if is_news else outlook_paragraphs(clean.text, paragraphs, self._sections)
        self._has_only_intent = facts.doc_kind is REPORT and self._find_only_intent()

    def kind_of(self, site: Site) -> KindReading:
        """Kind of a quantity in its place."""
        near = self._near_words(site)
        default, confidence = self._default(site)
        if near is not None:
            return near._replace(confidence=max(near.confidence, confidence)) if near.kind is default else near
        tense = self._sentence_tense(site, default)
        if tense is None:
            return KindReading(default, confidence, "document")
        kind = TARGET if tense == "future" else RESULT
        evidence = "words and section agree" if kind is default else "words against section"
        return KindReading(kind, OF_KIND[evidence], "words")

    def _near_words(self, site: Site) -> KindReading | None:
        before, words = site.before, self._words(site)
        is_about_plans = _ABOUT_PLANS.search(before) is not None
        if is_about_plans and (of_plan := self._of_plan(site)) is not None:
            return of_plan
        if site.after[:1] in TOLD_BEHIND and (told := told_behind(site)) is not None:
            return told
        if words.tells_adjustment and _ADJUSTED.search(self._text, site.clause.sentence_start, site.match.start):
            return KindReading(TARGET, OF_KIND["number of a plan"], "adjusted_goal")
        if (words.tells_opening or words.tells_cost) and self._is_planned_size(site):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        if self._facts.doc_kind is REPORT or self._section(site) == "past":
            return None
        if is_about_plans and _PLANNED_NUMBER.search(before) and not self._is_open_already(site):
            return KindReading(TARGET, OF_KIND["number of a plan"], "number_of_plan")
        if self._is_planned_project(site, words):
            return KindReading(TARGET, OF_KIND["project on paper"], "planned_project")
        return None

    def _words(self, site: Site) -> ParagraphWords:
        paragraph = site.clause.paragraph
        known = self._known_words.get(paragraph.index)
        if known is None:
            known = self._known_words[paragraph.index] = words_of(self._text, paragraph)
        return known

    def _of_plan(self, site: Site) -> KindReading | None:
        before, is_share = site.before, site.match.unit == "%"
        if _BEYOND_PLAN.search(before) or (is_share and (_SHARE_OF_PLAN.search(before) or _PROGRESS.search(before))):
            return KindReading(RESULT, OF_KIND["share of a plan"], "share_of_plan")
        if _HANDED_DOWN.search(before) and not DONE_BEFORE.search(before):
            return KindReading(TARGET, OF_KIND["task handed down"], "number_of_plan")
        if self._facts.doc_kind is NEWS and _EXPECTED_OF_YEAR.search(before):
            return KindReading(TARGET, OF_KIND["expected of the year"], "expected_of_year")
        return None

    def _is_open_already(self, site: Site) -> bool:
        """总投资2600万元，今年5月已建成通车: said behind the number, in its sentence."""
        end = min(site.clause.sentence_end, site.match.end + PROJECT_REACH)
        return _OPEN_ALREADY.search(self._text, site.match.end, end) is not None

    def _is_planned_size(self, site: Site) -> bool:
        """概算总投资11.85亿元，加固堤防36.2公里: cost and size as designed; 建成后处理5万吨: what comes of it."""
        start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
        said = self._text[start : site.match.start]
        if ("后" in said or "期" in said) and _AFTER_OPENING.search(said):
            return not _DONE_CUE.search(said)
        cost = _ANY_PLANNED_COST.search(self._text, start, site.match.start)
        if cost is None:
            return False
        return not _DONE_CUE.search(self._text, cost.end(), site.match.start) and not _DONE_CUE.search(
            self._text, start, cost.start()
        )

    def _is_planned_project(self, site: Site, words: ParagraphWords) -> bool:
        """Size and cost of a project that is still on paper: the paragraph speaks of its study or approval."""
        is_total = _TOTAL.search(site.before) is not None
        if not is_total and not words.tells_stage:
            return False
        start = max(site.clause.paragraph.start, site.match.start - PROJECT_REACH)
        said = self._text[start : site.match.start]
        ahead = min(site.clause.sentence_end, site.match.end + PROJECT_REACH)
        if is_total and _OPENING_AHEAD.search(self._text, site.match.end, ahead):
            return not _DONE_CUE.search(self._text, site.clause.sentence_start, site.match.start)
        if not _PROJECT_STAGE.search(said) and not (is_total and _UNFINISHED.search(said[-120:])):
            return False
        return not _FINISHED.search(self._text[max(start, site.clause.start) : site.match.start])

    def _sentence_tense(self, site: Site, default: StatementKind) -> Tense | None:
        clause = site.clause
        cue = self._cues.last_before(clause, site.match.start, hear_weak=default is RESULT)
        if cue is not None and cue.start >= clause.start:
            return cue.tense
        if cue is not None and cue.tense == "past" and not self._has_date_between(cue.start, site.match.start):
            return "past"
        dated = self._times.tense(clause)
        words = self._words(site)
        if words.has_label and _LABEL.match(self._text, clause.sentence_start, site.match.start):
            return "future"  # it holds for the whole sentence
        if dated == "future" and self._is_future_date_meant(site):
            return dated
        if dated == "past" and self._is_past_date_meant(site):
            return dated
        if words.names_part_of_year and self._is_elapsed(site):
            return "past"
        if cue is not None:
            is_overtaken = cue.tense == "past" and cue.start < clause.start and default is TARGET
            return None if is_overtaken else cue.tense
        if self._opens_in_the_past(site):
            return "past"
        if self._facts.doc_kind not in (MIXED, NEWS) or self._section(site) is not None:
            return None
        if not _FINISHED.search(site.before[-12:]):
            ahead = self._cues.first_after(clause, site.match.start)
            return "future" if ahead is not None and ahead.tense == "future" else None
        return None

    def _has_date_between(self, start: int, end: int) -> bool:
        which = bisect_left(self._date_starts, start)
        return which < len(self._date_starts) and self._date_starts[which] < end

    def _is_future_date_meant(self, site: Site) -> bool:
        """In a text that reports, a date without its year (春节前, 第3季度) does not make a promise."""
        if self._facts.doc_kind is not REPORT or self._section(site) == "future" or self._has_only_intent:
            return True
        if self._is_due_after_publication(site):
            return True
        start = max(site.clause.paragraph.start, site.match.start - PROJECT_REACH)
        return _DATE_AHEAD.search(self._text, start, site.clause.end) is not None

    def _is_due_after_publication(self, site: Site) -> bool:
        """12月底前 in a text of August: whatever sort of text it is, nothing can have been done by then."""
        due = self._times.dating(site.match, site.clause, TARGET).due
        return self._facts.published is not None and due is not None and due > self._facts.published

    def _is_past_date_meant(self, site: Site) -> bool:
        """In a section that looks ahead only a date of its own counts, not a comparison with last year."""
        index, year = site.clause.paragraph.index, self._facts.plan_year
        opening = _OPENING_YEAR.match(self._text, site.clause.sentence_start, site.clause.sentence_end)
        if opening is not None and year is not None and int(opening[1]) < year:
            return True
        section, is_plan = self._section(site), self._facts.doc_kind is PLAN
        start = max(site.clause.paragraph.start, site.match.start - PROJECT_REACH)
        is_only_compared = section is None and is_plan and _LAST_YEAR.search(self._text, start, site.match.start)
        if index in self._outlooks or (section != "future" and not is_only_compared):
            return index not in self._outlooks
        return _OWN_DATE.search(self._text, start, site.match.start) is not None

    def _is_elapsed(self, site: Site) -> bool:
        """上半年 in a text that was published in autumn of the same year."""
        published = self._facts.published
        if published is None or self._facts.plan_year not in (None, published.year):
            return False
        start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
        part = _PART_OF_YEAR.search(self._text, start, site.match.start)
        return part is not None and published.month > _LAST_MONTH[part.group()]

    def _opens_in_the_past(self, site: Site) -> bool:
        """A paragraph without a telling heading that begins with a year before the one planned for."""
        paragraph, year = site.clause.paragraph, self._facts.plan_year
        if year is None or not self._text.startswith("20", paragraph.start) or self._section(site) == "future":
            return False
        opening = _OPENING_YEAR.match(self._text, paragraph.start, min(paragraph.end, paragraph.start + 16))
        return opening is not None and int(opening[1]) < year

    def _section(self, site: Site) -> Tense | None:
        index = site.clause.paragraph.index
        if index not in self._known_sections:
            self._known_sections[index] = self._find_section(index, site)
        return self._known_sections[index]

    def _find_section(self, index: int, site: Site) -> Tense | None:
        if index in self._outlooks:
            return "future"
        return self._sections[index] or self._times.heading_tense(site.clause)

    def _default(self, site: Site) -> tuple[StatementKind, float]:
        section = self._section(site)
        if section is not None:
            return (TARGET if section == "future" else RESULT), OF_KIND["section"]
        if self._facts.doc_kind is PLAN:
            return TARGET, OF_KIND["sort of document"]
        if self._has_only_intent:
            return TARGET, OF_KIND["intent alone"]
        if _NORMATIVE.search(
            self._text[max(0, site.match.start - 5) : site.match.start]
        ) and not self._goes_on_in_the_past(site):
            return TARGET, OF_KIND["norm"]
        return RESULT, OF_KIND["sort of document" if self._facts.doc_kind is REPORT else "nothing"]

    def _goes_on_in_the_past(self, site: Site) -> bool:
        """辍学率控制在0.1%以内；入园率达73.5%，比去年提高了6.2个百分点: a state among others that are reported."""
        ahead = self._cues.first_after(site.clause, site.match.start)
        return ahead is not None and ahead.tense == "past"

    def _find_only_intent(self) -> bool:
        if self._cues.has_past():
            return False
        return self._cues.count_future() + len(_BOUNDING.findall(self._text)) >= LEAST_SIGNS_OF_A_PLAN
