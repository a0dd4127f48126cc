"""Small numbers that announce or name rather than count: 一个, 两项行动, 三个课堂, 6个方面."""

from __future__ import annotations

import re
from functools import cache

from metrics.domain.statements import Comparator
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.sites import BOUNDED, TIME_UNITS, Site

_BUILT = re.compile(
    r"(?:建成|新建|建设|建有|建立|完成|创建|改造|改扩建|扩建|新增|增加|打造|投用|启用|开工|竣工|引进|培育|培养|实施|举办|开展|组织|购置"
    r"|配备|开通|打通|设立|成立|选派|招聘|招录|认定|评选|命名|获评?|荣获|签约|落地|建好|办好|解决|减少|设|有|达到?|至少|不少于|超过?"
    r"|约|近|共|将|为|的|等|个|、|欠)[^，。；：“”]{0,12}$"
)
_ONE_EACH = re.compile(r"(?:至少|不少于|各|每[^，。；]{0,14}|均|都)[^，。；]{0,6}$")
_RULES_BEHIND = re.compile(r"[^，。；、]{0,4}(?:政策|措施|意见|举措|规定|办法|建议)")
#: Ways and waters are counted with 条, which is elsewhere a word of rules (两条|一级公路).
_WAY_BEHIND = re.compile(
    "[^，。；、0-9]{0,8}?(?:路(?![径线子])|河(?!长)|干线|支线|管线|产线|航线|渠(?!道)|道(?![德理])|街|巷|沟|管网)"
)
#: 等15个部门联合印发: who issues a paper.
_ISSUERS_BEHIND = re.compile("(?:部门|部委|单位|机构)(?:近日|日前|今[天日])?(?:联合|共同|会同)")
_CLAUSE_END = re.compile(r"[，。；]|$")
#: 跨过两个万亿元大关 counts steps, not things.
_MAGNITUDE_STEPS = ("百亿", "千亿", "万亿", "台阶", "大台阶", "大关", "关口")
_RISES = ("提高", "提高了", "增长", "增长了", "增加", "增加了", "扩大", "扩大了", "提升", "提升了")
#: 等十余种业务 sums up the list that it stands behind.
_SUMMED_UP = frozenset(("种", "类"))
ANNOUNCING = frozenset(("条", "场", "个", "项", "大类", "类", "种", "大项"))
#: Numbers in characters below these are names (三个课堂), stages (十次全会) or steps.
FEW, MANY = 10, 20


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(load_lexicon("exclusions")[name]).split())


@cache
def _abstract_noun() -> re.Pattern[str]:
    words = "|".join(sorted(_words("abstract_nouns"), key=len, reverse=True))
    return re.compile(rf"[^，。；、：的“”《》]{{0,6}}(?:{words})")


@cache
def _announced_noun() -> re.Pattern[str]:
    return re.compile(one_of(longest_first(_words("announced_nouns"))))


def _is_in_characters(site: Site) -> bool:
    return "_in_characters" in site.match.rule


def is_vague_article(site: Site) -> bool:
    """一 with a measure word is mostly an article (一个, 一批, 一项); it counts after 至少 or in 每…一所."""
    match = site.match
    if match.value != 1 or match.value_max is not None or not _is_in_characters(site):
        return False
    if match.unit in TIME_UNITS:
        return match.comparator is Comparator.EQ
    if match.unit == "倍" and site.before.endswith(_RISES):  # 收入提高一倍
        return False
    return match.comparator not in BOUNDED and _ONE_EACH.search(site.before) is None


def is_counted_idea(site: Site) -> bool:
    """两项行动, 三个课堂, 四个意识: numbers in characters that announce or name."""
    match = site.match
    if match.value is None or not match.rule.startswith("count_in_characters"):
        return False
    if match.value == 1 and match.value_max is None and match.measure == "次":
        return False
    if match.measure in _words("serial_measures"):
        return match.value < MANY or site.text.startswith(("全会", "会议"), match.end)
    if site.text.startswith(_MAGNITUDE_STEPS, match.end):
        return True
    if _CLAUSE_END.match(site.after) and _BUILT.search(site.before[-14:]) and match.measure in ("项", "件", "个", "条"):
        return False
    if match.measure == "条" and match.value != 1 and _WAY_BEHIND.match(site.after):
        return False
    if match.measure in _SUMMED_UP and match.value < MANY and site.before.endswith("等"):
        return True
    if match.measure in _words("idea_measures"):
        if match.value >= MANY or match.comparator in BOUNDED:
            return False
        return match.value < FEW or _abstract_noun().match(site.after) is not None
    if match.value < FEW and match.measure not in _words("thing_measures"):
        return True
    return match.comparator is Comparator.EQ and _BUILT.search(site.before) is None


def is_announced_idea(site: Site) -> bool:
    """4个方面, 36条政策措施: in digits, but they announce a list."""
    match = site.match
    if match.value is None:
        return False
    if match.measure == "条":
        return _RULES_BEHIND.match(site.after) is not None
    if match.value >= MANY:
        return False
    return _announced_noun().match(site.after) is not None or _ISSUERS_BEHIND.match(site.after) is not None
