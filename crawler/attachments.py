"""Which files beside an article are worth keeping, by name and by first bytes. Pure."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from crawler.reading.types import Attachment

#: What the document readers know. Archives are left out: their size and content are anybody's guess.
WANTED = frozenset({"pdf", "doc", "docx", "xls", "xlsx"})
#: Other endings that mean a file; one of these says no even where the address looks like a download.
_ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "tar"})
_OFFICE = frozenset({"ofd", "wps", "et", "ceb", "ppt", "pptx", "txt", "csv", "xml"})
_MEDIA = frozenset({"jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "svg", "mp3", "mp4", "avi", "wmv", "flv"})
_OTHER_FILES = _ARCHIVES | _OFFICE | _MEDIA | {"exe", "apk"}
#: First bytes of PDF, OLE (doc, xls) and ZIP (docx, xlsx).
_SIGNATURES = (b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04")


def is_document_file(content: bytes) -> bool:
    """Do these bytes start like a PDF, Word or Excel file? The name and the media type are not asked: both lie."""
    return content[:1024].lstrip().startswith(_SIGNATURES)


def is_wanted(attachment: Attachment) -> bool:
    """Is this a file to fetch? Download scripts without an ending (VSB's download.jsp) are tried."""
    endings = {_ending(text) for text in _names(attachment)}
    if endings & WANTED:
        return True
    return not endings & _OTHER_FILES and "down" in urlsplit(attachment.url).path.lower()


def _names(attachment: Attachment) -> list[str]:
    parts = urlsplit(attachment.url)
    values = [pair.partition("=")[2] for pair in parts.query.split("&")]
    return [attachment.name, unquote(parts.path), *map(unquote, values)]


def _ending(name: str) -> str:
    return name.strip().rpartition(".")[2].lower().rstrip(")）】]》 ")
