"""Lists by repetition: the group of like elements, each with one titled link, that carries most titles and days."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from crawler.reading.attachments import resolve
from crawler.reading.dates import MonthDay, find_dates
from crawler.reading.document import Document, Node
from crawler.reading.furniture import is_in_page_part
from crawler.reading.items import Item, is_usable, read_item
from crawler.reading.text import word_set
from crawler.reading.types import Link

_LEVELS = 8
_MOST_GROUPS = 8
_MOST_LINKS_AN_ITEM = 5
#: Element names that can be an item; an ``a`` among text is its own item.
_ITEMS = word_set("li tr dl dt p div td a table ul section article h2 h3 h4 h5 span dd")
_ASIDE = (
    "side",
    "right",
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


@dataclass(slots=True)
class Group:
    """Like elements in page order, read as items. ``score`` grows with titles and, more, with days."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    score: float = 0.0

    @property
    def dated(self) -> int:
        """How many of the items show a day."""
        return sum(1 for item in self.items if item.day)

    @property
    def is_convincing(self) -> bool:
        """True where this is a list of bulletins and not a menu."""
        count = len(self.items)
        if not count:
            return False
        lengths = sum(len(item.title) for item in self.items) / count
        return (self.dated >= max(2, count // 3) and lengths >= 5) or (count >= 4 and lengths >= 11)


def find_group(document: Document) -> Group | None:
    """The best group of a page."""
    links = [index for index in document.links if is_usable(document.nodes[index])]
    gathered = _gather(document, links)
    promises = [(_promise(document, children), number) for number, children in enumerate(gathered)]
    promises.sort(key=lambda pair: (-pair[0], pair[1]))
    promising = [gathered[number] for promise, number in promises[:_MOST_GROUPS] if promise * 5 >= promises[0][0]]
    groups = [group for group in (_read_group(document, children, links) for children in promising) if group]
    return max(groups, key=lambda group: group.score, default=None)


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


def _promise(document: Document, children: list[int]) -> float:
    """A cheap first guess: link text, at most 30 characters an item."""
    nodes = document.nodes
    return sum(min(30, document.linked_length(nodes[index].index, nodes[index].end)) for index in children)


def _read_group(document: Document, children: list[int], links: list[int]) -> Group | None:
    nodes = document.nodes
    group = Group(children[0], nodes[children[-1]].end)
    failed = 0
    for number, index in enumerate(children):
        start, end = _reach(document, children, number)
        inner = links[bisect_left(links, nodes[index].index) : bisect_left(links, nodes[index].end)]
        item = read_item(document, start, end, inner) if len(inner) <= _MOST_LINKS_AN_ITEM else None
        if item is None:
            failed += len(inner) > _MOST_LINKS_AN_ITEM
            continue
        group.items.append(item)
    if not group.items or failed * 5 > len(children) or (len(group.items) == 1 and not group.dated):
        return None
    group.score = _score(document, group, nodes[children[0]])
    return group


def _reach(document: Document, children: list[int], number: int) -> tuple[int, int]:
    """The nodes of an item: the element; for bare links and dt also what follows or precedes up to the next."""
    node = document.nodes[children[number]]
    if node.tag not in ("a", "dt", "h2", "h3", "h4", "h5", "span"):
        return node.index, node.end
    parent = document.nodes[node.parent]
    following = children[number + 1] if number + 1 < len(children) else parent.end
    if node.tag != "a" or document.plain_length(node.end, min(following, parent.end)):
        return node.index, min(following, parent.end)
    before = document.nodes[children[number - 1]].end if number else parent.index
    return max(before, parent.index), node.end


def _score(document: Document, group: Group, first: Node) -> float:
    score = sum(min(len(item.title), 30) / 10 + (4 if item.day else 0) for item in group.items)
    distinct = len({item.href for item in group.items})
    score *= distinct / len(group.items)
    if is_in_page_part(document, first.index):
        score *= 0.2
    marks = " ".join(mark for node in document.ancestors(first.index) for mark in node.marks if node.tag != "body")
    if any(word in marks for word in _ASIDE):
        score *= 0.6
    return score


def to_links(document: Document, group: Group, base: str | None, today: date | None) -> tuple[Link, ...]:
    """Items with their years settled and addresses absolute, each address once, in page order."""
    newest = today
    if newest is None and any(isinstance(item.day, MonthDay) for item in group.items):
        newest = _newest_day(document)
    links: dict[str, Link] = {}
    for item in group.items:
        url = resolve(item.href, base)
        day = item.day.in_year(newest, item.href) if isinstance(item.day, MonthDay) else item.day
        if url not in links:
            links[url] = Link(url, item.title, day)
    return tuple(links.values())


def _newest_day(document: Document) -> date | None:
    texts = [node.text for node in document.nodes if node.tag == "-text"]
    texts += [node.attributes.get("content") or "" for node in document.nodes if node.tag == "meta"]
    days = [day for text in texts if len(text) >= 8 for day in find_dates(text)]
    return max(days, default=None)
