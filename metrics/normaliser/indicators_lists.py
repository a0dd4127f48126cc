"""Lists of numbers that answer a list of things (货物和集装箱吞吐量分别达到5.1亿吨、1830万标箱)."""

from __future__ import annotations

import re
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.indicators_words import is_only_verbs, measure_at_end, opened, without_measure, word_set

_AND = re.compile(r"、|以及|和|与|及(?!其)")
_COMMA = re.compile("、")
_NEXT = re.compile(
    r"(?:左右|以上|以下|以内)?(?:、|和|与|及|以及|、和)(?:约|近|超过?)?[0-9][0-9.,]*[^、，。；：和与及0-9（]{0,8}"
)
_ENDS_OF_RATE = frozenset("率比度数量额")
_RATES = ("率", "比例", "比重", "占比")
LONGEST_LIST = 12
#: Classes told together (农、林、牧、渔四大类|产品价格指数).
_CLASSES = re.compile("(?P<of>(?:[一-龥]{1,4}、){1,6}[一-龥]{1,4}?)[两三四五六七]大?[类种项]的?(?P<rest>.{2,})")
#: Levels told together (省、县两级|到位率).
_LEVELS = re.compile(
    "(?:全国)?(?P<levels>[国省市州县区乡镇村](?:[、和][国省市州县区乡镇村]){1,3})[两三四]级的?(?P<rest>.{2,})"
)
#: Industries and the like that are only numbered (一、二、三|产业增加值; 第一、第三|产业增加值).
_NUMBERED = re.compile("第?[一二三四五六]")


def size_of_list(text: str, end: int, index: int) -> int:
    """How many numbers a list has when the one that ends at ``end`` is member ``index``."""
    size = index + 1
    while size < LONGEST_LIST and (found := _NEXT.match(text, end)):
        size += 1
        end = found.end()
    return size


def members_of(subject: str, size: int) -> list[str] | None:
    """The things that a list of ``size`` numbers answers, each with what the list says once."""
    if levels := _LEVELS.fullmatch(subject):
        whole = [f"{level}级{levels['rest']}" for level in levels["levels"] if level not in "、和"]
        if len(whole) == size:
            return whole
    if (classes := _CLASSES.fullmatch(subject)) and classes["of"].count("、") == size - 1:
        return [f"{member}{classes['rest']}" for member in classes["of"].split("、")]
    for separator in (_AND, _COMMA):
        members = [member for member in separator.split(subject) if member]
        if len(members) == size and size > 1:
            return _completed(members)
    return _taken_apart(subject, size)


def _completed(members: list[str]) -> list[str]:
    """Members with what the list says once: a measure at the end (…吞吐量), an owner or level in front (市直企业…)."""
    if _NUMBERED.fullmatch(members[0]):
        return _numbered(members)
    if is_only_verbs(members[0]) and all(is_only_verbs(member) for member in members[:-1]):
        shared, verb = opened(members[-1])
        thing = shared.removeprefix(verb) if verb else ""
        return [*(member + thing for member in members[:-1]), members[-1]]
    measure = measure_at_end(members[-1])
    if measure == members[-1]:
        owner = without_measure(members[0])
        return members if owner == members[0] else [members[0], *(_owned(owner, member) for member in members[1:])]
    said_once = _after_parallel(members) or ("" if measure else _rate_of_alike(members))
    if said_once:
        return [*(member + said_once for member in members[:-1]), members[-1]]
    start = next((word for word in _levels() if members[0].startswith(word)), "")
    if start and members[0].startswith(f"{start}以上"):
        start += "以上"
    whole = [m if m[-1] in _ENDS_OF_RATE or measure_at_end(m) else _joined(m, measure) for m in members]
    return [whole[0], *(start + m if start and not m.startswith(_levels()) else m for m in whole[1:])]


def _numbered(members: list[str]) -> list[str]:
    """Members that are only numbered, with what stands behind the last number."""
    found = _NUMBERED.match(members[-1])
    if found is None or not all(_NUMBERED.fullmatch(member) for member in members[:-1]):
        return members
    tail = members[-1][found.end() :]
    ordinal = "第" if tail.startswith(("产业", "次产业")) else ""
    return [f"{ordinal}{member.removeprefix(ordinal)}{tail}" for member in [*members[:-1], found[0]]]


def _after_parallel(members: list[str]) -> str:
    """What follows the last of words of one kind (小学、初中、高中|专任教师学历合格率)."""
    words = word_set("parallels")
    if not all(member in words for member in members[:-1]):
        return ""
    word = max((word for word in words if members[-1].startswith(word)), key=len, default="")
    return members[-1][len(word) :] if word else ""


def _rate_of_alike(members: list[str]) -> str:
    """A rate said once for groups of one name (五保对象和“三无”对象|集中供养率; 联网乡镇、村|比率)."""
    last = members[-1]
    if not last.endswith(_RATES) or any(member.endswith(_RATES) for member in members[:-1]):
        return ""
    group = members[0][-2:]
    at = last.rfind(group)
    return last[at + 2 :].removeprefix("的") if at >= 0 and len(members[0]) > len(group) else ""


def _owned(owner: str, member: str) -> str:
    return owner + member if measure_at_end(member) == member else member


def _joined(member: str, measure: str) -> str:
    """Both without the characters that the one ends and the other begins with (战略性新兴产业 + 产业增加值)."""
    shared = next((n for n in (3, 2, 1) if member.endswith(measure[:n])), 0) if measure else 0
    return member + measure[shared:]


@cache
def _levels() -> tuple[str, ...]:
    return tuple(
        sorted(
            (w for w in word_set("qualifiers") if w.endswith("级") or w in ("民办", "公办", "城镇", "农村")),
            key=len,
            reverse=True,
        )
    )


def _taken_apart(subject: str, size: int) -> list[str] | None:
    for fused, parts in load_lexicon("indicators")["fused"].items():
        if fused in subject and len(parts) == size:
            return [subject.replace(fused, part, 1) for part in parts]
    return None
