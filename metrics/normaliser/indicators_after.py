"""The noun after a number (建成20所|示范校, 95%的|区属学校通过验收) and what the words behind it say it did."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.indicators_phrases import tidy, without_times
from metrics.normaliser.indicators_words import closed, opened, word_set

_END = re.compile(
    r"[，。；：！？\n、（）]|[0-9](?!G)|[和及与](?=[0-9约近])|当中|之中|(?<=[^高中初同平均优甲乙一二三上下])等(?![级次待于离第])"
)
_END_OF_CLAUSE = re.compile(r"[，。；：！？\n0-9](?<!^[0-9])")
_BRACKETED = re.compile(r"^（[^（）]{0,12}）|（[^（）]*）")
#: A number that only describes the thing counted (1所200张床位以上的|养老机构).
_MODIFIER = re.compile(r"[0-9.]+[^，。；、的]{1,8}的")
_START = re.compile(r"(?:的|以上的?|左右的?|以内的?|以下的?|为|是|属于|作为|余|多)+")
_NO_NOUN = re.compile(
    r"[，。；：！？\n、）]|[和及与以并且][0-9约近上]|$|同比|环比|增长|下降|其中|分别|比[上去全]|较[上去全]|占|用于|不等|以上|以下|左右|并|且|达(?!标)|较|以来|增加|减少|纳入|全部|均已|都已|已经|标准煤"
)
#: A verb that begins the words after a number: then the noun stands before the number.
#: The number with its noun is itself an attribute (新建20所的任务).
_STOPS = frozenset("，。；：！？\n、）")
_TASK = re.compile(r"的(?:任务|目标|计划|要求|规模|基础上)")
_DEED_START = re.compile(r"^(?:等|、|，|已经?|均|都|全部|也|将|可以?|分别|当中|之中)+")
_LIST_OF_COUNTS = re.compile(r"(?:[、和及与][0-9.]+[万亿]?[一-龥])+")
_VERB_FIRST = re.compile(
    r"[在用到由从以将把被给供于]|完成|实现|建设|开展|实施|投入|支持|用于|推进|打造|改造|新建|解决|带动|惠及"
)


class Behind(NamedTuple):
    """Noun behind a number, and what that noun did (获国家科学技术奖)."""

    noun: str
    did: str = ""


@cache
def _predicate() -> tuple[re.Pattern[str], frozenset[str]]:
    """Predicates and the whole words that hold one, and those whole words."""
    whole = word_set("whole_predicates")
    return re.compile(one_of([*longest_first(whole), *longest_first(word_set("predicates"))])), whole


def _predicate_in(noun: str, start: int) -> int | None:
    """Place in a noun where what it did begins."""
    pattern, whole = _predicate()
    return next((found.start() for found in pattern.finditer(noun, start) if found[0] not in whole), None)


def stands_before(after: str) -> bool:
    """Whether nothing that could be counted follows the number."""
    if not after or after[0] in _STOPS or (after[0] == "（" and "）" not in after):
        return True
    if _TASK.match(_unbracketed(after)):
        return True
    return _NO_NOUN.match(_BRACKETED.sub("", after, count=1) if after[0] == "（" else after) is not None


def _unbracketed(words: str) -> str:
    return _BRACKETED.sub("", words) if "（" in words else words


def begins_with_verb(after: str) -> bool:
    """Whether the words after the number begin with a verb."""
    return _VERB_FIRST.match(after) is not None


def read_after(words: str, *, is_share: bool) -> Behind:
    """Noun behind a number; behind a percentage the whole rest of the clause is what holds for the share."""
    plain = _unbracketed(words.replace(" ", "").replace("\n", ""))
    found = _START.match(plain)
    plain = plain[found.end() :] if found else plain
    if found := _MODIFIER.match(plain):
        plain = plain[found.end() :]
    if not plain or (plain[0].isdigit() and plain[1:2] != "G"):
        return Behind("")
    if is_share:
        end = _END_OF_CLAUSE.search(plain)
        whole = without_times(plain[: end.start()] if end else plain)
        return Behind(tidy(opened(whole)[0] or whole))
    end = _END.search(plain)
    noun = plain[: end.start()] if end else plain
    rest_end = _END_OF_CLAUSE.search(plain, end.start() if end else 0)
    rest = plain[len(noun) : rest_end.start() if rest_end else len(plain)]
    return _with_predicate(noun, rest)


def shared_deed(words: str) -> str:
    """What the members of a list of counts did together (8人和7件事|分别入选…)."""
    plain = _unbracketed(words)
    found = _LIST_OF_COUNTS.match(plain)
    return read_after(plain[found.end() :], is_share=False).did if found else ""


def _with_predicate(noun: str, rest: str) -> Behind:
    if noun.startswith("在") and "的" in noun:
        noun = noun.rpartition("的")[2]
    at = _predicate_in(noun, noun.rfind("的") + 2)
    if at is None:
        did = rest if rest and not rest.startswith(("、", "和", "及", "与")) else ""
        return Behind(tidy(_last_part(noun)), _deed(did))
    if noun[:at] in word_set("predicates"):
        return Behind(tidy(noun))
    return Behind(tidy(_last_part(noun[:at])), _deed(noun[at:] + rest))


def _last_part(noun: str) -> str:
    """Of a noun with a long attribute its last part (具有…作用的|实训基地)."""
    head, _, tail = noun.rpartition("的")
    return tail if len(noun) > 20 and head and len(tail) > 1 else noun


def _deed(words: str) -> str:
    plain = _DEED_START.sub("", without_times(words))
    return tidy(closed(plain)[0])
