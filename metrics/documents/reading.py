"""One reader a kind of content, in a table. A reader never raises for what a site sent: it says why it read nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crawler.reading import read_page
from crawler.reading.encoding import decode
from metrics.documents.content_kinds import kind_of
from metrics.documents.types import ContentKind, DocumentText, FileLink

#: Kinds without a reader, and what is said of them.
UNREAD = {
    ContentKind.PDF: "PDF files are not read yet",
    ContentKind.DOCX: "Word files are not read yet",
    ContentKind.XLSX: "Excel files are not read yet",
    ContentKind.DOC: "Word files of the old binary form are not read",
    ContentKind.XLS: "Excel files of the old binary form are not read",
    ContentKind.ARCHIVE: "archives are not opened",
    ContentKind.IMAGE: "images are not read",
    ContentKind.BINARY: "the bytes are of no kind that is known",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes came from: what helps to read them. ``today`` completes days that a page shows without a year."""

    media_type: str | None = None
    url: str | None = None
    today: date | None = None


def text_of(
    content: bytes, media_type: str | None = None, url: str | None = None, today: date | None = None
) -> DocumentText:
    """The text of a bulletin, or why there is none."""
    kind = kind_of(content, media_type, url)
    if not content.strip():
        return DocumentText("", kind, unread="no bytes but blanks", is_bulletin=False)
    if kind in UNREAD:
        return DocumentText("", kind, unread=UNREAD[kind])
    return READERS[kind](content, Origin(media_type, url, today))


def _page_text(content: bytes, origin: Origin) -> DocumentText:
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
    text, _encoding = decode(content, origin.media_type)
    if "\x00" in text:
        return DocumentText("", ContentKind.BINARY, unread="zero bytes in what should be text")
    return DocumentText(text, ContentKind.TEXT)


READERS: dict[ContentKind, Callable[[bytes, Origin], DocumentText]] = {
    ContentKind.HTML: _page_text,
    ContentKind.TEXT: _plain_text,
}
