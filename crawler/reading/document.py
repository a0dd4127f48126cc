"""A parsed page as one flat list in document order: every later step is a loop over indexes, never a recursion.

The subtree of node ``i`` is ``nodes[i : nodes[i].end]``; sums over a subtree are differences of running totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.markup import limit_nesting
from crawler.reading.text import clean, word_set

TEXT = "-text"
COMMENT = "-comment"
#: Elements whose content no reader sees as text of the page.
_UNREAD = word_set("style noscript template svg canvas select textarea button math datalist map")
#: Blanks count inside these; between blocks they are the template's layout.
_INLINE_TEXT = word_set("p span font a b strong em i u td li h1 h2 h3 h4 label small")
_VIEWERS = frozenset({"iframe", "embed", "object"})
#: Nobody asks for the attributes of these.
_PLAIN = word_set("br strong b u sup sub html head body tbody")
_REGISTERED = _VIEWERS | {"a", "script"}
_LEAVES = frozenset({TEXT, COMMENT, "script", "audio", "video"})
BLOCKS = word_set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul "
    "ucapcontent ucaptitle publishtime marked-text marked-tail"
)
_LONGEST_MARKS = 300
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.IGNORECASE)
_SENTENCE = re.compile(r"[，。；！？、]")


#: Shared by all nodes without attributes; never written to.
_NOTHING: dict[str, str | None] = {}


class Node:
    """One element, text or comment. ``link``: index of the enclosing ``a`` or -1; scripts keep source in ``text``."""

    __slots__ = ("attributes", "end", "hidden", "index", "link", "marks", "parent", "tag", "text")

    def __init__(self, index: int, parent: int, tag: str, text: str, hidden: bool, link: int) -> None:
        self.index = index
        self.end = index + 1
        self.parent = parent
        self.tag = tag
        self.text = text
        self.hidden = hidden
        self.link = link
        self.attributes: dict[str, str | None] = _NOTHING
        self.marks: tuple[str, ...] = ()

    def attribute(self, name: str) -> str:
        """An attribute's text, blanks stripped; empty where it is absent."""
        return (self.attributes.get(name) or "").strip()


@dataclass(slots=True)
class Document:
    """All nodes, and running totals of visible text: ``plain`` outside links, ``sentences`` its punctuation."""

    nodes: list[Node]
    links: list[int] = field(default_factory=list)
    viewers: list[int] = field(default_factory=list)
    scripts: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)

    def children(self, index: int) -> Iterator[Node]:
        """Direct children, in order."""
        nodes, position, end = self.nodes, index + 1, self.nodes[index].end
        while position < end:
            node = nodes[position]
            yield node
            position = node.end

    def ancestors(self, index: int) -> Iterator[Node]:
        """From the parent up to the root."""
        position = self.nodes[index].parent
        while position >= 0:
            node = self.nodes[position]
            yield node
            position = node.parent

    def pieces(self, start: int, end: int, *, with_hidden: bool = False) -> list[str]:
        """The cleaned texts of a range, one a text node, empty ones left out."""
        found = []
        for node in self.nodes[start:end]:
            if node.tag == TEXT and (with_hidden or not node.hidden):
                piece = clean(node.text)
                if piece:
                    found.append(piece)
        return found

    def text(self, index: int, *, with_hidden: bool = False, line_break: str = " ") -> str:
        """The text of a subtree as one line; block borders and line breaks become blanks.

        With ``line_break="\\n"`` lines that break between two Chinese characters are joined without one.
        """
        nodes = self.nodes
        parts = []
        for node in nodes[index : nodes[index].end]:
            if node.tag == TEXT:
                if with_hidden or not node.hidden:
                    parts.append(node.text)
            elif node.tag == "br":
                parts.append(line_break)
            elif node.tag in BLOCKS:
                parts.append(" ")
        return clean("".join(parts))

    def plain_length(self, start: int, end: int) -> int:
        """Visible characters of a range that stand outside links."""
        return self.plain[end] - self.plain[start]

    def linked_length(self, start: int, end: int) -> int:
        """Visible characters of a range that stand in links."""
        return self.linked[end] - self.linked[start]

    def sentence_marks(self, start: int, end: int) -> int:
        """Commas and full stops of a range outside links: running text has many, furniture few."""
        return self.sentences[end] - self.sentences[start]

    def first(self, tag: str) -> Node | None:
        """The first element of a name."""
        return next((node for node in self.nodes if node.tag == tag), None)


def parse_document(source: str) -> Document:
    """HTML text to a document. A stray ``</html>`` ends nothing: the HTML5 algorithm goes on in the body."""
    root = LexborHTMLParser(limit_nesting(source)).root
    document = Document([])
    if root is not None:
        _build(root, document)
    _sum_up(document)
    return document


def _build(root: LexborNode, document: Document) -> None:
    """Walk the parser's tree without recursion: down to the first child, else on to the next, else up."""
    nodes = document.nodes
    current: LexborNode | None = root
    opened: list[LexborNode] = []
    above: Node | None = None
    while current is not None:
        tag = current.tag
        if tag == TEXT:
            _add_text(current.text_content or "", above, nodes)
        elif tag not in _UNREAD:
            node = _add(current, tag or "", above, document)
            child = current.first_child if tag not in _LEAVES else None
            if child is not None:
                opened.append(current)
                above, current = node, child
                continue
        following = current.next
        while following is None and above is not None:
            above.end = len(nodes)
            following = opened.pop().next
            above = nodes[above.parent] if above.parent >= 0 else None
        current = following if above is not None else None


def _add_text(text: str, above: Node | None, nodes: list[Node]) -> None:
    """A text node; the template's layout blanks are left out."""
    if above is not None and text and (above.tag in _INLINE_TEXT or not text.isspace()):
        nodes.append(Node(len(nodes), above.index, TEXT, text, above.hidden, above.link))


def _add(current: LexborNode, tag: str, above: Node | None, document: Document) -> Node:
    """The node of one element or comment."""
    nodes = document.nodes
    index = len(nodes)
    if above is None:
        node = Node(index, -1, tag, "", False, -1)
    else:
        node = Node(index, above.index, tag, "", above.hidden, above.link)
    nodes.append(node)
    if tag == COMMENT:
        node.text = current.comment_content or ""
        document.comments.append(index)
        return node
    attributes = current.attributes if tag not in _PLAIN else None
    if attributes:
        _read_attributes(node, attributes)
    if tag in _REGISTERED or "pdfsrc" in node.attributes:
        _register(current, node, document)
    return node


def _read_attributes(node: Node, attributes: dict[str, str | None]) -> None:
    node.attributes = attributes
    style = attributes.get("style")
    if "hidden" in attributes or (style and ("none" in style or "hid" in style) and _is_hiding(style)):
        node.hidden = True
    marks, name = attributes.get("class"), attributes.get("id")
    if marks:
        node.marks = tuple(marks[:_LONGEST_MARKS].lower().split())
    if name:
        node.marks += ("#" + name[:_LONGEST_MARKS].strip().lower(),)


def _is_hiding(style: str) -> bool:
    """True for styles that hide; what fades in (invisible and transparent at first) is meant to be read."""
    return bool(_HIDDEN.search(style)) and not ("opacity" in style and "visibility" in style)


def _register(current: LexborNode, node: Node, document: Document) -> None:
    """Links, scripts and viewers are looked for again and again: keep their places."""
    if node.tag == "a":
        node.link = node.index
        document.links.append(node.index)
    elif node.tag == "script":
        node.text = current.text() or ""
        document.scripts.append(node.index)
    else:
        document.viewers.append(node.index)


def _sum_up(document: Document) -> None:
    plain = linked = sentences = 0
    plains, linkeds, sentence_marks = document.plain, document.linked, document.sentences
    for node in document.nodes:
        plains.append(plain)
        linkeds.append(linked)
        sentence_marks.append(sentences)
        if node.tag == TEXT and not node.hidden:
            length = len(node.text.strip())
            if node.link >= 0:
                linked += length
            elif length:
                plain += length
                sentences += len(_SENTENCE.findall(node.text))
    plains.append(plain)
    linkeds.append(linked)
    sentence_marks.append(sentences)
