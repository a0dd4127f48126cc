"""Where the bulletin stands on its page: by the marks of the CMS, by comment marks, else where the running text is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from crawler.reading.document import Document, Node
from crawler.reading.families import BODY_COMMENTS, BODY_RANKS
from crawler.reading.furniture import is_in_page_part, is_page_part
from crawler.reading.labels import LABELS
from crawler.reading.tables import is_data_table, source_rows

_IMAGE_WORTH = 30
_LEAST_TABLE = 40
#: So many commas and full stops are a text, not a footer.
_MARKS_OF_TEXT = 4
#: 详情 and such: fewer characters are no text.
_A_WORD = 4
#: A table so many times longer than the text beside it is the bulletin.
_TABLE_SHARE = 3
_LONGEST_FOOTER, _OPENING_OF_FOOTER = 300, 40
_FOOTER_WORDS = ("版权所有", "ICP备", "网站标识码", "公网安备", "Copyright")
#: Each of them is looked up the tree for; a hostile page has any number.
_MOST_LOOKED_AT = 200
_SHARE_TO_DESCEND = 0.8
_PICTURE_HOLDERS = frozenset({"div", "td", "section", "article", "main"})
#: What a bulletin may consist of instead of text.
PICTURES = frozenset({"img", "video", "audio"})


@dataclass(frozen=True, slots=True)
class Span:
    """A range of nodes; ``trusted`` where a CMS mark names it as the body and nothing else."""

    start: int
    end: int
    trusted: bool


def find_body(document: Document) -> Span | None:
    """The body of an article, or None where the page has no running text at all."""
    marked = _between_comments(document) or _by_marks(document)
    dense = _by_density(document)
    if marked is None:
        short = None if _is_text(document, dense) else _container(document, _A_WORD)
        filled = short or (_with_table(document, dense) if dense else _by_table(document))
        return filled or _container(document, 0) or _by_pictures(document)
    if dense is None:
        return marked
    inside = dense.start >= marked.start and dense.end <= marked.end
    share = _worth(document, marked.start, marked.end) / max(1, _worth(document, dense.start, dense.end))
    return marked if inside or share > 0.3 or (marked.trusted and share > 0.12) else dense


def _worth(document: Document, start: int, end: int) -> int:
    """Running text, with pictures and embedded files counted as some text each."""
    pictures = sum(1 for node in document.nodes[start:end] if node.tag in ("img", "iframe", "embed", "object"))
    return document.plain_length(start, end) + _IMAGE_WORTH * min(pictures, 3) + document.linked_length(start, end) // 4


def _between_comments(document: Document) -> Span | None:
    for index in document.comments:
        closing = BODY_COMMENTS.get(document.nodes[index].text.strip().lower())
        if closing is None:
            continue
        for later in document.comments:
            if later > index and document.nodes[later].text.strip().lower() == closing:
                if _worth(document, index, later) >= 20:
                    return Span(index, later, True)
                break
    return None


def _rank(node: Node) -> int:
    ranks = [BODY_RANKS[mark] for mark in (*node.marks, node.tag) if mark in BODY_RANKS]
    return min(ranks, default=9)


def _by_marks(document: Document) -> Span | None:
    ranked = [
        (rank, node)
        for node in document.nodes
        if (node.marks or node.tag == "ucapcontent") and (rank := _rank(node)) < 9
    ]
    for wanted in sorted({rank for rank, _ in ranked}):
        nodes = [node for rank, node in ranked if rank == wanted and not node.hidden]
        worths = {node.index: _worth(document, node.index, node.end) for node in nodes}
        nodes = [node for node in nodes if worths[node.index] >= 20 and not _is_owners(document, node)]
        if not nodes:
            continue
        best = max(nodes, key=lambda node: (worths[node.index], -node.index))
        for node in nodes:
            # An inner container with nearly all of the text is the cleaner one.
            if best.index < node.index < best.end and worths[node.index] >= 0.97 * worths[best.index]:
                best = node
        return _with_siblings(best, nodes, wanted == 0)
    return None


def _with_table(document: Document, note: Span) -> Span:
    """The span, or where it is only the note beside a long table: what holds both."""
    table = None if _is_text(document, note) else _by_table(document)
    if table is None or note.start <= table.start < note.end:
        return note
    if document.plain_length(table.start, table.end) < _TABLE_SHARE * document.plain_length(note.start, note.end):
        return note
    if table.start <= note.start < table.end:
        return table
    holder = next((node for node in document.ancestors(table.start) if node.end >= note.end > node.index), None)
    close = holder is not None and holder.index < note.start and holder.tag not in ("body", "html")
    return Span(holder.index, holder.end, False) if close and holder else table


def _is_text(document: Document, span: Span | None) -> bool:
    return span is not None and document.sentence_marks(span.start, span.end) >= _MARKS_OF_TEXT


def _container(document: Document, least: int) -> Span | None:
    """A CMS container with a word or two (详情见附件), or with nothing where the files stand below it."""
    for node in document.nodes:
        if node.marks and not node.hidden and _rank(node) == 0 and not _is_owners(document, node):
            length = document.plain_length(node.index, node.end) + document.linked_length(node.index, node.end)
            if length >= least:
                return Span(node.index, node.end, True)
    return None


def _is_owners(document: Document, node: Node) -> bool:
    """True for the footer, which editors fill with the same tool as the bulletins."""
    if document.plain_length(node.index, node.end) > _LONGEST_FOOTER:
        return False
    opening = document.text(node.index)[:_OPENING_OF_FOOTER]
    return any(word in opening for word in _FOOTER_WORDS)


def _with_siblings(best: Node, nodes: list[Node], trusted: bool) -> Span:
    """Editors split long bulletins into several containers side by side: take them all."""
    beside = [node for node in nodes if node.parent == best.parent and node.tag == best.tag]
    return Span(min(node.index for node in beside), max(node.end for node in beside), trusted)


def _by_density(document: Document) -> Span | None:
    """Down from the body as long as one child holds most of the running text."""
    body = document.first("body")
    if body is None:
        return None
    weights = _weights(document)
    whole = weights[body.end] - weights[body.index]
    if whole <= 0:
        return None
    current = body
    while True:
        here = weights[current.end] - weights[current.index]
        child = max(
            document.children(current.index), key=lambda node: weights[node.end] - weights[node.index], default=None
        )
        if (
            child is None
            or weights[child.end] - weights[child.index] < _SHARE_TO_DESCEND * here
            or child.tag.startswith("-")
        ):
            break
        if (
            child.tag in ("p", "span", "font", "tr", "li", "strong", "b", "a")
            and here - (weights[child.end] - weights[child.index]) > 0
        ):
            break
        current = child
    while current.tag in ("p", "span", "font", "strong", "b", "a", "tr", "tbody") and current.parent >= 0:
        current = document.nodes[current.parent]
    current = _only_article(document, current, weights) or current
    return Span(current.index, current.end, False)


def _only_article(document: Document, outer: Node, weights: list[int]) -> Node | None:
    """The one ``article`` element of a part where it holds half of the text or more: short texts on wide pages."""
    found = [node for node in document.nodes[outer.index + 1 : outer.end] if node.tag == "article" and not node.hidden]
    if len(found) != 1:
        return None
    held = weights[found[0].end] - weights[found[0].index]
    return found[0] if held * 2 >= weights[outer.end] - weights[outer.index] else None


def _by_table(document: Document) -> Span | None:
    """A bulletin that is nothing but a table of figures; a header table and a table of links are none."""
    best: Span | None = None
    for node in islice((node for node in document.nodes if node.tag == "table"), _MOST_LOOKED_AT):
        plain = document.plain_length(node.index, node.end)
        if plain < _LEAST_TABLE or document.linked_length(node.index, node.end) * 3 > plain:
            continue
        if node.hidden or is_in_page_part(document, node.index) or not _is_data(document, node):
            continue
        if best is None or plain > document.plain_length(best.start, best.end):
            best = Span(node.index, node.end, False)
    return best


def _is_data(document: Document, node: Node) -> bool:
    first = next(iter(document.pieces(node.index, node.end)), "")
    if "".join(first.split()).strip(":：") in LABELS:
        return False
    return is_data_table(document, node.index, source_rows(document, node.index))


def _by_pictures(document: Document) -> Span | None:
    """A bulletin that is nothing but pictures of the paper, or a film: the element that holds most of them."""
    held: dict[int, int] = {}
    pictures = (node for node in document.nodes if node.tag in PICTURES and node.link < 0 and not node.hidden)
    for node in islice(pictures, _MOST_LOOKED_AT):
        if is_in_page_part(document, node.index):
            continue
        block = next((above for above in document.ancestors(node.index) if above.tag in _PICTURE_HOLDERS), None)
        if block is not None:
            held[block.index] = held.get(block.index, 0) + 1
    best = max(held, key=lambda index: held[index], default=None)
    return Span(best, document.nodes[best].end, False) if best is not None else None


def _weights(document: Document) -> list[int]:
    """Running totals of sentence punctuation (worth 8) and plain text (worth 1) outside furniture and links."""
    totals: list[int] = []
    total = 0
    skip_until = 0
    plain, sentences = document.plain, document.sentences
    for node in document.nodes:
        totals.append(total)
        if node.index < skip_until:
            continue
        if node.tag == "-text":
            marks = sentences[node.end] - sentences[node.index]
            if marks:
                total += (plain[node.end] - plain[node.index]) + 8 * marks
        elif is_page_part(node) and plain[node.end] - plain[node.index] < 0.5 * (plain[-1] or 1):
            skip_until = node.end
    totals.append(total)
    return totals
