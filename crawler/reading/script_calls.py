"""Plain calls by which scripts fetch a list: ``$.ajax({url, data})``, ``$.post``, ``axios.get``, ``.load``.

A call counts as one for a list where its address can be known and something in it counts pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from crawler.reading.api_address import is_well_formed, post_address
from crawler.reading.js_values import PAGE, TO_JSON, Names, arguments_at, with_inputs
from crawler.reading.list_windows import PAGE_KEYS, SIZE_KEYS
from crawler.reading.text import word_set

_CALL = re.compile(
    r"(?:\$|jQuery|axios)\s{0,2}\.\s{0,2}(ajax|post|get|getJSON)\s{0,3}(?=\()|\)\s{0,2}\.(load)\s{0,3}(?=\()"
)
_MOST_CALLS = 30
#: Addresses of other things that scripts ask for: counters, searches that wait for a word, logins, weather.
_NO_LIST = re.compile(
    r"login|hits?\b|click|count|visit|comment|weather|captcha|suggest|hotword|keyword|token|upload|vote",
    re.IGNORECASE,
)
#: Words of paths that take something in, each a word of its own: ``/api/doLike``, ``/comment_save.do``.
_DEEDS = word_set(
    "add insert create save submit send update edit modify delete del remove like praise zan subscribe register sign "
    "feedback apply pay reset"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def plain_calls(scripts: list[str], names: Names) -> Iterator[str]:
    """Addresses of the list requests in the page's scripts: those that also name a size first."""
    found = [address for script in scripts for address in _calls_of(with_inputs(script, names), names)]
    yield from sorted(dict.fromkeys(found), key=lambda address: not any(key in address for key in SIZE_KEYS))


def _calls_of(script: str, names: Names) -> Iterator[str]:
    for number, match in enumerate(_CALL.finditer(script)):
        if number >= _MOST_CALLS:
            return
        arguments = arguments_at(script, match.end(), names)
        call = _settings(match.group(1) or match.group(2), arguments)
        address = _address(*call) if call else None
        if address:
            yield address


def _settings(name: str, arguments: list[Any]) -> tuple[str, dict[str, Any], bool, bool] | None:
    """URL, fields, whether they are posted, whether as JSON."""
    if not arguments:
        return None
    if name == "ajax":
        settings = arguments[0] if isinstance(arguments[0], dict) else {}
        url, data = settings.get("url"), settings.get("data")
        posts = str(settings.get("type") or settings.get("method") or "get").lower() == "post"
    else:
        url, data = arguments[0], arguments[1] if len(arguments) > 1 else {}
        posts = name == "post"
    if isinstance(data, dict) and isinstance(data.get("params"), dict):
        data = data["params"]
    as_json = isinstance(data, dict) and TO_JSON in data
    fields = data[TO_JSON] if as_json and isinstance(data, dict) else data
    if isinstance(fields, str):
        fields = dict(parse_qsl(fields, keep_blank_values=True))
    return (url, fields if isinstance(fields, dict) else {}, posts, as_json) if isinstance(url, str) and url else None


def _address(url: str, fields: dict[str, Any], posts: bool, as_json: bool) -> str | None:
    """The address of a call that counts pages, its page set to the first; None for any other call."""
    url = url.partition("#")[0]
    if not is_well_formed(url) or url.startswith(PAGE):
        return None
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    # A field that is named like a page counts pages, whatever name the script gives its value.
    known = {name: PAGE if value is None and name in PAGE_KEYS else value for name, value in fields.items()}
    known = {name: value for name, value in known.items() if isinstance(value, str)}
    pages = [key for key in PAGE_KEYS if key in known or key in query]
    if not pages or _NO_LIST.search(parts.path) or _is_deed(parts.path):
        return None
    first = "0" if "currentPageIndex" in pages else "1"
    url = _quoted(url.replace(PAGE, first))
    known = {name: value.replace(PAGE, first) for name, value in known.items()}
    if posts:
        return post_address(url, _numbers(known) if as_json else known, as_json=as_json)
    if not known:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(known)}"


def _is_deed(path: str) -> bool:
    """Would a request to this path change something on the site? Lists are asked for, nothing else."""
    return any(word.lower() in _DEEDS for word in _WORD.findall(path))


def _quoted(url: str) -> str:
    return quote(url, safe="/:?&=%#+,;@~!$'()*[]-._")


def _numbers(fields: dict[str, str]) -> dict[str, Any]:
    """JSON bodies hold numbers as numbers."""
    return {name: int(value) if value.isdecimal() and len(value) < 16 else value for name, value in fields.items()}
