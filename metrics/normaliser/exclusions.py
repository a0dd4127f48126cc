"""Numbers that say nothing about how much is to be reached or was reached: named rules, each with its reason.

A rule sees one quantity in its place; the first that holds takes the quantity out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from metrics.domain.statements import Comparator
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.sites import Site

_MONEY = re.compile(r"[A-Z]{3}")
_TIME_UNITS = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})
_BOUNDED = frozenset({Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT})


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A named reason for which a quantity is no statement."""

    name: str
    holds: Callable[[Site], bool]


def _is_money(site: Site) -> bool:
    return _MONEY.fullmatch(site.match.unit) is not None


# --- names, titles, ordinals -----------------------------------------------------------------------------------------
_ORDINAL_BEFORE = re.compile(
    r"(?:第|前|排名|位列|位居|名列|列全[国省市]|居全[国省市]|首|上|下|头|近|过去|最[后近]|等级|型号|型|编号|电话|附件|附表|图|表|序号)$"
)
_RANKED = re.compile(r"(?:第|前|首|Top|TOP)$")
_SERIAL_UNITS = frozenset("期 批 届 轮 次 名 位 人 个 家 节 类 层 组 班 队 号 站 部 集 讲 天 年 条 大类 月".split())


def _is_ordinal(site: Site) -> bool:
    start = site.match.start
    tail = site.text[max(0, start - 3) : start]
    if tail.endswith("第"):
        return True
    if tail.endswith("前") and not tail.endswith(
        ("目前", "年前", "月前", "日前", "底前", "之前", "以前", "提前", "当前", "末前")
    ):
        return True
    return _FURTHER_PLACE.match(site.text, site.match.end) is not None


_FURTHER_PLACE = re.compile(r"(?:强|甲|佳)(?=[，。；、的企县市区榜）]|$)|号(?!召)")
_PLACED = re.compile(r"(?:位列|位居|名列|排名|列|居)[^，。；]{0,12}$")


def _is_rank(site: Site) -> bool:
    return site.match.measure in ("位", "名") and _PLACED.search(site.before) is not None


def _is_in_title(site: Site) -> bool:
    return site.quoted is not None and site.quoted[0] in "《〔"


_QUOTED_PROMISE = re.compile(r"增[长加]|达到|完成|新增|建成|提高|下降")


def _is_slogan(site: Site) -> bool:
    quoted = site.quoted
    if quoted is None or quoted[0] in "《〔":
        return False
    if site.match.unit in ("%", "[pp]", "CNY") or site.match.unit.isascii():
        return len(quoted) <= 8 and _QUOTED_PROMISE.search(quoted) is None
    return _QUOTED_PROMISE.search(quoted) is None or len(quoted) <= 10


# --- character numerals ----------------------------------------------------------------------------------------------
@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(str(load_lexicon("exclusions")[name]).split())


@cache
def _abstract_noun() -> re.Pattern[str]:
    words = "|".join(sorted(_lexicon("abstract_nouns"), key=len, reverse=True))
    return re.compile(rf"(?:[^，。；、：的“”《》]{{0,6}})?(?:{words})")


_BUILT = re.compile(
    r"(?:建成|新建|建设|建有|建立|完成|创建|改造|改扩建|扩建|新增|增加|打造|投用|启用|开工|竣工|引进|培育|培养|实施|举办|开展|组织|购置|配备|开通|打通|"
    r"设立|成立|选派|招聘|招录|认定|评选|命名|获评?|荣获|签约|落地|建好|办好|解决|减少|设|有|达到?|至少|不少于|超过?|约|近|共|将|为|的|等|个|、|欠)"
    r"[^，。；：“”]{0,12}$"
)
_ONE_EACH = re.compile(r"(?:至少|不少于|各|每[^，。；]{0,14}|均|都)(?:[^，。；]{0,6})$")


def _is_vague_article(site: Site) -> bool:
    """一 with a measure word is mostly an article (一个, 一批, 一项); it counts after 至少 or in 每…一所."""
    if "_in_characters" not in site.match.rule or site.text[site.match.start : site.match.start + 1] != "一":
        return False
    if site.match.value != 1 or site.match.value_max is not None:
        return False
    if site.match.unit in _TIME_UNITS:
        return site.match.comparator is Comparator.EQ
    if site.match.comparator in _BOUNDED:
        return False
    return _ONE_EACH.search(site.before) is None


#: 跨过两个万亿元大关 counts steps, not things.
_MAGNITUDE_STEPS = ("百亿", "千亿", "万亿")


def _is_counted_idea(site: Site) -> bool:
    """两项行动, 三个课堂, 四个意识: small numbers in characters that announce or name."""
    match = site.match
    if not match.rule.startswith("count_in_characters") or match.value is None:
        return False
    if match.measure in _lexicon("serial_measures"):
        return match.value < 20 or site.text.startswith(("全会", "会议"), match.end)
    if site.text.startswith(_MAGNITUDE_STEPS, match.end):
        return True
    if match.measure in _lexicon("idea_measures"):
        if match.value >= 20 or match.comparator in _BOUNDED:
            return False
        return match.value < 10 or _abstract_noun().match(site.after) is not None
    if match.value < 10 and match.measure not in _lexicon("thing_measures"):
        return True
    return match.comparator is Comparator.EQ and _BUILT.search(site.before) is None


_RULES_BEHIND = re.compile(r"(?:[^，。；、]{0,4})?(?:政策|措施|意见|举措|规定|办法|建议)")


def _is_announced_idea(site: Site) -> bool:
    """4项工作, 6个方面, 3个阶段 in digits: they announce a list."""
    match = site.match
    digits = match.rule.startswith("count") and "_in_characters" not in match.rule
    if digits and match.measure == "条":
        return _RULES_BEHIND.match(site.after) is not None
    if not digits or match.measure not in ("个", "项", "大类", "类", "种", "大项"):
        return False
    return match.value is not None and match.value < 20 and _announced_noun().match(site.after) is not None


@cache
def _announced_noun() -> re.Pattern[str]:
    words = "|".join(sorted(_lexicon("announced_nouns"), key=len, reverse=True))
    return re.compile(rf"(?:{words})")


# --- durations, ages, scores -----------------------------------------------------------------------------------------
@cache
def _needed(unit: str) -> tuple[str, ...]:
    lexicon = load_lexicon("measures")
    if unit in _TIME_UNITS:
        return tuple(lexicon["time_needs"].split())
    return tuple(lexicon["needs"].get(unit, ()))


_AGO = re.compile(
    r"(?:以?来|以?前|以?后|内|之内|期|制|规划|行动|计划|时间|一?周期|多?来|历史|一遇|工龄|级|度|末|初|底|中|里|间|连续|纪念|华诞|经验|任期)"
)
_DURATION_GOAL = re.compile(r"(?:时间|时限|期限|天数|寿命|时长|周期|用时|耗时|年限|时段|机时|工时|轮候)")


_IS_NOW = re.compile(r"(?:达到?|增至|降至|减至|缩短至|缩短到|为|多了?|少了?|降到|增加到|延长到|延长至|超过)(?:了)?约?$")


def _is_bare_duration(site: Site) -> bool:
    """Durations are attributes (为期30天, 3年行动) unless a clause speaks of how long something takes or is to take."""
    unit = site.match.unit
    if unit not in _TIME_UNITS:
        return False
    if site.match.measure in ("日", "月"):
        return True
    clause = site.text[site.clause.start : site.match.start]
    if clause.endswith(("连续", "提前", "近", "为期", "历时", "满", "每")) and site.match.comparator in (Comparator.EQ, Comparator.APPROX):
        return True
    if _AGO.match(site.after) and not _DURATION_GOAL.search(clause):
        return True
    if site.match.comparator is Comparator.LE and site.text[site.match.start - 2 : site.match.start] not in (
        "超过",
        "多于",
    ):
        return not _DURATION_GOAL.search(clause)  # 3年内 is a date
    if any(word in clause[-24:] for word in _needed(unit)) or _DURATION_GOAL.match(site.after[2:8]):
        return False
    sentence = site.text[max(site.clause.sentence_start, site.match.start - 80) : site.match.start]
    return not (_IS_NOW.search(clause) and _DURATION_GOAL.search(sentence))


_DIMENSION_BEHIND = re.compile(r"[内深高宽口液级]|以[内上下外]")


def _lacks_its_noun(site: Site) -> bool:
    unit = site.match.measure if site.match.rule.startswith("count") else site.match.unit
    if unit in _TIME_UNITS:
        return False
    if unit == "m" and _DIMENSION_BEHIND.match(site.after):
        return True
    needed = _needed("Cel" if unit == "Cel" else (site.match.measure if site.match.measure == "度" else unit))
    said = site.text[max(site.clause.sentence_start, site.match.start - 90) : site.match.start]
    return bool(needed) and not any(word in said for word in needed)


# --- thresholds, rates, entitlements ---------------------------------------------------------------------------------
_NOUN_NEXT = re.compile(r"(?:（[^）]{0,8}）)?(?:的)?(?!的)[\u4e00-\u9fff]")
_GOAL_NOUN = re.compile(
    r"的?(?:目标|任务|水平|标准|速度|比例|幅度|增长|增速|情况|基础上|背景|要求|高位|规模|成绩|大关|台阶|区间|较快|中高速|预期)"
)
_PREDICATE = re.compile(
    r"(?:增长|增加|新增|下降|减少|提高|上升|降低|完成|实现|投入|达|占|为|保持|稳定|控制|力争|确保|争取|突破|超|压减|削减|减排|改善|"
    r"提升|增速|涨幅|分别|均|率|比重|比例|收入|总量|总额|总产值|增加值|开发|率在|保持在|稳定在|安排|筹集|拨付|发放|建成|建设|改造|种植|造林|年产|拆除)"
    r"[^，。；：、]{0,10}$"
)
_THRESHOLD_UNITS = frozenset({"人", "户", "张", "床", "床位", "点", "岁", "级", "周岁", "分"})
_CLASS_NOUN = re.compile(
    r"(?:床位|座位|床)?(?:以[上下内])?(?:的)?[^，。；、]{0,8}(?:项目|企业|单位|村|街|镇|乡|县|自然村|医院|机构|工程|学校|城市|小区|居民|家庭|人员|人口|群众|老人|学生|儿童|教师|的)"
)
_CLASS_HEAD = re.compile(r"的?[^，。；、的0-9]{0,6}(?:项目|企业|工程|机组|道路|锅炉|产业|集群|园区|公司|单位|客户|合同|订单)")
_RATE_NOUN = re.compile(r"(?:率|比|比重|比例|占比|度)(?:达|达到|在)?$")
_PROJECT_COST = re.compile(r"(?:总投资|投资额|总面积|建筑面积|全长)(?:达|约)?$")
_FIRST_OF_CLASS = re.compile(r"(?:首个|唯一|第一个|首座|首家)[^，。；]{0,16}$")
_STANDS_ALONE = re.compile(r"[，。；：、！？）\s”]|$|和|及|与|并|且|或|等|（")


def _is_threshold(site: Site) -> bool:
    """2000万元以上的项目, 超过10亿元的企业, 3年以上工作经历: the number only defines a class."""
    match = site.match
    if match.comparator not in _BOUNDED or not site.after or _STANDS_ALONE.match(site.after):
        return False
    if _GOAL_NOUN.match(site.after) or _NOUN_NEXT.match(site.after) is None:
        return False
    if site.after[0] == "的" and _FIRST_OF_CLASS.search(site.before):
        return True
    if match.unit == "%" and match.outer_end > match.end:  # 90%以上的矛盾纠纷 is a share, 开工率50%以上的省份 a class
        return site.after[0] == "的" and _RATE_NOUN.search(site.before) is not None
    if _PROJECT_COST.search(site.before) and _CLASS_HEAD.match(site.after) is None:
        return False
    if not _is_money(site) and match.rule.startswith(("count", "rounded", "bare")):
        has_bound_behind = match.outer_end > match.end
        return match.unit in _THRESHOLD_UNITS and has_bound_behind and _CLASS_NOUN.match(site.after) is not None
    if site.before.endswith("过") and not site.before.endswith(("超过", "突过", "跨过", "已过")) and _is_money(site):
        return True
    is_attribute = match.outer_end > match.end or site.after[0] == "的"
    if is_attribute and _CLASS_HEAD.match(site.after) and (_is_money(site) or match.rule.startswith("physical")):
        return True
    if match.outer_end > match.end:  # …以上(的)+noun
        return _PREDICATE.search(site.before) is None or site.after[0] == "的"
    return site.after[0] == "的" and not site.before.endswith(("率", "比重", "比例"))


_DEFINED_CLASS = re.compile(r"^(?:老人|常住人口|居民|人口|职工|学生|床位|座位)?以[上下](?:的)?")


def _is_class_by_count(site: Site) -> bool:
    """1万名老人以上的街道, 200张床位以上的机构: a bound behind the noun defines a class."""
    if not site.match.rule.startswith("count"):
        return False
    found = _COUNT_CLASS.match(site.after)
    return found is not None


_COUNT_CLASS = re.compile(r"(?:老人|老年人|常住人口|人口|居民|职工|员工|学生|床位|座位|户籍人口)及?以[上下](?:的)?[\u4e00-\u9fff（]")
_PER = re.compile(r"(?:每|每隔|按每|按照每)$")
_PER_SMALL = re.compile(r"每(?:[\u4e00-\u9fff]{0,4})?$")


def _is_base_of_rate(site: Site) -> bool:
    """每千名老人, 每3年, 每3至10万居民: what something is counted per."""
    return _PER.search(site.before) is not None and not site.text.startswith(("元", "人次"), site.match.start)


_ENTITLED = re.compile(
    r"(?:每人|每生|每户|每名|每位|每年|每月|每学年|每学期|每天|每亩|每头|每平方米|每吨|每套|每个|最高|上限|封顶|一次性|给予|按照?|罚款|处以|押金|起付|门槛|收取|缴纳|缴费|票价|票面|售价|定额)"
    r"[^，。；、]{0,12}$"
)
_ENTITLED_NOUN = re.compile(
    r"(?:补[助贴]|奖[励补金]|资助|津贴|补偿|救助金|退税|报销|罚款|生活费|学费|收费|住宿费|押金|额度|限额|上限)[^，。；]{0,10}$"
)
_PAID_BEHIND = re.compile(
    r"(?:的)?(?:标准)?(?:一次性)?(?:补[助贴]|奖[励补金]|资助|津贴|补偿|救助|罚款|生活费|限额|上限|/|每)"
)
_RAISED = re.compile(
    r"(?:提高|提升|增加|上调|调整|提标|调高|降低|下调|降|增|升|扩大|达)(?:了)?(?:到|至|为|成)?[^，。；]{0,8}$"
)
_AGGREGATE = re.compile(
    r"(?:共|累计|总计|合计|发放|投入|安排|落实|筹集|下达|拨付|兑现|资金|总额|人均|减免)[^，。；]{0,14}$"
)


def _is_entitlement(site: Site) -> bool:
    if not _is_money(site) or _RAISED.search(site.before):
        return False
    per_person = _ENTITLED.search(site.before) is not None
    if per_person and ("人均" not in site.before[-8:]) and not _AGGREGATE.search(site.before[-10:]):
        return True
    small = site.match.value is not None and site.match.value < 100_000
    if _ENTITLED_NOUN.search(site.before) and small:
        return True
    return small and _PAID_BEHIND.match(site.after) is not None


# --- people at meetings, denominators, furniture ---------------------------------------------------------------------
_ATTENDED = re.compile(r"(?:余?人)?[^，。；]{0,12}(?:参加|出席|参会|列席|到会|与会|参训会)")
_MEETING = re.compile(r"会议|大会|座谈会|启动仪式|推进会|现场会|动员会|仪式|培训班|发布会|论坛")
_ATTENDED_BEFORE = re.compile(r"(?:参加|出席|参会|列席|到会|与会|共有|等)[^，。；]{0,20}$")


def _is_head_count_of_meeting(site: Site) -> bool:
    if site.match.unit not in ("人", "人次"):
        return False
    sentence = site.text[site.clause.sentence_start : site.clause.sentence_end]
    if not _MEETING.search(sentence[:160]):
        return False
    return (
        _ATTENDED.match(site.after) is not None
        or re.search(r"参加(?:了)?(?:会议|活动|此次)|出席", sentence[:160]) is not None
    )


_AMONG = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:中|里|之中|当中)(?:排|列|居|位|名|领先|率先|综合|，?排名)")


_WITHIN = re.compile(r"(?:在|全国|全省|全区|全市|同类|副省级|居|位列)[^，。；]{0,8}$")


def _is_field_of_comparison(site: Site) -> bool:
    """在全省21个地级市中排第一: what is compared with, not what was reached."""
    return _WITHIN.search(site.before) is not None and _AMONG.match(site.after) is not None


_FURNITURE = re.compile(
    r"(?:浏览|点击|阅读|访问|查看|下载|转发)(?:次数|量|数)?：?\s?$|(?:字号|字体|打印|邮编|电话|传真|来源|编号|文号|备案号)[^，。；]{0,12}$"
)


def _is_page_furniture(site: Site) -> bool:
    paragraph = site.clause.paragraph
    return paragraph.end - paragraph.start < 120 and _FURNITURE.search(site.before) is not None


_CODE_AFTER = re.compile(r"[A-Za-z]{1,3}[0-9]|号线|号文|号公告|号令|版本|型(?!农)|英寸|：1\b")


def _is_code(site: Site) -> bool:
    return _CODE_AFTER.match(site.text, site.match.end) is not None


_RATIO = re.compile(r"[：/比]\d")


def _is_ratio(site: Site) -> bool:
    return _RATIO.match(site.text, site.match.end) is not None


def _is_grade(site: Site) -> bool:
    """30万千瓦级机组, 500亿元级园区: a size class."""
    return site.text.startswith(("级", "型企业"), site.match.end) and site.match.rule.startswith(("money", "physical", "rounded"))


_REGION = re.compile(r"(?:市|县|区|镇|乡|村|省|街道|州|旗|盟)$")
_SMALL_FIGURE = re.compile(r"(?:其中之一|之一)")


def _is_one_of(site: Site) -> bool:
    return _SMALL_FIGURE.match(site.after) is not None


#: In order; the name is what a person sees in the list of passed-over numerals.
EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("title", _is_in_title),
    Exclusion("ordinal", _is_ordinal),
    Exclusion("rank", _is_rank),
    Exclusion("slogan", _is_slogan),
    Exclusion("ratio", _is_ratio),
    Exclusion("code", _is_code),
    Exclusion("article", _is_vague_article),
    Exclusion("counted_idea", _is_counted_idea),
    Exclusion("announced_idea", _is_announced_idea),
    Exclusion("duration", _is_bare_duration),
    Exclusion("unit_without_noun", _lacks_its_noun),
    Exclusion("base_of_rate", _is_base_of_rate),
    Exclusion("threshold", _is_threshold),
    Exclusion("class_by_count", _is_class_by_count),
    Exclusion("entitlement", _is_entitlement),
    Exclusion("meeting", _is_head_count_of_meeting),
    Exclusion("comparison", _is_field_of_comparison),
    Exclusion("furniture", _is_page_furniture),
    Exclusion("one_of", _is_one_of),
    Exclusion("grade", _is_grade),
)


def excluded_by(site: Site) -> str | None:
    """Name of the rule that takes this quantity out; None when it may be a statement."""
    return next((rule.name for rule in EXCLUSIONS if rule.holds(site)), None)
