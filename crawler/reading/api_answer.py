"""What a list API answers, read as a list; else whether it is empty, an error, or in a form that is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

from crawler.reading import carriers
from crawler.reading.index_page import read_json_list
from crawler.reading.types import PageKind, PageReading

EMPTY_ANSWER = "the API answers an empty list"
#: A list may stand in it, but in no form that is known: its makers have changed it.
UNKNOWN_ANSWER = "the API answers in a form that is not known"
#: Where an API says in words what is wrong, and by a number.
_MESSAGES = ("msg", "message", "error", "err", "errmsg", "errormsg", "info")
_CODES = ("code", "status", "errcode", "errno", "state", "resultcode")
#: Numbers from here on are errors, as in HTTP.
_LEAST_ERROR = 400


def read_answer(
    source: str, encoding: str, *, url: str | None, base: str | None, today: date | None
) -> PageReading | None:
    """The reading of a JSON answer (also a JSON string of HTML, or JSONP), or of a proxy without records; else None."""
    if "<datastore>" in source and "<record>" not in source and carriers.record_total(source) in (None, 0):
        is_empty = "<recordset></recordset>" in "".join(source.split())
        reason = EMPTY_ANSWER if is_empty else UNKNOWN_ANSWER
        return PageReading(PageKind.EMPTY, "hanweb", encoding, reason=reason)
    value = carriers.parse_json(source) if _may_be_json(source) else None
    if value is None:
        # Half an answer is no page: the HTML inside it would be read wrong.
        is_broken = source.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", '"')
        return PageReading(PageKind.EMPTY, "json", encoding, reason=UNKNOWN_ANSWER) if is_broken else None
    answered = read_json_list(value, url, today, base)
    if answered is not None and answered.listing.links:
        return PageReading(PageKind.LIST, "json", encoding, listing=answered.listing)
    error = _error(value)
    if error:
        return PageReading(PageKind.NOT_FOUND, "json", encoding, reason=f"the API says: {error}")
    reason = EMPTY_ANSWER if _is_empty(value) else UNKNOWN_ANSWER
    return PageReading(PageKind.EMPTY, "json", encoding, reason=reason)


def _may_be_json(source: str) -> bool:
    start = source.lstrip("\ufeff \t\r\n")[:1]
    return start in ("{", "[", '"') or (start.isalpha() and source.rstrip().endswith((")", ");")))


def _error(value: Any) -> str | None:
    """What an API says instead of a list: not successful, or a code like those of HTTP."""
    if not isinstance(value, dict):
        return None
    fields = {str(key).lower(): content for key, content in value.items()}
    words = next((str(fields[key]) for key in _MESSAGES if fields.get(key) and isinstance(fields[key], str)), "")
    code = next((fields[key] for key in _CODES if str(fields.get(key, "")).isdecimal()), None)
    if fields.get("success") is False or (code is not None and int(str(code)[:6]) >= _LEAST_ERROR):
        return (words or f"not successful ({code})")[:200]
    return None


def _is_empty(value: Any) -> bool:
    """Nothing that could be an item: no list with anything in it, and no HTML with a link."""
    if isinstance(value, str):
        return "href" not in value
    if isinstance(value, list):
        return not value
    shown = list(carriers.objects(value))
    lists = [part for one in shown for part in one.values() if isinstance(part, list)]
    html = [part for one in shown for name in ("html", "value") if isinstance(part := one.get(name), str)]
    if not lists and not html:
        return carriers.json_total(value) == 0
    return not any(lists) and not any("href" in part for part in html)
