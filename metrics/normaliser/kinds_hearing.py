"""What the words of promise and report in a sentence tell of a number, and where they do not hold for it."""

from __future__ import annotations

import re

from metrics.domain.statements import DocumentFacts, DocumentKind, StatementKind
from metrics.normaliser.cues import Cue, CueIndex
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.kinds_behind import RESULT, TARGET
from metrics.normaliser.kinds_chapters import Chapters
from metrics.normaliser.kinds_dates import DateEvidence
from metrics.normaliser.kinds_expected import first_count_of
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

PLAN, REPORT = DocumentKind.PLAN, DocumentKind.REPORT
_TELLS_ITSELF = re.compile("(?:其中|共|累计)?(?:完成|实现|到位|争取)")
#: 占年度计划170.4万套的66%，完成投资…: the plan is that of its number.
_ITS_OWN_NUMBER = re.compile("计划[0-9]{1,9}[.万个套所人户件项公平亩吨株张座条处栋间家场次米辆台名口]")
#: 计划投资6143万元 plans its own number, not what a later part of the sentence counts.
_OF_COST = re.compile("(?:计划|规划)总?投资")
#: 报告显示：2011年、2012年…: what a report shows has happened, whatever dates it names.
SHOWN = re.compile("[数报统结监公][据告计果测报][》”]?(?:显示|表明)")
#: 新增床位378张，超额完成年度任务.
_TASK_EXCEEDED = re.compile("[，、](?:均|都|已|全部|已全部)?超额完成了?[^，。；力争将]{0,8}(?:任务|目标)")
#: So far behind a number it is told that its task was exceeded.
REACH = 120
#: So far before a plan it is told that it was done.
NEAR = 14
#: Wills that hold for a share of a plan, too.
_TO_BE_DONE = ("预计", "将", "有望")
#: Words of the past that are dates themselves.
NOW = ("目前", "过去")
#: “十三五”以来，保费从2016年的135亿元增长到2020年的236亿元: both years are over.
SINCE = "以来"
_GROWN = re.compile("[从由](20[0-9]{2})年[底末]?的[^；。]{2,24}到(20[0-9]{2})年[底末]?的[约近]?$")
#: 截至2025年10月底 is so long at most.
LONGEST_DATE = 13
#: 预计最快在2025年, 计划2008年: the date of a will.
_OWN_DATE = re.compile(
    "(?:预计|预期|计划|争取|力争|将|拟)(?:最[快早])?[在于到]?20[0-9]{2}(?:[至/-][0-9]{2}(?:财政)?年度|年(?:[0-9]{1,2}月|第?[一二三四]季度)?)"
)
#: 年内专利申请129件 in a report tells of a year that is over; 年内还将… does not.
WITHIN_YEAR = "年内"
_WILL_WITHIN = re.compile("，?(?:[再还将要拟可能须]|计划|力争|争取|确保|预计|基本)")
#: 已在基金预留1200万元.
RESERVED = "预留"
#: 全年新签项目120个，实际到位资金150亿元 among what is to come: money that arrives, not money that has.
ARRIVES = "实际"
#: 规划建设示范区8个 under a review, counted among what was done; what one project measures stays planned.
_LAID_OUT = re.compile("规划(?:建设|新建|布局|投资|实施|启动)")
_SIZES = frozenset(("m2", "m3", "km", "m", "km2", "CNY", "kW", "MW"))
#: 可供应3万套.
#: How 预计 and 规划 begin.
REVIEWED = "预规"
CAN, LAST_YEAR = "可", "去年"
#: 人工湖完工，可满足…: what is there already.
_JUST_OPENED = re.compile("(?:(?<!预计)(?<!将)(?<!可)(?:完工|竣工|启用|通车|投用|投产)，约?)$")
#: 比2010年翻一番, 较上年增长: what a number is measured by; 总数达到 tells no time of its own.
BASES = "比较总"
#: 在上年实际完成数的基础上增长: what is built on, not what is told.
BASIS = "基础上"
#: 累计完成中央计划投资6亿元: the investment that was planned is done.
_DONE_OF_PLAN = re.compile("完成[^，。；0-9]{0,10}$")
#: What a part tells as done: 乙隧道完成投资, 丙路累计完成产值.
_DONE_IN_PART = re.compile("[^，。；0-9将拟计要力确]{2,20}(?:已|完成(?:投资|产值|工程量))")


class Hearing:
    """Hears the words of the sentences of one text."""

    def __init__(
        self, text: str, facts: DocumentFacts, cues: CueIndex, chapters: Chapters, dates: DateEvidence, times: TimeIndex
    ) -> None:
        self._text = text
        self._facts = facts
        self._cues = cues
        self._chapters = chapters
        self._dates = dates
        self._times = times

    def last_before(self, site: Site, default: StatementKind) -> Cue | None:
        """The last word before a number that is about promise or report there."""
        cue = self._cues.last_before(site.clause, site.match.start, hear_weak=default is RESULT)
        if cue is None:
            return None
        if cue.tense == "past":
            if default is TARGET and self._is_among_what_comes(cue, site):
                return self._cues.last_before(site.clause, cue.start, hear_weak=False)
            if default is TARGET and self._text.find(BASIS, cue.start, site.match.start) >= 0:
                return None
            is_base = cue.is_weak and self._text[cue.start] in BASES
            return None if is_base and self._times.tense(site.clause) == "future" else cue
        if default is RESULT and self._text[cue.start] in REVIEWED and self._is_under_review(cue, site):
            return None
        if self._text[cue.start] == "计" and self._is_done_of_plan(cue, site):
            return Cue(cue.start, "past", is_weak=False)
        if self._text.startswith(WITHIN_YEAR, cue.start) and self._tells_whole_year(site):
            return cue if _WILL_WITHIN.match(self._text, cue.start + len(WITHIN_YEAR)) else None
        if self._text.startswith(RESERVED, cue.start) and self._text.find("已", site.clause.start, cue.start) >= 0:
            return self._cues.last_before(site.clause, cue.start, hear_weak=False)
        if self._text[cue.start] == CAN and self._is_of_the_past(cue, site):
            return None
        return cue

    def _is_among_what_comes(self, cue: Cue, site: Site) -> bool:
        """Whether a word for what really comes in stands in a part of the text that looks ahead."""
        if not self._text.startswith(ARRIVES, cue.start) or self._dates.has_between(cue.start, site.match.start):
            return False
        return self._chapters.tense(site.clause) == "future"

    def _is_under_review(self, cue: Cue, site: Site) -> bool:
        """Whether a will under a review is only a first count (预计全年) or lays out what was done (规划建设8个)."""
        if self._chapters.tense(site.clause) != "past":
            return False
        if self._text[cue.start] == "预":
            return first_count_of(self._text, cue.start) is not None
        return site.match.unit not in _SIZES and _LAID_OUT.match(self._text, cue.start) is not None

    def _is_done_of_plan(self, cue: Cue, site: Site) -> bool:
        if not _OF_COST.match(self._text, cue.start):
            return False
        start = max(site.clause.sentence_start, cue.start - NEAR)
        done = _DONE_OF_PLAN.search(self._text, start, cue.start)
        if done is None:
            return False
        earlier = self._cues.last_before(site.clause, done.start(), hear_weak=False)
        return earlier is None or earlier.tense == "past"

    def is_willed_in_own_clause(self, site: Site) -> bool:
        """Whether the clause of a number looks ahead before it."""
        cue = self._cues.last_before(site.clause, site.match.start, hear_weak=False)
        return cue is not None and cue.tense == "future" and cue.start >= site.clause.start

    def tells_task_exceeded(self, site: Site) -> bool:
        """新增床位378张，超额完成年度任务: what exceeds a task was done, unless its clause is one of intent."""
        start = site.match.end
        end = min(site.clause.sentence_end, start + REACH)
        if self._text.find("超额完成", start, end) < 0 or _TASK_EXCEEDED.search(self._text, start, end) is None:
            return False
        return not self.is_willed_in_own_clause(site)

    def is_share_to_come(self, site: Site) -> bool:
        """预计年底完成投资3.7亿元，占计划的77%; 年底前将全部建成，完成规划的96.5%."""
        cue = self._cues.last_before(site.clause, site.match.start, hear_weak=True)
        if cue is None or not self._text.startswith(_TO_BE_DONE, cue.start):
            return False
        return self._text.find("；", cue.start, site.match.start) < 0

    def tells_done_in_own_part(self, site: Site) -> bool:
        """甲路节前可通车；乙隧道完成投资600万元，掘进950米: a date of one part is not that of the next."""
        if self._facts.doc_kind is PLAN:
            return False
        part = self._text.rfind("；", site.clause.sentence_start, site.match.start) + 1
        if part == 0 or self._dates.has_between(part, site.match.start):
            return False
        return _DONE_IN_PART.match(self._text, part, site.match.start) is not None

    def clear_tense(self, cue: Cue, site: Site) -> Tense | None:
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
        return None if is_dated or self.is_overtaken(cue, site) else "future"

    def is_overtaken(self, cue: Cue, site: Site) -> bool:
        """Whether a clause goes its own way: 规划新建校舍7000平方米，完成投资1200万元 in a chapter that looks back."""
        if _ITS_OWN_NUMBER.match(self._text, cue.start):
            return True
        if _OF_COST.match(self._text, cue.start):
            return self._text.find("；", cue.start, site.match.start) >= 0
        is_told = self._looks_back(site) and _TELLS_ITSELF.match(self._text, site.clause.start) is not None
        return is_told and self._text[cue.start] in "规拟"

    def _holds_up_to(self, cue: Cue, site: Site) -> bool:
        """Whether no date stands between a word of the past and a number but its own (目前, 截至9月, 已于9月1日)."""
        own_end = cue.start + (len(NOW[0]) if self._text.startswith(NOW, cue.start) else 0)
        if not self._dates.has_between(own_end, site.match.start):
            return True
        if self._facts.doc_kind is not PLAN and SHOWN.match(self._text, cue.start):
            return True
        if self._facts.doc_kind is not PLAN and self._text.startswith(SINCE, cue.start) and _GROWN.search(site.before):
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

    def _tells_whole_year(self, site: Site) -> bool:
        return self._looks_back(site) and self._times.references[site.clause.paragraph.index].told_until is None

    def _looks_back(self, site: Site) -> bool:
        return self._facts.doc_kind is REPORT or self._chapters.tense(site.clause) == "past"

    def _is_of_the_past(self, cue: Cue, site: Site) -> bool:
        """去年竣工9万套，其中可供应0.3万套; 可通车；隧道完成投资6万元: what can be done does not look ahead there."""
        if self._text.find("；", cue.start, site.match.start) >= 0:
            return True
        if _JUST_OPENED.search(self._text, site.clause.sentence_start, cue.start):
            return True
        if not self._dates.has_between(site.clause.sentence_start, cue.start):
            return False
        earlier = self._cues.last_before(site.clause, cue.start, hear_weak=False)
        if earlier is not None and self._text.startswith(LAST_YEAR, earlier.start):
            return True
        return (earlier is None or earlier.tense == "past") and self._times.tense(site.clause) == "past"
