"""Durations and ages that only describe (为期30天, 3岁以下), and units that mean something else without their noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from metrics.domain.statements import Comparator
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.exclusions.signs import Signs
from metrics.normaliser.sites import TIME_UNITS, Site

_DESCRIBES = re.compile(
    r"以?来|以?前|以?后|内|之内|期|制|规划|行动|计划|时间|一?周期|多?来|历史|一遇|工龄|级|度|末|初|底|中|里|间|连续|纪念|华诞|经验|任期"
)
_DURATION_NOUN = re.compile(r"时间|时限|期限|天数|寿命|时长|周期|用时|耗时|年限|时段|机时|工时|轮候|住院日|时效")
_CONTRACT = re.compile(r"(?:(?:贷款|合同|担保|租赁|存款|服务)期限?|支教时间|服务时间|[聘任学实]期)[^，。；]{0,8}$")
_RUNNING = ("连续", "提前", "近", "为期", "历时", "满", "每")
_NOW_IS = re.compile(r"(?:达到?|增至|降至|减至|缩短[至到]|为|多了?|少了?|降到|增加到|延长[到至]|超过)了?约?$")
_DIMENSION_BEHIND = re.compile(r"[内深高宽口液级]|以[内上下外]")
_TIME_BEHIND_HALF = re.compile("(?:多)?个?(?:多)?(?:月|年|天|小时|世纪|学期)")
RUN_SIGNS = Signs(before="续")
HALF_SIGNS = Signs(after="多个月年天小")
#: How far back a clause or sentence is asked for the noun.
CLAUSE_REACH, SENTENCE_REACH = 24, 90


@cache
def _needed(unit: str) -> tuple[str, ...]:
    lexicon = load_lexicon("measures")
    if unit in TIME_UNITS:
        return tuple(lexicon["time_needs"].split())
    return tuple(lexicon["needs"].get(unit, ()))


def is_bare_duration(site: Site) -> bool:
    """A stretch of time, unless the clause speaks of how long something takes or is to take."""
    match = site.match
    if match.unit not in TIME_UNITS:
        return False
    clause = site.text[max(site.clause.start, match.start - SENTENCE_REACH) : match.start]
    if match.measure in ("日", "月", "周年") or _is_running(site, clause) or _CONTRACT.search(clause):
        return True
    sentence = site.text[max(site.clause.sentence_start, match.start - SENTENCE_REACH) : match.start]
    if match.group and _DURATION_NOUN.search(sentence):
        return False
    if _DESCRIBES.match(site.after) or _is_a_date(site):
        return _DURATION_NOUN.search(clause) is None
    if _names_one(_needed(match.unit), clause[-CLAUSE_REACH:]) or _DURATION_NOUN.match(site.after[2:8]):
        return False
    return not (_NOW_IS.search(clause) and _DURATION_NOUN.search(sentence))


def is_run_of_times(site: Site) -> bool:
    """连续5个季度: how long something went on."""
    return site.after.startswith(("季度", "月", "年度", "学期", "学年"))


def is_half_of_a_time(site: Site) -> bool:
    """再过半个月: not more than half of something."""
    match = site.match
    return site.text[match.end - 1] == "半" and _TIME_BEHIND_HALF.match(site.text, match.end) is not None


def _is_running(site: Site, clause: str) -> bool:
    return site.match.comparator in (Comparator.EQ, Comparator.APPROX) and clause.endswith(_RUNNING)


def _is_a_date(site: Site) -> bool:
    """3年内 is a deadline; 不超过3年 is not."""
    said = site.text[max(0, site.match.start - 2) : site.match.start]
    return site.match.comparator is Comparator.LE and said not in ("超过", "多于")


class _UnitAndMeasure(Protocol):
    @property
    def rule(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def measure(self) -> str: ...


def _asked_unit(match: _UnitAndMeasure) -> str:
    return match.measure if match.rule.startswith("count") or match.measure == "度" else match.unit


def may_lack_a_noun(match: _UnitAndMeasure) -> bool:
    """Whether the unit is one of those that count only together with certain nouns."""
    unit = _asked_unit(match)
    return unit not in TIME_UNITS and bool(_needed(unit))


def lacks_its_noun(site: Site) -> bool:
    """3岁以下, 50米内, 2点: a unit that counts only together with certain nouns (寿命, 道路, 指数)."""
    match = site.match
    unit = _asked_unit(match)
    if unit in TIME_UNITS:
        return False
    if unit == "m" and (site.before.endswith(("以下", "以上")) or _DIMENSION_BEHIND.match(site.after)):
        return True
    needed = _needed(unit)
    said = site.text[max(site.clause.sentence_start, match.start - SENTENCE_REACH) : match.start]
    return bool(needed) and not _names_one(needed, said)


def _names_one(words: Sequence[str], said: str) -> bool:
    for word in words:  # noqa: SIM110  (faster than any() with a generator)
        if word in said:
            return True
    return False
