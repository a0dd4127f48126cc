"""What dates around a number say of its kind, and when they say nothing (春节前 in a report, a comparison)."""

from __future__ import annotations

import re
from bisect import bisect_left

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.kinds_behind import TARGET
from metrics.normaliser.kinds_chapters import Chapters
from metrics.normaliser.kinds_paragraphs import ParagraphWords
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

REPORT, NEWS, PLAN = DocumentKind.REPORT, DocumentKind.NEWS, DocumentKind.PLAN
#: How far back a sentence or paragraph is asked for dates.
REACH = 300
_OPENING_YEAR = re.compile(r"(20[0-9]{2})年(?:，|全|我|度)")
_YEAR = re.compile("(?<![比较])(20[0-9]{2})年(?![0-9的来以])")
_WHOLE_YEAR = re.compile(
    "(20[0-9]{2})年(?:，|(?:[我全本该]|[一-龥]{2,3})[省市县区州](?!委|政府))(?![^，。；]{0,12}(?:春节|元旦|[1-3]月|开年|首))"
)
_BARE_YEAR = re.compile("(20[0-9]{2})年?：?")
#: Up to this month news of a year's figures can only tell what is to come.
LAST_EARLY_MONTH = 3
_DATE_AHEAD = re.compile(
    r"(?<![到至—-])20[0-9]{2}年(?:[0-9]{1,2}月)?(?:底|末|前|年底|，)|明年|下一步|下半年|年底前|年内|未来"
    r"|(?<![加长大升高降少展变年])到20[0-9]{2}年"
)
_OWN_DATE = re.compile(
    r"20[0-9]{2}年|[一二三四五]年来|这[一二三四五]年|时期|期间|以来|截至|去年|上年度?(?:全|共|累计|完成|建成|实现|新增|投入)"
)
#: 是上年的1.6倍, 上年度结转的1120套: what a plan takes over or is measured by.
_LAST_YEAR = re.compile(r"上年度?(?:的|实际完成数|结转|同期|水平)")
#: 去年关爱计划的…: a date that only belongs to a noun.
_ASIDE = re.compile("(?:去年|上年度?)(?!以来)[^，。；]{2,12}的")
#: 1.2018年防护林工程（林场实施）。建设任务…: the year belongs to the name of a work.
_NAMED_WORK = re.compile("20[0-9]{2} ?年度?[^，。；：]{2,24}(?:工程|项目)(?:（[^（）]{1,14}）)?。")
_BEFORE_OBJECT = "对把将"
#: Parts of a year and the last month of each.
_LAST_MONTH = {"一季度": 3, "上半年": 6, "前三季度": 9}
_PART_OF_YEAR = re.compile("|".join(_LAST_MONTH))


class DateEvidence:
    """Dates of one text as evidence for promise or report."""

    def __init__(self, text: str, facts: DocumentFacts, times: TimeIndex, chapters: Chapters) -> None:
        self._text = text
        self._facts = facts
        self._times = times
        self._chapters = chapters
        self._starts = [start for start, _ in times.spans()]
        #: The year that has begun when news of its first months is published.
        self._year_begun: int | None = None
        published = facts.published
        if facts.doc_kind is NEWS and published is not None and published.month <= LAST_EARLY_MONTH:
            self._year_begun = published.year
        #: The year whose goals undated news tells.
        self._news_year = facts.plan_year if facts.doc_kind is NEWS and published is None else None

    def has_between(self, start: int, end: int) -> bool:
        """Whether a date begins in ``[start, end)``."""
        which = bisect_left(self._starts, start)
        return which < len(self._starts) and self._starts[which] < end

    def tense(self, site: Site, words: ParagraphWords, has_only_intent: bool) -> Tense | None:
        """Tense of the date that a number goes with, where it is meant as one of promise or report."""
        dated = self._times.tense(site.clause)
        if dated == "future" and (has_only_intent or self._is_future_meant(site)):
            return dated
        if dated == "past" and self._is_of_object(site):
            return None
        if dated == "past" and self._is_past_meant(site):
            return dated
        return "past" if words.names_part_of_year and self._is_elapsed(site) else None

    def tense_of_year(self, site: Site) -> Tense | None:
        """Tense by the year of goals: what a text without known years tells of it or of one before it."""
        if self._year_begun is not None and self._begins_year(site, self._year_begun):
            return "future"
        if self._news_year is not None and self._is_of_year(site, self._news_year):
            return "future"
        year = self._chapters.year
        if year is None:
            return None
        if self._facts.plan_year is None and (named := self._year_named(site)):
            return "past" if named < year else "future"
        is_opened = self._text.startswith("20", site.clause.paragraph.start)
        return "past" if is_opened and self._opens_in_the_past(site, year) else None

    def opens_before_publication(self, site: Site) -> bool:
        """Whether the paragraph opens with a year that was over when the text was published (2016年，… in 2017)."""
        published = self._facts.published
        return published is not None and self._opens_in_the_past(site, published.year)

    def _begins_year(self, site: Site, year: int) -> bool:
        """2023年，… in news of its first months: what is told of a whole year that has begun is intended."""
        start = max(site.clause.paragraph.start, site.match.start - REACH)
        named = _WHOLE_YEAR.findall(self._text, start, site.match.start)
        if named:
            return int(named[-1]) == year
        headings = site.clause.paragraph.headings
        return bool(headings) and (bare := _BARE_YEAR.fullmatch(headings[-1])) is not None and int(bare[1]) == year

    def _is_of_year(self, site: Site, year: int) -> bool:
        """2013年，… in undated news that is known to tell the goals of that year."""
        opening = _OPENING_YEAR.match(self._text, site.clause.sentence_start, site.match.start)
        return opening is not None and int(opening[1]) == year

    def _opens_in_the_past(self, site: Site, year: int) -> bool:
        paragraph = site.clause.paragraph
        if self._chapters.tense(site.clause) == "future":
            return False
        opening = _OPENING_YEAR.match(self._text, paragraph.start, min(paragraph.end, paragraph.start + 16))
        return opening is not None and int(opening[1]) < year

    def _year_named(self, site: Site) -> int | None:
        """The last year before a number in its sentence: 报告中说，2016年，… in a text that tells the goals of 2017."""
        start = max(site.clause.sentence_start, site.match.start - REACH)
        named = _YEAR.findall(self._text, start, site.match.start)
        return int(named[-1]) if named else None

    def _is_future_meant(self, site: Site) -> bool:
        """In a text that reports, a date without its year (春节前, 第3季度) does not make a promise."""
        if self._facts.doc_kind is not REPORT and not self._is_of_year_alone(site):
            return True
        if self._chapters.tense(site.clause) == "future" or self._is_due_later(site):
            return True
        start = max(site.clause.paragraph.start, site.match.start - REACH)
        return _DATE_AHEAD.search(self._text, start, site.clause.end) is not None

    def is_open(self, site: Site) -> bool | None:
        """Whether the time that a number is told of was not over at publication; None where one is not known."""
        published = self._facts.published
        if published is None and self._times.parts.starts:
            published = self._times.references[site.clause.paragraph.index].day
        due = self._times.dating(site.match, site.clause, TARGET).due if published else None
        return due > published if due is not None and published is not None else None

    def _is_of_year_alone(self, site: Site) -> bool:
        """News of which the year is known but not the day: 9月份 may be over."""
        if self._facts.doc_kind is not NEWS or self._facts.published is not None:
            return False
        return self._times.references[site.clause.paragraph.index].year is not None

    def _is_due_later(self, site: Site) -> bool:
        """12月底前 in a text of August, 2025年 in one of 2023: nothing can have been done by then."""
        due, published = self._times.dating(site.match, site.clause, TARGET).due, self._facts.published
        if due is None:
            return False
        year = self._times.references[site.clause.paragraph.index].year
        return (published is not None and due > published) or (year is not None and due.year > year)

    def _is_past_meant(self, site: Site) -> bool:
        """In a section that looks ahead only a date of its own counts, not a comparison with last year."""
        clause, year = site.clause, self._chapters.year
        opening = _OPENING_YEAR.match(self._text, clause.sentence_start, clause.sentence_end)
        if opening is not None and year is not None and int(opening[1]) < year:
            return True
        if self._chapters.is_outlook(clause.paragraph):
            return False
        if self._facts.doc_kind is PLAN and self._is_carried_aside(site):
            return False
        section, is_plan = self._chapters.tense(clause), self._facts.doc_kind is PLAN
        start = max(clause.paragraph.start, site.match.start - REACH)
        is_only_compared = section is None and is_plan and _LAST_YEAR.search(self._text, start, site.match.start)
        if section != "future" and not is_only_compared:
            return True
        return _OWN_DATE.search(self._text, start, site.match.start) is not None

    def _is_of_object(self, site: Site) -> bool:
        """对2017年整治的小区实行物业管理, 在2023年新增12家的基础上: the date tells which ones, not when."""
        which = bisect_left(self._starts, site.match.start) - 1
        at = self._starts[which] if which >= 0 else 0
        if at > site.clause.sentence_start and self._text[at - 1] in _BEFORE_OBJECT:
            return True
        if at >= max(site.clause.paragraph.start, site.match.start - REACH) and self._is_in_brackets(
            at, site.match.start
        ):
            return True
        return at >= site.clause.sentence_start and self._text.find("基础上", at, site.match.start) >= 0

    def _is_in_brackets(self, at: int, end: int) -> bool:
        """支出（扣除2022年灾后重建资金）增长3%: a date within brackets that are closed before the number."""
        text = self._text
        closing = text.find("）", at, end)
        return closing >= 0 and text.rfind("（", max(0, at - REACH), at) > text.rfind("）", max(0, at - REACH), at)

    def _is_carried_aside(self, site: Site) -> bool:
        """去年关爱计划的1.1亿元开支。: a past date in an earlier sentence that does not open it, or names a work."""
        start, text = site.clause.sentence_start, self._text
        if start <= site.clause.paragraph.start or self.has_between(start, site.match.start):
            return False
        which = bisect_left(self._starts, start) - 1
        last = self._starts[which] if which >= 0 else -1
        if last < site.clause.paragraph.start:
            return False
        if _NAMED_WORK.match(text, last):
            return True
        return _ASIDE.match(text, last) is not None and text[last - 1] not in "。；，：\n \u3000"

    def _is_elapsed(self, site: Site) -> bool:
        """上半年 in a text that was published in autumn of the same year."""
        published = self._facts.published
        if published is None or self._facts.plan_year not in (None, published.year):
            return False
        start = max(site.clause.sentence_start, site.match.start - REACH)
        part = _PART_OF_YEAR.search(self._text, start, site.match.start)
        return part is not None and published.month > _LAST_MONTH[part.group()]
