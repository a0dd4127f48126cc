"""The office that issued a text: from its labels, its letterhead, its title, or the body that it reports to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from metrics.lexicon.loader import load_lexicon

_HEAD_OF_GOVERNMENT = re.compile(r"([一-龥]{2,20}人民政府)[县市区省州镇乡]?长[ \u3000一-龥]{0,8}$")
#: A title that begins with its office (…水务局2023年度工作报告, …小学2012—2013学年工作计划).
_DATED_TITLE = re.compile(r"([一-龥]{3,25}?)(?:(?:19|20)[0-9]{2}(?:年|[-—~至])|1[0-2][0-9]年度|“?十[一二三四五六]五)")
#: A government reports to the congress of its own area.
_CONGRESS = re.compile(
    r"在([一-龥]{2,12}?(?:自治[区州县]|[省市县区州盟旗]))第[一二三四五六七八九十0-9]{1,4}届人民代表大会"
)
_REPORT_OF_GOVERNMENT = re.compile(r"政府工作报告(?:（[^）]{1,8}）)?$")
_BUDGET_OF_AREA = re.compile(r"关于([一-龥]{2,10}[县市区州旗])(?:19|20)[0-9]{2}年(?:[一-龥]{0,6})预算执行情况")
_LETTERHEAD = re.compile(r"([一-龥]{3,30})文件")
#: Words that end like an office and are none.
_NO_OFFICE = re.compile(
    r"(?:顶部|底部|全部|内部|外部|干部|头部|局部|格局|布局|结局|大局|全局|开局|变局|学部|俱乐部|县委书记)$"
)
_NOT_IN_NAMES = re.compile(r"[，。：；0-9《》“]")
_LATIN_BEFORE = re.compile(r"[^一-龥]+")
_WHOLE_STATE = "中华人民共和国"
HEAD_LINES, ROLE_LINES = 8, 20
LONGEST_FRAME_LINE = 150


@cache
def labelled_issuer() -> re.Pattern[str]:
    """An office after its label (来源：…)."""
    return re.compile(rf"(?:{load_lexicon('documents')['issuer_labels']})[ 　]*[：:][ 　]*([一-龥、（）]{{3,40}})")


@cache
def _issuer_endings() -> tuple[str, ...]:
    return tuple(load_lexicon("documents")["issuer_endings"].split())


def is_issuer(name: str) -> bool:
    """Whether a name is that of an office."""
    if not 3 <= len(name) <= 40 or not name.endswith(_issuer_endings()) or name in _issuer_endings():
        return name == "国务院"
    return not _NOT_IN_NAMES.search(name) and not _NO_OFFICE.search(name)


def own_name(name: str) -> str:
    """Name of an office without the state before it (中华人民共和国国家统计局)."""
    bare = name.removeprefix(_WHOLE_STATE)
    return bare if len(bare) >= 4 and is_issuer(bare) else name


def find_issuer(lines: Sequence[str], signed_by: str | None) -> str | None:
    """Office that issued the text: under the signature, after a label, in or below the title."""
    if signed_by:
        return signed_by
    for line in lines:
        found = labelled_issuer().search(line) if len(line) <= LONGEST_FRAME_LINE else None
        if found and is_issuer(found[1]):
            return own_name(found[1])
    named = next(_issuers_in_lines(lines[:HEAD_LINES]), None)
    return own_name(named) if named else _issuer_by_role(lines[:ROLE_LINES])


def _issuers_in_lines(lines: Sequence[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        line = _LATIN_BEFORE.sub("", line, count=1) if line[:1].isascii() and line[:1].isalpha() else line
        head = _HEAD_OF_GOVERNMENT.match(line)
        if head:
            yield head[1]
        before, about, _ = line.partition("关于")
        dated = _DATED_TITLE.match(line)
        if dated and is_issuer(dated[1]):
            yield dated[1]
        letterhead = _LETTERHEAD.fullmatch(line)
        if letterhead and is_issuer(letterhead[1]):
            yield letterhead[1]
        if about and is_issuer(before):
            yield before
        if is_issuer(line):
            below = lines[at + 1] if at + 1 < len(lines) else ""
            yield f"{line}、{below}" if is_issuer(below) else line


def _issuer_by_role(lines: Sequence[str]) -> str | None:
    """Office whose business a paper is: a government's report to its congress, a finance office's on the budget."""
    is_report = any(_REPORT_OF_GOVERNMENT.search("".join(line[-LONGEST_FRAME_LINE:].split())) for line in lines)
    congress = _CONGRESS.search("".join(lines)) if is_report else None
    if congress:
        return f"{congress[1]}人民政府"
    budget = next((found for line in lines if (found := _BUDGET_OF_AREA.search(line))), None)
    return f"{budget[1]}财政局" if budget else None
