"""What the words around a date make of it: a due day, a start, a base of comparison, or only a mention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.records import Record
from metrics.normaliser.times_readings import TimeRole

_TIMES_OF_SOMETHING = re.compile(r"的(?:约|近)?[0-9.]+(?:多|余)?倍")
#: A time that only says which things are meant (2000年底前建成的老旧小区), not when the rest is due.
_ATTRIBUTE = re.compile(
    r"(?:之?前|以前|以后|后|期间)?[一-龥]{0,3}?(?:建成|建造|修建|开工|启动|立项|签约|引进|出生|成立|注册|入学|毕业|竣工|交付|登记|取得|参加工作)"
    r"(?:入住|使用|投用|并投入使用)?的(?![0-9约近一二三四五六七八九十])"
)
#: What was done last year and is spoken of now (去年开展的评估).
_DONE_LAST_YEAR = re.compile("[一-龥]{0,3}?(?:开展|实施|下达|安排|印发|出台|确定|完成|举办)的(?![0-9约近])")
#: Those who sit an examination of that year (为2020年文凭试考生代缴考试费).
_CANDIDATES = re.compile("[一-龥]{0,4}(?:考|试)考生")
#: Brackets that say when a stage is (第一年（2023年）：…).
_STAGE = re.compile("(?:第[一二三四五]年|阶段|时期|近期|远期|中期)（$")
#: A day on which something was decided or made known.
_DAY_OF_DECISION = re.compile(
    r"(?![前底]|之前|以前)(?:[上下]午|晚)?，?[^，。；]{0,30}?"
    r"(?:审查|批准|批复|审议|会议|召开|印发|发布|公布|下[发达]|表决|备案|开幕)"
)
#: A month in which a paper was issued (2023年3月，省政府印发《…》), not one by which it is to be.
_MONTH_OF_DECISION = re.compile(
    r"，?[^，。；0-9]{0,16}?(?<![将拟要])(?:印发|出台|下发|下达|批复|审议通过)(?:了|《|《?关于)"
)
#: 在“十二五”期末的153亿元的基础上增加72亿元: what is built on.
_BASIS = re.compile("[期年]?末?(?:的|达到?的?)?[0-9.]+[^，。；0-9]{1,8}(?:的)?基础上")
#: Goals of a far year that the text only leans on (综合考虑实现2035年远景目标).
_FAR_GOALS = ("远景目标", "年远景目标")
#: What a plan says (《“十四五”规划》提出) it says for its period.
_PLAN_SAYS = re.compile(r"[^，。；《》0-9]{0,20}》?[中里还共]{0,2}(?:提出|明确|确定|设定)(?!的)")
#: 《…行动计划（2023—2025年）》，提出: what a plan says that names its years in its title.
_TITLE_SAYS = re.compile("）?》，?(?:近日|日前)?(?:提出|明确|确定|要求)(?!的)")
#: What is counted, not compared (占比2019年底达到30%).
_SHARES = ("占比", "配比")
LONGEST_NAME = 40
LONGEST_BASIS = 24
#: Words that only say which things or persons are meant are no longer than this.
LONGEST_ATTRIBUTE = 16


@dataclass(slots=True)
class _ContextWords(Record):
    """Words beside a date that tell what it is for, and the characters that stand right beside it in those."""

    compared_before: tuple[str, ...]
    compared_last: frozenset[str]
    compared_after: tuple[str, ...]
    compared_first: frozenset[str]
    start_before: tuple[str, ...]
    start_after: tuple[str, ...]


def role_of_date(text: str, start: int, end: int, *, is_span: bool) -> TimeRole:
    """What the date ``text[start:end]`` does for the numbers after it; ``is_span``: it is a stretch of years."""
    words = _context_words()
    before, after = text[max(0, start - 3) : start], text[end : end + 5]
    if is_span and text[end : end + 1] in "）》" and _TITLE_SAYS.match(text, end):
        return TimeRole.DATE
    opened = text.rfind("《", max(0, start - LONGEST_NAME), start)
    if opened >= 0 and text.find("》", opened, start) < 0:
        return TimeRole.MENTION
    is_in_brackets = before.endswith("（") and after.startswith("）") and not (is_span and after.startswith("）。"))
    if is_in_brackets and not _STAGE.search(text[max(0, start - 5) : start]):
        return TimeRole.MENTION
    if text.find("的", end, end + LONGEST_ATTRIBUTE) >= 0 and _ATTRIBUTE.match(text, end):
        return TimeRole.MENTION
    if text.find("考生", end, end + LONGEST_ATTRIBUTE) >= 0 and _CANDIDATES.match(text, end):
        return TimeRole.MENTION
    if text[start] in "去上" and _DONE_LAST_YEAR.match(text, end):
        return TimeRole.MENTION
    if text[end - 1] in "日号初" and _DAY_OF_DECISION.match(text, end):
        return TimeRole.MENTION
    if text[end - 1] in "月份" and _MONTH_OF_DECISION.match(text, end):
        return TimeRole.MENTION
    if before[-1:] == "在" and text.find("基础上", end, end + LONGEST_BASIS) >= 0 and _BASIS.match(text, end):
        return TimeRole.COMPARED
    last, first = before[-1:], after[:1]
    is_compared = last in words.compared_last and before.endswith(words.compared_before)
    is_compared = is_compared and not before.endswith(_SHARES)
    if is_compared or (first in words.compared_first and after.startswith(words.compared_after)):
        return TimeRole.COMPARED
    if after.startswith(_FAR_GOALS):
        return TimeRole.MENTION
    if (first == "的" and _TIMES_OF_SOMETHING.match(text, end)) or text.find("节点", end, end + 8) >= 0:
        return TimeRole.COMPARED
    if after.startswith(("以来", "来，")):
        return TimeRole.SINCE
    if is_span:
        return TimeRole.DATE
    if after.startswith("启动") and after[2:3].isdigit():
        return TimeRole.DATE
    if after.startswith(words.start_after) or (first == "后" and not after.startswith("后续")):
        return TimeRole.START
    if before.endswith(words.start_before):
        return TimeRole.START
    return TimeRole.DATE


def is_named_to_speak(text: str, end: int) -> bool:
    """Whether the name of a plan, whose period ends at ``end``, opens what the plan says."""
    return _PLAN_SAYS.match(text, end) is not None


@cache
def _context_words() -> _ContextWords:
    lexicon = load_lexicon("periods")
    before, after = tuple(lexicon["comparing_before"]), tuple(lexicon["comparing_after"])
    return _ContextWords(
        before,
        frozenset(word[-1] for word in before),
        after,
        frozenset(word[0] for word in after),
        (*lexicon["start_before"], "由"),
        tuple(lexicon["start_after"]),
    )
