"""One reader a kind of content, in a table. A reader never raises for what a site sent: it says why it read nothing.

Readers and their libraries are loaded when the first document of their kind comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from metrics.documents.content_kinds import kind_of, misnamed
from metrics.documents.plain import plain_text
from metrics.documents.types import ContentKind, DocumentText, FileLink
from metrics.documents.unreadable import UNREAD, UnreadableError

#: Files larger than this are not opened; no bulletin comes near.
LARGEST_FILE = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes came from: what helps to read them. ``today`` completes days that a page shows without a year."""

    media_type: str | None = None
    url: str | None = None
    today: date | None = None


def text_of(
    content: bytes, media_type: str | None = None, url: str | None = None, today: date | None = None
) -> DocumentText:
    """The text of a bulletin, or why there is none. Never raises, whatever the bytes.

    Spans of statements count characters of ``text`` as given here, and that text is what a document revision keeps:
    pages, sheets and cells of the file are not addressed.
    """
    kind = kind_of(content, media_type, url)
    if not content.strip():
        return DocumentText("", kind, unread="no bytes but blanks", is_bulletin=False)
    if kind in UNREAD:
        return DocumentText("", kind, unread=UNREAD[kind])
    if len(content) > LARGEST_FILE:
        return DocumentText("", kind, unread=f"too large: more than {LARGEST_FILE // 1024**2} MiB")
    try:
        text = READERS[kind](content, Origin(media_type, url, today))
    except UnreadableError as error:
        return DocumentText("", kind, unread=str(error))
    note = "; ".join(filter(None, (misnamed(kind, url), text.note)))
    return replace(text, note=note or None)


def _page_text(content: bytes, origin: Origin) -> DocumentText:
    from crawler.reading import read_page

    reading = read_page(content, url=origin.url, content_type=origin.media_type, expect="article", today=origin.today)
    article = reading.article
    if article is None:
        reason = f"no article on the page: {reading.reason or reading.kind.value}"
        return DocumentText("", ContentKind.HTML, unread=reason, is_bulletin=False)
    return DocumentText(
        text=article.body,
        kind=ContentKind.HTML,
        title=article.title or None,
        published=article.published,
        source=article.source,
        document_number=article.document_number,
        attachments=tuple(FileLink(file.url, file.name) for file in article.attachments),
        unread=None if article.body.strip() else "the article has no text, only files or pictures",
    )


def _plain_text(content: bytes, origin: Origin) -> DocumentText:
    """Strictly what the bytes are; else what the server says of them, with as few holes as can be."""
    from crawler.reading.encoding import decode

    try:
        text, note = plain_text(content)
        text = text.removeprefix("\ufeff")
    except ValueError:
        text, note = decode(content, origin.media_type)[0], None
    if "\0" in text:
        return DocumentText("", ContentKind.BINARY, unread="zero bytes in what should be text")
    return _filled(DocumentText(text, ContentKind.TEXT, note=note), "nothing but blanks and control characters")


def _word_text(content: bytes, _origin: Origin) -> DocumentText:
    from metrics.documents.word import word_text

    return _filled(DocumentText(word_text(content), ContentKind.DOCX), "no text in it, only pictures or nothing")


def _workbook_text(content: bytes, _origin: Origin) -> DocumentText:
    from metrics.documents.workbook import workbook_text

    sheets = workbook_text(content)
    return _filled(DocumentText(sheets.text, ContentKind.XLSX, note=sheets.note), "no cell on its sheets is filled")


def _old_workbook_text(content: bytes, _origin: Origin) -> DocumentText:
    return _apart(ContentKind.XLS, content, "no cell on its sheets is filled")


def _pdf_text(content: bytes, _origin: Origin) -> DocumentText:
    return _apart(ContentKind.PDF, content, "PDF without any text")


def _apart(kind: ContentKind, content: bytes, if_empty: str) -> DocumentText:
    from metrics.documents.apart import read_apart

    read = read_apart(kind, content)
    return _filled(DocumentText(read.text, kind, unread=read.unread, note=read.note), if_empty)


def _filled(text: DocumentText, if_empty: str) -> DocumentText:
    """No text without a reason."""
    return text if text.text.strip() or text.unread else replace(text, text="", unread=if_empty)


READERS: dict[ContentKind, Callable[[bytes, Origin], DocumentText]] = {
    ContentKind.HTML: _page_text,
    ContentKind.TEXT: _plain_text,
    ContentKind.PDF: _pdf_text,
    ContentKind.DOCX: _word_text,
    ContentKind.XLSX: _workbook_text,
    ContentKind.XLS: _old_workbook_text,
}
