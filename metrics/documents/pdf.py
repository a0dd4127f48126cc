"""PDF with a text layer to text: lines joined to paragraphs, tables as rows, no page numbers. Runs ``apart``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from metrics.documents.lines import table_lines
from metrics.documents.pdf_columns import aligned_rows, column_streams
from metrics.documents.pdf_furniture import PageLines, without_furniture
from metrics.documents.pdf_grids import RuledTable, read_tables
from metrics.documents.pdf_lines import Line, read_lines
from metrics.documents.pdf_page import PageInk, read_ink
from metrics.documents.pdf_paragraphs import Margins, goes_on, join_paragraph, margins_of
from metrics.documents.unreadable import UnreadableError

MOST_PAGES = 500
#: A page with fewer characters holds no text of the document: a stamp, a scanner's mark, a page number.
_FEWEST_CHARACTERS = 12
_FEWEST_LINES = 5
_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "locked by a password: save the PDF without one and give that file",
    pdfium.FPDF_ERR_SECURITY: "locked: its encryption is of a kind that cannot be opened",
}


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a file, and what of it could not be read."""

    text: str
    note: str | None = None


def pdf_text(content: bytes) -> PdfText:
    """The text of a PDF file in reading order."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            _REASONS.get(error.err_code, "broken: not a whole PDF file; get the file again")
        ) from None
    try:
        count = len(document)
        inks = [_page_ink(document, at) for at in range(min(count, MOST_PAGES))]
    finally:
        document.close()
    _refuse_scans(inks)
    return PdfText("\n".join(_lines(inks)), _note(inks, count))


def _page_ink(document: pypdfium2.PdfDocument, at: int) -> PageInk:
    """What stands on a page; a broken page is an empty one."""
    try:
        page = document[at]
    except pypdfium2.PdfiumError:
        return PageInk((), (), 0, 0, 0, 0)
    try:
        return read_ink(page)
    except pypdfium2.PdfiumError:
        return PageInk((), (), 0, 0, 0, 0)
    finally:
        page.close()


def _refuse_scans(inks: Sequence[PageInk]) -> None:
    read = sum(len(ink.glyphs) for ink in inks)
    unmapped = sum(ink.unmapped for ink in inks)
    if unmapped > read:
        raise UnreadableError("its fonts do not say which characters they show; ask for the file as DOCX")
    if any(len(ink.glyphs) >= _FEWEST_CHARACTERS and not _is_scan(ink) for ink in inks):
        return
    if any(ink.covered > 0.3 for ink in inks):
        raise UnreadableError("scanned PDF: no text layer")
    if not read:
        raise UnreadableError("PDF without any text: its pages are empty, drawn or broken")


def _is_scan(ink: PageInk) -> bool:
    return len(ink.glyphs) < _FEWEST_CHARACTERS and ink.covered > 0.3


def _note(inks: Sequence[PageInk], count: int) -> str | None:
    notes = []
    if count > len(inks):
        notes.append(f"only the first {len(inks)} of {count} pages were read")
    scans = [str(at) for at, ink in enumerate(inks, 1) if _is_scan(ink)]
    if scans:
        notes.append(f"scanned pages without text: {', '.join(scans[:20])}{' …' if len(scans) > 20 else ''}")
    return "; ".join(notes) or None


def _lines(inks: Sequence[PageInk]) -> Iterator[str]:
    tables: list[list[RuledTable]] = []
    pages: list[PageLines] = []
    for ink in inks:
        found, outside = read_tables(ink.glyphs, ink.rules)
        tables.append(found)
        pages.append(PageLines(tuple(read_lines(outside)), ink.bottom, ink.height))
    kept = without_furniture(pages)
    everything = [line for lines in kept for line in lines]
    usual = margins_of(everything) if everything else None
    paragraphs = _Paragraphs()
    for found, lines in zip(tables, kept, strict=True):
        paragraphs.turn_page()
        for table in found:
            yield from _running_text([line for line in lines if line.base >= table.top], usual, paragraphs)
            yield from paragraphs.end()
            yield from table_lines(table.rows)
            paragraphs.columns = 0
            lines = [line for line in lines if line.base < table.top]
        yield from _running_text(lines, usual, paragraphs)
    yield from paragraphs.end()


class _Paragraphs:
    """The paragraph being read, or the width of the row read last: both may go on over a page or a column."""

    def __init__(self) -> None:
        self._open: list[Line] = []
        self._same_page = True
        self._margins: Margins | None = None
        self.columns = 0

    def turn_page(self) -> None:
        self._same_page = False

    def add(self, line: Line, margins: Margins) -> Iterator[str]:
        last_margins = self._margins or margins
        if self._open and not goes_on(self._open[-1], line, margins, last_margins, same_page=self._same_page):
            yield from self.end()
        self._open.append(line)
        self._margins = margins
        self.columns = 0
        self._same_page = True

    def end(self) -> Iterator[str]:
        if self._open:
            yield join_paragraph(self._open)
            self._open = []


def _running_text(lines: Sequence[Line], usual: Margins | None, paragraphs: _Paragraphs) -> Iterator[str]:
    streams = column_streams(lines)
    for stream in streams:
        own = len(stream) >= _FEWEST_LINES or len(streams) > 1 or usual is None
        margins = margins_of(stream) if own or usual is None else usual
        for part in aligned_rows(stream, paragraphs.columns):
            if isinstance(part, Line):
                yield from paragraphs.add(part, margins)
            else:
                yield from paragraphs.end()
                yield part.line
                paragraphs.columns = len(part.cells)
        paragraphs.turn_page()
