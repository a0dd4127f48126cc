"""Next pages that only scripts know: a count, a current page, and the address they would put together."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.reading.document import Document

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
_PAGE_NAME = re.compile(r"^(?:\w{1,20}\.)?(?:n|i|p|num|no|curr?|\w{0,12}page\w{0,8}|current)$", re.IGNORECASE)
_STEM = re.compile(r"([\w-]{1,60}?)(?:_\d{1,5})?\.(s?html?)$")


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
        if _PAGE_NAME.match(match.group(2)):
            return f"{match.group(1)}{number}{match.group(3) or ''}"
    return None


def _pages(script: str) -> int:
    """How many pages there are: as the script says, or as many as its items fill."""
    pages, items, size = _COUNT.search(script), LAYPAGE_TOTAL.search(script), _LIMIT.search(script)
    if pages or not items or not size:
        return int(pages.group(1)) if pages else 0
    return -(-int(items.group(1)) // max(1, int(size.group(1))))


def next_by_attributes(document: Document, url: str | None) -> str | None:
    """``<div id="pageDec" pagecount="20" pageindex="1">``: counted from 1, files named like this page's own."""
    for node in document.nodes:
        if "pagecount" not in node.attributes or "pageindex" not in node.attributes:
            continue
        count, current = node.attribute("pagecount"), node.attribute("pageindex")
        if not (count.isdecimal() and current.isdecimal()) or int(current) >= int(count):
            return None
        own = _STEM.search(urlsplit(url or "").path)
        name = node.attribute("name") or (own.group(1) if own else "index")
        ending = node.attribute("suffix") or (own.group(2) if own else "html")
        return f"{name}_{int(current) + 1}.{ending}"
    return None
