"""Office files made part by part: DOCX from paragraphs of XML, XLSX from rows of cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FORMATS = ("0%", "0.0%", "#,##0", '0.00"亿元"', 'yyyy"年"m"月"d"日"', "yyyy-mm-dd", '"≥"0')


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file, packed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """A cell of a table of Word."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A table of Word from rows of cells."""
    joined = ["".join(row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in joined)}</w:tbl>"


def numbered(number: int, level: int = 0) -> str:
    """Properties of a paragraph that Word numbers."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def word_xml(body: str) -> str:
    """The main part."""
    return f'<w:document xmlns:w="{_WORD}" xmlns:mc="urn:mc"><w:body>{body}<w:sectPr/></w:body></w:document>'


def word_file(body: str, levels: Sequence[tuple[str, str]] = (), styles: str = "") -> bytes:
    """A DOCX file; ``levels`` are number format and pattern of the levels of list 1."""
    parts = {"word/document.xml": word_xml(body)}
    if levels:
        written = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
            for at, (form, pattern) in enumerate(levels)
        )
        parts["word/numbering.xml"] = (
            f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
        )
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'
    return zip_of(parts)


def column_name(number: int) -> str:
    """A, B … Z, AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_xml(rows: Sequence[Sequence[object]], merges: Sequence[str] = ()) -> str:
    """A worksheet. A cell is a string (shared or not), a number, or (number, place in FORMATS)."""
    lines = []
    for at, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{column_name(column)}{at}", held) for column, held in enumerate(row, 1) if held is not None
        )
        lines.append(f'<row r="{at}">{cells}</row>')
    joined = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    cells = "".join(lines)
    return f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData><mergeCells>{joined}</mergeCells></worksheet>'


def _cell(place: str, held: object) -> str:
    if isinstance(held, tuple):
        return f'<c r="{place}" s="{held[1] + 1}"><v>{held[0]}</v></c>'
    if isinstance(held, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(held)}</t></is></c>'
    return f'<c r="{place}"><v>{held}</v></c>'


def workbook_file(sheets: Mapping[str, str], hidden: Sequence[str] = (), **more: str | bytes) -> bytes:
    """An XLSX file from names and worksheets."""
    entries, relations = "", ""
    parts: dict[str, str | bytes] = {}
    for at, (name, content) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries += f'<sheet name="{escape(name)}" sheetId="{at}"{state} r:id="rId{at}"/>'
        relations += f'<Relationship Id="rId{at}" Type="{_RELATION}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        parts[f"xl/worksheets/sheet{at}.xml"] = content
    codes = "".join(f'<numFmt numFmtId="{170 + at}" formatCode="{escape(code)}"/>' for at, code in enumerate(FORMATS))
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{170 + at}"/>' for at in range(len(FORMATS)))
    parts["xl/workbook.xml"] = f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}"><sheets>{entries}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{_SHEET}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'
    )
    return zip_of(parts | more)
