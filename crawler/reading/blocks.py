"""Column pages cut into blocks, each the newest items of a section with a 更多 link: the items of all are the page's.

A plain list has no 更多 of its own, so a box beside it joins nothing; without 更多 the blocks must be siblings, each
behind a heading that is the link to its section.
"""

from __future__ import annotations

import re
from itertools import islice

from crawler.reading.document import COMMENT, TEXT, Document, Node
from crawler.reading.empties import is_under_side_heading
from crawler.reading.furniture import is_in_page_part
from crawler.reading.groups import Group
from crawler.reading.listing import is_aside, like_groups
from crawler.reading.text import word_set

_MORE = re.compile(r"^[\[【（(<《>»+\s]{0,6}(?:查看|浏览)?(?:更多|more)\b", re.IGNORECASE)
_LONGEST_MORE = 12
_MORE_PICTURE, _LONGEST_FILE = re.compile(r"(?:^|[/_-])i?more[\w-]{0,8}\.\w{3,4}$", re.IGNORECASE), 60
#: So far above its items a block may begin; tables in tables make many levels.
_LEVELS = 8
#: 更多 stands so near to its list, over or under it.
_MORE_NODES = 60
_MOST_BLOCKS = 40
_LONGEST_HEADING = 12
_NO_ELEMENTS = frozenset({TEXT, COMMENT, "script", "br"})
#: A block that is one of these has its heading beside it.
_LISTS = word_set("ul ol dl table tbody")
#: So many items has the largest block; another may have one.
_LEAST_ITEMS = 2
#: What of an item makes its form; a picture or bold type does not.
_SHAPE = word_set("a span p em i time td dd h3 h4 h5 div")


def blocks_of(document: Document, best: Group) -> list[Group]:
    """The best group with its like, in page order; that alone where the page is no page of blocks."""
    if best.dated < _LEAST_ITEMS or not _is_block(best):
        return [best]
    form = _form(document, best)
    alike = [best]
    for group in like_groups(document, best.start):
        apart = all(group.end <= other.start or other.end <= group.start for other in alike)
        if apart and _is_block(group) and _form(document, group) == form and _is_free(document, group):
            alike.append(group)
    alike.sort(key=lambda group: group.start)
    if not 2 <= len(alike) <= _MOST_BLOCKS:
        return [best]
    named = [(group, places) for group in alike if (places := _more_places(document, group, alike))]
    own = next((places for group, places in named if group is best), set())
    if any(own & places for group, places in named if group is not best):
        return [group for group, _ in named]
    head = _heading(document, best, alike)
    return [group for group in alike if _heading(document, group, alike) == head] if head else [best]


def _is_block(group: Group) -> bool:
    """True for items that all show a day."""
    return group.dated == len(group.items)


def _form(document: Document, group: Group) -> tuple[tuple[str, ...], frozenset[str]]:
    """The elements from the page down to the first item, and those inside it."""
    nodes = document.nodes
    first = nodes[group.start]
    above = tuple(node.tag for node in document.ancestors(group.start))
    return above, frozenset(node.tag for node in nodes[first.index : first.end] if node.tag in _SHAPE)


def _is_free(document: Document, group: Group) -> bool:
    """True for what stands in no side list, navigation or footer."""
    return not (
        is_aside(document, group.start)
        or is_in_page_part(document, group.start)
        or is_under_side_heading(document, group.start)
    )


def _more_places(document: Document, group: Group, alike: list[Group]) -> set[tuple[bool, tuple[str, ...]]]:
    """Where 更多 stands beside the group, in its own block or before a list that has no element of its own.

    Each place is told as before or behind, and by the elements above it: two blocks of one page have theirs alike.
    """
    block = _block(document, group, alike)
    first, last = block.index, block.end
    if block.index == group.start or block.tag in _LISTS:
        first = max((other.end for other in alike if other.end <= group.start), default=0)
    start, end = max(first, group.start - _MORE_NODES), min(last, group.end + _MORE_NODES)
    beside = (*range(start, group.start), *range(group.end, end))
    return {
        (index < group.start, tuple(node.tag for node in document.ancestors(index)))
        for index in beside
        if _says_more(document, index)
    }


def _block(document: Document, group: Group, alike: list[Group]) -> Node:
    """The largest element around a group that holds none of the others."""
    block = document.nodes[group.start]
    for node in islice(document.ancestors(group.start), _LEVELS):
        if any(node.index <= other.start < node.end for other in alike if other is not group):
            break
        block = node
    return block


def _heading(document: Document, group: Group, alike: list[Group]) -> tuple[object, ...] | None:
    """Where a block hangs and how its heading looks, where that is a sibling with nothing but a section's link."""
    block = _block(document, group, alike)
    if block.parent < 0 or not block.marks:
        return None
    before = None
    for node in document.children(block.parent):
        if node.index == block.index:
            break
        before = node if node.tag not in _NO_ELEMENTS else before
    if before is None or not before.marks or before.end > group.start:
        return None
    links = sum(1 for node in document.nodes[before.index : before.end] if node.tag == "a")
    short = 2 <= document.linked_length(before.index, before.end) <= _LONGEST_HEADING
    bare = not document.plain_length(before.index, before.end)
    return (block.parent, block.tag, block.marks, before.tag, before.marks) if links == 1 and short and bare else None


def _says_more(document: Document, index: int) -> bool:
    node = document.nodes[index]
    if node.tag == "script":
        return "更多" in node.text
    if node.tag == "a":
        return any(mark.startswith("more") for mark in node.marks)
    if node.tag == "img":
        return node.link >= 0 and bool(_MORE_PICTURE.search(node.attribute("src")[-_LONGEST_FILE:]))
    return node.tag == TEXT and node.link >= 0 and bool(_MORE.match(node.text.strip()[:_LONGEST_MORE]))
