"""XML of office files as a tree with local names. Refuses what only attacks have: doctypes, depth, sheer number."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from metrics.documents.unreadable import UnreadableError

#: Word nests some 30 deep; the readers here recurse, so this also bounds their stack.
DEEPEST = 150
MOST_ELEMENTS = 1_000_000


class _LimitedBuilder:
    """Builds the tree, and stops at the limits while the file is still being read."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._depth = 0
        self._count = 0
        self._names: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise UnreadableError(f"broken: its XML is nested more than {DEEPEST} deep")
        if self._count > MOST_ELEMENTS:
            raise UnreadableError(f"too large: its XML has more than {MOST_ELEMENTS} elements")
        self._tree.start(self._local(tag), {self._local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._tree.end(self._local(tag))

    def data(self, text: str) -> None:
        self._tree.data(text)

    def doctype(self, *_declared: str | None) -> None:
        raise UnreadableError("broken: its XML declares a document type, which office files never do")

    def close(self) -> Element:
        return self._tree.close()

    def _local(self, name: str) -> str:
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition("}")[2]
        return local


def parse_xml(content: bytes, part: str) -> Element:
    """The root of a part; transitional and strict files differ in name spaces alone, so those are dropped."""
    parser = XMLParser(target=_LimitedBuilder())
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableError(f"broken: {part} is not well-formed XML ({error})") from None
    return root


def child(node: Element | None, *path: str) -> Element | None:
    """The first element down this path of names."""
    for name in path:
        node = None if node is None else node.find(name)
    return node


def value(node: Element | None, *path: str) -> str | None:
    """Attribute ``val`` of the first element down this path."""
    found = child(node, *path)
    return None if found is None else found.get("val")


def whole_number(text: str | None, default: int = 0, most: int = 1_000_000) -> int:
    """A count written in an attribute; anything else is the default."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 9:
        return default
    return min(int(text), most)
