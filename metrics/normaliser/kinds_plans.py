"""Numbers that stand beside the word plan: a number of a plan, a share of one, what goes beyond one."""

from __future__ import annotations

import re

from metrics.normaliser.confidence import OF_KIND
from metrics.normaliser.cues import Cue
from metrics.normaliser.kinds_behind import DONE_BEFORE, RESULT, TARGET, KindReading
from metrics.normaliser.sites import Site

#: One of these characters stands before a number of a plan or a share of one.
ABOUT_PLANS = re.compile("[划标务算进预望资]")
PLANNED_NUMBER = re.compile(
    r"(?:计划|目标|(?<!完成)(?<!完成目标)(?<!完成年度)(?<!完成全年)任务|(?<!累计)(?<!完成)总投资|概算|估算)(?:[数量值]|总?投资)?(?:定?为|是|达到?|约|：|将达)?(?:约|近)?$"
)
#: 全年任务目标数是78.9%，实际已完成…; 计划的种植面积: named as what was to be reached, also in a report.
_NUMBER_OF_GOAL = re.compile(
    r"(?:(?:任务|目标)数|(?:指标|目标)值|任务目标|目标任务|(?:全年|年度|今年|年初)(?:任务|目标|计划))数?(?:是|为|：)$"
    r"|(?<!完成)(?<!占)计划的?[^，。；0-9]{0,8}(?:面积|数量)$"
)
#: 累计完成中央计划投资6亿元.
DONE_OF_PLAN = re.compile(
    "(?<!计划)完成[^，。；0-9]{0,10}计划总?投资[约为达]?$|(?:实际|累计|已|已经)完成[^，。；0-9]{0,10}(?:任务|计划)[约为达]?$"
)
#: 目标任务80户，已完成76户.
_BARE_GOAL = re.compile(r"(?<![超比于出过])(?:任务|目标)(?:任务|目标|数)$")
#: 新开工任务300套，现已开工280套: the task of which the progress is told right behind.
_TOLD_OF_TASK = re.compile(
    r"，(?:现|目前|截至[^，。；]{1,8}，?|实际)?(?:累计|共|全部)?(?:已|完成|开工)[^，。；]{0,8}[0-9]"
)
_SHARE_OF_PLAN = re.compile(
    r"(?:占|完成|达到?|为)[^，。；]{0,12}(?:计划|任务|目标|规划|年初预算|调整预算|总投资|概算)[^，。；]{0,18}$"
)
_BEYOND_PLAN = re.compile(
    r"(?:超额完成|超|超过|超出|高出|高于|低于|比)(?:年度|年初|全年|预期)?(?:计划|任务目标|目标任务|任务|目标)(?:多|增加)?$"
)
_PROGRESS = re.compile(r"(?:形象|工程|序时|建设|施工)进度(?:达到?|为|已?完成)?$")
_HANDED_DOWN = re.compile(r"(?:年度|全年|今年|下达)[^，。；完占]{0,14}(?:任务|计划|目标)$")
#: In news of the same year a figure expected for the year is still ahead; in a report it is a first count.
_EXPECTED_OF_YEAR = re.compile(r"(?:预计|有望|预期)(?:今年|全年|年内)[^，。；]{0,20}$")
_EXPECTED = re.compile(r"预计[^，。；]{0,10}$")
SHARE_OF_PLAN = KindReading(RESULT, OF_KIND["share of a plan"], "share_of_plan")
_COMPARED = re.compile(r"[^，。；]{0,6}，(?:同比|可?比(?:上年|去年|20)|较(?:上年|去年)|增长|下降)")
#: 较2015年降低, 比“十三五”末提高: the last year before a five-year plan.
_BASE_OF_PLAN = re.compile("[比较]“?(?:20[0-9][05]年(?![1-9]|上|前)|十[一二三四五六七八]五”?(?:末|期末|时期末))")
#: 中央财政下达补助资金30亿元, 安排30亿元: what an office has given, as news tells it.
_ALLOCATED = re.compile(
    "(?:(?:下达|拨付|下拨|划拨)了?|(?:财政部?|中央|[一-龥]部|省级|市级)(?:已经|已|共|累计|提前|统筹)*安排了?|，并安排了?)[^，。；、：将拟要]{0,24}$"
)
_TO_ALLOCATE = re.compile("将|拟|计划(?!单列|生育)|[要需]|力争|预计|预算|确保|争取|明年")
#: 下达320亿元，推动国省道改造3200公里: what money that was just given is to bring about.
_FUNDED = re.compile(
    "(?P<before>[^，。；]{0,12})(?:安排|下达|拨付|列支)[^，。；]{0,16}元[^，。；0-9]{0,8}，?(?:重点|主要|专项|全部)?"
    "(?:支持|用于|推动|实施)(?P<to>[^。；]{0,40})$"
)
_OVER_YEARS = re.compile("累计|共|[一二三四五两]年[来间]|以来")
_IS_DONE = re.compile("累计|了|已|完成(?!.{0,6}任务)|形成|元")


def _is_funded(site: Site) -> bool:
    """Whether a count tells what is to be done with money that news says was given."""
    if site.is_money or site.match.unit == "%":
        return False
    start = site.clause.sentence_start
    if site.text.find("元", start, site.match.start) < 0:
        return False
    found = _FUNDED.search(site.text, start, site.match.start)
    return found is not None and not (_OVER_YEARS.search(found["before"]) or _IS_DONE.search(found["to"]))


def is_base_of_plan(text: str, cue: Cue) -> bool:
    """Whether a word of comparison is about the last year before a five-year plan."""
    return cue.is_weak and _BASE_OF_PLAN.match(text, cue.start) is not None


def _was_allocated(site: Site) -> bool:
    """下达30亿元, 安排30亿元用于…: money that news tells an office gave, where nothing before it looks ahead."""
    if not site.is_money or _ALLOCATED.search(site.before) is None:
        return False
    said = site.text[site.clause.sentence_start : site.match.start]
    return _TO_ALLOCATE.search(said) is None


def of_money_given(site: Site) -> KindReading | None:
    """Kind of money that news tells was given, or of what is to be done with it."""
    if _is_funded(site):
        return KindReading(TARGET, OF_KIND["ought"], "funded")
    return KindReading(RESULT, OF_KIND["deed against section"], "allocated") if _was_allocated(site) else None


def is_share_of_plan(site: Site) -> bool:
    """Whether a percentage is what was done of a plan; a chapter to come has no such shares yet."""
    if site.match.unit != "%":
        return False
    return _SHARE_OF_PLAN.search(site.before) is not None or _PROGRESS.search(site.before) is not None


def of_plan(site: Site, is_news: bool) -> KindReading | None:
    """What goes beyond a plan, a task handed down, a number expected of the year."""
    before = site.before
    if "计划" in before or "任务" in before or "目标" in before:
        if _BEYOND_PLAN.search(before):
            return SHARE_OF_PLAN
        if not site.match.implicit and _HANDED_DOWN.search(before) and not DONE_BEFORE.search(before):
            return KindReading(TARGET, OF_KIND["task handed down"], "number_of_plan")
        if _NUMBER_OF_GOAL.search(before) or (_BARE_GOAL.search(before) and not DONE_BEFORE.search(before)):
            return KindReading(TARGET, OF_KIND["number of a plan"], "number_of_plan")
        if before.endswith(("任务", "任务数")) and _TOLD_OF_TASK.match(site.after) and not DONE_BEFORE.search(before):
            return KindReading(TARGET, OF_KIND["number of a plan"], "number_of_plan")
    if is_news and _EXPECTED_OF_YEAR.search(before):
        return KindReading(TARGET, OF_KIND["expected of the year"], "expected_of_year")
    return None


def first_count(site: Site) -> KindReading | None:
    """预计可完成20.6亿元，同比增长10.2%: a figure that is compared already is a first count."""
    if _EXPECTED.search(site.before) and _COMPARED.match(site.after):
        return KindReading(RESULT, OF_KIND["first count"], "first_count")
    return None
