"""Whether a number is a level to reach or an amount to change by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metrics.domain.statements import Direction
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch

LEVEL, INCREASE, DECREASE = Direction.LEVEL, Direction.INCREASE, Direction.DECREASE
#: What may stand between a close word of change and its number: particles, and earlier members of a list of numbers.
_FILLER = re.compile(
    r"(?:了|介乎|介于|约|近|超过?|达到?|分别|均|都|各|为|共|将|再|也|和|及|与|、|幅度|不少于|不低于|不超过|至少|以上|左右|逾"
    r"|个百分点|百分点|[0-9.%‰~-]|[—万亿千百成倍一二三四五六七八九十两半元人次户家所个项吨公里亩点件名])*"
)
_AFTER = re.compile(
    r"(?:左右|以上|以下|以内|及以上|上下)?的?(?:年均|同比|正|较快|速度)?(增长|增速|增幅|涨幅|增量|降幅|下降)(?!点|极)"
)
_JOINED_LATER = re.compile(r"[一-龥“”]{1,14}(?:新增|扩增)(?:进入|纳入|列入|入选)")
_GAP_TO_ANOTHER = re.compile(r"(高于|低于|快于|慢于|优于|超出|领先|落后|好于)(?<!不..)([一-龥0-9]*)(?<!的)$")
_COMPARED = re.compile(
    r"(?:比(?![例重率])|较|同)([一-龥0-9“”]{1,24}?)(高出|(?<![提升])高|(?<![降减])低|快|慢|(?<!增)多|(?<!减)少)了?(?:约|近|出)?$"
)
_PART_MARK = re.compile("其中|（含|包括|当中")
_FIGURE = re.compile("[0-9.]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年|[0-9一二三四五六七八九十]+年前")
_FORECAST = re.compile("预期|预计|预测|计划|目标|预算|任务|进度")
_LIST_MEMBER = re.compile(r"[0-9.%万亿元人家所个户]+(?:以上|左右|以内)?[、和及与][^0-9]*$")
#: What may stand before a verb that opens a list (今年新增…、…); a noun in front makes it an attribute (城镇新增就业).
_OPENING = re.compile(
    r"(?:[（）0-9一二三四五六七八九十、.：；年月]|今年|全年|年内|年底前?|全市|全县|全区|全省|全州|全镇|计划|预计|力争|确保|争取"
    r"|将|共|累计|已|拟|到|前|并|可|其中|完成|实现|分别|同时|再)*"
)
_BARE_NOUN = re.compile("[一-龥“”]{2,16}")
#: Measure words of things: 提升45个村 betters them, it does not raise a figure by 45.
_THINGS = frozenset("个所条户家处座栋村项")
#: Whom a cut of fees and taxes helps: they do not become fewer (减免学费5120人).
_THOSE_HELPED = frozenset({"人", "人次", "户", "户次", "家", "家次"})
#: What is done of a goal told just before (新增就业目标12000人，实际完成11386人).
_DONE_OF_IT = re.compile(r"(?:实际|已经?|现已|目前|累计|共)*完成")
#: So much text before a number is looked at.
WINDOW = 120
_FALLING = {"低于": True, "慢于": True, "落后": True, "低": True, "慢": True, "少": True}


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """A word of change: its direction and how near the number must stand."""

    direction: Direction
    reach: str
    is_of_things: bool = False
    is_of_money: bool = False


def direction_of(clean: CleanText, match: QuantityMatch, clause: Clause) -> Direction:
    """Direction of change that the words around ``match`` give it."""
    text = clean.text
    if text[match.start] == "翻":
        return INCREASE
    after = text[match.outer_end : min(clause.end, match.outer_end + 24)]
    said_after = _direction_after(after)
    if said_after is not None:
        return said_after
    before = text[max(clause.start, match.outer_start - WINDOW) : match.outer_start].replace(" ", "")
    compared = _direction_of_gap(before + text[match.outer_start : match.start])
    if compared is not None:
        return compared
    direction = _direction_before(before, match) or _direction_of_whole(text, match, clause)
    return direction or _direction_of_list(text, match, clause) or _improvement(text, before, clause)


def _direction_after(after: str) -> Direction | None:
    if "增" not in after and "降" not in after and "涨" not in after:
        return None
    found = _AFTER.match(after)
    if found:
        return DECREASE if found[1] in ("降幅", "下降") else INCREASE
    return INCREASE if _JOINED_LATER.match(after) else None


def _direction_of_gap(before: str) -> Direction | None:
    """A gap to another body or forecast is a level; to an earlier time it is a change."""
    found = _COMPARED.search(before[-40:])
    if found:
        return _from_base(found[1], found[2])
    found = _GAP_TO_ANOTHER.search(before[-24:])
    return _from_base(found[2], found[1]) if found else None


def _from_base(base: str, word: str) -> Direction:
    if _FORECAST.search(base):
        return LEVEL
    if not (_YEAR.search(base) or any(past in base for past in load_lexicon("change")["past_bases"].split())):
        return LEVEL
    return DECREASE if _FALLING.get(word) else INCREASE


def _direction_of_whole(text: str, match: QuantityMatch, clause: Clause) -> Direction | None:
    """Direction of a sum for its parts (新增泊位3000个，其中路内1200个): same measure, no verb of their own."""
    start = max(clause.sentence_start, match.outer_start - WINDOW)
    if not match.measure or _PART_MARK.search(text, start, match.outer_start) is None:
        return None
    marks = list(_PART_MARK.finditer(text, start, match.outer_start))
    if not _reaches(text[marks[-1].end() : match.start]):
        return None
    said = text[start : marks[-1].start()]
    wholes = [found for found in _FIGURE.finditer(said) if _is_measured(said, found.end(), match)]
    return _direction_of_verb(said[: wholes[-1].start()]) if wholes else None


def _direction_of_verb(said: str) -> Direction | None:
    """Direction of the one far word that opens the last clause (新增泊位|3000个); 比上年增加420个 opens none."""
    said = said[max(said.rfind("，"), said.rfind("；"), said.rfind("。")) + 1 :]
    verbs = [(found, word) for found, word in _words_in(said) if word.reach == "far"]
    if len(verbs) != 1 or not _opens(said, verbs[0][0]):
        return None
    return verbs[0][1].direction


def _is_measured(said: str, end: int, match: QuantityMatch) -> bool:
    return match.measure in said[end : end + len(match.measure) + 2]


def _direction_of_list(text: str, match: QuantityMatch, clause: Clause) -> Direction | None:
    """Direction of a list that goes on after a comma (新增甲类15家，乙类10家): same measure, no verb."""
    if clause.start <= clause.sentence_start:
        return None
    own = text[clause.start : match.outer_start]
    if own.endswith("完成") and _DONE_OF_IT.fullmatch(own):
        goal = text[max(clause.sentence_start, clause.start - WINDOW) : clause.start - 1].rpartition("，")[2]
        figures = list(_FIGURE.finditer(goal))
        return _direction_before(goal[: figures[-1].start()], match) if figures else None
    said = text[max(clause.sentence_start, clause.start - WINDOW) : clause.start - 1]
    said = said[said.rfind("，") + 1 :]
    if match.measure not in said or not _BARE_NOUN.fullmatch(text, clause.start, match.start):
        return None
    if not _reaches(text[clause.start : match.start]) or not any(
        _is_measured(said, found.end(), match) for found in _FIGURE.finditer(said)
    ):
        return None
    return _direction_of_verb(said)


def _words_in(said: str) -> list[tuple[re.Match[str], ChangeWord]]:
    """The words of change in a text, in order."""
    pattern, meanings = _meanings()
    return [(found, word) for found in pattern.finditer(said) if (word := meanings[found[0]]) is not None]


def _opens(said: str, verb: re.Match[str]) -> bool:
    """Whether nothing that could own the verb stands before it."""
    return _OPENING.fullmatch(said, 0, verb.start()) is not None


def _direction_before(before: str, match: QuantityMatch) -> Direction | None:
    for found, word in reversed(_words_in(before)):
        if _governs(word, found, before, match):
            return word.direction
    return None


def _governs(word: ChangeWord, found: re.Match[str], before: str, match: QuantityMatch) -> bool:
    """Whether a word of change reaches the number over what stands between them."""
    gap = before[found.end() :]
    if word.is_of_money and match.unit in _THOSE_HELPED:
        return False
    if word.reach == "noun":
        return not _is_list(gap) or _same_measure(gap, match)
    if _FILLER.fullmatch(gap):
        return not (word.is_of_things and match.unit in _THINGS)
    if not _reaches(gap):
        return False
    if word.reach == "far" and (not _is_list(gap) or _opens(before, found)):
        return True
    return _same_measure(gap, match) and _is_list(gap)


def _is_list(gap: str) -> bool:
    return _LIST_MEMBER.search(gap) is not None


def _reaches(gap: str) -> bool:
    """Whether no other verb stands between the word of change and the number."""
    return not _resets().search(gap)


def _same_measure(gap: str, match: QuantityMatch) -> bool:
    return bool(match.measure) and match.measure in gap


def _improvement(text: str, before: str, clause: Clause) -> Direction:
    if "改善" not in before:
        return LEVEL
    own, _, gap = before.rpartition("改善")
    head = f"{text[max(clause.sentence_start, clause.start - WINDOW) : clause.start]}{own}"
    if not head or not _FILLER.fullmatch(gap):
        return LEVEL
    polluting = any(word in head for word in load_lexicon("change")["pollutants"].split())
    return DECREASE if polluting else INCREASE


@cache
def change_words() -> dict[str, ChangeWord]:
    """Every word of change; one that is both close and far counts as far."""
    lexicon = load_lexicon("change")
    words: dict[str, ChangeWord] = {}
    for reach, name in (("close", "close"), ("far", "far"), ("noun", "nouns")):
        for direction, listed in lexicon[name].items():
            for word in listed.split():
                words[word] = ChangeWord(
                    Direction(direction), reach, word in lexicon["of_things"], word in lexicon["of_money"]
                )
    return words


@cache
def _meanings() -> tuple[re.Pattern[str], dict[str, ChangeWord | None]]:
    """Pattern for words of change, and what each that it finds means; None for one that only looks like change."""
    friends = load_lexicon("change")["false_friends"].split()
    pattern = one_of([*longest_first(friends), *longest_first(change_words())])
    return re.compile(pattern), {**change_words(), **dict.fromkeys(friends)}


@cache
def _resets() -> re.Pattern[str]:
    return re.compile(one_of(longest_first(load_lexicon("change")["resets"].split())))
