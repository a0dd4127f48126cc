"""XLSX to text: every shown sheet under its name, one row a line, numbers as shown, merged cells repeated.

Our own reader: number formats decide what a cell says (0.9 or 90%), and no cell far out makes a sheet of billions.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from metrics.documents.lines import join_lines, table_lines, tidy
from metrics.documents.number_formats import BUILT_IN, shown
from metrics.documents.package_parts import Package
from metrics.documents.xml_tree import child, whole_number

MOST_SHEETS = 100
MOST_CELLS = 300_000
MOST_COLUMNS = 300
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: Names that programs give to new sheets say nothing.
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)[ ]?[0-9]{0,3}", re.IGNORECASE)

Grid = dict[int, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a file share."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool


@dataclass(frozen=True, slots=True)
class SheetText:
    """Lines of sheets and how much was left out."""

    text: str
    note: str | None = None


def workbook_text(content: bytes) -> SheetText:
    """The text of an XLSX file; hidden sheets are left out."""
    package = Package(content)
    root = package.xml("xl/workbook.xml")
    properties = child(root, "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    book = Book(_strings(package), _formats(package), from_1904)
    places = _places(package)
    sheets = [sheet for sheet in root.iter("sheet") if (sheet.get("state") or "visible") == "visible"]
    names = [(sheet.get("name") or "", places.get(sheet.get("id") or "", "")) for sheet in sheets[:MOST_SHEETS]]
    grids = ((name, _grid(package.xml(place), book)) for name, place in names if "/worksheets/" in f"/{place}")
    return sheets_text(grids, len(sheets) - len(names))


def sheets_text(grids: Iterator[tuple[str, Grid]], left_out: int = 0) -> SheetText:
    """Named grids of cells as lines, up to a number of cells."""
    lines: list[str] = []
    cells = 0
    cut = left_out > 0
    for name, grid in grids:
        if cells >= MOST_CELLS:
            cut = True
            break
        rows = _rows(grid, MOST_CELLS - cells)
        cells += sum(map(len, rows))
        cut = cut or len(rows) < sum(1 for row in grid.values() if any(row.values()))
        if rows and not _DEFAULT_NAME.fullmatch(name.strip()):
            lines.append(tidy(name))
        lines.extend(table_lines(rows))
    note = f"only the first {MOST_SHEETS} sheets and {MOST_CELLS} cells were read" if cut else None
    return SheetText("\n".join(line for line in lines if line), note)


def _rows(grid: Grid, most: int) -> list[list[str]]:
    """Rows that hold something, as wide as the widest of them; a row of one cell alone is a line, not a row."""
    filled = {at: {column: text for column, text in row.items() if text} for at, row in grid.items()}
    used = [column for row in filled.values() for column in row]
    if not used:
        return []
    left, right = min(used), min(max(used), min(used) + MOST_COLUMNS - 1)
    rows: list[list[str]] = []
    for at in sorted(at for at, row in filled.items() if row):
        row = filled[at]
        rows.append(list(row.values()) if len(row) == 1 else [row.get(column, "") for column in range(left, right + 1)])
        most -= len(rows[-1])
        if most <= 0:
            break
    return rows


def _grid(sheet: Element, book: Book) -> Grid:
    grid: Grid = {}
    at = 0
    for row in sheet.iterfind("sheetData/row"):
        at = whole_number(row.get("r"), at + 1, most=2_000_000)
        column = 0
        for cell in row.iterfind("c"):
            place = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            text = _cell_text(cell, book)
            if text:
                grid.setdefault(at, {})[column] = text
    _repeat_merged(sheet, grid)
    return grid


def _repeat_merged(sheet: Element, grid: Grid) -> None:
    """Write the text of a merged cell into each place that it covers, as far as rows and columns are used at all."""
    right = max((column for row in grid.values() for column in row), default=0)
    rows = sorted(grid)
    budget = MOST_CELLS
    for merge in sheet.iterfind("mergeCells/mergeCell"):
        ends = [_REFERENCE.fullmatch(end) for end in (merge.get("ref") or "").split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        top, first, last = int(ends[0][2]), _column(ends[0][1]), min(_column(ends[1][1]), right)
        text = grid.get(top, {}).get(first, "")
        covered = rows[bisect_left(rows, top) : bisect_right(rows, int(ends[1][2]))] if text else []
        budget -= 1 + len(covered) * max(0, last - first + 1)
        if budget <= 0:
            return
        for row in covered:
            grid[row].update(dict.fromkeys(range(first, last + 1), text))


def _cell_text(cell: Element, book: Book) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find("is")
        return "" if inline is None else _string(inline)
    written = cell.findtext("v") or ""
    if kind == "s":
        index = whole_number(written, -1, most=100_000_000)
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if written == "1" else "FALSE"
    if kind != "n" or not written:
        return tidy(written)
    style = whole_number(cell.get("s"))
    code = book.formats[style] if style < len(book.formats) else ""
    return tidy(shown(written.strip(), code, from_1904=book.from_1904))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _strings(package: Package) -> list[str]:
    root = package.xml_if_any("xl/sharedStrings.xml")
    return [] if root is None else [_string(entry) for entry in root.iterfind("si")]


def _string(entry: Element) -> str:
    """A string and its runs; readings over characters (rPh) are not said."""
    parts = [entry.findtext("t") or "", *(run.findtext("t") or "" for run in entry.iterfind("r"))]
    return join_lines("".join(parts).split("\n"))


def _formats(package: Package) -> list[str]:
    root = package.xml_if_any("xl/styles.xml")
    if root is None:
        return []
    own = {entry.get("numFmtId"): entry.get("formatCode") or "" for entry in root.iterfind("numFmts/numFmt")}
    codes = []
    for style in root.iterfind("cellXfs/xf"):
        number = style.get("numFmtId")
        codes.append(own.get(number, BUILT_IN.get(whole_number(number), "")))
    return ["" if code.lower() in {"general", "@"} else code[:200] for code in codes]


def _places(package: Package) -> dict[str, str]:
    """Where each sheet is, by the id of its relation."""
    root = package.xml_if_any("xl/_rels/workbook.xml.rels")
    relations = [] if root is None else root.iterfind("Relationship")
    return {
        relation.get("Id") or "": posixpath.normpath(posixpath.join("/xl", relation.get("Target") or "")).lstrip("/")
        for relation in relations
    }
