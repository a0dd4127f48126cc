"""The next window of a list API by the address of this one: the page, record or index that its request names."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.reading.api_address import fields_of, post_address
from crawler.reading.text import count_in

#: Names by which requests count pages, and by which they name how many items a page holds.
PAGE_KEYS = (
    *("page", "pageNo", "pageNum", "pageno", "pageIndex", "currentPage", "curPage", "pageNumber"),
    *("currentPageIndex", "current", "pn", "p"),
)
SIZE_KEYS = ("_pageSize", "pageSize", "pagesize", "perPage", "per_page", "size", "rows", "limit")
#: SiteServer counts from 0, and says how many pages there are.
_INDEX, _COUNT = "currentPageIndex", "pageCount"
_CATALOGUE = re.compile(r"/gkmlpt/api/all/\d+$")
_UNIT = "/front/page/build/unit"
#: A JPaaS unit names neither total nor size: with fewer items than this it has no second page.
_FEWEST = 5

Fields = dict[str, Any]


def next_window(address: str, total: int | None, shown: int = 0) -> str | None:
    """The address of the next window; ``shown``: items here. Without a total a full page may have another behind it."""
    url, sent, as_json = fields_of(address)
    if sent is not None:
        following = _next_of(sent, total, shown)
        if following is not None:
            return post_address(url, following, as_json=as_json)
    parts = urlsplit(url)
    query: Fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    if _CATALOGUE.search(parts.path) and not any(key in query for key in PAGE_KEYS):
        query["page"] = "1"
    following = _next_of(query, total, shown)
    if following is None and parts.path.endswith(_UNIT) and "paramJson" not in query:
        following = _second_unit(query, total, shown)
    if following is None:
        return None
    moved = urlunsplit(parts._replace(query=urlencode(following)))
    return moved if sent is None else post_address(moved, sent, as_json=as_json)


def _next_of(fields: Fields, total: int | None, shown: int) -> Fields | None:
    start, end = count_in(fields.get("startrecord")), count_in(fields.get("endrecord"))
    if start is not None and end is not None:
        return _next_records(fields, start, end, total, shown)
    if "paramJson" in fields:
        return _next_in_json(fields, total, shown)
    return _next_page(fields, total, shown)


def _next_records(fields: Fields, start: int, end: int, total: int | None, shown: int) -> Fields | None:
    window = end - start + 1
    if window < 1 or (shown < window if total is None else end >= total):
        return None
    last = end + window if total is None else min(total, end + window)
    return fields | {"startrecord": str(end + 1), "endrecord": str(last)}


def _next_in_json(fields: Fields, total: int | None, shown: int) -> Fields | None:
    """JPaaS puts page and size as JSON into one value."""
    try:
        inner = json.loads(fields["paramJson"])
    except (TypeError, ValueError, RecursionError):
        return None
    following = _next_page(inner, total, shown) if isinstance(inner, dict) else None
    if following is None:
        return None
    return fields | {"paramJson": json.dumps(following, ensure_ascii=False, separators=(",", ":"))}


def _second_unit(fields: Fields, total: int | None, shown: int) -> Fields | None:
    """The first page of a unit is asked for without a number; the second has as many items as that showed."""
    if shown < _FEWEST or (total is not None and shown >= total):
        return None
    return fields | {"paramJson": json.dumps({"pageNo": 2, "pageSize": shown}, separators=(",", ":"))}


def _next_page(fields: Fields, total: int | None, shown: int) -> Fields | None:
    """The fields of the next page, its number of the same type as before."""
    counted = ((key, count_in(fields.get(key))) for key in PAGE_KEYS)
    key, number = next(((key, number) for key, number in counted if number is not None), (None, 0))
    if key is None:
        return None
    following = fields | {key: type(fields[key])(number + 1)}
    if key == _INDEX:
        count = count_in(fields.get(_COUNT))
        return following if count is not None and number + 1 < count else None
    sizes = [size for name in SIZE_KEYS if (size := count_in(fields.get(name))) is not None]
    size = sizes[0] if sizes else shown
    if not size:
        return None
    if total is None:
        return following if sizes and shown >= size else None
    passed = number * size if not shown else max(0, number - 1) * size + shown
    return following if passed < total else None
