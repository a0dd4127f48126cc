"""Columns without a single bulletin: the words or the empty container in the place where the list would stand."""

from __future__ import annotations

import re

from crawler.reading.document import TEXT, Document, Node
from crawler.reading.furniture import is_in_page_part
from crawler.reading.groups import Group
from crawler.reading.listing import is_aside
from crawler.reading.text import clean, word_set

_WORDS = re.compile(
    r"^.{0,8}?((?:暂无|没有(?:找到)?|尚无|未找到|无)(?:相关|任何|符合条件的|更多)?的?(?:数据|信息|内容|记录|文章|结果|资料|公告)).{0,8}$"
)
_LIST_MARK = re.compile(r"list|(?:^|[-_#])(?:lb|news|gg)(?:$|[-_\d])")
#: Other things that carry "list" in their names and are filled by scripts or not at all.
_OTHER_MARK = re.compile(r"nav|menu|pag|tab|link|img|pic|banner|slide|search|drop|tree|filter|lang|share|file|video")
#: Lists beside the column's own; 最新 alone may as well open the column itself.
_SIDE_HEADING = re.compile(r"热[点门]|推荐|排行|相关(?:信息|文章|新闻|阅读)|猜你|浏览过")
_HEADING_NODES, _LONGEST_HEADING = 16, 10
_CONTAINERS = word_set("ul ol dl table tbody")
_LEVELS = 2
_MOST_LOOKED_AT = 50


def hollow_reason(document: Document, group: Group) -> str | None:
    """Why the group found is no list of this column: the column says it is empty, and only a side list shows."""
    aside = is_aside(document, group.start) or is_under_side_heading(document, group.start)
    if group.dated and not aside:
        return None
    found = 0
    for node in document.nodes:
        inside = group.start <= node.index < group.end
        if node.hidden or inside or (not aside and node.index > group.start):
            continue
        reason = _says_empty(node) if node.tag == TEXT else _is_hollow(document, node)
        found += reason is not None
        if found > _MOST_LOOKED_AT:
            break
        if reason and not is_aside(document, node.index) and not is_in_page_part(document, node.index):
            return reason
    return None


def is_under_side_heading(document: Document, start: int) -> bool:
    """True where the words over a list (热点推荐, 点击排行) say that it is of the whole site, not of this column."""
    around = document.nodes[max(0, start - _HEADING_NODES) : start]
    texts = [clean(node.text) for node in around if node.tag == TEXT and node.link < 0 and not node.hidden]
    last = next((text for text in reversed(texts) if text), "")
    return len(last) <= _LONGEST_HEADING and bool(_SIDE_HEADING.search(last))


def _says_empty(node: Node) -> str | None:
    match = _WORDS.match(clean(node.text)) if 4 <= len(node.text) <= 60 and node.link < 0 else None
    return f"the page says: {match.group(1)}" if match else None


def _is_hollow(document: Document, node: Node) -> str | None:
    """An element for a list, by its own name or its parents', with nothing to read in it."""
    if node.tag not in _CONTAINERS or document.plain_length(node.index, node.end):
        return None
    if document.linked_length(node.index, node.end) or any(
        inner.tag in ("script", "img", "a") for inner in document.nodes[node.index : node.end]
    ):
        return None
    around = [node, *(above for above, _ in zip(document.ancestors(node.index), range(_LEVELS), strict=False))]
    marks = [mark[:80] for element in around if element.tag != "body" for mark in element.marks]
    if any(_OTHER_MARK.search(mark) for mark in marks) or not any(_LIST_MARK.search(mark) for mark in marks):
        return None
    return "the list on the page is empty"
