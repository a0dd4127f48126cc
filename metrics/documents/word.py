"""DOCX to text: paragraphs with the numbers Word shows before them, tables in place; heads, feet, notes left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from metrics.documents.lines import join_lines, table_lines, tidy
from metrics.documents.package_parts import Package
from metrics.documents.unreadable import UnreadableError
from metrics.documents.word_numbering import Numbering, read_numbering
from metrics.documents.word_tables import Cell, expand, is_data_table
from metrics.documents.xml_tree import child, value, whole_number

#: What holds no text of the document: properties, deleted and moved-away text, field codes, readings over characters.
_SILENT = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "delText", "instrText", "sdtPr", "sdtEndPr", "rt", "tblPr", "sectPr"}
)
_MARKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class _Line:
    """A paragraph being read: its text, and the text boxes anchored in it, which follow it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def word_text(content: bytes) -> str:
    """The text of a DOCX file as its last revision shows it: insertions kept, deletions gone."""
    package = Package(content)
    body = package.xml("word/document.xml").find("body")
    if body is None:
        raise UnreadableError("broken: word/document.xml has no body")
    numbering = read_numbering(package.xml_if_any("word/numbering.xml"), package.xml_if_any("word/styles.xml"))
    return "\n".join(_block_lines(body, numbering))


def _block_lines(node: Element, numbering: Numbering) -> Iterator[str]:
    carried: list[str] = []
    for block in _blocks(node):
        if block.tag == "tbl":
            yield from _table(block, numbering)
            continue
        line = _Line()
        properties = block.find("pPr")
        if _is_contents(properties):
            continue
        _read(block, line)
        # A deleted paragraph mark joins the paragraph to the next one.
        if child(properties, "rPr", "del") is not None:
            carried += line.pieces
            continue
        yield from _paragraph([*carried, *line.pieces], properties, numbering)
        carried = []
        for box in line.boxes:
            yield from _block_lines(box, numbering)
    if carried:
        yield from _paragraph(carried, None, numbering)


def _blocks(node: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, those inside content controls and insertions too; a table of contents is none."""
    for block in node:
        if block.tag in {"p", "tbl"}:
            yield block
        elif block.tag == "sdt":
            gallery = value(block, "sdtPr", "docPartObj", "docPartGallery") or ""
            content = block.find("sdtContent")
            if content is not None and gallery != "Table of Contents":
                yield from _blocks(content)
        elif block.tag == "AlternateContent":
            chosen = _chosen(block)
            if chosen is not None:
                yield from _blocks(chosen)
        elif block.tag in {"ins", "moveTo", "customXml"}:
            yield from _blocks(block)


def _paragraph(pieces: list[str], properties: Element | None, numbering: Numbering) -> Iterator[str]:
    lines = [tidy(line) for line in "".join(pieces).split("\n")]
    if not any(lines):
        return
    label = numbering.label(properties)
    first = next(at for at, line in enumerate(lines) if line)
    if label:
        blank = " " if label[-1].isascii() and label[-1] not in "()" else ""
        lines[first] = tidy(label) + blank + lines[first]
    yield from (line for line in lines if line)


def _read(node: Element, line: _Line) -> None:
    for part in node:
        if part.tag == "t":
            line.pieces.append(part.text or "")
        elif part.tag in _MARKS:
            line.pieces.append(_MARKS[part.tag])
        elif part.tag == "txbxContent":
            line.boxes.append(part)
        elif part.tag == "AlternateContent":
            chosen = _chosen(part)
            if chosen is not None:
                _read(chosen, line)
        elif part.tag not in _SILENT and not (part.tag == "r" and _is_hidden(part)):
            _read(part, line)


def _chosen(node: Element) -> Element | None:
    """Of several forms of the same thing the first is taken."""
    choice = node.find("Choice")
    return node.find("Fallback") if choice is None else choice


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and (vanish.get("val") or "") not in _OFF


def _is_contents(properties: Element | None) -> bool:
    """Lines of a table of contents repeat the headings with page numbers."""
    style = (value(properties, "pStyle") or "").replace(" ", "").lower()
    return style.startswith("toc") and style[3:].isdigit()


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    rows: list[list[Cell]] = []
    for row in _within(table, "tr"):
        if child(row, "trPr", "del") is None:
            before = whole_number(value(row, "trPr", "gridBefore"), most=100)
            cells = [_cell(cell, numbering) for cell in _within(row, "tc")]
            rows.append([Cell(("",)) for _ in range(before)] + cells)
    if is_data_table(rows):
        yield from table_lines(expand(rows))
        return
    for cells in rows:
        for cell in cells:
            if not cell.continues:
                yield from (line for line in cell.lines if line)


def _within(node: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those inside content controls and insertions too."""
    for part in node:
        if part.tag == tag:
            yield part
        elif part.tag in {"sdt", "sdtContent", "ins", "customXml", "moveTo"}:
            yield from _within(part, tag)


def _cell(cell: Element, numbering: Numbering) -> Cell:
    merge = child(cell, "tcPr", "vMerge")
    continues = merge is not None and merge.get("val", "continue") != "restart"
    lines = tuple(_block_lines(cell, numbering))
    text = join_lines(line.replace("\t", " ") for line in lines)
    columns = max(1, whole_number(value(cell, "tcPr", "gridSpan"), 1, most=200))
    left = value(cell, "tcPr", "hMerge") == "continue"
    return Cell(lines, text, columns, continues=continues, repeats_left=left)
