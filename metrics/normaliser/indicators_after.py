"""The noun after a number (建成20所|示范校, 95%的|区属学校通过验收) and what the words behind it say it did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from metrics.normaliser.indicators_phrases import opened, tidy, without_times, word_set

_END = re.compile(r"[，。；：！？\n、（）]|[0-9]|[和及与](?=[0-9约近])|(?<=.)等(?![级次待于离第])")
_END_OF_CLAUSE = re.compile(r"[，。；：！？\n]|(?<=.)[0-9]")
_BRACKETED = re.compile(r"^（[^（）]{0,12}）|（[^（）]*）")
_START = re.compile(r"(?:的|以上的?|左右的?|以内的?|以下的?|为|是|属于|作为|余|多)+")
_NO_NOUN = re.compile(
    r"[，。；：！？\n、）]|[和及与以并且][0-9约近上]|$|同比|环比|增长|下降|其中|分别|比[上去全]|较[上去全]|占|用于|不等|以上|以下|左右|并|且|达(?!标)|较|以来|增加|减少|纳入"
)
#: A verb that begins the words after a number: then the noun stands before the number.
_VERB_FIRST = re.compile(
    r"[在用到由从以将把被给供]|完成|实现|建设|开展|实施|投入|支持|用于|推进|打造|改造|新建|解决|带动|惠及"
)


@dataclass(frozen=True, slots=True)
class Behind:
    """Noun behind a number, and what that noun did (获国家科学技术奖)."""

    noun: str
    did: str = ""


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, word_set("predicates")), key=len, reverse=True)))


def stands_before(after: str) -> bool:
    """Whether nothing that could be counted follows the number."""
    return _NO_NOUN.match(_BRACKETED.sub("", after, count=1) if after.startswith("（") else after) is not None


def begins_with_verb(after: str) -> bool:
    """Whether the words after the number begin with a verb."""
    return _VERB_FIRST.match(after) is not None


@lru_cache(maxsize=4096)
def read_after(words: str, *, is_share: bool) -> Behind:
    """Noun behind a number; behind a percentage the whole rest of the clause is what holds for the share."""
    plain = _BRACKETED.sub("", words.replace(" ", "").replace("\n", ""))
    found = _START.match(plain)
    plain = plain[found.end() :] if found else plain
    if is_share:
        end = _END_OF_CLAUSE.search(plain)
        whole = without_times(plain[: end.start()] if end else plain)
        return Behind(tidy(opened(whole)[0] or whole))
    end = _END.search(plain)
    noun = plain[: end.start()] if end else plain
    rest_end = _END_OF_CLAUSE.search(plain, end.start() if end else 0)
    rest = plain[len(noun) : rest_end.start() if rest_end else len(plain)]
    return _with_predicate(noun, rest)


def _with_predicate(noun: str, rest: str) -> Behind:
    if noun.startswith("在") and "的" in noun:
        noun = noun.rpartition("的")[2]
    at = _predicate().search(noun, 1)
    if at is None:
        did = rest if rest and not rest.startswith(("、", "和", "及", "与")) else ""
        return Behind(tidy(_last_part(noun)), _deed(did))
    return Behind(tidy(_last_part(noun[: at.start()])), _deed(noun[at.start() :]))


def _last_part(noun: str) -> str:
    """Of a noun with a long attribute its last part (具有…作用的|实训基地)."""
    head, _, tail = noun.rpartition("的")
    return tail if len(noun) > 20 and head and len(tail) > 1 else noun


def _deed(words: str) -> str:
    plain = without_times(words).lstrip("等、，已经均都全部也将可以")
    return tidy(plain.rstrip("了"))
