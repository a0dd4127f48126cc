"""The frame of a bulletin: title, issuer, document number, the day it went out and the day under its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_numerals import MINGUO_BEFORE, small_number, year_of

_DAY = (
    r"(?:(?P<year>(?:19|20)[0-9]{2}|(?:民国)?(?<![0-9])1[0-2][0-9])(?:年|[-./])(?P<month>[0-9]{1,2})(?:月|[-./])(?P<day>[0-9]{1,2}+)日?"
    r"|(?P<cn_year>[一二][〇零O九][〇零一二三四五六七八九O]{2})年(?P<cn_month>[一二三四五六七八九十]{1,2})月(?P<cn_day>[一二三四五六七八九十]{1,3})日)"
)
_CLOCK = (
    r"(?:[ 　]*[（(]?(?:星期|周)?[一二三四五六日天][）)]|[ 　]+星期[一二三四五六日天])?"
    r"(?:[ 　]*[0-9]{1,2}[：:][0-9]{2}(?:[：:][0-9]{2})?)?"
)
_ONLY_DAY = re.compile(rf"[（(【\[]?{_DAY}[）)]?{_CLOCK}[】\]]?")
#: What may follow the day of a frame line: page furniture, the name of a paper, a reporter.
_FURNITURE = re.compile(
    r"[ \u3000|]*(?:来源|信息来源|浏览|字|作者|阅读|点击|编辑|责任编辑|打印|分享|发布|审核|【|\[|$"
    r"|记者|通讯员|本报|文[/／、]|图[/／、]|[一-龥]{2,12}(?:报|报社|社|网|台|频道|客户端|融媒体中心)(?=[ \u3000|]|$))"
)
#: What may stand before it: an address, the path of pages that leads here, who wrote it, the name of a paper.
_FRAME_BEFORE = re.compile(
    r"(?:当前位置|您的位置|位置：|首页|https?:|www\.|(?:作者|编辑|责任?编辑?|记者|通讯员|浏览|点击|阅读|审核|供稿|撰稿|稿源|发布人|字号)[^，。；：]{0,4}：)"
    r"[^，。；]*$|[一-龥]{2,12}(?:报|网|台|融媒体中心)[ \u3000|]*$"
)
_DAY_IN_LINE = re.compile(rf"{_DAY}{_CLOCK}(?![0-9-])")
_DAY_AFTER_LABEL = re.compile(
    rf"(?P<label>[时日][间期]|shijian|riqi)[ 　]*[：: ][ 　]*{_DAY}(?!日?[ 　]*(?:至|到|起|前|止|[—~-]))"
)
_IDEOGRAPH = re.compile("[一-龥]")
_PRINTED = re.compile(rf"{_DAY}印发")
_NUMBER = re.compile(r"[一-龥]{1,12}[〔\[（【](?:19|20)[0-9]{2}[〕\]）】]第?[0-9]{1,4}号")
_PASSED_ON = re.compile(
    r"关于(?:印发|转发|公布|发布)《?([^《》]{4,60})》?的(?:通知|公告|决定|函)|印发《([^《》]{4,60})》$"
)
#: Title after its label in the index block of a paper (名称：…    文号：…).
_LABELLED_TITLE = re.compile(r"(?:^|[ 　]{2})(?:名称|标题)[ 　]*[：:][ 　]*([^ 　：:]{5,70})(?=[ 　]|$)")
_NAMED_PAPER = re.compile(r"《([^《》]{6,60})》")
_HEAD_OF_GOVERNMENT = re.compile(r"([一-龥]{2,20}人民政府)[县市区省州镇乡]?长[ \u3000一-龥]{0,8}$")
#: A title that begins with its office (…水务局2023年度工作报告).
_DATED_TITLE = re.compile(r"([一-龥]{3,25}?)(?:(?:19|20)[0-9]{2}年|1[0-2][0-9]年度|“?十[一二三四五六]五)")
_NO_TITLE = re.compile(
    r"首页|[ 　]*(?:时间|来源|浏览|字体|分享|相关|索引|发布|发文|文号|标题|主题|附件|扫一扫|责任编辑)"
    r"|[ 　]*(?:编辑|作者|打印|点击|当前位置|信息来源|公开|成文|有效性)"
    r"|各[位市县区省乡镇中]|[一二三四五六七八九十]{1,3}、|（"
)
#: A line of Latin letters alone (the sound of a title, an address) is no title.
_LATIN = re.compile("[^一-龥]+")
_MARKS = "#*•·●◆■ \u3000\xa0\t|"
HEAD_LINES = 30
INDEX_LINES = 8
LAST_CHARACTERS = 500
LONGEST_FRAME_LINE = 150
LONGEST_TITLE = 70


def lines_of(clean: CleanText, paragraphs: Sequence[Paragraph]) -> list[str]:
    """The first paragraphs as plain lines, without list marks."""
    return [clean.text[p.start : p.end].strip(_MARKS) for p in paragraphs[:HEAD_LINES]]


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


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("documents")[name])


def _labelled_day(line: str) -> re.Match[str] | None:
    """Day after a label of publication (发布时间：…), or of writing; 会议时间 and 截止日期 are none."""
    ranked = [(rank, found) for found in _DAY_AFTER_LABEL.finditer(line) if (rank := _rank_of_label(line, found))]
    return min(ranked, key=lambda entry: entry[0])[1] if ranked else None


def _rank_of_label(line: str, found: re.Match[str]) -> int | None:
    """How near a label is to publication: 1 发布时间, 2 a plain 时间 or 更新时间, 3 成文日期; None for another day."""
    labels = load_lexicon("documents")
    before = line[max(0, found.start() - 2) : found.start()]
    if before in labels["published_labels"]:
        return 1
    if before in labels["written_labels"]:
        return 3
    return 2 if not before or before[-1] not in labels["no_published_labels"] else None


@cache
def _labelled_issuer() -> re.Pattern[str]:
    return re.compile(rf"(?:{load_lexicon('documents')['issuer_labels']})[ 　]*[：:][ 　]*([一-龥、（）]{{3,40}})")


@cache
def _issuer_endings() -> tuple[str, ...]:
    return tuple(load_lexicon("documents")["issuer_endings"].split())


def is_issuer(name: str) -> bool:
    """Whether a name is that of an office."""
    return 3 <= len(name) <= 40 and name.endswith(_issuer_endings()) and not re.search(r"[，。：；0-9《》“]", name)


def find_title(lines: Sequence[str]) -> str | None:
    """Title of the paper itself: of 关于印发《…》的通知 what is inside."""
    for at, line in enumerate(lines):
        if len(line) > LONGEST_TITLE and at > 3:
            return None
        if at < INDEX_LINES and (labelled := _LABELLED_TITLE.search(line)):
            line = labelled[1]
        if not _could_be_title(line):
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if "关于" in line and not _ends_as_paper(line) and len(following) <= 30 and _ends_as_paper(following):
            line += following
        elif not _is_title(line, following, at):
            continue
        inside = _PASSED_ON.search(line) or (_NAMED_PAPER.search(line) if line.startswith("《") else None)
        return (next(filter(None, inside.groups())) if inside else line).strip(_MARKS)
    return None


def _could_be_title(line: str) -> bool:
    if not 5 <= len(line) <= LONGEST_TITLE or line[-1] in "。；：，！、" or _NO_TITLE.match(line):
        return False
    if _LATIN.sub("", line) == "":
        return False
    return not (_ONLY_DAY.fullmatch(line) or is_issuer(line) or _NUMBER.fullmatch(line) or "，" in line)


def _ends_as_paper(line: str) -> bool:
    return line.rstrip("）)试行（ ").endswith(tuple(load_lexicon("documents")["paper_endings"]))


def _is_title(line: str, following: str, at: int) -> bool:
    if _words("plan_titles").search(line) or _words("report_titles").search(line):
        return True
    framed = bool(_ONLY_DAY.match(following) or _labelled_day(following) or _labelled_issuer().search(following))
    return framed or at == 0 or (at == 1 and len(line) >= 8)


def find_published(clean: CleanText, lines: Sequence[str]) -> date | None:
    """Day the text went out, from a label or a line that is a day; never the day of a meeting."""
    short = [line for line in (*lines, *clean.text[-LAST_CHARACTERS:].split("\n")) if len(line) <= LONGEST_FRAME_LINE]
    labelled = [
        (_rank_of_label(line, found), at, found) for at, line in enumerate(short) if (found := _labelled_day(line))
    ]
    if labelled:
        return _to_day(min(labelled, key=lambda entry: entry[:2])[2])
    for line in lines[:8]:
        if len(line) > LONGEST_FRAME_LINE or "。" in line:
            break
        found = _day_of_line(line)
        if found and not any(word in line for word in load_lexicon("documents")["meeting_words"]):
            return _to_day(found)
    printed = _PRINTED.search(clean.text, max(0, len(clean.text) - 400))
    return _to_day(printed) if printed else None


def _day_of_line(line: str) -> re.Match[str] | None:
    """Day of a line that holds nothing else but page furniture."""
    found = _ONLY_DAY.match(line)
    if found and _FURNITURE.match(line, found.end()):
        return found
    found = _DAY_IN_LINE.search(line)
    if found is None or "来源" in line:
        return found
    is_closed = not _IDEOGRAPH.match(line, found.end()) or _FURNITURE.match(line, found.end())
    return found if is_closed and _FRAME_BEFORE.match(line[: found.start()]) else None


def find_signature(clean: CleanText, paragraphs: Sequence[Paragraph]) -> tuple[date | None, str | None]:
    """Day under the signature and the office that signed: a line that is a day, after a line that is an office."""
    for at in range(len(paragraphs) - 1, 0, -1):
        paragraph = paragraphs[at]
        if paragraph.end - paragraph.start > 16:
            continue
        line = clean.text[paragraph.start : paragraph.end]
        found = _ONLY_DAY.fullmatch(line)
        if not found or line[0] in "（(":
            continue
        above = paragraphs[at - 1]
        office = "、".join(clean.text[above.start : above.end].split())
        if is_issuer(office):
            return _to_day(found), office
        if at >= len(paragraphs) - 3 and (at > 3 or at == len(paragraphs) - 1):
            return _to_day(found), None
    return None, None


def find_number(lines: Sequence[str]) -> str | None:
    """Document number that stands in a line of its own or after its label."""
    for line in lines:
        found = _NUMBER.search(line) if len(line) <= LONGEST_FRAME_LINE else None
        if found and (found.span() == (0, len(line)) or re.search(r"文号|字号", line[: found.start()])):
            return found[0]
    return None


def find_issuer(lines: Sequence[str], signed_by: str | None) -> str | None:
    """Office that issued the text: under the signature, after a label, in or below the title."""
    if signed_by:
        return signed_by
    for line in lines:
        found = _labelled_issuer().search(line) if len(line) <= LONGEST_FRAME_LINE else None
        if found and is_issuer(found[1]):
            return found[1]
    return next(_issuers_in_lines(lines[:8]), None)


def _issuers_in_lines(lines: Sequence[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        head = _HEAD_OF_GOVERNMENT.match(line)
        if head:
            yield head[1]
        before, about, _ = line.partition("关于")
        dated = _DATED_TITLE.match(line)
        if dated and is_issuer(dated[1]):
            yield dated[1]
        if about and is_issuer(before):
            yield before
        if is_issuer(line):
            below = lines[at + 1] if at + 1 < len(lines) else ""
            yield f"{line}、{below}" if is_issuer(below) else line
