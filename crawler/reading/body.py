"""A body's nodes to lines of text: one paragraph a line, data tables in their place, page furniture left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.reading.containers import Span
from crawler.reading.dates import find_dates, is_date_only, without_date
from crawler.reading.document import BLOCKS, TEXT, Document, Node
from crawler.reading.fields import Field, read_fields
from crawler.reading.furniture import is_footer_line, is_furniture_line, is_page_part, is_tail, is_widget, opens_related
from crawler.reading.labels import LABELS, FieldName
from crawler.reading.tables import Rows, expand, is_data_table, source_rows, table_lines
from crawler.reading.text import clean, squeeze

_HEADER_LINES = 14
#: Shorter titles may as well be the last word of a text (喜讯).
_LEAST_TITLE = 8
#: 名称 and 备注 side by side also open a table of the bulletin's own.
_LEAST_LABELS = 3
#: A name and a day alone in a line under the title: who published it, and when.
_LONGEST_BYLINE = 40
_NAME = re.compile(r"^\s*[\u4e00-\u9fff·（）()]{2,20}\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body; ``is_link`` where all of it is link text, ``is_row`` where it is a table row."""

    text: str
    is_link: bool = False
    is_row: bool = False


@dataclass(slots=True)
class Rendered:
    """Lines and tables of a span."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)


@dataclass(slots=True)
class _Buffer:
    lines: list[Line]
    parts: list[str] = field(default_factory=list)
    plain: bool = False

    def add(self, node: Node) -> None:
        self.parts.append(node.text)
        if node.link < 0 and not self.plain and not node.text.isspace():
            self.plain = True

    def flush(self) -> None:
        if self.parts:
            text = clean("".join(self.parts))
            if text:
                self.lines.append(Line(text, is_link=not self.plain))
            self.parts.clear()
        self.plain = False


def render(document: Document, span: Span) -> Rendered:
    """All visible lines of a span, in order."""
    rendered = Rendered()
    buffer = _Buffer(rendered.lines)
    ends: list[int] = []
    nodes, position = document.nodes, span.start
    whole = document.plain_length(span.start, span.end) or 1
    while position < span.end:
        node = nodes[position]
        while ends and ends[-1] <= position:
            ends.pop()
            buffer.flush()
        position += 1
        if node.tag == TEXT:
            if not node.hidden:
                _add_text(document, node, buffer)
        elif node.tag == "br":
            buffer.flush()
        elif (
            node.hidden
            or (node.marks and _is_furniture(document, node, whole, span))
            or (node.tag == "table" and _add_table(document, node, buffer, rendered))
        ):
            position = node.end
        elif node.tag in BLOCKS:
            buffer.flush()
            ends.append(node.end)
    buffer.flush()
    return rendered


def _add_text(document: Document, node: Node, buffer: _Buffer) -> None:
    if "\n" in node.text and document.nodes[node.parent].tag == "pre":
        for line in node.text.split("\n"):
            buffer.parts.append(line)
            buffer.plain = True
            buffer.flush()
        return
    buffer.add(node)


def _is_furniture(document: Document, node: Node, whole: int, span: Span) -> bool:
    if node.index == span.start:
        return False
    share = document.plain_length(node.index, node.end) / whole
    if share >= 0.3:
        return False
    return is_widget(node) or (not span.trusted and is_page_part(node))


def _add_table(document: Document, node: Node, buffer: _Buffer, rendered: Rendered) -> bool:
    rows = source_rows(document, node.index)
    if not is_data_table(document, node.index, rows):
        return False
    expanded = expand(document, rows)
    buffer.flush()
    if expanded:
        rendered.tables.append(expanded)
        rendered.lines.extend(Line(line, is_row=True) for line in table_lines(expanded))
    return True


def body_lines(lines: list[Line], title: str, *, trusted: bool) -> list[str]:
    """The running text alone: header lines, the repeated title, furniture and links to related pages taken off."""
    lines = lines[_header_end(lines, trusted) :]
    rest = lines[_title_end(lines, title) :]
    # Where the file's name is all there is, it is the text, though it repeats the title.
    lines = rest or [line for line in lines if line.is_link]
    kept: list[str] = []
    related = False
    for line in lines:
        if line.is_row:
            kept.append(line.text)
            related = False
            continue
        if opens_related(line.text):
            related = True
            continue
        if related and line.is_link and not line.text.startswith("附"):
            continue
        related = related and line.is_link
        if not is_furniture_line(line.text) and (trusted or not is_footer_line(line.text)):
            kept.append(line.text)
    return kept[: _text_end(kept, squeeze(title))]


def _text_end(lines: list[str], title: str) -> int:
    """Where the text ends: before a label 附件 without files, the title for sharing and the name of an account."""
    end = len(lines)
    while end > 1 and (is_tail(lines[end - 1]) or (len(title) >= _LEAST_TITLE and squeeze(lines[end - 1]) == title)):
        end -= 1
    return end


def _header_end(lines: list[Line], trusted: bool) -> int:
    """Where the lines of labels, dates and buttons under the title end, if the span begins with them."""
    end = values = 0
    for number, line in enumerate(lines[:_HEADER_LINES]):
        if line.is_row:
            if number == values > 0 or _is_header_row(line.text):
                end = number + 1
                values = number + 1 if _are_labels(line.text) else 0
                continue
            break
        if len(line.text) > 160 or (trusted and number > 5):
            break
        if _is_meta_line(line.text, trusted):
            end = number + 1
        elif "。" in line.text or line.text.endswith(("：", ":")):
            # Running text or a salutation: the header is over.
            break
    return end


def _is_header_row(text: str) -> bool:
    return _cells(text)[0] in LABELS


def _are_labels(text: str) -> bool:
    """True for a row of nothing but labels: their values stand in the row below (Shanghai)."""
    cells = _cells(text)
    return len(cells) >= _LEAST_LABELS and all(cell in LABELS for cell in cells)


def _cells(text: str) -> list[str]:
    return ["".join(cell.split()).strip(":：[]【】") for cell in text.split("\t")]


def _is_meta_line(text: str, trusted: bool) -> bool:
    if len(text) > 160 or "，" in text:
        return False
    if is_date_only(text) and find_dates(text):
        return True
    if not trusted and len(text) <= _LONGEST_BYLINE and find_dates(text) and _NAME.match(without_date(text)):
        return True
    fields = read_fields([text])
    meta = [item for item in fields if _is_meta(item)]
    if not meta:
        return False
    return len(meta) > 1 or (text.startswith(meta[0].label[:1]) and not trusted) or meta[0].rank == 0


def _is_meta(item: Field) -> bool:
    """True for labels of page headers; 时间, 作者 and 标题 may as well be the bulletin's own words."""
    if item.name is FieldName.TITLE or len(item.value) > 60:
        return False
    return item.rank <= 1 if item.name is not FieldName.OTHER else item.rank <= 2


def _title_end(lines: list[Line], title: str) -> int:
    """How many of the first lines repeat the title (editors break it over several)."""
    wanted = squeeze(title)
    if not wanted:
        return 0
    joined = ""
    for number, line in enumerate(lines[:8]):
        joined += squeeze(line.text)
        if joined == wanted:
            return number + 1
        if not wanted.startswith(joined):
            break
    return 0
