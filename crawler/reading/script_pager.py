"""Next pages that only scripts know: a count, a current page, and the address they would put together."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

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
_PAGE_KEYS = ("page", "pageNo", "pageNum", "pageno", "pageIndex")
_SIZE_KEYS = ("_pageSize", "pageSize", "perPage", "size", "rows", "limit")
_LIST_API = re.compile(r"/gkmlpt/api/all/\d+$")


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


def next_window(url: str, total: int | None, shown: int = 0) -> str | None:
    """The next window of a list proxy or list API by its query; ``shown``: items here where it names no size."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if query.get("startrecord", "").isdecimal() and query.get("endrecord", "").isdecimal():
        following = _next_records(query, total)
    elif "paramJson" in query:
        following = _next_in_json(query, total, shown)
    else:
        following = _next_page(query, total, shown, starts=bool(_LIST_API.search(parts.path)))
    return urlunsplit(parts._replace(query=urlencode(following))) if following else None


def _next_records(query: dict[str, str], total: int | None) -> dict[str, str] | None:
    start, end = int(query["startrecord"]), int(query["endrecord"])
    if total is None or end >= total or end < start:
        return None
    return query | {"startrecord": str(end + 1), "endrecord": str(min(total, end + (end - start) + 1))}


def _next_in_json(query: dict[str, str], total: int | None, shown: int) -> dict[str, str] | None:
    """JPaaS puts page and size as JSON into one value."""
    try:
        inner = json.loads(query["paramJson"])
    except (ValueError, RecursionError):
        return None
    if not isinstance(inner, dict):
        return None
    plain = {str(key): str(value) for key, value in inner.items()}
    following = _next_page(plain, total, shown, starts=False)
    if following is None:
        return None
    changed = {key: int(following[key]) for key in _PAGE_KEYS if key in inner and following[key].isdecimal()}
    return query | {"paramJson": json.dumps(inner | changed, ensure_ascii=False, separators=(",", ":"))}


def _next_page(query: dict[str, str], total: int | None, shown: int, *, starts: bool) -> dict[str, str] | None:
    sizes = [int(query[key]) for key in _SIZE_KEYS if query.get(key, "").isdecimal()]
    size = sizes[0] if sizes else shown
    if not size or not total:
        return None
    if starts and not any(key in query for key in _PAGE_KEYS):
        query = query | {"page": "1"}
    for key in _PAGE_KEYS:
        if query.get(key, "").isdecimal():
            return query | {key: str(int(query[key]) + 1)} if int(query[key]) * size < total else None
    return None
