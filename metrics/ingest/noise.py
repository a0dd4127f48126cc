"""What changes on a page without the bulletin changing, by kind: counters, clocks, buttons, neighbours, tokens.

A number is never noise because it is a number. Whole lines and header fields of a known kind are; a sentence that ends
like one, a row of a table and a count with a unit (万, 人次, 册) never are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class NoiseKind(StrEnum):
    """Why something is no part of a bulletin."""

    COUNTER = "counter"
    CLOCK = "clock"
    BUILD = "build"
    TOKEN = "token"
    BUTTON = "button"
    NEIGHBOUR = "neighbour"
    WEATHER = "weather"


_DAY = r"\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?"
_TIME = r"(?: ?\d{1,2}:\d{2}(?::\d{2})?)?"
_WEEKDAY = r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)"
_LOOKED_AT = r"(?:浏览|点击|阅读|访问|查看)"
#: Ends of sentences; what ends so is running text.
SENTENCE_ENDS = "。！？；!?;"

#: One field of a line of furniture. Written for folded text: ASCII punctuation, lower case, single blanks.
_NOISE: tuple[tuple[NoiseKind, str], ...] = (
    (
        NoiseKind.COUNTER,
        rf"(?:本?[文页站网]?(?:已)?被?{_LOOKED_AT}了? ?:? ?[\[(]?\d[\d,]{{0,11}}[\])]? ?次(?![数一-鿿]))",
    ),
    (
        NoiseKind.COUNTER,
        rf"(?:总|今日|本页|文章)?(?:{_LOOKED_AT}(?:次数|量|数)|{_LOOKED_AT}(?=:)|人气(?:指数)?|点赞数?)"
        r" ?:? ?[\[(]?(?:\d[\d,]{0,11}|-{1,2}|加载中|loading)?\.{0,3}[\])]?(?: ?次)?(?![\d,.%一-鿿a-z])",
    ),
    (NoiseKind.COUNTER, r"(?:您|你)是(?:本[站网页])?第 ?\d[\d,]{0,11} ?[位个名](?:访问者|访客|来访者|浏览者|读者)"),
    (NoiseKind.COUNTER, r"(?:当前)?在线(?:人数)? ?: ?\d{1,9} ?人?(?![\d%一-鿿])"),
    (
        NoiseKind.CLOCK,
        r"(?:打印|当前|现在|系统|页面生成|生成|页面更新|最后更新|最近更新|更新|访问)(?:时间|日期)"
        rf" ?:? ?{_DAY}{_TIME}{_WEEKDAY}?{_TIME}",
    ),
    (NoiseKind.CLOCK, rf"今天是 ?:? ?{_DAY}{_WEEKDAY}?{_TIME}"),
    (NoiseKind.CLOCK, rf"{_DAY}{_WEEKDAY}{_TIME}"),
    (
        NoiseKind.BUILD,
        r"(?:页面|本页)(?:执行|生成|处理|加载|打开)(?:时间|耗时|用时)? ?:? ?\d{1,6}(?:\.\d{1,12})? ?(?:毫?秒|ms|s)",
    ),
    (
        NoiseKind.BUILD,
        r"(?:processed|executed|page generated|generated) in \d{1,6}(?:\.\d{1,12})? ?(?:second\(s\)|seconds?|ms|s)",
    ),
    (NoiseKind.BUILD, r"\d{1,6} (?:db )?quer(?:y|ies)"),
    (
        NoiseKind.TOKEN,
        r"(?:验证码|校验码|会话(?:编号|标识)|请求(?:编号|id)|request ?id|trace ?id|session ?id|event ?id|token|csrf)"
        r" ?:? ?[0-9a-z_-]{4,64}",
    ),
    (
        NoiseKind.TOKEN,
        r"(?=[0-9a-f-]{0,40}[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,64})(?![0-9a-z])",
    ),
    (NoiseKind.WEATHER, r"(?:今[日天])?天气(?:预报)? ?:? ?[^,:\d]{0,12} ?-?\d{1,2} ?℃?(?: ?[~\-至/] ?-?\d{1,2})? ?℃"),
    (NoiseKind.BUTTON, r"字[体号] ?: ?(?:[\[(]? ?(?:特大|超大|大|中|小|默认|标准|a[+-]?) ?[\])]? ?[|/]? ?){0,6}"),
    (
        NoiseKind.BUTTON,
        r"[\[(]? ?(?:打印|关闭|收藏|纠错|我要纠错|朗读|语音朗读|全文朗读)"
        r"(?:本页|此页|文章|本文|窗口|页面)? ?[\])]?(?![:一-鿿])",
    ),
    (
        NoiseKind.BUTTON,
        r"(?:分享(?:到|至|按钮)?|复制链接)"
        r"(?: ?:? ?(?:新浪微博|微信|微博|朋友圈|qq空间|qq|复制链接|更多)[ 、,|]?){0,8}(?![一-鿿])",
    ),
    (NoiseKind.BUTTON, r"(?:扫一扫|微信扫一扫|用微信扫)[^\d,。:]{0,20}"),
    (NoiseKind.BUTTON, r"(?:返回|回到)(?:顶部|首页|列表|上一页)"),
)
#: Fields that may stand beside noise in one line and are kept.
_KEPT = (
    rf"(?:(?:发布|公开|发文|成文|生成|录入)?(?:日期|时间) ?: ?)?{_DAY}{_TIME}",
    r"(?:信息来源|文章来源|来源|作者|发布机构|发布单位|供稿|编辑|责任编辑|审核) ?: ?[^ :|\]\[]{0,30}?"
    rf"(?= |$|\||\[|\(|{_LOOKED_AT}|字[体号]|打印|分享|发布|日期|时间)",
)
_NEIGHBOUR = re.compile(r"[\[(<]* ?(?:上|下|前|后)一(?:篇|条|则|页) ?[\])>]*(?: ?[:>] ?.{0,150}| .{0,150})?")
_BARE_NEIGHBOUR = re.compile(r"[\[(<]* ?(?:上|下|前|后)一(?:篇|条|则|页) ?[\])>]* ?:?")
_BARE_COUNTER = re.compile(rf"[\[(]? ?(?:{_LOOKED_AT}(?:次数|量|数)|{_LOOKED_AT}|人气) ?:")
_BARE_NUMBER = re.compile(r"\d[\d,]{0,11} ?次?[\])]?")
_FIELDS = re.compile(
    "|".join(
        [*(f"(?P<n{place}>{pattern})" for place, (_, pattern) in enumerate(_NOISE)), *(f"(?:{kept})" for kept in _KEPT)]
    )
)
_BETWEEN = " |/,·、[]()<>-"
_LONGEST_FURNITURE = 240

_SESSION = re.compile(
    r";jsessionid=[0-9a-z.!_-]{1,80}"
    r"|(?<=[?&])(?:jsessionid|phpsessid|sessionid|session_id|sid|aspsessionid[a-z]{0,20}|token|_csrf|timestamp|ts|_t|_|t|rand|random|nonce)"
    r"=[0-9a-z.%!_-]{0,80}&?"
)
_OPEN_QUERY = re.compile(r"[?&](?![0-9a-z%_])")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A segment without its noise. ``is_label`` where the next segment is the value that belongs to the noise."""

    text: str
    kinds: frozenset[NoiseKind] = frozenset()
    label_of: NoiseKind | None = None


def without_session_ids(folded: str) -> str:
    """Addresses in a text without what is different at every visit."""
    if "=" not in folded:
        return folded
    return _OPEN_QUERY.sub("", _SESSION.sub("", folded)) if _SESSION.search(folded) else folded


def clean_segment(folded: str) -> Cleaned:
    """A line or sentence (folded, lower case) without noise; running text and table rows come back as they are."""
    if len(folded) > _LONGEST_FURNITURE or folded.endswith(tuple(SENTENCE_ENDS)) or "\t" in folded:
        return Cleaned(folded)
    if _NEIGHBOUR.fullmatch(folded):
        bare = NoiseKind.NEIGHBOUR if _BARE_NEIGHBOUR.fullmatch(folded) else None
        return Cleaned("", frozenset({NoiseKind.NEIGHBOUR}), bare)
    if _BARE_COUNTER.fullmatch(folded):
        return Cleaned("", frozenset({NoiseKind.COUNTER}), NoiseKind.COUNTER)
    return _without_fields(folded)


def is_value_of(label: NoiseKind, folded: str) -> bool:
    """Is this line the value of the label that stands alone on the line before?"""
    if label is NoiseKind.COUNTER:
        return bool(_BARE_NUMBER.fullmatch(folded))
    return len(folded) <= 80 and "\t" not in folded and not folded.endswith(tuple(SENTENCE_ENDS))


def _without_fields(folded: str) -> Cleaned:
    kept: list[str] = []
    kinds: set[NoiseKind] = set()
    place = 0
    while place < len(folded):
        if folded[place] in _BETWEEN and not (match := _FIELDS.match(folded, place)):
            place += 1
            continue
        match = _FIELDS.match(folded, place)
        if not match or match.end() == place:
            return Cleaned(folded)
        if match.lastgroup:
            kinds.add(_NOISE[int(match.lastgroup[1:])][0])
        else:
            kept.append(match[0].strip())
        place = match.end()
    return Cleaned(" ".join(kept), frozenset(kinds)) if kinds else Cleaned(folded)
