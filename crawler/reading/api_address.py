"""One address for a list request, also where it is a POST: what is sent stands behind ``#post:`` or ``#json:``.

So a request can be asked for, remembered and repeated by its address alone, like a page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_FORM, _JSON = "#post:", "#json:"
FORM_TYPE = "application/x-www-form-urlencoded; charset=UTF-8"
JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Wire:
    """What goes over the wire for an address: ``body`` is None for a GET."""

    method: str
    url: str
    body: bytes | None = None
    content_type: str | None = None


def is_well_formed(url: str) -> bool:
    """Can this address be taken apart? Pages hold any text as one."""
    try:
        return urlsplit(url).port != 0
    except ValueError:  # a broken port or IPv6 literal
        return False


def post_address(url: str, fields: dict[str, Any], *, as_json: bool = False) -> str:
    """The address of a POST of these fields, as a form or as JSON."""
    if as_json:
        return f"{url}{_JSON}{quote(json.dumps(fields, ensure_ascii=False, separators=(',', ':')))}"
    return f"{url}{_FORM}{urlencode(fields)}"


def fields_of(address: str) -> tuple[str, dict[str, Any] | None, bool]:
    """URL, fields that are sent with it (None for a GET), and whether they go as JSON."""
    url, mark, form = address.partition(_FORM)
    if mark:
        return url, dict(parse_qsl(form, keep_blank_values=True)), False
    url, mark, text = address.partition(_JSON)
    if mark:
        try:
            fields = json.loads(unquote(text))
        except (ValueError, RecursionError):
            fields = {}
        return url, fields if isinstance(fields, dict) else {}, True
    return address, None, False


def wire_of(address: str) -> Wire:
    """Method, URL and body of an address; a plain one is a GET as it stands."""
    url, fields, as_json = fields_of(address)
    if fields is None:
        return Wire("GET", address)
    if as_json:
        return Wire("POST", url, json.dumps(fields, ensure_ascii=False).encode(), JSON_TYPE)
    return Wire("POST", url, urlencode(fields).encode(), FORM_TYPE)


def shown_request(address: str) -> str:
    """A request in a person's words: ``GET http://…``, ``POST http://… (col=1, …)``."""
    url, fields, _ = fields_of(address)
    if fields is None:
        return f"GET {url}"
    return f"POST {url} ({', '.join(f'{name}={value}' for name, value in fields.items())})"
