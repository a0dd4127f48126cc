"""Numbers that define a class or a base: 2000万元以上的项目, 1万名老人以上的街道, 每千名老人."""

from __future__ import annotations

import re

from metrics.domain.statements import Comparator
from metrics.normaliser.exclusions.signs import Signs
from metrics.normaliser.sites import BOUNDED, Site

_NOUN_NEXT = re.compile(r"(?:（[^）]{0,8}）)?的?(?!的)[\u4e00-\u9fff]")
_GOAL_NOUN = re.compile(
    r"的?(?:目标|任务|水平|标准|速度|比例|幅度|增长|增速|情况|基础上|背景|要求|高位|规模|成绩|大关|台阶|区间|较快|中高速|预期)"
)
_PREDICATE = re.compile(
    r"(?:增长|增加|新增|下降|减少|提高|上升|降低|完成|实现|投入|达|占|为|保持|稳定|控制|力争|确保|争取|突破|超|压减|削减|减排|改善|提升"
    r"|增速|涨幅|分别|均|率|比重|比例|收入|总量|总额|总产值|增加值|开发|安排|筹集|拨付|发放|建成|建设|改造|种植|造林|年产|拆除)"
    r"[^，。；：、]{0,10}$"
)
#: 违法经营额五万元以上的，…: a condition.
_CONDITION = re.compile(r"的[，；、]")
#: 30万千瓦以上（含）的机组.
_INCLUSIVE = ("（含）", "（不含）")
_STANDS_ALONE = frozenset("，。；：、！？）”（和及与并且或等")
_CLASS_WITHIN = re.compile(
    r"的?(?:[0-9]{1,4}[个家户])?[^，。；、的0-9]{0,6}(?:项目|企业|工程|机组|道路|锅炉|产业|集群|园区|公司|单位|客户|合同|订单|户型|住房|住宅|房屋)"
)
_CLASS_NEXT = re.compile(r"企业|项目|园区|产业|乡镇|镇|村|街道|县|集群|公司")
#: 产值超亿元|医药企业2个: counted behind its noun.
_CLASS_THEN_COUNT = re.compile(
    r"[^，。；、的0-9]{1,8}(?:企业|项目|园区|集群|公司)(?:达到?|增至|超过?|突破|发展到|有|共)?[0-9]"
)
#: 新增5个|1000平方米以上的用房: how big each of them is.
_COUNT_BEFORE = re.compile("[0-9一二两三四五六七八九十][个家所座处条栋]$")
_COUNTED_CLASS = re.compile(
    r"(?:床位|座位|床)?的?[^，。；、]{0,8}"
    r"(?:项目|企业|单位|村|街|镇|乡|县|医院|机构|工程|学校|城市|小区|居民|家庭|人员|人口|群众|老人|学生|儿童|教师|事故|养殖|的)"
)
#: Counts of these define a class of places or offices when 以上 follows: 50人以上企业, 20户以上自然村.
_CLASS_UNITS = frozenset({"人", "户", "张", "床", "床位", "点", "岁", "分", "头", "只", "羽"})
_RATE_NOUN = re.compile(r"(?:率|比|比重|比例|占比|度)(?:达|达到|在)?$")
_PROJECT_COST = re.compile(r"(?:总投资|投资额|总面积|建筑面积|全长)(?:达|约)?$")
_FIRST_OF_CLASS = re.compile(r"(?:首个|唯一|第[0-9一二三四五六七八九十]{1,2}[个座家条]|首座|首家)[^，。；]{0,16}$")
_BOUND_BEHIND_NOUN = re.compile(
    r"(?:老人|老年人|常住人口|人口|居民|职工|员工|学生|床位|座位|户籍人口)及?以[上下]的?[\u4e00-\u9fff（]"
)
#: The number that a change is counted from (比2000年的414万元|增长355%).
_COUNTED_FROM = re.compile(
    r"(?:比|较|从|由)[^，。；、]{0,14}的$|(?:比|较)(?:上年|去年|前年)?同期$|[由从][^，。；、]{0,10}(?:原来|原先|原有|过去|以前)的?$"
)
_CHANGED_BY = re.compile("，?(?:净|再)?(?:增长|增加|提高|上升|下降|减少|降低|压缩|缩短|延长|翻|增|降|多|少)了?")
#: A remark on the base before the change (比上年同期158万元|（含补缴税款），下降6%).
_REMARK_THEN_CHANGE = re.compile("（[^）]{1,40}），?(?:净|再)?(?:增长|增加|上升|下降|减少|降低)")
BASE_OF_CHANGE_SIGNS = Signs(before="的期来先有去前")
_POPULATION_CLASS = re.compile(r"(?:以上|以下)?人口(?:以上|以下)?的?(?:县|镇|乡|村|城市|大城市|区|社区)")
_OF_SO_MANY = re.compile(r"以[上下]的?(?:县|市|镇|乡|村|城市|大城市|区|社区)")
POPULATION_SIGNS = Signs(behind="人以")
#: 对建成2000平方米以上站房的文化站按每家30万元补助: who gets it.
_GIVEN_TO = re.compile("(?:对|凡)[^，。；]{0,10}$")
_WHO_IS_GIVEN = re.compile("[^，。；]{0,10}的[^，。；]{1,12}?(?:按|给予|予以|补助|奖励)")
#: 超过80%的医院, 覆盖全国超过80%的县: a share of all there are.
_SHARE_OF_ALL = re.compile(
    "(?:(?:^|[，。；：、])(?:目前|现在|全[国省市县区]|我[国省市县区])*|(?:覆盖|连接|服务|惠及|涵盖|带动|帮助|有)了?(?:全[国省市县区]|我[国省市县区])?)$"
)
#: 对利用率超过40%的设施实施改造: to which of them it is done.
_DONE_TO = re.compile("对[^，。；0-9]{2,24}$")
_WHAT_IS_DONE = re.compile("的[^，。；0-9]{2,16}?(?:实施|进行|开展|给予|予以|按)")
_NEEDY = re.compile("的?[^，。；的0-9]{0,4}(?:家庭|住户|困难户)")
#: 年人均收入8000元以下情况全面消除: who is meant by poor.
_POVERTY = re.compile("的?[^，。；的0-9]{0,4}(?:现象|情况|农户|人口|群众)")
_INCOME = re.compile("收入(?:在|低于)?$")
_GOAL_BEHIND = re.compile("的[^，。；0-9]{1,8}(?:目标|任务)")
#: 总投资超15亿元的重大产业项目38个: those are counted.
_COUNTED_LATER = re.compile("的[^，。；、0-9]{2,18}?(?:项目|企业)[0-9]{1,4}[个家]")
#: A will right before a count (争取|40户以上企业进入…): so many, not those of a size.
_WILLED = ("争取", "力争", "确保", "预计")
_NUMBER_PASSED = re.compile(r"(?<![超突跨迈越通经已])过$|(?:投资|产值|收入|营收|税收|利税)上$")
_MEMBER_PASSED = re.compile(r"[0-9一二两三四五六七八九十][个家条]过$")
PASSED_SIGNS = Signs(before="过上")
BASE_SIGNS = Signs(before="每扣超少多加")
#: 每扣1分就减少拨款, 每超1人: what is counted per.
_FOR_EACH = ("每扣", "每超", "每少", "每多", "每增加", "每减少")
COUNTED_CLASS_SIGNS = Signs(after="老常人居职员学床座户")
#: Schools and the like below a size, and the size that they are paid by (不足100人的教学点, 按100人核定公用经费).
_SMALL_ONE = re.compile(
    ".?(?:不足|少于|低于|不到)[0-9]{1,4}人的[一-龥]{0,4}(?:小学|学校|教学点|幼儿园|校区|班级|村庄|村)"
    "|按(?:照)?[0-9]{1,4}人(?:的标准)?(?:补足|核定|核拨|拨付|测算|计算)"
)
_CLASS_SIZE = re.compile(r"班额|班容量|每班")


def is_base_of_rate(site: Site) -> bool:
    """每千名老人, 每3年: what something is counted per."""
    if site.before.endswith(_FOR_EACH):
        return True
    return site.before.endswith("每") and not site.text.startswith(("元", "人次"), site.match.start)


def is_base_of_change(site: Site) -> bool:
    """比2000年的414万元增长, 比去年同期4541万元增长: what a change is counted from."""
    if site.after[:1] == "（" and site.before.endswith("同期"):
        return _REMARK_THEN_CHANGE.match(site.text, site.match.end) is not None
    if _CHANGED_BY.match(site.after) is None:
        return False
    return _COUNTED_FROM.search(site.before) is not None


def is_class_of_population(site: Site) -> bool:
    """20万以上人口县, 20万人口以上的县, 人口20万以上的县."""
    if site.before.endswith("人口") and _OF_SO_MANY.match(site.text, site.match.end):
        return True
    return _POPULATION_CLASS.match(site.text, site.match.end) is not None


def is_class_passed(site: Site) -> bool:
    """过千亿元城市, 4个过五千亿、…产业: not 产值过千亿元."""
    if not site.after or _NUMBER_PASSED.search(site.before) is None:
        return False
    if site.before[-1] == "上":  # 投资上1000万元的项目, not 产值上亿元台阶
        return _CLASS_WITHIN.match(site.after) is not None
    return _NOUN_NEXT.match(site.after) is not None or _MEMBER_PASSED.search(site.before) is not None


def is_class_by_count(site: Site) -> bool:
    """1万名老人以上的街道: the bound stands behind the noun."""
    return site.match.rule.startswith("count") and _BOUND_BEHIND_NOUN.match(site.after) is not None


def is_class_size(site: Site) -> bool:
    """小学班额45人以内 is a rule of how schools are run."""
    if site.match.unit == "人" and _SMALL_ONE.match(site.text, max(0, site.match.outer_start - 1)):
        return True
    said = site.text[max(site.clause.sentence_start, site.match.start - 30) : site.match.start]
    return site.match.unit == "人" and _CLASS_SIZE.search(said + site.after[:8]) is not None


def is_threshold(site: Site) -> bool:
    """2000万元以上的项目, 产值超10亿元企业, 3年以上工作经历: the number only says which ones."""
    if site.after.startswith(_INCLUSIVE):
        site = site._replace(after=site.after.partition("）")[2])
    match, after = site.match, site.after
    if match.comparator not in BOUNDED or not after:
        return False
    is_vague = match.comparator is Comparator.GT and match.outer_start == match.start and match.outer_end == match.end
    if is_vague:  # 127万多公里的公路 is how much there is
        return False
    if _CONDITION.match(after):
        return True
    if after[0] == "的" and site.is_money and _COUNTED_LATER.match(after):
        return True
    if after[0] in _STANDS_ALONE or after[0].isspace():
        return False
    if match.comparator is Comparator.LT and _POVERTY.match(after) and _INCOME.search(site.before):
        return True
    if after[0] == "的" and _GOAL_BEHIND.match(after) and match.unit != "%":  # 达到60平方公里的大城市目标
        return False
    if _GOAL_NOUN.match(after) or _NOUN_NEXT.match(after) is None:
        return False
    if after[0] == "的" and _FIRST_OF_CLASS.search(site.before):
        return True
    if match.unit == "%" and match.outer_end > match.end:  # 90%以上的矛盾纠纷 is a share
        return after[0] == "的" and _RATE_NOUN.search(site.before) is not None
    if _PROJECT_COST.search(site.before) and _CLASS_WITHIN.match(after) is None:
        return False
    if not site.is_money and match.rule.startswith(("count", "rounded", "bare")):
        if match.outer_end == match.end or match.unit not in _CLASS_UNITS or site.before.endswith(_WILLED):
            return False
        return _COUNTED_CLASS.match(after) is not None
    return _is_measured_class(site)


def _is_measured_class(site: Site) -> bool:
    match, after = site.match, site.after
    bound_behind = match.outer_end > match.end
    if bound_behind and _GIVEN_TO.search(site.before) and _WHO_IS_GIVEN.match(after):
        return True
    if match.comparator is Comparator.LT and _NEEDY.match(after):
        return True
    if "对" in site.before and _DONE_TO.search(site.before) and _WHAT_IS_DONE.match(after):
        return True
    if site.is_money and _is_money_class(site):
        return True
    if (bound_behind or after[0] == "的") and _CLASS_WITHIN.match(after) and match.unit != "%":
        return True
    if bound_behind:
        return (
            after[0] == "的" or _COUNT_BEFORE.search(site.before) is not None or _PREDICATE.search(site.before) is None
        )
    if match.unit != "%":  # 功率超过250千瓦的设施
        return after[0] == "的"
    if after[0] != "的" or site.before.endswith(("率", "比重", "比例")):
        return False
    return after.startswith("的有") or _SHARE_OF_ALL.search(site.before) is None


def _is_money_class(site: Site) -> bool:
    """过千亿元行业, 产值超10亿元企业."""
    before = site.before
    passed = before.endswith("过") and not before.endswith(("超过", "突过", "跨过", "已过"))
    if passed:
        return True
    if site.match.outer_start == site.match.start:
        return False
    return _CLASS_NEXT.match(site.after) is not None or _CLASS_THEN_COUNT.match(site.after) is not None
