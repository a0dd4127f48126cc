"""Whether a number is a level to reach or an amount to change by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metrics.domain.statements import Direction
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch

#: What may stand between a close word of change and its number: particles, and earlier members of a list of numbers.
_FILLER = re.compile(
    r"(?:了|约|近|超过?|达到?|分别|均|都|各|为|共|将|再|也|和|及|与|、|幅度|不少于|不低于|不超过|至少|以上|左右|逾"
    r"|个百分点|百分点|[0-9.%‰~-]|[—万亿千百成倍一二三四五六七八九十两半元人次户家所个项吨公里亩点件名])*"
)
_AFTER = re.compile(
    r"(?:左右|以上|以下|以内|及以上|上下)?的?(?:年均|同比|正|较快|速度)?(增长|增速|增幅|涨幅|增量|降幅|下降)(?!点|极)"
)
_JOINED_LATER = re.compile(r"[一-龥“”]{1,14}(?:新增|扩增)(?:进入|纳入|列入|入选)")
_GAP_TO_ANOTHER = re.compile(r"(?<!不)(高于|低于|快于|慢于|优于|超出|领先|落后|好于)([一-龥0-9]*)(?<!的)$")
_COMPARED = re.compile(
    r"(?:比(?![例重率])|较|同)([一-龥0-9“”]{1,24}?)(高出|(?<![提升])高|(?<![降减])低|快|慢|(?<!增)多|(?<!减)少)了?(?:约|近|出)?$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年|[0-9一二三四五六七八九十]+年前")
_LIST_MEMBER = re.compile(r"[0-9.%万亿元人家所个户]+(?:以上|左右|以内)?[、和及与][^0-9]*$")
#: So much text before a number is looked at.
WINDOW = 120
_FALLING = {"低于": True, "慢于": True, "落后": True, "低": True, "慢": True, "少": True}


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """A word of change: its direction and how near the number must stand."""

    direction: Direction
    reach: str


def direction_of(clean: CleanText, match: QuantityMatch, clause: Clause) -> Direction:
    """Direction of change that the words around ``match`` give it."""
    text = clean.text
    if text[match.start] == "翻":
        return Direction.INCREASE
    after = text[match.outer_end : min(clause.end, match.outer_end + 24)]
    said_after = _direction_after(after)
    if said_after is not None:
        return said_after
    before = text[max(clause.start, match.outer_start - WINDOW) : match.outer_start].replace(" ", "")
    compared = _direction_of_gap(before + text[match.outer_start : match.start])
    if compared is not None:
        return compared
    direction = _direction_before(before, match)
    if direction is None:
        direction = _improvement(text[max(clause.sentence_start, clause.start - WINDOW) : clause.start] + before)
    return direction


def _direction_after(after: str) -> Direction | None:
    found = _AFTER.match(after)
    if found:
        return Direction.DECREASE if found[1] in ("降幅", "下降") else Direction.INCREASE
    return Direction.INCREASE if _JOINED_LATER.match(after) else None


def _direction_of_gap(before: str) -> Direction | None:
    """A gap to another body or forecast is a level; to an earlier time it is a change."""
    found = _COMPARED.search(before[-40:])
    if found:
        return _from_base(found[1], found[2])
    found = _GAP_TO_ANOTHER.search(before[-24:])
    return _from_base(found[2], found[1]) if found else None


def _from_base(base: str, word: str) -> Direction:
    if not (_YEAR.search(base) or any(past in base for past in load_lexicon("change")["past_bases"].split())):
        return Direction.LEVEL
    return Direction.DECREASE if _FALLING.get(word) else Direction.INCREASE


def _direction_before(before: str, match: QuantityMatch) -> Direction | None:
    for found in reversed([f for f in _pattern().finditer(before) if f.lastgroup == "word"]):
        word = change_words()[found["word"]]
        if _governs(word, before[found.end() :], match):
            return word.direction
    return None


def _governs(word: ChangeWord, gap: str, match: QuantityMatch) -> bool:
    """Whether a word of change reaches the number over what stands between them."""
    is_list = bool(_LIST_MEMBER.search(gap))
    if word.reach == "noun":
        return not is_list or _same_measure(gap, match)
    if _FILLER.fullmatch(gap) or (word.reach == "far" and _reaches(gap)):
        return True
    return is_list and _same_measure(gap, match) and _reaches(gap)


def _reaches(gap: str) -> bool:
    """Whether no other verb stands between the word of change and the number."""
    return not _resets().search(gap)


def _same_measure(gap: str, match: QuantityMatch) -> bool:
    return bool(match.measure) and match.measure in gap


def _improvement(before: str) -> Direction:
    head, _, gap = before.rpartition("改善")
    if not head or not _FILLER.fullmatch(gap):
        return Direction.LEVEL
    polluting = any(word in head for word in load_lexicon("change")["pollutants"].split())
    return Direction.DECREASE if polluting else Direction.INCREASE


@cache
def change_words() -> dict[str, ChangeWord]:
    """Every word of change; one that is both close and far counts as far."""
    lexicon = load_lexicon("change")
    words: dict[str, ChangeWord] = {}
    for reach, name in (("close", "close"), ("far", "far"), ("noun", "nouns")):
        for direction, listed in lexicon[name].items():
            words.update(dict.fromkeys(listed.split(), ChangeWord(Direction(direction), reach)))
    return words


@cache
def _pattern() -> re.Pattern[str]:
    def either(words: list[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    friends = load_lexicon("change")["false_friends"].split()
    return re.compile(f"(?P<other>{either(friends)})|(?P<word>{either(list(change_words()))})")


@cache
def _resets() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load_lexicon("change")["resets"].split(), key=len, reverse=True)))
