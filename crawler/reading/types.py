"""What a page holds, as plain values. Pure: no network, no clock, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PageKind(StrEnum):
    """What a fetched page turned out to be."""

    ARTICLE = "article"
    LIST = "list"
    BLOCKED = "blocked"
    NOT_FOUND = "not_found"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Link:
    """One item of a list page: absolute address where the base is known, full title, day shown."""

    url: str
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file offered beside an article."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """A bulletin as its page shows it.

    ``body`` is the running text, one paragraph a line, without title, header table and page furniture; data tables
    stand in their place, one row a line, cells parted by tabs. ``tables`` holds the same tables as rows of cells.
    ``next_part`` is the address of the page on which the same bulletin goes on.
    ``published`` is the day the page went online; ``written`` the day of writing (成文日期) where the page names it.
    """

    title: str
    body: str
    published: date | None = None
    written: date | None = None
    source: str | None = None
    document_number: str | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    next_part: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page: its items in page order, and the address of the next page."""

    title: str
    links: tuple[Link, ...] = ()
    next_url: str | None = None
    announced_total: int | None = None


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the script of a page asks for its list: whose software that is, and the address (``api_address``)."""

    api: str
    address: str


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page is, and its content: ``article`` or ``listing`` is set where ``kind`` says so.

    ``list_request`` is set where a column shows no list of its own and its script asks for one.
    """

    kind: PageKind
    family: str
    encoding: str
    article: Article | None = None
    listing: Listing | None = None
    reason: str | None = None
    list_request: ListRequest | None = None
