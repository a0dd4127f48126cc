"""The title of a bulletin: meta tag, header table, heading on the page, page title without the site's name."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from crawler.reading.containers import Span
from crawler.reading.dates import is_date_only
from crawler.reading.document import TEXT, Document, Node
from crawler.reading.fields import BORDER, read_fields, zone_lines
from crawler.reading.furniture import is_in_page_part
from crawler.reading.meta import MetaTags
from crawler.reading.text import clean, is_cut, squeeze, without_ellipsis

_LONGEST = 300
_TITLE_MARK = re.compile(
    r"title|biaoti|headline|subject|(?:^|[-_#])(?:bt|tit|tt|ctitle|con-title|arti_title)(?:$|[-_\d])"
)
_NOT_TITLE_MARK = re.compile(
    r"(?:sub|small)-?_?title|futitle|fubiaoti|site-?title|col(?:umn)?_?title|title_?(?:time|date|info)|pannel"
)
#: Page titles that name the template, not the page.
_TEMPLATE_NAME = re.compile(
    r"(?:内容|详情|详细|细览|文章|正文|列表|信息)页(?:面)?$|^(?:详情|正文|内容|index|首页|untitled.{0,12}|无标题文档)$",
    re.IGNORECASE,
)
#: Page titles that name the owner of the site: old sites give every page the same.
_OWNER = re.compile(r"^.{2,20}(?:局|厅|委员会|政府|网|医院|学校|学院|大学|中学|小学|幼儿园|法院|检察院)$")
_CENTRED = re.compile(r"\bcenter\b|^h[1-3]$")
_NOT_A_TITLE_LINE = re.compile(r"。|^[（(].{0,80}[）)]$|^(?:19|20)\d{2}年\s?\d{1,2}月|号$")
#: Where a note on the adoption stands in the same paragraph as the title.
_NOTE = re.compile(r"\s?[（(](?:19|20)\d{2}年")
_OPENING, _SHORTLY_BEFORE, _SHORTLY_AFTER = 30, 60, 8
#: Column names are shorter than titles.
_LEAST_HEADED = 8
_LINE_HOLDERS = ("p", "div", "table", "h1", "h2", "h3", "h4")
_HEADINGS = {"h1": 3, "ucaptitle": 5, "h2": 2, "h3": 1, "h4": 1}
_SEPARATORS = re.compile(r"_{1,3}|-{2,6}|[|｜]|\s[-–—]\s|(?<=[^\d\w])-|-(?=[^\d\s])|——|–|—|\s>\s|<|»|·")
#: Separators that seldom stand inside a title.
_STRONG = re.compile(r"_{1,3}|-{1,6}|[|｜–—]")
_SITE_WORD = re.compile(
    r"(?:网|网站|政府|人民政府|局|厅|委|委员会|部|署|办公室|学院|大学|学校|小学|中学|医院|中心|门户|平台|公开|专栏|栏目|信息|新闻|公告|动态|通知|集团|银行|协会|法院|检察院|公报|文件|频道|首页)$"
)


def find_title(document: Document, meta: MetaTags, header_title: str, body: Span | None) -> str:
    """The best title a page offers; an empty string where it has none."""
    headings = _headings(document, body)
    if meta.article_title and squeeze(meta.article_title) not in (squeeze(meta.site_name), squeeze(meta.column_name)):
        return _uncut(meta.article_title, [text for _, text in headings] + [meta.page_title])
    if header_title and len(header_title) >= 4:
        return _uncut(header_title, [text for _, text in headings])
    stripped = without_site_name(meta.page_title, meta.site_name)
    best = _best_heading(headings, meta.page_title)
    if best:
        return _uncut(best, [stripped])
    if _OWNER.search(stripped) and "关于" not in stripped:
        return _centred_lines(document, body) or stripped
    if stripped and not _TEMPLATE_NAME.search(stripped):
        return stripped
    return _centred_lines(document, body) or stripped


def _centred_lines(document: Document, body: Span | None) -> str:
    """The centred lines that a body begins with: old pages set their title by hand, broken over several."""
    if body is None:
        return ""
    lines: list[str] = []
    for node in document.nodes[body.start : body.start + 60]:
        if node.tag not in ("p", "div", "center", "h1", "h2", "h3") or node.index >= body.end:
            continue
        if any(child.tag in _LINE_HOLDERS for child in document.children(node.index)):
            continue
        text = document.text(node.index)
        if not text:
            continue
        if read_fields([text]):
            if lines:
                break
            continue
        if not _CENTRED.search(
            f"{node.attribute('align')} {node.attribute('style')} {node.tag}"
        ) or _NOT_A_TITLE_LINE.search(text):
            return "".join(lines)
        lines.append(_NOTE.split(text)[0])
    return "".join(lines)


def _uncut(title: str, others: list[str]) -> str:
    """The full title where the one found is cut and another begins with it."""
    if not is_cut(title):
        return title
    head = squeeze(without_ellipsis(title))
    return next((other for other in others if squeeze(other).startswith(head) and not is_cut(other)), title)


def _headings(document: Document, body: Span | None) -> list[tuple[int, str]]:
    """Headings with their scores, in page order."""
    found: list[tuple[int, str]] = []
    limit = body.end if body else len(document.nodes)
    for node in document.nodes[:limit]:
        if not node.marks and node.tag not in _HEADINGS:
            continue
        score = _heading_score(node)
        if not score or node.hidden or node.link >= 0:
            continue
        if document.plain[node.end] - document.plain[node.index] > _LONGEST or node.end - node.index > 60:
            continue
        text = document.text(node.index, line_break="\n")
        if not 4 <= len(text) <= _LONGEST or document.linked_length(node.index, node.end) > len(text) / 2:
            continue
        # <h2>Title<p>发布时间：…</p></h2>: the day under a title inside its heading.
        title = _before_fields(document, node, text)
        dated = title != text or (len(text) >= _LEAST_HEADED and _heads_a_day(document, node))
        if not title or (not dated and is_in_page_part(document, node.index)):
            continue
        near = _nearness(node.index, body) + dated
        found.append((score + near, title))
    return found


def _before_fields(document: Document, node: Node, text: str) -> str:
    """A heading's lines before its first labelled field; an empty string where these are no title."""
    if not read_fields([text]):
        return text
    if node.tag not in _HEADINGS:
        return ""
    lines = zone_lines(document, node.index, node.end)
    title = clean(" ".join(takewhile(lambda line: not read_fields([line]), lines)).replace(BORDER, ""))
    return title if len(title) >= _LEAST_HEADED else ""


def _heads_a_day(document: Document, node: Node) -> bool:
    """True where the first thing said after a heading is a day or a labelled field, and no link."""
    for later in document.nodes[node.end : node.end + _SHORTLY_AFTER]:
        text = clean(later.text) if later.tag == TEXT and not later.hidden else ""
        if text:
            return later.link < 0 and len(text) <= 60 and (is_date_only(text) or bool(read_fields([text])))
    return False


def _nearness(index: int, body: Span | None) -> int:
    """A heading shortly before the text may be the title; one that the text opens with most likely is."""
    if body is None:
        return 0
    if body.start <= index < body.start + _OPENING:
        return 2
    return 1 if 0 < body.start - index < _SHORTLY_BEFORE else 0


def _heading_score(node: Node) -> int:
    score = _HEADINGS.get(node.tag, 0)
    if node.marks and _names_title(node.marks):
        return score + 2
    return score


@lru_cache(maxsize=8192)
def _names_title(marks: tuple[str, ...]) -> bool:
    return any(_TITLE_MARK.search(mark) and not _NOT_TITLE_MARK.search(mark) for mark in marks)


def _best_heading(headings: list[tuple[int, str]], page_title: str) -> str:
    wanted = squeeze(page_title)
    best, best_score = "", 0
    for score, text in headings:
        squeezed = squeeze(text)
        if wanted and len(squeezed) >= 4 and wanted.startswith(squeezed):
            score += 8
        elif wanted and len(squeezed) >= 6 and squeezed in wanted:
            score += 5
        elif wanted and is_cut(page_title) and squeezed.startswith(squeeze(without_ellipsis(page_title))):
            score += 8
        elif len(text) < 6:
            score -= 2
        if score > best_score or (score == best_score and len(text) > len(best)):
            best, best_score = text, score
    return best if best_score >= 3 else ""


def without_site_name(page_title: str, site_name: str = "") -> str:
    """``某通知-某栏目-某市教育局`` → ``某通知``; dashes inside a title stay."""
    title = page_title.strip()
    site = squeeze(site_name)
    for _ in range(4):
        matches = list(_SEPARATORS.finditer(title))
        if not matches:
            break
        last = matches[-1]
        head, tail = title[: last.start()].strip(), title[last.end() :].strip()
        strong = last.group() != "-" and bool(_STRONG.fullmatch(last.group().strip()))
        named = bool(_SITE_WORD.search(tail)) or (site and squeeze(tail) in site) or not tail
        if head.count("《") > head.count("》"):
            break
        if len(head) < 4 or len(tail) > 40 or not (named or (strong and len(tail) <= len(head))):
            break
        title = head
    return title
