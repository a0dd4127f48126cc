"""Lists outside the visible HTML: CDATA records, comments, ``document.write``, JSON in scripts or answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from crawler.reading.dates import parse_date
from crawler.reading.document import Document
from crawler.reading.items import Item
from crawler.reading.text import clean, count_in

_RECORD = re.compile(r"<record>\s{0,20}<!\[CDATA\[")
_NEXT_GROUP = re.compile(r"<nextgroup>[^<]{0,20}<!\[CDATA\[[^\]]{0,40}href=[\"']([^\"']{1,2000})[\"']")
_TOTAL = re.compile(r"<totalrecord>\s{0,5}(\d{1,8})")
#: Quoted strings; one that never closes ends with its line, so that every quote is passed once.
_WRITTEN = re.compile(r"'((?:\\.|[^'\\\n])*)\\?(?:'|\n|$)|\"((?:\\.|[^\"\\\n])*)\\?(?:\"|\n|$)")
_HALF = re.compile("[\ud800-\udfff]")
_TITLE_KEYS = (
    *("title", "doctitle", "infotitle", "name", "subject", "text", "bt", "articletitle", "showtitle", "biaoti"),
    *("topic",),
)
_URL_KEYS = (
    *("url", "link", "href", "docpuburl", "puburl", "linkurl", "infourl", "curl", "doc_pub_url", "pageurl"),
    *("urls", "domainmetaurl", "articleurl", "visiturl", "post_url", "docurl"),
)
_DATE_KEYS = (
    *("publishedtimestr", "publishdate", "publishtime", "pubdate", "pubtime", "publishedtime", "docreltime"),
    *("display_publish_time", "first_publish_time", "publish_time", "date", "time", "showtime", "infodate"),
    *("docrelpubtime", "deploytime", "created_at", "addtime", "createtime", "create_time", "writtendate"),
)
#: Guangdong's catalogues number the day of writing so; it is no day of publication.
_WRITTEN_KEYS = ("date",)
_CHINA = timezone(timedelta(hours=8))
#: Seconds since 1970 of plausible days: 1990 to 2100.
_EARLIEST, _LATEST = 631_152_000, 4_102_444_800
_TOTAL_KEYS = (
    *("total", "totalCount", "totalRecord", "totalrecord", "totalRec", "totalNum", "count", "recordCount"),
    *("totalElements", "post_count"),
)
_MOST_OBJECTS = 5000


def record_fragment(source: str) -> str:
    """All ``<record><![CDATA[…]]>`` of a Hanweb list, joined as one piece of HTML."""
    parts = []
    for match in _RECORD.finditer(source):
        stop = source.find("]]>", match.end())
        if stop < 0:
            break
        parts.append(source[match.end() : stop])
    return "\n".join(parts)


def record_total(source: str) -> int | None:
    """``<totalrecord>`` of a Hanweb answer."""
    match = _TOTAL.search(source)
    return int(match.group(1)) if match else None


def record_next(source: str) -> str | None:
    """The proxy address of the next records, where the page names it."""
    match = _NEXT_GROUP.search(source)
    return clean(match.group(1).replace("&amp;", "&")) if match else None


def comment_fragment(document: Document) -> str:
    """Comments that hold links, joined: some templates ship the first page of a list commented out."""
    texts = (document.nodes[index].text for index in document.comments)
    return "\n".join(text for text in texts if text.count("href") >= 2)


def written_fragment(scripts: list[str]) -> str:
    """String literals with markup of scripts that write HTML, joined in order."""
    parts: list[str] = []
    for script in scripts:
        if "document.write" not in script and "innerHTML" not in script and ".append(" not in script:
            continue
        if "href" not in script or len(script) > 500_000:
            continue
        for single, double in _WRITTEN.findall(script):
            literal = single or double
            if "<" in literal or len(literal) > 8:
                parts.append(literal.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/").replace("\\n", " "))
    return "".join(parts)


def parse_json(source: str) -> Any:
    """A JSON answer, JSONP wrapping taken off; None where it is none (or is nested to break readers)."""
    text = source.strip().strip("\ufeff").lstrip()
    if not text.startswith(("{", "[", '"')):
        head, _, rest = text.partition("(")
        if not rest or not head.strip().replace(".", "").replace("_", "").replace("$", "").isalnum() or len(head) > 80:
            return None
        text = rest.rstrip().rstrip(";").rstrip().removesuffix(")")
    try:
        return _encodable(json.loads(text), text)
    except (ValueError, RecursionError):
        return None


def _encodable(value: Any, source: str) -> Any:
    """The value without half characters (``\\ud83d`` alone), which no file or database takes."""
    if "\\ud" not in source.lower():
        return value
    return json.loads(_HALF.sub("\ufffd", json.dumps(value, ensure_ascii=False)))


def json_in_scripts(scripts: list[str]) -> Iterator[Any]:
    """Arrays of objects that scripts carry as data."""
    decoder = json.JSONDecoder()
    for script in scripts:
        position, tries = 0, 0
        while tries < 20:
            position = script.find("[{", position)
            if position < 0:
                break
            tries += 1
            try:
                value, end = decoder.raw_decode(script, position)
                value, position = _encodable(value, script), end
            except (ValueError, RecursionError):
                position += 2
                continue
            yield value


def json_html(value: Any) -> str:
    """The piece of HTML that a list API answers with (JPaaS: ``data.html``; SiteServer: a string, or its ``value``)."""
    if isinstance(value, str):
        return value if "<a" in value else ""
    for candidate in objects(value):
        for name in ("html", "value"):
            html = candidate.get(name)
            if isinstance(html, str) and "<a" in html:
                return html
    return ""


def json_total(value: Any) -> int | None:
    """The total that an API answer names."""
    for candidate in objects(value):
        for key in _TOTAL_KEYS:
            number = candidate.get(key)
            count = count_in(number) if isinstance(number, int | str) and not isinstance(number, bool) else None
            if count is not None:
                return count
    return None


def json_items(value: Any) -> list[Item]:
    """Objects with a title and an address, in order: those of the list that holds most of them.

    What stands inside an item (its attachments, its columns) is part of it and no item.
    """
    best: list[Item] = []
    for group in _lists(value):
        items = [item for item in map(_json_item, group) if item]
        if len(items) > len(best):
            best = items
    return best


def _lists(value: Any) -> Iterator[list[dict[str, Any]]]:
    """Lists of objects inside a JSON value, the outer before those inside their objects."""
    pending, seen = [value], 0
    while pending and seen < _MOST_OBJECTS:
        current = pending.pop()
        seen += 1
        inner = list(current.values()) if isinstance(current, dict) else current if isinstance(current, list) else []
        group = [part for part in inner if isinstance(part, dict)][:_MOST_OBJECTS]
        if isinstance(current, list) and group:
            yield group
            inner = [part for part in group if _json_item(part) is None]
        pending.extend([part for part in inner if isinstance(part, dict | list)][::-1])


def _json_item(candidate: dict[str, Any]) -> Item | None:
    fields = {str(key).lower(): content for key, content in candidate.items()}
    title = next((fields[key] for key in _TITLE_KEYS if isinstance(fields.get(key), str) and fields[key]), "")
    address = next((found for key in _URL_KEYS if (found := _address(fields.get(key)))), "")
    if not title or not address:
        return None
    return Item(address, clean(re.sub(r"<[^<>]{0,200}>", "", title)), _json_day(fields))


def _json_day(fields: dict[str, Any]) -> date | None:
    """The first day by the order of keys; a count of seconds or milliseconds is one too."""
    for key in _DATE_KEYS:
        value = fields.get(key)
        day = parse_date(value) if isinstance(value, str) else None
        day = day or (None if key in _WRITTEN_KEYS else _day_of_count(value))
        if day:
            return day
    return None


def _day_of_count(value: Any) -> date | None:
    """The day in China of a count of seconds or milliseconds since 1970."""
    text = str(value)
    if isinstance(value, bool) or not isinstance(value, int | str) or not text.isdecimal() or len(text) not in (10, 13):
        return None
    seconds = int(text[:10])
    if not _EARLIEST <= seconds <= _LATEST:
        return None
    return datetime.fromtimestamp(seconds, _CHINA).date()


def _address(value: Any) -> str:
    """An address, also where it is JSON inside JSON (``{"common": "/x/…"}``)."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    if text.startswith("{"):
        inner = parse_json(text)
        texts = [part for part in inner.values() if isinstance(part, str) and part] if isinstance(inner, dict) else []
        return texts[0] if texts else ""
    return text if "/" in text or "." in text else ""


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects inside a JSON value, in order, without recursion."""
    pending = [value]
    seen = 0
    while pending and seen < _MOST_OBJECTS:
        current = pending.pop()
        seen += 1
        if isinstance(current, dict):
            yield current
            pending.extend([part for part in current.values() if isinstance(part, dict | list)][::-1])
        elif isinstance(current, list):
            pending.extend([part for part in current if isinstance(part, dict | list)][::-1])
