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
    (b"II*\x00", ContentKind.IMAGE),
    (b"MM\x00*", ContentKind.IMAGE),
    (b"Rar!", ContentKind.ARCHIVE),
    (b"7z\xbc\xaf", ContentKind.ARCHIVE),
    (b"\x1f\x8b", ContentKind.ARCHIVE),
    (b"BZh", ContentKind.ARCHIVE),
    (b"\xfd7zXZ\x00", ContentKind.ARCHIVE),
    (b"PK\x05\x06", ContentKind.ARCHIVE),
    (b"Founder CEB", ContentKind.CEB),
    (b"{\\rtf", ContentKind.RTF),
    (b"MIME-Version:", ContentKind.MAIL),
)
#: Names of parts inside a ZIP file that tell what it is; they stand in its directory, at its end.
ZIP_PARTS = (
    (b"word/document.xml", ContentKind.DOCX),
    (b"xl/workbook.xml", ContentKind.XLSX),
    (b"ppt/presentation.xml", ContentKind.PPT),
    (b"OFD.xml", ContentKind.OFD),
    (b"application/vnd.oasis.opendocument", ContentKind.OPEN_DOCUMENT),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of the main stream in the directory of an OLE file (UTF-16). WPS and ET files carry those of Word and Excel.
OLE_STREAMS = (
    ("EncryptedPackage", ContentKind.LOCKED_OFFICE),
    ("WordDocument", ContentKind.DOC),
    ("Workbook", ContentKind.XLS),
    ("PowerPoint Document", ContentKind.PPT),
    ("Book", ContentKind.XLS),
)
#: Word and Excel files of 2003 written as one XML file name their program at the top.
OFFICE_XML = ((b'progid="word.document"', ContentKind.DOC), (b'progid="excel.sheet"', ContentKind.DOC))
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
_OFFICE = "application/vnd.openxmlformats-officedocument"
#: Media types of the kinds that are read.
MEDIA_TYPE_OF = {
    ContentKind.HTML: "text/html",
    ContentKind.TEXT: "text/plain",
    ContentKind.PDF: "application/pdf",
    ContentKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    ContentKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    ContentKind.XLS: "application/vnd.ms-excel",
}
#: Endings that promise a kind; a file named so that is something else is said to be.
PROMISED = {"pdf": ContentKind.PDF, "docx": ContentKind.DOCX, "xlsx": ContentKind.XLSX, "xls": ContentKind.XLS}
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
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return ContentKind.IMAGE
    lowered = head.lower()
    if lowered.startswith(b"<?xml"):
        office = next((kind for mark, kind in OFFICE_XML if mark in lowered), None)
        if office is not None:
            return office
    if lowered.startswith(HTML_STARTS):
        return ContentKind.HTML
    if b"\x00" in head and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ContentKind.BINARY
    return _named_kind(media_type, url) or (ContentKind.HTML if b"<html" in lowered else ContentKind.TEXT)


def ending_of(url: str | None) -> str:
    """The ending of a name or of the path of an address, in small letters; an address that is none has none."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return ""
    return unquote(path).rpartition(".")[2].lower()


def misnamed(kind: ContentKind, url: str | None) -> str | None:
    """What to say of bytes whose name promises another kind."""
    ending = ending_of(url)
    return f"named .{ending}, but is {kind.value}; read as that" if PROMISED.get(ending, kind) is not kind else None


def _named_kind(media_type: str | None, url: str | None) -> ContentKind | None:
    return ENDINGS.get(ending_of(url)) or MEDIA_TYPES.get((media_type or "").partition(";")[0].strip().lower())


def _beginning(content: bytes) -> bytes:
    head = content[:_HEAD]
    for mark in MARKS:
        head = head.removeprefix(mark)
    return head.lstrip()
