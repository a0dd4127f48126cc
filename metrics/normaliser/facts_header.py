"""The frame of a bulletin: document number, the day it went out, and day and office of its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.facts_issuer import is_issuer, own_name
from metrics.normaliser.facts_notices import passes_on
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_numerals import MINGUO_BEFORE, small_number, year_of

_DAY = (
    r"(?:(?P<year>(?:19|20)[0-9]{2}|(?:民国)?(?<![0-9])1[0-2][0-9])(?:年|[-./])(?P<month>[0-9]{1,2})(?:月|[-./])(?P<day>[0-9]{1,2}+)(?!月)日?"
    r"|(?P<cn_year>[一二][〇零O九][〇零一二三四五六七八九O]{2})年(?P<cn_month>[一二三四五六七八九十]{1,2})月(?P<cn_day>[一二三四五六七八九十]{1,3})日)"
)
_CLOCK = (
    r"(?:[ 　]*[（(]?(?:星期|周)?[一二三四五六日天][）)]|[ 　]+星期[一二三四五六日天])?"
    r"(?:[ 　]*[0-9]{1,2}[：:][0-9]{2}(?:[：:][0-9]{2})?)?"
)
ONLY_DAY = re.compile(rf"[（(【\[]?[ 　]?{_DAY}[）)]?{_CLOCK}[ 　]?[】\]]?")
#: What may follow the day of a frame line: page furniture, the name of a paper, a reporter.
FURNITURE = re.compile(
    r"[ \u3000|/／]*(?:来源|信息来源|浏览|字|作者|阅读|点击|编辑|责任编辑|打印|分享|发布(?!于)|审核|【|\[|$"
    r"|[0-9]{1,8}$|[（(][0-9]{1,2}/[0-9]{1,2} [0-9]{1,2}[：:][0-9]{2} ?更新"
    r"|星期$|第[A-Z]?[0-9]{1,3}版|新闻热线|出版|责编|版式|美编|发[表布][ 　]*$"
    r"|本文已|记者|通讯员|本报|文[/／、]|图[/／、]|发表于|[a-z]{2,12}(?: [a-z]{2,12})?："
    r"|[一-龥]{2,12}(?:报|报社|社|网|台|频道|客户端|融媒体中心)(?=[ \u3000|/／]|$)|[一-龥]{0,8}(?:快讯|要闻|播报)$"
    r"|[一-龥]{2,14}[ 　]+[\[【（]?字[号体]|复制链接)"
)
#: What may stand before it: an address, the path of pages that leads here, who wrote it, the name of a paper.
_FRAME_BEFORE = re.compile(
    r"(?:当前位置|您的位置|位置：|首页|https?：|www\.|(?:作者|编辑|责任?编辑?|记者|通讯员|浏览|点击|阅读|审核|供稿|撰稿|稿源|发布人|字号)[^，。；：]{0,4}：)"
    r"[^，。；]*$|[一-龥]{2,12}(?:报|网|台|融媒体中心)[ \u3000|/]*$"
    r"|[^，。；]{0,20}发[表布]于[ 　：]*$|(?:[ 　]*[一-龥A-Za-z0-9]{2,16}[ 　]*·){1,4}[ 　]*$"
    r"|原创[^，。；]{2,30}$|[A-Z]?[0-9]{1,3}[ 　]?版?[：]?[一-龥·]{2,6}[ 　]*$"
    r"|[^，。；A-Za-z]{0,20}[A-Za-z0-9.]{3,40}\.(?:cn|com|net|org)[ 　]*$"
    r"|[^，。]{0,8}上一篇[^，。]{0,4}下一篇[^，。]{0,8}$"
    r"|第[A-Z]?[0-9]{1,3}版[ 　]*：[ 　]*[一-龥/·]{2,12}[ 　]*$"
)
#: An author right behind a day in figures (2022-05-18王明).
_AUTHOR = re.compile("(?:[一-龥]{2,14}(?:[部局厅市县区]长|主任|书记))?[一-龥]{2,3}")
_SOURCE_BEHIND = re.compile(r"[ 　]*(?:信息)?来源")
#: A label whose day stands in the next line.
_LABEL_ALONE = re.compile(r"[^。，]{0,8}[时日][间期][ 　]*：")
#: What stands above the day of a notice whose annex follows on the same page.
_NOTICE_ENDS = re.compile(r"(?:印发给你们|通知|执行|落实|实施)。$")
#: Blanks in a day set wide (2010 年 11 月 26 日).
_SPACED_DAY = re.compile(r"(?<=[0-9年月])[ 　]+(?=[年月日0-9])(?![0-9]{1,2}[：:])")
DAY_IN_LINE = re.compile(rf"{_DAY}{_CLOCK}(?![0-9-])")
_DAY_AFTER_LABEL = re.compile(
    rf"(?P<label>时[间期]|日[间期]|shijian|riqi|date(?<=^date)|发布(?<=网站发布))"
    rf"[ 　]*(?:[：: 】]|(?<=(?:发布|发文|公开|公布|发表|印发|发稿|成文|生成|上传|更新)[日时][期间])(?=[0-9]))"
    rf"[ 　|\t“\"]*{_DAY}"
    r"(?!日?[ 　]*(?:至|到|起|前|止|[—~-]))"
)
#: A day that a site of reprints gives below the text (本文…发表), and one of a collection of laws (【公布日期】…).
_OF_REPRINT = re.compile(rf"本文(?:于)?{_DAY}{_CLOCK}[ 　]*(?:发表|发布|刊登)")
#: The office and its day in brackets, before a text that runs on in the same line.
_BY_OFFICE = re.compile(rf"(?P<office>[一-龥]{{3,20}})[ 　]*[（(]{_DAY}[）)]")
#: The same in the head of a newsletter, in a line of its own.
_DAY_BEHIND_OFFICE = re.compile(rf"(?P<office>[一-龥]{{4,25}})[ 　]*{_DAY}")
#: What stands below the day on which a page was looked at.
_OF_VISIT = re.compile(r"(?:[A-Z][a-z]{2,5}day|星期[一二三四五六日天]|[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)")
#: A day with its clock, in any frame.
_WITH_CLOCK = re.compile(
    rf"(?<![0-9至到间期])(?<![间期]：){_DAY}[ 　T]*[0-9]{{1,2}}：[0-9]{{2}}(?![0-9]*[ 　]*(?:至|到|前|开始|[—~-]))"
)
_OF_AN_EVENT = re.compile("会议|活动|报名|截[止至]|开标|考试|起止|有效|举[行办]|召开|开[始工]")
#: The office and its day at the end of a text of one line.
_AT_THE_END = re.compile(rf"[。 　](?P<office>[一-龥]{{3,25}})[ 　]*{_DAY}[ 　|\n]*$")
#: A day written with its year at the end, with a clock (15.10.2015  14:19).
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{2})\.(?P<month>[0-9]{2})\.(?P<year>20[0-9]{2})[ 　]+[0-9]{2}[：:][0-9]{2}(?P<cn_year>)$"
)
#: The day a law was made known, which a site of laws gives beside its own, with or without marks (颁布时间：19971203).
_OF_LAW = re.compile(
    r"颁布(?:时间|日期)[ 　]*：[ 　]*(?P<year>(?:19|20)[0-9]{2})[年./-]?"
    r"(?P<month>[0-9]{1,2})[月./-]?(?P<day>[0-9]{1,2}+)"
)
#: The page of a newspaper with the day of its issue (第3版：要闻 2025-01-23); above it stands the day of the visit.
_OF_PAGE = re.compile(rf"第[A-Z]?[0-9]{{1,3}}版[ 　]*：[ 　]*[一-龥/·]{{2,12}}[ 　]*{_DAY}")
#: The head of a newsletter in the line of its text (第8期（总第26期） 环境保护部2008年5月28日).
_OF_NEWSLETTER = re.compile(rf"第[0-9]{{1,4}}期(?:（[^（）]{{1,16}}）)?[ 　]*[一-龥]{{4,30}}{_DAY}(?=[ 　\n])")
#: The name of a site before a day with its clock to the second, and a word or two behind it.
OF_SITE = re.compile(
    rf"(?:[一-龥A-Za-z]{{2,12}}[ 　|]*)?{_DAY}[ 　]+[0-9]{{1,2}}：[0-9]{{2}}：[0-9]{{2}}"
    r"(?:[ 　|]*[一-龥]{2,8}){0,2}"
)
#: A site that reprints what it found somewhere gives its own day.
_OF_NOBODY = re.compile("互联网[ 　]*(?:未知|$)|[ 　]未知(?:[ 　]|$)")
#: The day that a site of uploads gives, which counts where the text itself has none (2026-03-19 发布于四川).
_OF_UPLOAD = re.compile(rf"{_DAY}[ 　]*发布于[一-龥]{{2,4}}")
_OF_COLLECTION = re.compile(rf"【(?:公布|发布|发文)日期】{_DAY}")
_IDEOGRAPH = re.compile("[一-龥]")
_PRINTED = re.compile(rf"{_DAY}印发")
DOCUMENT_NUMBER = re.compile(r"[一-龥]{1,12}[〔\[（【](?:19|20)[0-9]{2}[〕\]）】]第?[0-9]{1,4}号")
_YEAR_BRACKET = re.compile(r"[〔\[（【](?:19|20)")
LIST_MARKS = "#*•·●◆■ \u3000\xa0\t|"
HEAD_LINES, FRAME_LINES, MOST_SIGNERS = 30, 10, 5
LAST_CHARACTERS = 500
COLLECTION_HEAD = 600
LONGEST_SPACED_DAY, SHORTEST_LABELLED_DAY = 24, len("日期：112.1.1")
LONGEST_END = 60
LONGEST_FRAME_LINE = 150


def lines_of(clean: CleanText, paragraphs: Sequence[Paragraph]) -> list[str]:
    """The first paragraphs as plain lines, without list marks."""
    return [clean.text[p.start : p.end].strip(LIST_MARKS).removeprefix("- ") for p in paragraphs[:HEAD_LINES]]


def _to_day(found: re.Match[str]) -> date | None:
    if found["year"]:
        year = int(found["year"].removeprefix("民国"))
        parts = (year + MINGUO_BEFORE if year < MINGUO_BEFORE else year, int(found["month"]), int(found["day"]))
    else:
        parts = (
            year_of(found["cn_year"]) or 0,
            small_number(found["cn_month"]) or 0,
            small_number(found["cn_day"]) or 0,
        )
    try:
        return date(*parts)
    except ValueError:
        return None


def labelled_day(line: str) -> re.Match[str] | None:
    """Day after a label of publication (发布时间：…), or of writing; 会议时间 and 截止日期 are none."""
    if len(line) < SHORTEST_LABELLED_DAY:
        return None
    ranked = [(rank, found) for found in _DAY_AFTER_LABEL.finditer(line) if (rank := _rank_of_label(line, found))]
    return min(ranked, key=lambda entry: entry[0])[1] if ranked else None


def _rank_of_label(line: str, found: re.Match[str]) -> int | None:
    """How near a label is to publication: 1 发布时间, 2 公开日期, 3 a plain 时间, 4 成文日期; None for another day."""
    labels = load_lexicon("documents")
    before = line[max(0, found.start() - 2) : found.start()]
    if before in labels["published_labels"]:
        return 2 if before in labels["opened_labels"] else 1
    if before in labels["written_labels"]:
        return 4
    return 3 if not before or before[-1] not in labels["no_published_labels"] else None


def find_published(clean: CleanText, lines: Sequence[str]) -> date | None:
    """Day the text went out, from a label or a line that is a day; never the day of a meeting."""
    ending = clean.text[-LAST_CHARACTERS:].split("\n")
    short = [line for line in (*_with_labels(lines), *ending) if len(line) <= LONGEST_FRAME_LINE]
    if lines and lines[0].startswith("date"):
        short.insert(0, lines[0][:LONGEST_FRAME_LINE])
    labelled = [
        (_rank_of_label(line, found), at, found) for at, line in enumerate(short) if (found := labelled_day(line))
    ]
    if law := _OF_LAW.search(clean.text, 0, COLLECTION_HEAD):
        return _to_day(law)
    if labelled:
        return _to_day(min(labelled, key=lambda entry: entry[:2])[2])
    collected = _OF_COLLECTION.search(clean.text, 0, COLLECTION_HEAD) or _in_head_of_newsletter(clean.text)
    if collected:
        return _to_day(collected)
    if page := next(filter(None, map(_OF_PAGE.match, lines[:FRAME_LINES])), None):
        return _to_day(page)
    letter = next(filter(None, map(_DAY_BEHIND_OFFICE.fullmatch, lines[:FRAME_LINES])), None)
    if letter and is_issuer(letter["office"]):
        return _to_day(letter)
    for at, line in enumerate(lines[:FRAME_LINES]):
        by_office = _BY_OFFICE.match(line)
        if by_office and is_issuer(by_office["office"]):
            return _to_day(by_office)
        if day_first := _DAY_FIRST.match(line):
            return _to_day(day_first)
        if len(line) > LONGEST_FRAME_LINE or "。" in line:
            break
        if _OF_NOBODY.search(line) or _OF_VISIT.fullmatch(lines[at + 1] if at + 1 < len(lines) else ""):
            continue
        found = _day_of_line(_SPACED_DAY.sub("", line) if len(line) <= LONGEST_SPACED_DAY else line)
        if found and (_SOURCE_BEHIND.match(line, found.end()) or not _tells_of_a_meeting(line)):
            return _to_day(found)
    last = max(0, len(clean.text) - LAST_CHARACTERS)
    printed = _PRINTED.search(clean.text, last) if clean.text.find("印发", last) >= 0 else None
    printed = printed or _OF_REPRINT.search(clean.text, last)
    if printed is None and "发布于" in clean.text:
        printed = next(filter(None, map(_OF_UPLOAD.fullmatch, lines[:FRAME_LINES])), None)
    return _to_day(printed) if printed else _day_with_clock(lines)


def _day_with_clock(lines: Sequence[str]) -> date | None:
    """Day with a clock in a line above the text, whatever stands around it; of a meeting or a closing date none."""
    for line in lines[:FRAME_LINES]:
        if len(line) > LONGEST_FRAME_LINE or "。" in line:
            return None
        found = None if _OF_NOBODY.search(line) else _WITH_CLOCK.search(line)
        if found and not (_tells_of_a_meeting(line) or _OF_AN_EVENT.search(line)):
            return _to_day(found)
    return None


def _in_head_of_newsletter(text: str) -> re.Match[str] | None:
    stop = text.find("。", 0, COLLECTION_HEAD)
    return _OF_NEWSLETTER.search(text, 0, stop) if stop > 0 and "期" in text[:stop] else None


def _tells_of_a_meeting(line: str) -> bool:
    return any(word in line for word in load_lexicon("documents")["meeting_words"])


def _day_of_line(line: str) -> re.Match[str] | None:
    """Day of a line that holds nothing else but page furniture."""
    found = ONLY_DAY.match(line)
    if found and FURNITURE.match(line, found.end()):
        return found
    if found and "年" not in found[0] and _AUTHOR.fullmatch(line, found.end()):
        return found
    if found and is_issuer(line[found.end() :].strip(LIST_MARKS)):
        return found
    if of_site := OF_SITE.fullmatch(line):
        return of_site
    if DOCUMENT_NUMBER.search(line) and (printed := _PRINTED.search(line)):
        return printed
    found = DAY_IN_LINE.search(line)
    if found is None or "来源" in line:
        return found
    is_closed = not _IDEOGRAPH.match(line, found.end()) or FURNITURE.match(line, found.end())
    before = line[: found.start()]
    is_framed = (
        _FRAME_BEFORE.match(before) or is_issuer(before.strip(" 　|编")) or line.startswith("发表于", found.end())
    )
    return found if is_closed and is_framed else None


def _with_labels(lines: Sequence[str]) -> list[str]:
    """Lines, a label that stands alone put before the line that it belongs to."""
    labels = ["", *(line if line[-1:] == "：" and _LABEL_ALONE.fullmatch(line) else "" for line in lines)]
    return [label + line for label, line in zip(labels, lines, strict=False)]


def find_signature(clean: CleanText, paragraphs: Sequence[Paragraph]) -> tuple[date | None, str | None]:
    """Day under the signature and the office that signed: a line that is a day, after a line that is an office."""
    for at in range(len(paragraphs) - 1, 0, -1):
        paragraph = paragraphs[at]
        if paragraph.end - paragraph.start > 16:
            continue
        line = clean.text[paragraph.start : paragraph.end].strip(" |")
        found = ONLY_DAY.fullmatch(line)
        if not found or line[0] in "（(":
            continue
        offices = _offices_above(clean.text, paragraphs, at)
        if offices:
            return _to_day(found), "、".join(offices)
        above = paragraphs[at - 1]
        if at >= len(paragraphs) - 3 and (at > 3 or at == len(paragraphs) - 1):
            return _to_day(found), None
        if at < HEAD_LINES and (
            _NOTICE_ENDS.search(clean.text, above.start, above.end) or passes_on(clean.text, paragraphs, at)
        ):
            return _to_day(found), None
    ended = _AT_THE_END.search(clean.text, max(0, len(clean.text) - LONGEST_END))
    if ended and is_issuer(ended["office"]):
        return _to_day(ended), own_name(ended["office"])
    return None, None


def _offices_above(text: str, paragraphs: Sequence[Paragraph], at: int) -> list[str]:
    """Offices in the lines right above a day, in the order of the text."""
    offices: list[str] = []
    for paragraph in reversed(paragraphs[max(0, at - MOST_SIGNERS) : at]):
        line = text[paragraph.start : paragraph.end] if paragraph.end - paragraph.start <= LONGEST_FRAME_LINE else ""
        pieces = line.split()
        names = ["".join(pieces)] if all(len(piece) == 1 for piece in pieces) else pieces
        if not line or not all(map(is_issuer, names)):
            break
        offices[:0] = [own_name(name) for name in names]
    return offices


def find_number(lines: Sequence[str]) -> str | None:
    """Document number that stands in a line of its own or after its label."""
    for line in lines:
        found = DOCUMENT_NUMBER.search(line) if _may_hold_number(line) else None
        if found and (found[0] == line.strip("（）() ") or re.search(r"文号|字号", line[: found.start()])):
            return found[0]
    return None


def _may_hold_number(line: str) -> bool:
    return "号" in line and len(line) <= LONGEST_FRAME_LINE and _YEAR_BRACKET.search(line) is not None
