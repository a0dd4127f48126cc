"""Cost and size of a project: a plan until the project is finished, wherever it is told."""

from __future__ import annotations

import re
from datetime import date

from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.kinds_paragraphs import STAGES, ParagraphWords
from metrics.normaliser.sites import Site

#: How far back and ahead a paragraph is asked for the stage of a project.
PROJECT_REACH = 300
NEAR = 8
#: Sizes are told within so many characters before the cost.
LONGEST_SIZES = 60
#: What a project is to cost is a plan wherever it is told, until the project is finished.
_ANY_PLANNED_COST = re.compile(r"(?:概算|估算|计划|规划)总?投资(?![0-9.]{0,6}[百千]?[万亿]元以[上下])")
_DONE_CUE = re.compile(r"已|累计|截至|目前|竣工|完工|完成(?!后)|建成(?!后)|投入使用")
#: The same for a project under way: 已开工 and 已进入招标阶段 are not the end of it.
_WORK_DONE = re.compile(
    r"已(?!(?:正式|全面|经|于[^，。；]{0,12})?(?:开工|动工|进入|启动|开始|立项|批复|列入))|累计|截至|目前|竣工|完工"
    r"|完成(?!后)|建成(?!后)|投入使用"
)
_AFTER_OPENING = re.compile(r"(?:(?<![比较])初期|远期|(?:建成|投产|达产|投用|竣工|完工|通车)后)[^。；]{0,24}$")
_OPENING_AHEAD = re.compile(
    r"(?:计划|预计|拟于|将于|力争)[^，。；]{0,14}(?:通车|完工|竣工|建成|投产|投用|交付|投入使用|开工)|(?:达产|投产|建成|竣工)后"
)
#: 预计2026年6月投用, 计划春节前完工; of the same part of a sentence.
_TO_OPEN = re.compile(
    r"[^。；]{0,60}(?:计划|预计|拟于|将于|力争)[^，。；]{0,14}(?:通车|完工|竣工|建成|投产|投用|交付|投入使用|启用)"
    r"|[^。；0-9]{0,16}正在[^，。；]{0,10}(?:施工|处理|粉刷|装修|建设|基础|打桩|浇筑|安装|招标)|[^。；0-9]{0,12}进入[^，。；]{0,4}招标"
)
_TOTAL = re.compile(
    "(?:投资|用地|占地|宽度|概算|估算|总建筑面积|规划|全长|总长|河长|堤长|渠长|坝长|总面积|改建|拆除|建设规模)[^，。；]{0,6}$"
)
#: So long at most are such words with what stands behind them.
LONGEST_TOTAL = 11
FINISHED = re.compile(r"竣工|建成|完成|投产|投入使用|通车|启用|交付")
_UNFINISHED = re.compile(
    r"可研|拟|正待|编制|概算|立项|初步设计|待批|审批|将|(?<!年度)(?<!全年)计划(?!的[0-9])|报批|前期"
)
_PROJECT_STAGE = re.compile(f"(?<!已)(?<!已经)(?<!完成)(?<!成功)(?:{one_of(longest_first(STAGES))})")
#: …的碧宝公路已下达投资计划，正开展前期准备工作: said of a project behind its sizes.
_STUDIED_BEHIND = re.compile(
    r"正(?:在)?(?:抓紧|加紧|积极)?(?:开展|进行|办理|做)[^，。；]{0,6}(?:前期|可研|设计)|(?:待批|报批|拟建)"
)
#: 做好用地报批工作，获得用地2542公顷: what such work brought.
_GAINED = ("获得", "取得", "获批", "争取到", "落实")
_SIZE_REACHED = re.compile(r"(?:全长|总长|总投资|投资|总里程|建筑面积)(?:达|约|为)?$")
#: 2021年3月开工建设，2024年3月交付: the day on which a project was finished.
_FINISHED_ON = re.compile(
    r"(?:，|于|在)(20[0-9]{2})年(?:(1[0-2]|[1-9])月(?:[0-9]{1,2}日)?)?"
    r"(?:底|初|正式|全面|顺利|如期|整体|全部){0,2}(?:竣工|建成|完工|完成|投产|投用|投入|通车|启用|交付)(?!后)"
)
_NOT_YET = re.compile("[将拟。；]|预计|计划|力争|争取|确保")
REACH_OF_DAYS = 90
_OPEN_ALREADY = re.compile(
    r"已[^，。；将]{0,8}(?:建成|完工|竣工|通车|投用|投产|投入使用|启用)|正式(?:投用|通车|投入使用|启用|投产)"
)
#: Length, cost or size of the whole of something that is being built.
_WHOLE = re.compile(
    r"(?:全长|总长|总投资|项目投资|总里程|总建筑面积|建筑面积|用地规模|占地面积|总用地|建设面积|(?:总|工程)经费|[斥耗]资|[段线]长|设计[^，。；]{0,6})[^，。；0-9]{0,3}$"
)
#: The same of what is told before the cost.
_SIZE_AHEAD = re.compile(r"(?:面积|户数|规模|全长|总长|长度|里程|用地|占地|总投资)[^，。；0-9]{0,3}$")
_SIZE = re.compile(r"(?:全长|总长|总投资|项目投资|总里程|建筑面积|用地规模|占地面积|总用地)[^，。；0-9]{0,3}[0-9]")
#: 改扩建后增加6个班: what comes of a building site.
_AFTER_REBUILDING = re.compile(r"(?:扩建|迁建|重建|新建|改造)后[^。；]{0,24}$")
#: The work goes on, or is to be finished.
_UNDER_WAY = re.compile(
    r"正式开工|规划(?:新建|建设|改建|实施)|进入[^，。；]{0,6}(?:招标|施工|设计)|启动[^，。；]{0,10}(?:施工|建设|掘进)|动工|奠基|在建|正在?(?:抓紧|加紧|加快)?(?:建设|施工|征地|征迁|推进)|(?:主体|全面|已)封顶|主体(?:施工|工程|完成|结构)"
    r"|(?:将|争取|力争|预计|计划|确保|拟)[^，。；]{0,16}(?:通车|完工|竣工|建成|投产|投用|交付|投入使用|开放|主体)"
)
_OPENED = re.compile(
    r"(?<![将未后])(?:建成(?!后)|通车|竣工(?!后)|完工(?!后)|投产(?!后)|投用|投入使用|投入运营|启用|开通|运营|收官|验收)"
)
#: 计划今年开工建设，2013年建成通车.
_PLANNED_OPENING = re.compile(
    r"(?:将|争取|力争|预计|计划|确保|拟|规划)[^。；]{0,26}(?:通车|完工|竣工|建成|投产|投用|交付|投入使用|开放|启用|开通|运营)"
)
_AHEAD = re.compile(r"[将拟]|年[底内]|[0-9]月[底前]|预计|计划|力争|有望|明年|今年|目标|开工|在建")


def is_open_already(site: Site) -> bool:
    """总投资2600万元，今年5月已建成通车: said behind the number, in its sentence."""
    end = min(site.clause.sentence_end, site.match.end + PROJECT_REACH)
    return _OPEN_ALREADY.search(site.text, site.match.end, end) is not None


def is_of_finished(site: Site) -> bool:
    """共建成通车项目337个，总投资5574亿元; 总投资2600万元，已建成: what was planned is there."""
    if is_open_already(site):
        return True
    start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
    return site.before.endswith("投资") and was_opened(site.text, start, site.match.start)


def is_finished_by(site: Site, published: date | None) -> bool:
    """总投资1.5亿元，2023年8月建成交付: the day behind the number was over when the text was published."""
    if published is None or "20" not in (said := site.text[site.match.end : site.match.end + REACH_OF_DAYS]):
        return False
    found = _FINISHED_ON.search(said.partition("：")[0])
    if found is None or _NOT_YET.search(said, 0, found.start()):
        return False
    return (int(found[1]), int(found[2] or 12)) <= (published.year, published.month)


def is_of_studied(site: Site) -> bool:
    """Size or cost of a project of which the same sentence says behind it that it is still being prepared."""
    if _SIZE_REACHED.search(site.before) is None:
        return False
    said, _, _ = site.text[site.match.end : min(site.clause.sentence_end, site.match.end + 80)].partition("；")
    return _STUDIED_BEHIND.search(said) is not None and not FINISHED.search(said)


def is_unfinished(site: Site, words: ParagraphWords) -> bool:
    """Size or cost of a project on paper or under way, and what comes of it."""
    if "累计" in site.before[-NEAR:]:
        return False
    return is_planned_project(site, words) or is_under_construction(site, words) or comes_of_rebuilding(site)


def is_planned_size(site: Site) -> bool:
    """概算总投资11.85亿元，加固堤防36.2公里: cost and size as designed; 建成后处理5万吨: what comes of it."""
    text = site.text
    start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
    said = text[start : site.match.start]
    if ("后" in said or "期" in said) and _AFTER_OPENING.search(said):
        return not _DONE_CUE.search(said)
    cost = _ANY_PLANNED_COST.search(text, start, site.match.start)
    if cost is None:
        return (
            _SIZE_AHEAD.search(site.before) is not None and _is_before_planned_cost(site) and not _DONE_CUE.search(said)
        )
    return not _DONE_CUE.search(text, cost.end(), site.match.start) and not _DONE_CUE.search(text, start, cost.start())


def _is_before_planned_cost(site: Site) -> bool:
    """改造户数153户，建筑面积约1.9万平方米，计划总投资4000万元: the cost that is told behind is only planned."""
    end = min(site.clause.sentence_end, site.match.end + LONGEST_SIZES)
    cost = _ANY_PLANNED_COST.search(site.text, site.match.end, end)
    if cost is None or site.text.find("；", site.match.end, cost.start()) >= 0:
        return False
    return _DONE_CUE.search(site.text, site.match.end, cost.start()) is None


def is_to_open(site: Site) -> bool:
    """总投资4.2亿元，主体已封顶，预计2026年6月投用: cost and size of a whole whose opening the sentence tells ahead."""
    if _WHOLE.search(site.before) is None:
        return False
    start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
    end = min(site.clause.sentence_end, site.match.end + PROJECT_REACH)
    to_open = _TO_OPEN.match(site.text, site.match.end, end)
    if to_open is None or _OPEN_ALREADY.search(to_open[0]):
        return False
    start = max(start, site.text.rfind("；", start, site.match.start))
    return not _WORK_DONE.search(site.text, start, site.match.start)


def is_planned_project(site: Site, words: ParagraphWords) -> bool:
    """Size and cost of a project that is still on paper: the paragraph speaks of its study or approval."""
    text = site.text
    is_total = _TOTAL.search(site.before, max(0, len(site.before) - LONGEST_TOTAL)) is not None
    if not is_total and not words.tells_stage:
        return False
    start = max(site.clause.paragraph.start, site.match.start - PROJECT_REACH)
    said = text[start : site.match.start]
    ahead = min(site.clause.sentence_end, site.match.end + PROJECT_REACH)
    if is_total and _OPENING_AHEAD.search(text, site.match.end, ahead):
        return not _DONE_CUE.search(text, site.clause.sentence_start, site.match.start)
    if not is_total:
        said = text[max(start, site.clause.sentence_start) : site.match.start]
    if not _PROJECT_STAGE.search(said) and not (is_total and _UNFINISHED.search(said[-120:])):
        return False
    own = text[max(start, site.clause.start) : site.match.start]
    return not (FINISHED.search(own) or own.startswith(_GAINED))


def is_under_construction(site: Site, words: ParagraphWords) -> bool:
    """全长10.9公里，…争取年底前完成主体: size of the whole, in a paragraph that tells of work going on.

    The other sizes of its sentence go with it (总投资2.6亿元，设置床位400张) until something is told as done.
    """
    if not words.tells_size:
        return False
    if is_newly_started(site):
        return True
    text, sentence = site.text, max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
    if not (_WHOLE.search(site.before) or _SIZE.search(text, sentence, site.match.start)):
        return False
    if _WORK_DONE.search(text, sentence, site.match.start):
        return False
    start = max(site.clause.paragraph.start, site.match.start - PROJECT_REACH)
    end = min(site.clause.paragraph.end, site.match.end + PROJECT_REACH)
    if is_open_already(site) or _UNDER_WAY.search(text, start, end) is None:
        return False
    return not was_opened(text, start, end)


def is_newly_started(site: Site) -> bool:
    """今年新开工项目240个，总里程7400公里: what was only begun is as long as it is planned."""
    if _WHOLE.search(site.before) is None:
        return False
    start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
    begun = site.text.rfind("新开工", start, site.match.start)
    return begun >= 0 and FINISHED.search(site.text, begun, site.match.start) is None


def tells_opening(title: str | None) -> bool:
    """…高速公路全线建成通车: the project of a headline is finished."""
    return title is not None and was_opened(title, 0, len(title)) and not _AHEAD.search(title)


def comes_of_rebuilding(site: Site) -> bool:
    """改扩建后增加6个班, where nothing before it in its sentence is told as done."""
    if "后" not in site.before or not _AFTER_REBUILDING.search(site.before):
        return False
    start = max(site.clause.sentence_start, site.match.start - PROJECT_REACH)
    return not _DONE_CUE.search(site.text, start, site.match.start)


def was_opened(text: str, start: int, end: int) -> bool:
    """Whether something was opened here that was not only to be (将通车 does not count)."""
    found = _OPENED.finditer(text, start, end)
    return any(not _PLANNED_OPENING.search(text, max(start, one.start() - 30), one.end()) for one in found)
