"""Lists by repetition: the group of like elements, each with one titled link, that carries most titles and days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from crawler.reading.attachments import resolve
from crawler.reading.dates import MonthDay, find_dates, is_date_only, may_show_day
from crawler.reading.document import Document, Node
from crawler.reading.furniture import is_in_page_part, is_page_part
from crawler.reading.groups import Group
from crawler.reading.items import Item, inner_list, is_item_link, read_item
from crawler.reading.labels import LABELS, FieldName
from crawler.reading.text import word_set
from crawler.reading.types import Link
from crawler.reading.years import settle_years

_LEVELS = 8
_MOST_GROUPS = 10
_MOST_LINKS_AN_ITEM = 5
#: Blocks of one page that are read for being like the best one.
_MOST_ALIKE = 60
#: A head row stands so near before the first item.
_HEAD_NODES = 40
#: One item shows the day of publication, of writing, of coming into force.
_MOST_DAYS_OF_ONE = 3
#: More links without days than this say no more than these; one day says as much as several of them.
_MENU, _DAY_WORTH = 20, 90
#: Element names that can be an item; an ``a`` among text is its own item.
#: Items whose day may stand in the element beside them.
_OPEN_ITEMS = word_set("a dt dd h2 h3 h4 h5 span")
_ITEMS = word_set("li tr dl dt p div td a table ul section article h2 h3 h4 h5 span dd")
_ROWS = word_set("li tr")
#: No menu is worth more than one short title with its day.
_MENU_SCORE = 4.0
#: The main column may as well stand on the right.
_SIDE = ("side", "right")
_ASIDE = (
    "sidebar",
    "aside",
    "rdtj",
    "hot",
    "tuijian",
    "recommend",
    "related",
    "rank",
    "xgxw",
    "relat",
    "swiper",
    "slide",
    "focus",
    "banner",
)


def find_group(document: Document) -> Group | None:
    """The best group of a page."""
    links = [index for index in document.links if is_item_link(document.nodes[index])]
    gathered = _gather(document, links)
    days = _running_days(document)
    promises = [(_promise(document, children, days), number) for number, children in enumerate(gathered)]
    promises.sort(key=lambda pair: (-pair[0], pair[1]))
    promising = [gathered[number] for promise, number in promises[:_MOST_GROUPS] if promise * 5 >= promises[0][0]]
    groups = [group for group in (_read_group(document, children, links, days) for children in promising) if group]
    return max(groups, key=lambda group: (group.score, -len(group.items)), default=None)


def like_groups(document: Document, first: int) -> Iterator[Group]:
    """Groups of the same element as that of the item ``first``, those with most items first."""
    links = [index for index in document.links if is_item_link(document.nodes[index])]
    tag = document.nodes[first].tag
    gathered = [children for children in _gather(document, links) if document.nodes[children[0]].tag == tag]
    days = _running_days(document)
    for children in sorted(gathered, key=len, reverse=True)[:_MOST_ALIKE]:
        group = _read_group(document, children, links, days)
        if group is not None:
            yield group


def _running_days(document: Document) -> list[int]:
    """Running totals of short texts that are a day or hold one; a day outside links is what items show."""
    totals, total = [], 0
    for node in document.nodes:
        totals.append(total)
        if node.tag == "-text" and 4 <= len(node.text) <= 80 and not node.hidden and may_show_day(node.text):
            total += 1
    totals.append(total)
    return totals


def _gather(document: Document, links: list[int]) -> list[list[int]]:
    """Elements that hold links, by parent and name; also those of sibling parents (lists cut into blocks of five)."""
    nodes = document.nodes
    groups: dict[tuple[int, str, str], list[int]] = {}
    for index in links:
        child = nodes[index]
        for _ in range(_LEVELS):
            if child.parent < 0:
                break
            parent = nodes[child.parent]
            if child.tag in _ITEMS:
                _append(groups, (parent.index, "", child.tag), child.index)
                if parent.tag in ("ul", "ol", "tbody", "table") and parent.parent >= 0:
                    _append(groups, (parent.parent, parent.tag, child.tag), child.index)
            child = parent
    # A list in one block is gathered twice: by its own parent and by that one's.
    return list({(children[0], children[-1], len(children)): children for children in groups.values()}.values())


def _append(groups: dict[tuple[int, str, str], list[int]], key: tuple[int, str, str], index: int) -> None:
    children = groups.setdefault(key, [])
    if not children or children[-1] != index:
        children.append(index)


def _promise(document: Document, children: list[int], days: list[int]) -> int:
    """A cheap first guess: link text, at most 30 characters an item (long menus count as twenty), and days."""
    nodes = document.nodes
    lengths = sorted((min(30, document.linked_length(index, nodes[index].end)) for index in children), reverse=True)
    stop = len(children) - 1
    reaches = (
        nodes[children[number + 1]].index if number < stop else nodes[index].end
        for number, index in enumerate(children)
    )
    dated = sum(1 for index, end in zip(children, reaches, strict=True) if days[end] > days[index])
    return sum(lengths[: max(_MENU, dated)]) + _DAY_WORTH * dated


def _read_group(document: Document, children: list[int], links: list[int], days: list[int]) -> Group | None:
    nodes = document.nodes
    group = Group(children[0], nodes[children[-1]].end)
    failed = 0
    column = _day_column(document, children[0])
    # What all items with days are called (border-bottom) tells how they look, not that they are a part of the page.
    is_dated = len(children) > 1 and days[group.end] - days[group.start] >= len(children)
    is_marked_all = is_dated and all(is_page_part(nodes[index]) for index in children)
    for number, index in enumerate(children):
        if nodes[index].marks and not is_marked_all and is_page_part(nodes[index]):
            continue
        start, end = _reach(document, children, number)
        inner = links[bisect_left(links, nodes[index].index) : bisect_left(links, nodes[index].end)]
        if len(inner) > 1:
            explained = inner_list(document, index, nodes[index].end, inner[0])
            inner = [link for link in inner if link not in explained]
        if 1 < len(inner) <= _MOST_LINKS_AN_ITEM and _holds_items(document, index, inner, days):
            return None
        item = read_item(document, start, end, inner, column) if len(inner) <= _MOST_LINKS_AN_ITEM else None
        if item is None:
            failed += len(inner) > _MOST_LINKS_AN_ITEM
            continue
        group.items.append(item)
    if not group.items or failed * 5 > len(children) or (len(group.items) == 1 and not _is_one(document, group)):
        return None
    group.score = _score(document, group, nodes[children[0]])
    return group


def _holds_items(document: Document, index: int, inner: list[int], days: list[int]) -> bool:
    """True for an element with a list of its own in it, each of whose items shows a day: a block, and no item."""
    nodes, rows = document.nodes, set()
    if nodes[index].tag in _ROWS:
        return False
    for link in inner:
        row = next((node for node in document.ancestors(link) if node.tag in _ROWS), None)
        if row is not None and row.index > index and days[row.end] > days[row.index]:
            rows.add(row.index)
    return len(rows) > 1


def _is_one(document: Document, group: Group) -> bool:
    """Is a single item one: with a day, and not the one living link beside many items with days?"""
    days = 0
    for piece in document.pieces(group.start, group.end):
        days += is_date_only(piece)
        if days > _MOST_DAYS_OF_ONE:
            return False
    return group.dated > 0


def _day_column(document: Document, first: int) -> int:
    """Which day of an item is that of publication where a head row names two (成文日期, 发布日期)."""
    heads = (LABELS.get("".join(piece.split())) for piece in document.pieces(max(0, first - _HEAD_NODES), first))
    days = [head[0] for head in heads if head and head[0] in (FieldName.PUBLISHED, FieldName.WRITTEN)]
    return days.index(FieldName.PUBLISHED) if len(days) > 1 and FieldName.PUBLISHED in days else 0


def _reach(document: Document, children: list[int], number: int) -> tuple[int, int]:
    """The nodes of an item: the element; for bare links and dt also what follows or precedes up to the next."""
    node = document.nodes[children[number]]
    if node.tag not in _OPEN_ITEMS:
        return node.index, node.end
    parent = document.nodes[node.parent]
    if node.tag == "dd":
        before = document.nodes[children[number - 1]].end if number else parent.index
        return max(before, parent.index), node.end
    following = children[number + 1] if number + 1 < len(children) else parent.end
    if node.tag != "a" or document.plain_length(node.end, min(following, parent.end)):
        return node.index, min(following, parent.end)
    before = document.nodes[children[number - 1]].end if number else parent.index
    return max(before, parent.index), node.end


def _score(document: Document, group: Group, first: Node) -> float:
    mostly = group.dated * 2 > len(group.items) or not group.dated
    score = sum(_worth(item) for item in group.items if mostly or item.day)
    if group.is_menu:
        score = min(score, _MENU_SCORE)
    distinct = len({item.href for item in group.items})
    score *= distinct / len(group.items)
    if is_in_page_part(document, first.index):
        score *= 0.2
    if _has_mark(document, first.index, (*_ASIDE, *_SIDE)):
        score *= 0.6
    return score


def _has_mark(document: Document, index: int, words: tuple[str, ...]) -> bool:
    marks = " ".join(mark for node in document.ancestors(index) for mark in node.marks if node.tag != "body")
    return any(word in marks for word in words)


def is_aside(document: Document, index: int) -> bool:
    """True for what stands in a side list by its marks: hot, recommended and related bulletins, slides."""
    return _has_mark(document, index, _ASIDE)


def _worth(item: Item) -> float:
    return min(len(item.title), 30) / 10 + (4 if item.day else 0)


def to_links(document: Document, group: Group, base: str | None, today: date | None) -> tuple[Link, ...]:
    """Items with their years settled and addresses absolute, each address once, in page order."""
    newest = today
    if newest is None and any(isinstance(item.day, MonthDay) for item in group.items):
        newest = _newest_day(document)
    links: dict[str, Link] = {}
    for item, day in zip(group.items, settle_years(group.items, newest), strict=True):
        url = resolve(item.href, base)
        if url not in links:
            links[url] = Link(url, item.title, day)
    return tuple(links.values())


def _newest_day(document: Document) -> date | None:
    texts = [node.text for node in document.nodes if node.tag == "-text"]
    texts += [node.attributes.get("content") or "" for node in document.nodes if node.tag == "meta"]
    days = [day for text in texts if len(text) >= 8 for day in find_dates(text)]
    return max(days, default=None)
