"""Amounts that one person or household is entitled to or charged: 每人每年补助800元, 上限为2万元."""

from __future__ import annotations

import re

from metrics.normaliser.choices import opening_with
from metrics.normaliser.sites import Site

_EACH = re.compile(
    r"(?:每人|每生|每户|每名|每位|每年|每月|每学年|每学期|每天|每亩|每头|每平方米|每吨|每套|每个|每公里|每张|每床|每场|每家|每村|每所|每座|每台|每辆|每间|每立方米|每千瓦|每度|每部|最高|上限|封顶|一次性|给予|按照?"
    r"|处以|押金|起付|门槛|收取|缴纳|缴费|票价|票面|售价|定额)[^，。；、]{0,12}$"
)
_BENEFIT = re.compile(
    r"(?:补[助贴]|奖[励补金]|资助|津贴|补偿|救助金|退税|报销|生活费|学费|收费|住宿费|押金|额度|限额|上限)[^，。；]{0,10}$"
)
_BENEFIT_BEHIND = re.compile(
    r"的?(?:标准)?(?:一次性)?(?:补[助贴]|奖[励补金]|资助|津贴|补偿|救助|生活费|限额|上限|/|每)"
)
#: What is earned is no benefit (经济效益超过1万元|/亩).
_YIELD = re.compile("(?:效益|产值|收入|利润|收益|产出)[^，。；]{0,6}$")
_CAP = opening_with("最上封限贷单授", r"(?:(?:最高|上限|封顶|限额)[^，。；、]{0,12}$|(?:贷款|单笔|单户|授信)额度$)")
#: 上限由1万元提高至2万元, 每间上限30万元、中学40万元: a cap that is moved, the second cap of a list.
_FURTHER_CAP = opening_with(
    "上限封最",
    r"(?:(?:上限|限额)(?:从|由)[^，。；]{0,20}$|(?:上限|封顶|最高)[^，。；、]{0,10}元、[^，。；、0-9]{0,8}$)",
)
_PART_BEHIND = re.compile(r"的?部分(?:按|支付|报销|给予)")
_RAISED = re.compile(
    r"(?:提高|提升|增加|上调|调整|提标|调高|降低|下调|降|增|升|扩大|达)了?(?:到|至|为|成)?[^，。；]{0,18}$"
)
_TOTAL = re.compile(
    r"(?:共|累计|总计|合计|发放|投入|安排|落实|筹集|下达|拨付|兑现|资金|总额|人均|减免)[^，。；每]{0,10}$"
)
#: What one person gets is less than this; what a fund pays out is more.
ONE_PERSON, MANY_PERSONS = 100_000, 1_000_000


_BENEFIT_RATE = re.compile(
    r"(?:支付比例|报销比例|返还比例|补助比例|补贴比例|资助比例|奖补比例|奖励比例|费率|起付线|部分支付|部分报销|按(?![时期规要照]))[^，。；率]{0,6}$|奖补比例[^，。；]{0,16}$"
)
#: 对首次上规企业奖励10万元: whoever meets the condition gets it.
_FOR_EACH_WHO = re.compile(
    r"对[^，。；]{0,20}?(?:的|企业|单位|项目|个人|家庭|主体|人员|机构|团队|学校|合作社|农户|村)[^，。；共]{0,6}?，?(?:再|另|分别)?(?:给予|按)?"
    r"(?:一次性|最高)?(?:奖励|补助|补贴|资助|奖补)(?:资金)?$"
)
#: 补助标准：县道每公里60万元，乡道每公里40万元: what the sentence is headed by holds for all of it.
_OF_STANDARD = re.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.])?[^，。；：]{0,8}(?:补[助贴]|奖[励补]|收费|缴费|资助|救助|待遇|支付|处罚|安置|补偿)标准(?:：|为：?|如下)"
)
#: A fine that a rule threatens; 查处8起，罚款4.5万元 is one that was paid.
_FINE = re.compile(r"(?:处以?|并处|可处|责令)[^，。；]{0,10}$|处[^，。；]{0,12}罚款[^，。；]{0,4}$")
#: The rate of a fee is a rule, raised or lowered (费率至1%).
_FEE_RATE = re.compile("费率[^，。；]{0,6}$")
_RATE_BEHIND = re.compile(r"的?(?:比例|标准)?(?:予以|给予)?(?:支付|报销|返还|给予|资助|补助|补贴)")


def _is_rate_of_benefit(site: Site) -> bool:
    """按60%给予资助, 支付比例为75%; not 支付比例提高到75%."""
    if "费率" in site.before and _FEE_RATE.search(site.before):
        return True
    if site.match.outer_start < site.match.start or site.after.startswith("安排"):  # 赤字率拟按3%安排
        return False
    if _BENEFIT_RATE.search(site.before) is None and _RATE_BEHIND.match(site.after) is None:
        return False
    return _RAISED.search(site.before) is None


def is_entitlement(site: Site) -> bool:
    """An amount per person or a cap, unless it is said to be raised to that level."""
    if site.is_money and _FOR_EACH_WHO.search(site.before):
        return True
    if site.match.unit == "%":
        return _is_rate_of_benefit(site)
    if site.is_money and _FURTHER_CAP.search(site.before):
        return True
    if not site.is_money or site.match.value is None or _RAISED.search(site.before):
        return False
    if _CAP.search(site.before) or _PART_BEHIND.match(site.after):
        return True
    if site.match.value < MANY_PERSONS * 10 and _OF_STANDARD.match(site.text, site.clause.sentence_start):
        return True
    is_average = "平均" in site.before[-12:]
    if (
        site.match.value < MANY_PERSONS
        and not is_average
        and _EACH.search(site.before)
        and not _TOTAL.search(site.before[-10:])
    ):
        return True
    if site.match.value >= ONE_PERSON:
        return False
    if _FINE.search(site.before):
        return True
    if _BENEFIT.search(site.before) is not None:
        return True
    return _BENEFIT_BEHIND.match(site.after) is not None and _YIELD.search(site.before) is None
