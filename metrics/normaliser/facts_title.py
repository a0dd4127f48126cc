"""The title of a bulletin: the line that names the paper, put together where it was broken, without page furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.facts_header import (
    DAY_IN_LINE,
    DOCUMENT_NUMBER,
    FURNITURE,
    LIST_MARKS,
    OF_SITE,
    ONLY_DAY,
    labelled_day,
)
from metrics.normaliser.facts_issuer import is_issuer, labelled_issuer
from metrics.normaliser.segments import CleanText

_PASSED_ON = re.compile(
    r"关于(?:印发|转发|公布|发布)《?([^《》]{4,60})》?的(?:通知|公告|决定|函)|印发《([^《》]{4,60})》$"
)
#: Title after its label in the index block of a paper (名称：…    文号：…).
_LABELLED_TITLE = re.compile(r"(?:^|[ 　]{2})(?:名[ 　]*称|标[ 　]*题)[ 　]*[：:][ 　]*([^ 　：:]{5,70})(?=[ 　]|$)")
_NAMED_PAPER = re.compile(r"《([^《》]{6,60})》$")
#: Lines of the page around a paper, and the letterhead above it.
_FRAME = re.compile(
    r"首页|[ 　]*(?:时间|来源|浏览|字[体号]|分享|相关|索|发布|发文|文号|标题|主题|附件|扫一扫|责任编辑|编辑|作者)"
    r"|[ 　]*(?:打印|点击|当前|信息来源|信息类别|公开|成文|有效|[您你](?:当前|现在|所在|的)|今天是|归档|返回|跳至)"
    r"|[ 　]*(?:下载|全[屏文]|收藏|详细信息)"
    r"|[ 　]*(?:无障碍(?!环境|设施|建设|改造)|关怀版|热点|滚动|欢迎|要闻|登录|简体|繁体|站内|公告：|【字|APP)"
    r"|第[0-9]{1,3}版|[^ ，。]{2,20}(?:网站|门户网|政府网|信息网|政务网|搜索网|法律网|资料网|法律法规网)$"
    r"|政府信息公开(?:目录|专栏|平台)?$"
    r"|[^ ]{2,30}文件$|[^，。]{0,40}[>＞]"
    r"|[^，。]{0,24}第[0-9]{1,4}期|原标题|date [0-9]|跳转到|不支持[A-Z]"
    r"|[^，。]{0,20}发[表布]于[ 　]*：|[^，。：]{2,14}网[ 　]+(?:发布)?时间："
    r"|[0-9]?上一[篇版期]|标题导航|版面|新闻热线|第[A-Z]?[0-9]{1,3}：|关注(?:官方|我们|微信|公众号)|[^，。]{0,30}www\."
    r"|生成日期|制发|文章来源|文档编号|上传|原创[ 　]|[一-龥]{0,4}法律图书馆$"
    r"|[^，。]{2,60}\.(?:docx?|pdf|pptx?|wps)(?:VIP)?$"
    r"|打开适老|微信(?:[ 　]|扫|公众|$)|本网站|[^，。]{0,20}APP|[^，。]{0,24}[0-9]°C"
    r"|[^|，。\n]{1,10}(?:\|[^|，。\n]{1,10}){4}"
    r"|-?[ 　]*(?:约?[ 　]*[0-9.]{1,8}[ 　]*(?:千字|页|KB)$|格式：|大小：|文档页数)"
)
#: Lines that begin the text itself.
_TEXT = re.compile(
    r"各[位市县区省乡镇中]|[一二三四五六七八九十]{1,3}、|（(?![一-龥]{2,8}）(?:19|20)[0-9]{2}年)|[0-9]{1,2}(?:、|\.(?![0-9]))|第[一二三四五六七八九十]{1,3}[章条节]"
)
#: A text of a collection of laws repeats its title in one line with its properties.
_COLLECTED_TITLE = re.compile(r"([一-龥][^，。\n]{4,80}?)文章属性")
#: A title whose line end was lost: the text begins right behind it (…2017年工作计划2017年，…).
_RUN_ON_TITLE = re.compile(
    r"([一-龥][^，。：；《》、]{3,36}?(?:工作(?:计划|要点|总结|小结|打算|安排|思路|方案|报告)|实施方案))"
    r"(?=(?:19|20)[0-9]{2}年|[一今]年|为(?:了|深入|贯彻|进一步)|根据|按照)"
)
#: A line of Latin letters alone (the sound of a title, an address) is no title.
_LATIN = re.compile("[^一-龥]+")
_VIEWS = re.compile("来源[：:]|浏览|点击|字[号体][：:]|访问量|阅读")
#: A mark of a note behind a title; letters set apart (政 府 工 作 报 告).
_NOTE_BEHIND = re.compile(r"[ 　]*(?:\[[0-9]{1,2}\]|[①-⑳])$")
_SET_APART = re.compile(r"[一-龥](?:[ 　]{1,3}[一-龥]){2,20}")
#: The first line of a text that is a headline in two halves (…新增学位5万个，计划新建学校10所).
_HEADLINE = re.compile(
    r"(?!根据|按照|为|经|据|自|在|近日|日前|今[年天]|[^，]{0,16}[0-9]日|各|现|我|[^，]{0,12}[讯电])"
    r"[^，。；\n|]{5,45}，[^，。；\n|]{5,36}(?:，[^，。；\n|]{4,20})?(?<![，：、])"
)
#: A line that ends so goes on in the next.
_BROKEN = re.compile(r"(?:促进|推进|推动|加强|完善|进一步|印发|开展|做好|[和与及暨、的])$")
_SITE = re.compile(r"(?:网站?|平台|系统|中心|栏目)$|20[0-9]{2}年第")
LONGEST_TITLE = 70
LONGEST_JOINED = 110
LONGEST_PIECE = 40
MOST_PIECES = 3
LABELLED_LINES = 8
TITLE_HEAD = 3000


def as_published(clean: CleanText, title: str) -> str:
    """A title with the characters of its source: a traditional text keeps its script, spacing and marks stay plain.

    A title that does not stand in the text as it is comes back unchanged.
    """
    start = clean.text.find(title, 0, TITLE_HEAD)
    if start >= 0:
        first, last = clean.source_span(start, start + len(title))
        if clean.source[first:last] == title:
            return title
    pattern = r"[\s\u3000]*".join(map(re.escape, "".join(title.split())))
    found = re.compile(pattern).search(clean.text, 0, TITLE_HEAD)
    if found is None:
        return title
    places = (at for at in range(found.start(), found.end()) if not clean.text[at].isspace())
    letters = iter([clean.source[clean.source_offset(at)] for at in places])
    return "".join(
        letter if letter.isspace() else (given if is_ideograph(given := next(letters)) else letter) for letter in title
    )


def is_ideograph(letter: str) -> bool:
    """Whether a letter is a Chinese character."""
    return "一" <= letter <= "龥"


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("documents")[name])


def find_title(lines: Sequence[str]) -> str | None:
    """Title of the paper itself: of 关于印发《…》的通知 what is inside."""
    for line in lines[:LABELLED_LINES]:
        if "文章属性" in line and (collected := _COLLECTED_TITLE.match(line)):
            return collected[1]
    frame_alone = True
    for at, line in enumerate(lines):
        if at < LABELLED_LINES and (run_on := _RUN_ON_TITLE.match(line)):
            return run_on[1]
        if len(line) > LONGEST_TITLE and at > 3:
            return None
        if at < LABELLED_LINES and ("称" in line or "题" in line) and (labelled := _LABELLED_TITLE.search(line)):
            line = labelled[1]
        if at == 0 and _is_headline(line, lines):
            return line
        if not _could_be_title(line):
            frame_alone = frame_alone and _is_frame(line)
            continue
        joined = _joined(line, lines[at + 1 : at + 1 + MOST_PIECES])
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if joined is None and not _is_title(line, following, at, frame_alone):
            frame_alone = False
            continue
        return _inner_title(joined or line)
    return None


def _inner_title(line: str) -> str:
    inside = _PASSED_ON.search(line) or (_NAMED_PAPER.search(line) if line.startswith("《") else None)
    title = (next(filter(None, inside.groups())) if inside else line).strip(LIST_MARKS)
    title = _NOTE_BEHIND.sub("", title)
    return "".join(title.split()) if _SET_APART.fullmatch(title) else title


def _is_frame(line: str) -> bool:
    if len(line) > LONGEST_TITLE:
        return False
    if _FRAME.match(line) or ONLY_DAY.fullmatch(line) or is_issuer(line) or DOCUMENT_NUMBER.search(line):
        return True
    day = ONLY_DAY.match(line)
    is_headed = day is not None and FURNITURE.match(line, day.end()) is not None
    return is_headed or len(line) < 5 or _LATIN.sub("", line) == "" or _is_office_with_day(line)


def _could_be_title(line: str) -> bool:
    if not 5 <= len(line) <= LONGEST_TITLE or line[-1] in "。；：，！、" or _TEXT.match(line):
        return False
    if _FRAME.match(line) or _LATIN.sub("", line) == "":
        return False
    day = DAY_IN_LINE.search(line)
    if day and (
        _VIEWS.search(line)
        or line.startswith("发布于", day.end())
        or (day.start() == 0 and FURNITURE.match(line, day.end()))
    ):
        return False
    if ONLY_DAY.fullmatch(line) or OF_SITE.fullmatch(line) or DOCUMENT_NUMBER.fullmatch(line) or "，" in line:
        return False
    return not (is_issuer(line) or _is_office_with_day(line))


def _is_headline(line: str, lines: Sequence[str]) -> bool:
    """Whether the first line is a headline with a comma, over a text of longer lines."""
    is_over_text = line.endswith(("！", "？", "!", "?")) or any(
        len(below) > LONGEST_TITLE for below in lines[1:LABELLED_LINES]
    )
    return is_over_text and _HEADLINE.fullmatch(line) is not None and not _TEXT.match(line)


def _is_office_with_day(line: str) -> bool:
    day = DAY_IN_LINE.search(line)
    return day is not None and is_issuer(line[: day.start()].strip(" 　编"))


def _joined(line: str, following: Sequence[str]) -> str | None:
    """A title broken over lines, put together; None when the line is whole."""
    if ends_as_paper(line):
        return None
    if not ("关于" in line or _BROKEN.search(line)):
        return line + following[0] if _goes_on(line, following) else None
    whole = line
    for piece in following:
        if (
            len(piece) > LONGEST_PIECE
            or len(whole) > LONGEST_JOINED
            or piece[-1:] in ("。", "：", "；")
            or "，" in piece
        ):
            return None
        whole += "".join(piece.split()) if _SET_APART.fullmatch(piece) else piece
        if ends_as_paper(piece):
            return whole
    return None


def _goes_on(line: str, following: Sequence[str]) -> bool:
    """Whether the next line ends the title: it ends as a paper does and a number, a day or an office follows."""
    if len(following) < 2 or len(following[0]) > LONGEST_PIECE or "关于" in following[0] or _SITE.search(line):
        return False
    below = following[1]
    is_end = DOCUMENT_NUMBER.fullmatch(below) or ONLY_DAY.match(below) or is_issuer(below)
    return bool(is_end) and ends_as_paper(following[0]) and not _words("plan_titles").search(line)


def ends_as_paper(line: str) -> bool:
    """Whether a line ends as the title of an official paper does (…要点, …方案（试行）)."""
    bare = "".join(line.split()) if _SET_APART.fullmatch(line) else line
    return bare.rstrip("）)试行（ ").endswith(tuple(load_lexicon("documents")["paper_endings"]))


def _is_title(line: str, following: str, at: int, frame_alone: bool) -> bool:
    if _words("plan_titles").search(line) or _words("report_titles").search(line):
        return True
    framed = bool(ONLY_DAY.match(following) or labelled_day(following) or labelled_issuer().search(following))
    return framed or at == 0 or (at == 1 and len(line) >= 8) or (frame_alone and len(line) >= 8)
