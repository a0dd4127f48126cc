"""Reads what one source's crawl brought and the database does not have yet. Nothing is written and nothing locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from crawler.errors import SnapshotError
from crawler.types import Outcome, PageFetched, PageRole
from metrics.documents import DocumentText, text_of
from metrics.ingest.changes import Verdict, change_between
from metrics.ingest.faults import READER_FAULTS, report_fault
from metrics.ingest.reading import Origin, read_document, text_digest
from metrics.ingest.types import ReadDocument, SourceCrawl
from metrics.store.crawls import LONGEST_ADDRESS, is_ingested, pages_by_url
from metrics.store.database import Database
from metrics.store.documents import DocumentState, document_states
from metrics.store.families import titles_and_texts
from metrics.store.models import Source

#: Outcomes of a page whose content holds.
READ = frozenset({Outcome.OK, Outcome.CHANGED, Outcome.UNCHANGED})
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

    ``seen`` is the latest revision of each document as it was when this was prepared.
    """

    crawl: SourceCrawl
    pages: tuple[PageFetched, ...]
    read: Mapping[str, ReadDocument]
    failed: Mapping[str, str]
    refused: int
    seen: Mapping[str, int | None]


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
        again = [known.documents.get(page.url) for page in crawl.pages.values() if _is_to_be_read(page, known)]
        held = [state.latest_revision_id for state in again if state and state.latest_revision_id is not None]
        return replace(known, texts=titles_and_texts(session, held))


def prepare(crawl: SourceCrawl, known: KnownSource, snapshots: Snapshots) -> Prepared:
    """Read the pages whose bytes are new."""
    pages = tuple(page for url, page in crawl.pages.items() if is_short(url))
    read: dict[str, ReadDocument] = {}
    failed: dict[str, str] = {}
    for page in pages:
        if not _is_to_be_read(page, known):
            continue
        try:
            document = _read(page, known, snapshots)
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
    )


def is_short(url: str) -> bool:
    """Can this address be kept?"""
    return len(url.encode("utf-8", "surrogatepass")) <= LONGEST_ADDRESS


class _UnreadablePageError(Exception):
    """A page that arrived well and yet holds no bulletin, or whose bytes are gone."""


def _is_to_be_read(page: PageFetched, known: KnownSource) -> bool:
    if page.role not in BULLETINS or page.outcome not in READ or page.digest is None:
        return False
    state = known.documents.get(page.url)
    if state is not None and state.has_left:
        return False
    has_text = state is not None and state.text_digest is not None
    return not has_text or known.digests.get(page.url) != page.digest


def _read(page: PageFetched, known: KnownSource, snapshots: Snapshots) -> ReadDocument | None:
    """The page as a document; None where its text is the one already known."""
    assert page.digest is not None, "only pages with bytes are read"
    try:
        content = snapshots.get(page.digest)
    except SnapshotError as error:
        raise _UnreadablePageError(str(error)) from error
    day = local_day(page.fetched_at, known.zone)
    text = text_of(content, page.content_type or page.media_type, page.final_url, today=day)
    if not text.is_bulletin:
        raise _UnreadablePageError(text.unread or "no bulletin")
    state = known.documents.get(page.url)
    if state is not None and _says_the_same(text, state, known):
        return None
    origin = Origin(
        key=page.url,
        url=page.url,
        issuer=known.issuer,
        learnt_at=page.fetched_at,
        snapshot_digest=page.digest,
        size=len(content),
        media_type=page.media_type,
        listed_title=page.listed_title,
        published=page.listed_date,
    )
    return read_document(text, origin)


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
