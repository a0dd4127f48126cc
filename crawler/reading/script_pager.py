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
    r"[\"']([^\"'<>\s]{0,200}[=_/-])[\"']\s{0,3}\+\s{0,3}\(?([A-Za-z_$][\w.$]{0,30})\)?(?:\s{0,3}\+\s{0,3}[\"']([^\"'<>\s]{0,60})[\"'])?"
)
#: ``laypage.render({count: 119, limit: 15})`` names items, not pages.
LAYPAGE_TOTAL = re.compile(r"laypage\.render\s{0,3}\(\s{0,3}\{[^{}]{0,200}?\bcount\s{0,3}:\s{0,3}[\"']?(\d{1,7})")
_LIMIT = re.compile(r"\blimit\s{0,3}:\s{0,3}[\"']?(\d{1,4})\b")
_STEM = re.compile(r"([\w-]{1,60}?)(?:_(\d{1,5}))?\.(s?html?)$")


def next_by_script(script: str) -> str | None:
    """The next address where a script names how many pages there are, which one this is, and how addresses look."""
    if "+" not in script:
        return None
    pages, current = _pages(script), _CURRENT.search(script)
    if not pages or not current:
        return None
    number = int(current.group(1)) + 1
    if number > pages:
        return None
    for match in _ADDRESS.finditer(script):
        if counts_pages(match.group(2)):
            return f"{match.group(1)}{number}{match.group(3) or ''}"
    return None


def _pages(script: str) -> int:
    """How many pages there are: as the script says, or as many as its items fill."""
    pages, items, size = _COUNT.search(script), LAYPAGE_TOTAL.search(script), _LIMIT.search(script)
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
