"""Source text made safe to parse: nesting kept within bounds, so that a hostile page costs linear time."""

from __future__ import annotations

import re

from crawler.reading.text import word_set

#: No real page nests one element, or all together, deeper; the HTML5 algorithm walks the open ones at each block.
_DEEPEST_OF_ONE = 150
_DEEPEST = 1500
#: Below so many tags the parser's own cost for any nesting is small, and the page is not scanned.
_MANY_TAGS = 6000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})([^<>]{0,2000})>")
#: Elements without content, or closed by the next of their kind: they cannot pile up.
_FLAT = word_set(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option tbody thead tfoot"
)
#: The parser compares each attribute with all before it; pictures written into an attribute are no text.
_LONG = 20_000
_LONG_TAG = re.compile(r"(<[a-zA-Z][a-zA-Z0-9]{0,30})[^<>]{20000}[^<>]*>?")


class _Depth:
    """How deep each element name is nested at the current place, and how many openings were left out."""

    def __init__(self) -> None:
        self.open: dict[str, int] = {}
        self.dropped: dict[str, int] = {}
        self.total = 0

    def keep(self, match: re.Match[str]) -> str:
        """The tag itself, or nothing where it nests too deep (or closes one that did)."""
        closing, name, rest = match.groups()
        name = name.lower()
        if name in _FLAT or rest.endswith("/"):
            return match.group()
        return self._close(name, match.group()) if closing else self._open(name, match.group())

    def _close(self, name: str, tag: str) -> str:
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return ""
        if self.open.get(name):
            self.open[name] -= 1
            self.total -= 1
        return tag

    def _open(self, name: str, tag: str) -> str:
        if self.open.get(name, 0) >= _DEEPEST_OF_ONE or self.total >= _DEEPEST:
            self.dropped[name] = self.dropped.get(name, 0) + 1
            return ""
        self.open[name] = self.open.get(name, 0) + 1
        self.total += 1
        return tag


def limit_nesting(source: str) -> str:
    """The source without the tags that would nest deeper than any real page; their text stays."""
    if len(source) > _LONG and max(map(len, source.split("<"))) > _LONG:
        source = _LONG_TAG.sub(r"\1>", source)
    if source.count("<") < _MANY_TAGS:
        return source
    return _TAG.sub(_Depth().keep, source)
