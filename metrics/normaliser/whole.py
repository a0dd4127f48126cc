"""All/none words that stand for a number: 全覆盖, 全部, 全员, 应保尽保, 零辍学, 清零."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from metrics.domain.statements import Comparator
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import spans_of_ways
from metrics.normaliser.segments import QuantityMatch

ALL, NONE = Decimal(100), Decimal(0)


#: 动态清零 is said of what can be counted down; as a line of policy it is none.
_CLEARED = re.compile(
    r"(?:失学|辍学|家庭|人口|案件|隐患|问题|欠薪|存量|线索|信访|事项|投诉|图斑)(?:要|须|持续|继续|始终|全部|基本)?(?:保持|实现|做到|达到)?$"
)
_CLEARED_REACH = 14


@cache
def _openings() -> dict[str, re.Pattern[str]]:
    """What these words begin with, by the first character; looked for first, because that is found fastest."""
    of_none = "".join(sorted({word[0] for word in load_lexicon("whole")["none_of"].split()}))
    behind = {
        "全": "[覆部数员]", "配": "齐", "清": "零", "零": f"[{of_none}]",
        "应": "[^尽]{1,2}尽", "动": "态清", "悉": "数", "一": "[个人户]都?不",
    }  # fmt: skip
    return {first: re.compile(f"{first}(?={following})") for first, following in behind.items()}


@cache
def _word_pattern() -> re.Pattern[str]:
    lexicon = load_lexicon("whole")
    all_of, everybody = ("|".join(str(lexicon[name]).split()) for name in ("all_predicates", "everybody"))
    none_of = "|".join(str(lexicon["none_of"]).split())
    covering = "|".join(str(lexicon["covering_activities"]).split())
    return re.compile(
        rf"(?P<cover_all>全覆盖)(?!{covering}|(?:项目|工程)[0-9])"
        rf"|(?P<hold_for_all>全[部数]|悉数)(?=(?:都|均|已|基本|按期|按时|如期|顺利|提前|按要求|高质量|得到|予以)?(?:{all_of}))"
        r"|(?P<hold_for_every>(?<=力争|确保|实现|推动|争取|保证)全部)(?=[\u4e00-\u9fff（）]{1,14}(?:通过|达到|达标|实现|完成|建成|纳入|覆盖))"
        rf"|(?P<include_everybody>全员)(?={everybody})"
        r"|(?P<equip_all>配齐)(?!配|[一-龥、（）]{2,20}[0-9]{1,4}余?[名人位])"
        r"|(?P<not_one_missing>一[个人户]都?不[少落漏])(?=[，。；、]|$|入|上|脱)"
        r"|(?P<as_due>应(?!有)(?P<due_verb>[\u4e00-\u9fff]{1,2})尽(?P=due_verb))"
        rf"|(?P<none_at_all>零(?:{none_of}))"
        r"|(?P<clear_households>动态清零)(?!行动|攻坚|计划|工程|任务)"
        r"|(?P<clear_all>(?<!动态)清零)(?!行动|攻坚|计划|工程|任务|动)"
    )


def find_whole_words(text: str) -> list[QuantityMatch]:
    """Every word of a text that stands for all or for none."""
    pattern = _word_pattern()
    found = [pattern.match(text, start) for start, _ in spans_of_ways(text, _openings())]
    return [_match(word) for word in found if word is not None and _is_said_of_something(text, word)]


def _is_said_of_something(text: str, word: re.Match[str]) -> bool:
    if word["clear_households"] is None:
        return True
    return _CLEARED.search(text, max(0, word.start() - _CLEARED_REACH), word.start()) is not None


def _match(found: re.Match[str]) -> QuantityMatch:
    rule = next(name for name, value in found.groupdict().items() if value)
    start, end = found.span(rule)
    none = rule in ("none_at_all", "clear_all", "clear_households")
    return QuantityMatch(start, end, start, end, NONE if none else ALL, "%", "", Comparator.EQ, rule, implicit=True)
