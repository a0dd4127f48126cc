"""Reads what one source's crawl brought and the database does not have yet. Nothing is written and nothing locked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from crawler.errors import SnapshotError
from crawler.types import READ, Outcome, PageFetched, PageRole
from metrics.documents import DocumentText, text_of
from metrics.ingest.changes import Verdict, change_between
from metrics.ingest.faults import READER_FAULTS, report_fault
from metrics.ingest.parts import Chain, Piece, ReadPiece, chain_of, joined, pieces_of, stand_ins
from metrics.ingest.reading import Origin, read_document, text_digest
from metrics.ingest.types import ReadDocument, SourceCrawl
from metrics.store.crawls import LONGEST_ADDRESS, is_ingested, pages_by_url
from metrics.store.database import Database
from metrics.store.documents import DocumentState, document_states
from metrics.store.families import titles_and_texts
from metrics.store.models import Source

#: Outcomes that pass: the page is to be asked for again as if it were not known.
PASSING = frozenset({Outcome.TIMEOUT, Outcome.DNS, Outcome.TLS, Outcome.CONNECTION, Outcome.HTTP_5XX, Outcome.BLOCKED})
BULLETINS = frozenset({PageRole.ARTICLE, PageRole.ATTACHMENT})


class Snapshots(Protocol):
    """What ingest needs of the snapshot store."""

    def get(self, digest: str) -> bytes:
        """The bytes of this digest; raises SnapshotError."""
        ...


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What the database says of a source and its pages before an ingest.

    ``texts`` are title and text of the latest revisions whose pages have other bytes now.
    """

    issuer: str
    zone: ZoneInfo
    ingested: bool
    digests: Mapping[str, str | None]
    documents: Mapping[str, DocumentState]
    texts: Mapping[int, tuple[str, str]] = field(default_factory=dict)


#: What is known where nothing is to be read; the source itself is looked at when it is stored.
NOTHING_ASKED = KnownSource(issuer="", zone=ZoneInfo("UTC"), ingested=False, digests={}, documents={})


@dataclass(frozen=True, slots=True)
class Prepared:
    """One source's crawl, read. ``pages`` are those that can be kept, ``failed`` the addresses that could not be read.

    ``broken`` are bulletins of which a further page could not be read.
    ``seen`` is the latest revision of each document as it was when this was prepared.
    """

    crawl: SourceCrawl
    pages: tuple[PageFetched, ...]
    read: Mapping[str, ReadDocument]
    failed: Mapping[str, str]
    refused: int
    seen: Mapping[str, int | None]
    broken: Mapping[str, Chain] = field(default_factory=dict)


def known_source(database: Database, crawl: SourceCrawl, crawl_id: str) -> KnownSource | None:
    """What is known of the source; None where the database has no such source.

    A crawl that brought lists alone needs nothing from here: the common case costs one transaction.
    """
    if not any(page.role in BULLETINS for page in crawl.pages.values()):
        return NOTHING_ASKED
    urls = [url for url in crawl.pages if is_short(url)]
    source_id = crawl.report.source_id
    with database.read() as session:
        source = session.get(Source, source_id)
        if source is None:
            return None
        known = KnownSource(
            issuer=source.issuer,
            zone=ZoneInfo(source.timezone),
            ingested=is_ingested(session, source_id, crawl_id),
            digests={url: page.digest for url, page in pages_by_url(session, source_id, urls).items()},
            documents=document_states(session, source_id, urls),
        )
        to_be_read = (chain for chain in _chains(crawl) if _is_to_be_read(chain, known))
        again = [known.documents.get(chain.pages[0].url) for chain in to_be_read]
        held = [state.latest_revision_id for state in again if state and state.latest_revision_id is not None]
        return replace(known, texts=titles_and_texts(session, held))


def prepare(crawl: SourceCrawl, known: KnownSource, snapshots: Snapshots) -> Prepared:
    """Read the pages whose bytes are new."""
    pages = tuple(page for url, page in crawl.pages.items() if is_short(url))
    read: dict[str, ReadDocument] = {}
    failed: dict[str, str] = {}
    broken: dict[str, Chain] = {}
    for chain in _chains(crawl):
        page = chain.pages[0]
        if chain.missing is not None:
            broken[page.url] = chain
        if not _is_to_be_read(chain, known):
            continue
        try:
            document = _read(chain, known, snapshots)
        except _UnreadablePageError as error:
            failed[page.url] = str(error)
        except READER_FAULTS as fault:
            failed[page.url] = report_fault("reading", page.url, fault)
        else:
            if document is not None:
                read[page.url] = document
    links = crawl.report.links
    return Prepared(
        crawl=crawl,
        pages=_pages_to_keep(pages, failed),
        read=read,
        failed=failed,
        refused=len(crawl.pages) - len(pages) + sum(not is_short(link) for link in links),
        seen={key: state.latest_revision_id for key, state in known.documents.items()},
        broken=broken,
    )


def is_short(url: str) -> bool:
    """Can this address be kept?"""
    return len(url.encode("utf-8", "surrogatepass")) <= LONGEST_ADDRESS


class _UnreadablePageError(Exception):
    """A page that arrived well and yet holds no bulletin, or whose bytes are gone."""


def _chains(crawl: SourceCrawl) -> Iterator[Chain]:
    """The bulletins that arrived, each with the pages on which it goes on."""
    for url, page in crawl.pages.items():
        if page.role in BULLETINS and page.outcome in READ and page.digest is not None and is_short(url):
            yield chain_of(page, crawl.pages)


def _is_to_be_read(chain: Chain, known: KnownSource) -> bool:
    state = known.documents.get(chain.pages[0].url)
    if state is not None and state.has_left:
        return False
    has_text = state is not None and state.text_digest is not None
    return not has_text or any(known.digests.get(page.url) != page.digest for page in chain.pages)


def _read(chain: Chain, known: KnownSource, snapshots: Snapshots) -> ReadDocument | None:
    """The pages as one document; None where its text is the one already known, or where it would lose a part.

    A page that cannot be read stands as it was. Where nothing is known of it, a new document is incomplete, and one
    with a text keeps that.
    """
    page = chain.pages[0]
    state = known.documents.get(page.url)
    held = stand_ins(chain, state.parts if state else None)
    incomplete = chain.message if not held else None
    if incomplete and state is not None and state.text_digest is not None and state.incomplete_reason is None:
        return None
    read = [_read_piece(piece, known, snapshots) for piece in (*pieces_of(chain), *held)]
    text, parts = joined(read)
    if state is not None and _says_the_same(text, state, known):
        return None
    origin = Origin(
        key=page.url,
        url=page.url,
        issuer=known.issuer,
        learnt_at=max(one.piece.fetched_at for one in read),
        snapshot_digest=read[0].piece.digest,
        size=read[0].size,
        media_type=page.media_type,
        listed_title=page.listed_title,
        published=page.listed_date,
        parts=parts,
        incomplete=incomplete,
    )
    return read_document(text, origin)


def _read_piece(piece: Piece, known: KnownSource, snapshots: Snapshots) -> ReadPiece:
    try:
        content = snapshots.get(piece.digest)
    except SnapshotError as error:
        raise _UnreadablePageError(str(error)) from error
    text = text_of(content, piece.content_type, piece.final_url, today=local_day(piece.fetched_at, known.zone))
    if not text.is_bulletin:
        raise _UnreadablePageError(text.unread or "no bulletin")
    return ReadPiece(piece, text, len(content))


def _says_the_same(text: DocumentText, state: DocumentState, known: KnownSource) -> bool:
    """Does the text say what the document says already? A page that lost its text altogether is no revision."""
    if state.text_digest == text_digest(text):
        return True
    title, words = known.texts.get(state.latest_revision_id or 0, ("", ""))
    if not words.strip():
        return False
    if text.unread:
        if text.attachments:
            return False
        raise _UnreadablePageError(f"the page no longer shows its text: {text.unread}")
    return change_between(words, text.text, title, text.title).verdict is Verdict.SAME


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day of an instant where the publisher is."""
    return instant.astimezone(zone).date()


def _pages_to_keep(pages: tuple[PageFetched, ...], failed: Mapping[str, str]) -> tuple[PageFetched, ...]:
    """The pages with the outcome that reading them had.

    An article beside which a file could not be fetched for a passing reason is kept without validators: files are
    fetched only with an article that is read anew.
    """
    waiting = {page.parent_url for page in pages if page.role is PageRole.ATTACHMENT and page.outcome in PASSING}
    kept = []
    for page in pages:
        if page.url in failed:
            page = page.model_copy(update={"outcome": Outcome.PARSE_ERROR, "message": failed[page.url]})
        if page.url in waiting:
            page = page.model_copy(update={"digest": None, "etag": None, "last_modified": None})
        kept.append(page)
    return tuple(kept)
