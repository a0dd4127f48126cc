"""Numbers of a list with what the words before the list say of each, and the verb that they say once."""

from __future__ import annotations

import re

from metrics.normaliser.indicators_lists import members_of, size_of_list
from metrics.normaliser.indicators_phrases import Phrase
from metrics.normaliser.indicators_rates import is_rate
from metrics.normaliser.indicators_reader import WINDOW, Reader
from metrics.normaliser.indicators_words import is_only_verbs, opened
from metrics.normaliser.segments import QuantityMatch

#: A state before the first number makes the list an answer to the list of things before it.
_STATED = re.compile("(?:达到?|为|是|突破|超过?|至|到|约|近|增长|下降)$")
_SECOND = re.compile(r"[、和与及](?:约|近)?[0-9][0-9.,]*[十百千万亿]*")
#: A group that a rate is given for, and a rate with its first group behind it.
_GROUP = re.compile("[一-龥]{2,6}")
_RATE_OF_GROUP = re.compile("(.{2,}?(?:率|占比|比例|比重|满意度))([一-龥]{2,6})")
_MEASURE_OF_GROUP = re.compile(
    "(.{2,}?(?:面积|经费|支出|收入|标准|人数|浓度|投入))(小学|初中|高中|中学|幼儿园|城镇|农村|城市)"
)
#: Groups that a measure is given for, one after the other.
GROUPS = frozenset(("小学", "初中", "高中", "中学", "幼儿园", "城镇", "农村", "城市"))
#: Where a second list of numbers answers the things of the first.
_EACH = re.compile("分别|依次")
#: A clause that names things in order, right before the clause with their numbers (最低的3个城市依次是北京、廊坊).
_NAMED_IN_ORDER = re.compile("(?P<of>[^，。；]*?)(?:依次|分别|排名|顺序)(?:是|为|有)(?P<members>[^，。；]{3,80})$")
_RANKING = re.compile(
    "(?:最[一-龥]{1,4}|排名[一-龥]{0,4}|前|后)?的?(?:前|后)?[0-9一二三四五六七八九十两]*[个位名]?(?:城市|省份|县区|地区|区县|县市|乡镇|街道|学校)?$"
)
_VERB_OF_OWN = re.compile("达|突破|迈|跃|跨")
_RATE_ALONE = re.compile("(?:^|[.．、）])([一-龥“”]{2,16}(?:率|占比|比例|比重|满意度))$")
#: So many numbers back a verb is sought.
FARTHEST = 8


def from_list(reader: Reader, match: QuantityMatch) -> Phrase | None:
    """Phrase of a member of a list of numbers, where the list of things before it has as many."""
    first = _first_of_list(reader, match)
    if first is None:
        return None
    index = match.group or 0
    if index and _VERB_OF_OWN.match(reader.text, match.outer_start, match.start):
        return None
    size = size_of_list(reader.text, match.end, index)
    at = len(reader.earlier) - index
    if size < 2 or at < 0 or _differs_in_measure(reader.text, first):
        return None
    phrase, _ = reader.read_before(first, reader.earlier[at - 1] if at else None)
    if phrase.subject and not phrase.change and is_only_verbs(phrase.subject):
        phrase = phrase.named("")._replace(change=phrase.subject)
    if phrase.subject:
        named, each, said_of_all = phrase.subject.partition("分别")
        members = members_of(named if each else phrase.subject, size)
        if members and each:
            members = [f"{member}{opened(said_of_all)[0]}" for member in members]
        if not members or index >= len(members):
            return None
        return phrase.named(opened(members[index])[0] or members[index])
    is_second = bool(phrase.share or phrase.gap or phrase.change)
    if not is_second and (in_order := _named_in_order(reader, first, size)):
        return phrase.named(in_order[index])
    if (is_second or _answers_again(reader, match, first, at, size)) and at >= size:
        owner = reader.phrase_of(at - size + index)
        inner = from_list(reader.as_of(at - size + index), reader.earlier[at - size + index])
        return phrase.named((inner or owner).subject or reader.phrase_of(at - size).subject)
    return None


def thing_of_each(reader: Reader, match: QuantityMatch) -> str:
    """Thing that a change is of, where each has its verb (甲8.2亿元，乙2.6亿元，分别减少3.2%、增长10.8%)."""
    each = reader.text.rfind("分别", reader.clause.start, match.start)
    if each < 0 or match.unit != "%":
        return ""
    at = len(reader.earlier)
    while at and reader.earlier[at - 1].start > each:
        at -= 1
    index = len(reader.earlier) - at
    size = index + 1 + reader.text.count("%", match.end, reader.clause.end)
    first = at - size
    if size < 2 or first < 0 or reader.earlier[first].start < reader.clause.sentence_start:
        return ""
    phrase = reader.phrase_of(first + index)
    return phrase.subject if phrase.is_full and not is_only_verbs(phrase.subject) else ""


def _named_in_order(reader: Reader, first: QuantityMatch, size: int) -> list[str]:
    """Names for the numbers of a list from the clause before, which tells its things in order."""
    text, start = reader.text, reader.clause.start
    if not (reader.clause.sentence_start < start <= first.start) or not _EACH.match(text, start):
        return []
    said = text[max(reader.clause.sentence_start, start - 2 * WINDOW) : start - 1]
    found = _NAMED_IN_ORDER.match(said[max(said.rfind("，"), said.rfind("；")) + 1 :])
    members = members_of(found["members"], size) if found else None
    if found is None or not members:
        return []
    topic = opened(_RANKING.sub("", found["of"], count=1))[0]
    return [f"{topic}（{member}）" if topic else member for member in members]


def _answers_again(reader: Reader, match: QuantityMatch, first: QuantityMatch, at: int, size: int) -> bool:
    """Whether a list that names nothing (2020年分别达到98%、99%) has the units of the list before it."""
    if at < size:
        return False
    if match.unit == "倍":
        return _multiplies(reader, first, at, size)
    if reader.earlier[at - size + (match.group or 0)].unit != match.unit:
        return False
    earlier = reader.earlier[at - size]
    words = reader.text[max(reader.earlier[at - 1].outer_end, first.start - 12) : first.start]
    return earlier.group == 0 and _EACH.search(words) is not None


def _multiplies(reader: Reader, first: QuantityMatch, at: int, size: int) -> bool:
    """Whether a list says how many times an earlier level those before it are (2万元、…8千元，分别是上年的2倍、3倍)."""
    levels = reader.earlier[at - size : at]
    if levels[0].start < reader.clause.sentence_start or any(level.unit != levels[0].unit for level in levels):
        return False
    return "分别" in reader.text[levels[-1].outer_end : first.start]


def _differs_in_measure(text: str, first: QuantityMatch) -> bool:
    """Whether a list counts several sorts of things (幼儿园9园、36班): then it answers no list, unless it says 分别."""
    found = _SECOND.match(text, first.outer_end)
    before = text[max(0, first.start - 8) : first.start]
    if found is None or not first.measure or "分别" in before or _STATED.search(before):
        return False
    return not text.startswith(first.measure, found.end())


def _first_of_list(reader: Reader, match: QuantityMatch) -> QuantityMatch | None:
    index = match.group
    if index is None:
        return None
    if index == 0:
        return match
    return reader.earlier[-index] if len(reader.earlier) >= index else None


def with_verb_of_list(phrase: Phrase, reader: Reader) -> Phrase:
    """A member of a list (新增院士5人、专家16人) with the verb that the list says once."""
    if opened(phrase.subject)[0] != phrase.subject:
        return phrase
    for at in range(len(reader.earlier) - 1, max(-1, len(reader.earlier) - 1 - FARTHEST), -1):
        previous = reader.earlier[at - 1] if at else None
        before, verb = reader.read_before(reader.earlier[at], previous)
        if verb:
            return phrase.named(f"{verb}{phrase.subject}") if phrase.subject else phrase
        if not before.is_list_member:
            return phrase
    return phrase


def with_rate_said_once(phrase: Phrase, reader: Reader, match: QuantityMatch) -> Phrase:
    """A percentage of a group with the rate that its list (达标率小学99%、|初中98%) or the clause before says once."""
    group = phrase.subject
    pattern = _RATE_OF_GROUP if match.unit == "%" else _MEASURE_OF_GROUP
    found = pattern.fullmatch(group) if reader.text.startswith("、", match.outer_end) else None
    if found:
        return phrase.named(f"{found[2]}{found[1]}")
    if match.implicit or phrase.share or phrase.gap or phrase.change:
        return phrase
    if match.unit != "%" and group not in GROUPS:
        return phrase
    if not _GROUP.fullmatch(group) or is_rate(group):
        return phrase
    rate = _rate_of_list(reader, match) if phrase.is_list_member else _rate_before(reader)
    return phrase.named(f"{group}{rate}") if rate else phrase


def _rate_of_list(reader: Reader, match: QuantityMatch) -> str:
    pattern = _RATE_OF_GROUP if match.unit == "%" else _MEASURE_OF_GROUP
    for at in range(len(reader.earlier) - 1, max(-1, len(reader.earlier) - 1 - FARTHEST), -1):
        before, _ = reader.read_before(reader.earlier[at], reader.earlier[at - 1] if at else None)
        if reader.earlier[at].unit != match.unit:
            return ""
        if not before.is_list_member:
            found = pattern.fullmatch(before.subject)
            return found[1] if found else _rate_before(reader)
    return ""


def _rate_before(reader: Reader) -> str:
    """Rate that the clause just before names without a number (学分占比，|人文社科类不低于20%)."""
    clause = reader.text[reader.clause.sentence_start : reader.clause.start].rstrip("，：").rpartition("，")[2]
    found = _RATE_ALONE.search(clause)
    return found[1] if found else ""
