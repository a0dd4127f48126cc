"""Bulletins that their sites split into several pages: which pages belong together, and one text of them all. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawler.types import READ, PageFetched, PageRole
from metrics.documents import DocumentText
from metrics.ingest.page_breaks import is_cut_between


@dataclass(frozen=True, slots=True)
class Chain:
    """The pages of one bulletin as a crawl left them, in order.

    ``missing`` is the address on which the bulletin goes on and that could not be read, ``reason`` says why.
    """

    pages: tuple[PageFetched, ...]
    missing: str | None = None
    reason: str | None = None

    @property
    def message(self) -> str | None:
        """What is wrong with the bulletin, in words."""
        return None if self.missing is None else f"goes on at {self.missing}, which could not be read ({self.reason})"


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one page of a bulletin, by their digest, and what helps to read them."""

    url: str
    final_url: str
    digest: str
    content_type: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """A page of a bulletin, read. ``size`` is that of its bytes."""

    piece: Piece
    text: DocumentText
    size: int


def chain_of(first: PageFetched, pages: Mapping[str, PageFetched]) -> Chain:
    """The pages that follow one another from ``first``. One that leads back, or is a bulletin itself, is no part."""
    found, seen, page = [first], {first.url}, first
    while page.next_part is not None and page.next_part not in seen:
        following = pages.get(page.next_part)
        if following is None:
            return Chain(tuple(found), page.next_part, "not asked for")
        if following.role is not PageRole.PART:
            break
        if following.outcome not in READ or following.digest is None:
            status = f" {following.status}" if following.status else ""
            return Chain(tuple(found), following.url, f"{following.outcome.value}{status}")
        found.append(following)
        seen.add(following.url)
        page = following
    return Chain(tuple(found))


def pieces_of(chain: Chain) -> list[Piece]:
    """The bytes of the pages that arrived."""
    return [
        Piece(page.url, page.final_url, page.digest, page.content_type or page.media_type, page.fetched_at)
        for page in chain.pages
        if page.digest is not None
    ]


def stand_ins(chain: Chain, held: Sequence[Mapping[str, Any]] | None) -> list[Piece]:
    """What the database holds of the missing page and those after it: a page that failed has not changed."""
    urls = [part["url"] for part in held or ()]
    if chain.missing not in urls:
        return []
    moment = chain.pages[-1].fetched_at
    rest = (held or ())[urls.index(chain.missing) :]
    return [Piece(part["url"], part["url"], part["digest"], None, moment) for part in rest]


def joined(read: Sequence[ReadPiece]) -> tuple[DocumentText, tuple[dict[str, Any], ...]]:
    """One text of all pages, and where in it each begins; a bulletin on one page has no parts.

    A sentence that a page break cuts is one again; it belongs to the page on which it begins.
    """
    first = read[0].text
    if len(read) == 1:
        return first, ()
    text, parts = "", list[dict[str, Any]]()
    for one in read:
        added = one.text.text
        if is_cut_between(text, added):
            text, added = text.rstrip(), added.lstrip()
        elif parts:
            text += "\n"
        parts.append({"url": one.piece.url, "digest": one.piece.digest, "size": one.size, "start": len(text)})
        text += added
    whole = replace(
        first,
        text=text if text.strip() else "",
        published=_first_told(read, lambda text: text.published),
        source=_first_told(read, lambda text: text.source),
        document_number=_first_told(read, lambda text: text.document_number),
        attachments=tuple(dict.fromkeys(file for one in read for file in one.text.attachments)),
        unread=None if text.strip() else first.unread,
    )
    return whole, tuple(parts)


def goes_on_with(before: str, after: str) -> bool:
    """Does a text say all that an incomplete one said, and then more?"""
    return len(after) > len(before) and after.startswith(before.rstrip())


def _first_told(read: Sequence[ReadPiece], fact: Callable[[DocumentText], Any]) -> Any:
    return next((value for one in read if (value := fact(one.text)) is not None), None)
