"""What bytes are, told by their beginning first: HTML named .pdf and PDF sent as text/html are both common."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from metrics.documents.types import ContentKind

#: First bytes of a file, after a byte order mark and blanks. First match.
SIGNATURES = (
    (b"%PDF-", ContentKind.PDF),
    (b"\x89PNG", ContentKind.IMAGE),
    (b"\xff\xd8\xff", ContentKind.IMAGE),
    (b"GIF8", ContentKind.IMAGE),
    (b"Rar!", ContentKind.ARCHIVE),
    (b"7z\xbc\xaf", ContentKind.ARCHIVE),
    (b"\x1f\x8b", ContentKind.ARCHIVE),
    (b"{\\rtf", ContentKind.DOC),
)
#: Names of parts inside a ZIP file that tell what it is; they stand in its directory, at its end.
ZIP_PARTS = ((b"word/document.xml", ContentKind.DOCX), (b"xl/workbook.xml", ContentKind.XLSX))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of the main stream in the directory of an OLE file (UTF-16).
OLE_STREAMS = (("WordDocument", ContentKind.DOC), ("Workbook", ContentKind.XLS), ("Book", ContentKind.XLS))
HTML_STARTS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<meta",
    b"<script",
    b"<div",
    b"<table",
    b"<p",
    b"<!--",
)
MARKS = (b"\xef\xbb\xbf",)
ENDINGS = {
    "htm": ContentKind.HTML,
    "html": ContentKind.HTML,
    "shtml": ContentKind.HTML,
    "txt": ContentKind.TEXT,
}
MEDIA_TYPES = {
    "text/html": ContentKind.HTML,
    "application/xhtml+xml": ContentKind.HTML,
    "text/plain": ContentKind.TEXT,
}
_HEAD = 1024


def kind_of(content: bytes, media_type: str | None = None, url: str | None = None) -> ContentKind:
    """What these bytes are."""
    head = _beginning(content)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in ZIP_PARTS if part in content), ContentKind.ARCHIVE)
    if head.startswith(OLE):
        return next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in content), ContentKind.BINARY)
    if head.lower().startswith(HTML_STARTS):
        return ContentKind.HTML
    if b"\x00" in head and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ContentKind.BINARY
    return _named_kind(media_type, url) or (ContentKind.HTML if b"<html" in head.lower() else ContentKind.TEXT)


def _named_kind(media_type: str | None, url: str | None) -> ContentKind | None:
    ending = unquote(urlsplit(url or "").path).rpartition(".")[2].lower()
    return ENDINGS.get(ending) or MEDIA_TYPES.get((media_type or "").partition(";")[0].strip().lower())


def _beginning(content: bytes) -> bytes:
    head = content[:_HEAD]
    for mark in MARKS:
        head = head.removeprefix(mark)
    return head.lstrip()
