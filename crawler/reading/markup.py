"""Source text made safe to parse: nesting kept within bounds, so that a hostile page costs linear time."""

from __future__ import annotations

import re

#: No real page nests deeper; the HTML5 algorithm walks the open elements for each block tag.
_DEEPEST = 300
#: Below so many tags the parser's own cost for any nesting is small, and the page is not scanned.
_MANY_TAGS = 6000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})([^<>]{0,2000})>")
#: Elements without content, or closed by the next of their kind: they cannot pile up.
_FLAT = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "tbody",
        "thead",
        "tfoot",
    )
)
#: The parser compares each attribute with all before it.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000}[^<>]*>?")


def limit_nesting(source: str) -> str:
    """The source without the tags that would nest deeper than any real page; their text stays."""
    source = _LONG_TAG.sub(" ", source) if len(source) > 20000 else source
    if source.count("<") < _MANY_TAGS:
        return source
    depth = 0
    dropped = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth, dropped
        closing, name, rest = match.groups()
        if name.lower() in _FLAT or rest.endswith("/"):
            return match.group()
        if closing:
            if dropped:
                dropped -= 1
                return ""
            depth = max(0, depth - 1)
            return match.group()
        if depth >= _DEEPEST:
            dropped += 1
            return ""
        depth += 1
        return match.group()

    return _TAG.sub(keep, source)
