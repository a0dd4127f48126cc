"""Next pages that only scripts know: a count, a current page, and the address they would put together."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.reading.document import Document, Node
from crawler.reading.js_values import counts_pages
from crawler.reading.text import count_in

_COUNT = re.compile(
    r"\b(?:countPage|pageCount|totalPages?|page_count|pages|pagecount|total_page|allPage)[\"']?\s{0,3}[=:]\s{0,3}[\"']?(\d{1,6})\b",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:currentPage|currPage|pageIndex|curPage|current_page|curr|current|pageNo|nowPage)[\"']?\s{0,3}[=:]\s{0,3}[\"']?(\d{1,6})\b",
    re.IGNORECASE,
)
#: ``"list_" + obj.curr + ".html"``, ``"/column/6581?pageIndex=" + pageIndex + ""``.
_ADDRESS = re.compile(
    r"[\"']([^\"'<>\s]{0,200}[=_/-])[\"']\s{0,3}\+\s{0,3}\(?([A-Za-z_$][\w.$]{0,30})(?:\s?\+\s?([01]))?\)?(?:\s{0,3}\+\s{0,3}[\"']([^\"'<>\s]{0,60})[\"'])?"
)
#: ``laypage.render({count: 119, limit: 15})`` names items, not pages.
LAYPAGE_TOTAL = re.compile(r"laypage\.render\s{0,3}\(\s{0,3}\{[^{}]{0,200}?\bcount\s{0,3}:\s{0,3}[\"']?(\d{1,7})")
#: ``$("#page").pagination({pageIndex: 0, pageSize: 15, total: 169})`` likewise.
_PAGINATION_TOTAL = re.compile(r"\.pagination\s{0,3}\(\s{0,3}\{[^{}]{0,200}?\btotal\s{0,3}:\s{0,3}[\"']?(\d{1,7})")
_LIMIT = re.compile(r"\b(?:limit|pageSize)\s{0,3}:\s{0,3}[\"']?(\d{1,4})\b")
_STEM = re.compile(r"([\w-]{1,60}?)(?:_(\d{1,5}))?\.(s?html?)$")


def next_by_script(script: str, url: str | None = None) -> str | None:
    """The next address where a script names how many pages there are, which one this is, and how addresses look.

    Epoint counts from 0 and names files from 1: ``(data.pageIndex+1)+".html"``. Its page 2 says 0 again; there the
    page's own name tells.
    """
    if "+" not in script:
        return None
    pages, current = _pages(script), _CURRENT.search(script)
    if not pages or not current:
        return None
    for match in _ADDRESS.finditer(script):
        before, name, added, after = match.groups()
        if counts_pages(name):
            number = (_own_number(url, before, after) or int(current.group(1)) + int(added or 0)) + 1
            return f"{before}{number}{after or ''}" if number <= pages else None
    return None


def _own_number(url: str | None, before: str, after: str | None) -> int:
    """The number in an address of the form that the script puts together; 0 where it has another."""
    path = urlsplit(url or "").path
    if not after or before[:1] != "/" or not path.startswith(before) or not path.endswith(after):
        return 0
    return count_in(path[len(before) : -len(after)]) or 0


def _pages(script: str) -> int:
    """How many pages there are: as the script says, or as many as its items fill."""
    pages, size = _COUNT.search(script), _LIMIT.search(script)
    items = LAYPAGE_TOTAL.search(script) or _PAGINATION_TOTAL.search(script)
    if pages or not items or not size:
        return int(pages.group(1)) if pages else 0
    return -(-int(items.group(1)) // max(1, int(size.group(1))))


def next_by_attributes(document: Document, url: str | None) -> str | None:
    """``<div id="pageDec" pagecount="20" pageindex="1">``: files are named like this page's own.

    Pages are counted from 1 (page 2 is ``index_2``) unless ``pageindex`` is 0 on the first page or less than the
    number of this page's own file. Henan's pages bear no ``pageindex`` at all: the file's number tells where it is.
    """
    for node in document.nodes:
        is_pager = "pageindex" in node.attributes or node.attribute("id").lower() == "pagedec"
        if "pagecount" in node.attributes and is_pager:
            return _next_of_count(node, url)
    return None


def _next_of_count(node: Node, url: str | None) -> str | None:
    own = _STEM.search(urlsplit(url or "").path)
    stem, written, ending = own.groups() if own else ("index", None, "html")
    number = int(written) if written else None
    count, told = count_in(node.attribute("pagecount")), count_in(node.attribute("pageindex"))
    if count is None or (told is None and node.attribute("pageindex")):
        return None
    here = (number or 1) if told is None else told
    is_from_zero = here < (1 if number is None else number)
    if here + is_from_zero >= count:
        return None
    following = (here if number is None else number) + 1
    return f"{node.attribute('name') or stem}_{following}.{node.attribute('suffix') or ending}"
