"""One item of a list: its main link, its full title and the day shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.reading.dates import MonthDay, date_in_pieces, is_date_only, parse_date
from crawler.reading.document import BLOCKS, TEXT, Document, Node
from crawler.reading.fields import best_fields, read_fields
from crawler.reading.text import clean, is_cut, squeeze, without_ellipsis

_NOT_TITLES = re.compile(
    r"^[\[【（(<《>»\s]*(?:更多|more|详情|详细|查看(?:详情|全文|更多)?|阅读(?:全文|更多)?|全文|下载|点击(?:查看|下载|阅读)|进入|[\d\s]{1,6}|首页|尾页|末页|上一页|下一页|上页|下页"
    r"|第.{1,3}页|prev|next|置顶|new|返回)[\]】）)>》»\s.…]*$|^[上下]一[篇页条则]|公网安备|ICP备",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^[\[【〔(（][^\]】〕)）]{1,16}[\]】〕)）]$")
_LEAD = re.compile(r"^(?:[·•●▪■◆◇★☆>»›※\-\s\u00b7\u2022]{1,8}|[\[【]置顶[\]】]\s?)")
_TAIL_DATE = re.compile(r"\s?[\[(（【]\s?(?:20\d{2}[-./年])?\d{1,2}[-./月]\d{1,2}日?\s?[\])）】]$")
_LABELLED_TITLE = re.compile(r"^(?:文章|信息|文件)?(?:标\s{0,4}题|名\s{0,4}称)\s{0,2}[:：]\s{0,3}")
_TITLE_PART = re.compile(r"tit|bt\b|name|subject")
#: Titles are longer; two characters are one only in a table's row with a day (咨询 in a list of letters).
_SHORTEST = 3
#: 详情 and names of columns are no titles, however the summary beside them reads.
_SHORTEST_BESIDE_SUMMARY, _LONG = 8, 40
_DEAD = ("javascript:", "mailto:", "tel:", "#", "about:", "data:")
#: The page that a script opens where the link itself leads nowhere: ``openPage('189966.htm','xw')``.
_OPENED = re.compile(
    r"""[(=]\s{0,3}["']((?:https?://|[\w./-])[^"'()<>\s]{0,200}\.(?:s?html?|jsp|aspx?|php)(?:[?#][^"'()<>\s]{0,200})?)["']""",
    re.IGNORECASE,
)
_LONGEST_CALL = 500


@dataclass(frozen=True, slots=True)
class Item:
    """What one item shows, before its year is settled and its address made absolute."""

    href: str
    title: str
    day: date | MonthDay | None


def is_usable(node: Node) -> bool:
    """True for a link that leads somewhere."""
    href = node.attribute("href").lower()
    return bool(href) and not href.startswith(_DEAD) and not node.hidden


def is_item_link(node: Node) -> bool:
    """True for a link that leads somewhere, be it by a script that names the page it opens."""
    return bool(address_of(node)) and not node.hidden


def address_of(node: Node) -> str:
    """Where a link leads: its address, or the one page that its script call names; empty where it names none."""
    href = node.attribute("href")
    if href and not href.lower().startswith(_DEAD):
        return href
    call = (node.attribute("onclick") or href)[:_LONGEST_CALL]
    match = _OPENED.search(call) if "(" in call or "=" in call else None
    return match[1] if match else ""


def read_item(document: Document, start: int, end: int, links: list[int], column: int = 0) -> Item | None:
    """The item that stands in a range of nodes, its day the one in ``column``; None where no link has a title."""
    titled = [(index, link_title(document, document.nodes[index])) for index in links]
    titled = [(index, title) for index, title in titled if len(title) >= 2 and not _NOT_TITLES.match(title)]
    if len(titled) > 1:
        titled = [(index, title) for index, title in titled if not _BRACKETED.match(title)] or titled
    if not titled:
        return None
    main, title = _main_link(document, titled)
    node = document.nodes[main]
    day = _day_of_item(document, start, end, node, column)
    if len(title) < _SHORTEST and not (day and len(links) == 1 and document.nodes[start].tag == "tr"):
        return None
    return Item(address_of(node), _without_tail(title, day) if day else title, day)


def _main_link(document: Document, titled: list[tuple[int, str]]) -> tuple[int, str]:
    """The link with the longest title; a summary that links to the same page is longer, but made of sentences."""
    longest = max(titled, key=lambda pair: len(pair[1]))
    if len(titled) == 1 or not _is_summary(longest[1]):
        return longest
    address = address_of(document.nodes[longest[0]])
    same = (pair for pair in titled if address_of(document.nodes[pair[0]]) == address)
    return next((pair for pair in same if len(pair[1]) >= _SHORTEST_BESIDE_SUMMARY), longest)


def _is_summary(text: str) -> bool:
    return "。" in text or (len(text) > _LONG and text.count("，") > 1)


def _without_tail(title: str, day: date | MonthDay) -> str:
    """The title without the day behind it; one in words that is not the item's is that of a speech or an event."""
    tail = _TAIL_DATE.search(title)
    if tail is None:
        return title
    said = date_in_pieces([tail.group().strip()]) if "月" in tail.group() else None
    return title if said and (said.month, said.day) != (day.month, day.day) else title[: tail.start()]


def inner_list(document: Document, start: int, end: int, link: int) -> range:
    """The nodes of the first list inside an ``li``, as of the readings that explain its document.

    Empty where there is none, and where the item's own link stands in it.
    """
    nodes, position = document.nodes, start + 1
    while nodes[start].tag == "li" and position < end:
        node = nodes[position]
        position += 1
        if node.tag in ("ul", "ol"):
            if any(inner.tag == "a" for inner in nodes[node.index : node.end]):
                return range(0) if node.index < link < node.end else range(node.index, node.end)
            position = node.end
    return range(0)


def link_title(document: Document, node: Node) -> str:
    """The full title of a link: the visible text, or its title attribute where the text is cut."""
    visible = _LEAD.sub("", _visible_title(document, node))
    offered = _attribute_title(node.attributes.get("title") or "")
    if not offered:
        return visible
    if not visible:
        return offered
    shown, full = squeeze(without_ellipsis(visible)), squeeze(offered)
    if is_cut(visible):
        return offered if len(full) >= len(shown) and full[:2] == shown[:2] else visible
    # Some templates cut without dots.
    return offered if len(full) > len(shown) and full.startswith(shown) else visible


def _attribute_title(value: str) -> str:
    lines = [clean(line) for line in value.replace("\r", "\n").split("\n")]
    for line in lines:
        if _LABELLED_TITLE.match(line):
            return _LABELLED_TITLE.sub("", line)
    title = clean(value)
    cut = re.search(r"\s(?:发布|发表|更新)?(?:时间|日期)[:：]|\s20\d{2}-\d{2}-\d{2}", title)
    return title[: cut.start()] if cut else title


def _visible_title(document: Document, node: Node) -> str:
    nodes = document.nodes
    for inner in nodes[node.index + 1 : node.end]:
        if inner.tag in ("h1", "h2", "h3", "h4", "h5") or any(_TITLE_PART.search(mark) for mark in inner.marks):
            text = document.text(inner.index)
            if len(text) >= 4:
                return text
    parts: list[str] = []
    for inner in nodes[node.index + 1 : node.end]:
        if inner.tag == TEXT and not inner.hidden:
            parts.append("" if is_date_only(clean(inner.text)) else inner.text)
        elif inner.tag in BLOCKS or inner.tag == "br":
            shown = "".join(parts)
            if inner.tag in BLOCKS and not any(map(str.isalpha, shown)):
                # A block of figures before the title: the year over the day, a number.
                parts.clear()
            elif len(shown.strip()) >= 8:
                break
            parts.append(" ")
    text = clean("".join(parts))
    if text:
        return text
    images = (inner.attribute("alt") for inner in nodes[node.index + 1 : node.end] if inner.tag == "img")
    return next((clean(alt) for alt in images if len(alt) >= 6), "")


def _day_of_item(document: Document, start: int, end: int, link: Node, column: int) -> date | MonthDay | None:
    outside: list[str] = []
    inside: list[str] = []
    inner = inner_list(document, start, end, link.index)
    for node in document.nodes[start:end]:
        if node.index in inner:
            continue
        if node.tag == TEXT:
            piece = clean(node.text) if not node.hidden else ""
            if piece:
                (inside if link.index <= node.index < link.end else outside).append(piece)
        elif node.tag == "time" and node.attribute("datetime"):
            outside.insert(0, node.attribute("datetime")[:10])
    whole = document.text(link.index) if len(inside) > 1 else ""
    found = (
        _of_several(outside, column)
        or date_in_pieces(outside)
        or (date_in_pieces([p for p in inside if p != whole]) if len(inside) > 1 else None)
    )
    tooltip = parse_date(_dated_part(link.attributes.get("title") or ""))
    if isinstance(found, date):
        return found
    if tooltip:
        return tooltip
    return found or _tail_day(inside)


def _of_several(pieces: list[str], column: int) -> date | None:
    """The day of publication where an item shows more than one: by its label, or by its place among the columns."""
    if any("：" in piece or ":" in piece for piece in pieces):
        named = best_fields(read_fields(pieces))
        if named.published and named.published_rank <= 1:
            return named.published
    days = [day for day in (parse_date(piece) for piece in pieces if column and is_date_only(piece)) if day]
    return days[column] if column < len(days) else None


def _dated_part(tooltip: str) -> str:
    """The part of a tooltip that follows a time label (发表时间：2026年08月21日)."""
    for label in ("时间：", "时间:", "日期：", "日期:"):
        if label in tooltip:
            return tooltip.partition(label)[2]
    return ""


def _tail_day(inside: list[str]) -> date | MonthDay | None:
    matches = (_TAIL_DATE.search(piece) for piece in reversed(inside))
    return next((date_in_pieces([match.group().strip()]) for match in matches if match), None)
