"""A bulletin as text, with what its page or file says beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ContentKind(StrEnum):
    """What bytes are, by their beginning; names and media types are asked only where the bytes do not tell."""

    HTML = "html"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    DOC = "doc"
    RTF = "rtf"
    PPT = "ppt"
    OFD = "ofd"
    CEB = "ceb"
    OPEN_DOCUMENT = "open_document"
    MAIL = "mail"
    LOCKED_OFFICE = "locked_office"
    ARCHIVE = "archive"
    IMAGE = "image"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file offered beside a bulletin."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The running text of a bulletin, rows of tables as lines with tabs between their cells.

    Where a file shows the order of cells but not for certain their columns, gaps stand between them instead of tabs.
    ``unread`` says why ``text`` is empty, where it is; else it is None.

    ``is_bulletin`` is False where a page holds no bulletin at all (a list, a message of the site).
    ``source`` is the body that the page names as its origin (来源), ``published`` the day the page went online.
    ``note`` says what a person should know of a text that was read: pages left out, a name that does not fit.
    """

    text: str
    kind: ContentKind
    title: str | None = None
    published: date | None = None
    source: str | None = None
    document_number: str | None = None
    attachments: tuple[FileLink, ...] = ()
    unread: str | None = None
    is_bulletin: bool = True
    note: str | None = None
