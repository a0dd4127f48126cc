"""What crawls brought, as rows: runs that were ingested, pages with their validators, snapshots."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import Session

from metrics.store.inserting import CHUNK, chunks, insert_missing, insert_or_update
from metrics.store.models import CrawlRun, Document, Page, Robots, Snapshot, Source

#: A page is told to the next crawl while it was listed or fetched so recently, counted back from the last list read.
KNOWN_FOR = timedelta(days=45)
#: ``last_seen_at`` is this coarse, so that an unchanged list costs no write for each of its items.
SEEN_EVERY = timedelta(days=1)
#: Longest address that is kept: PostgreSQL indexes no more than about 2,700 bytes.
LONGEST_ADDRESS = 2000
#: Role of a page on which a bulletin goes on.
PART = "part"
#: Any number; see ``hold_ingest_lock``.
INGEST_LOCK = 6_710_642_196


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known of an address after a fetch. Validators and digest stand only for content that is kept.

    ``initial`` counts at the first sight of the address alone.
    """

    url: str
    role: str
    outcome: str
    seen_at: datetime
    fetched_at: datetime | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    parent_url: str | None = None
    initial: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot to be known by the database."""

    digest: str
    size: int
    media_type: str | None
    url: str
    first_fetched: datetime


def hold_ingest_lock(session: Session) -> None:
    """One ingest writes at a time, so that two never wait for each other; SQLite's write transaction is that lock."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(INGEST_LOCK)))


def lock_source(session: Session, source_id: str) -> Source | None:
    """The source, held against other writers until the transaction ends; None for an unknown one."""
    return session.scalar(select(Source).where(Source.source_id == source_id).with_for_update())


def is_ingested(session: Session, source_id: str, crawl_id: str) -> bool:
    """Was this source of this crawl ingested before?"""
    return session.get(CrawlRun, (source_id, crawl_id)) is not None


def pages_by_url(session: Session, source_id: str, urls: Sequence[str]) -> dict[str, Page]:
    """The known ones of these addresses."""
    found: dict[str, Page] = {}
    for start in range(0, len(urls), CHUNK):
        asked = select(Page).where(Page.source_id == source_id, Page.url.in_(urls[start : start + CHUNK]))
        found |= {page.url: page for page in session.scalars(asked)}
    return found


def known_pages(session: Session, source_id: str) -> list[tuple[Page, date | None]]:
    """The fetched pages that the next crawl should know of, each with the day of its bulletin.

    These are the pages that were listed or fetched in the last weeks in which the source's lists could be read.
    Further pages of bulletins are not among them: see ``known_parts``.
    """
    newest = select(func.coalesce(Source.last_listed_at, Source.last_attempt)).where(Source.source_id == source_id)
    since = session.scalar(newest)
    if since is None:
        return []
    is_document = and_(Document.source_id == Page.source_id, Document.document_key == Page.url)
    known = (
        select(Page, Document.published)
        .outerjoin(Document, is_document)
        .where(Page.source_id == source_id, Page.fetched_at.is_not(None), Page.last_seen_at >= since - KNOWN_FOR)
        .where(Page.role != PART)
    )
    return [(row.Page, row.published) for row in session.execute(known.order_by(Page.url))]


def known_parts(session: Session, source_ids: Sequence[str]) -> list[Page]:
    """All further pages of bulletins of these sources, fetched or not: no list names them, their bulletins do."""
    found: list[Page] = []
    for start in range(0, len(source_ids), CHUNK):
        some = Page.source_id.in_(source_ids[start : start + CHUNK])
        found += session.scalars(select(Page).where(some, Page.role == PART).order_by(Page.source_id, Page.url))
    return found


def known_robots(session: Session, source_ids: Sequence[str], since: datetime) -> list[Robots]:
    """The robots.txt files that these sources were answered since then, oldest first."""
    found: list[Robots] = []
    for start in range(0, len(source_ids), CHUNK):
        some = Robots.source_id.in_(source_ids[start : start + CHUNK])
        found += session.scalars(select(Robots).where(some, Robots.fetched_at >= since))
    return sorted(found, key=lambda robots: robots.fetched_at)


def record_robots(session: Session, source_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep these answers: ``origin``, ``fetched_at``, ``status``, ``content``."""
    named = [{**row, "source_id": source_id} for row in rows]
    insert_or_update(session, Robots, named, ("fetched_at", "status", "content"))


def record_pages(session: Session, source_id: str, pages: Sequence[PageState]) -> None:
    """Keep how these pages were found; the first sight of an address stays as it was."""
    rows = []
    for page in pages:
        row = asdict(page)
        seen_at = row.pop("seen_at")
        rows.append(row | {"source_id": source_id, "first_seen_at": seen_at, "last_seen_at": seen_at})
    fields = (
        "role",
        "outcome",
        "status",
        "etag",
        "last_modified",
        "digest",
        "fetched_at",
        "last_seen_at",
        "parent_url",
    )
    insert_or_update(session, Page, rows, fields)


def record_listed(
    session: Session, source_id: str, urls: Sequence[str], seen_at: datetime, initial: Collection[str] = ()
) -> None:
    """Keep that these addresses were listed: new ones as pages not fetched yet, known ones as seen again.

    Of the new ones those in ``initial`` are history.
    """
    fresh = _seen_since(session, source_id, urls, seen_at - SEEN_EVERY)
    row = {"source_id": source_id, "role": "article", "outcome": "listed"}
    times = {"first_seen_at": seen_at, "last_seen_at": seen_at}
    rows: list[dict[str, Any]] = [
        {**row, **times, "url": url, "initial": url in initial} for url in dict.fromkeys(urls) if url not in fresh
    ]
    insert_missing(session, Page, rows)
    for chunk in chunks(rows):
        listed = update(Page).where(Page.source_id == source_id, Page.url.in_([row["url"] for row in chunk]))
        session.execute(listed.values(last_seen_at=seen_at), execution_options={"synchronize_session": False})


def record_snapshots(session: Session, snapshots: Sequence[SnapshotRow]) -> None:
    """Make these snapshots known."""
    insert_missing(session, Snapshot, [asdict(snapshot) for snapshot in snapshots])


def prune_runs(session: Session, before: datetime) -> int:
    """Forget runs ingested before; their reports must be gone, or they would be ingested again. How many there were."""
    gone = session.execute(delete(CrawlRun).where(CrawlRun.ingested_at < before).returning(CrawlRun.crawl_id))
    return len(gone.all())


def _seen_since(session: Session, source_id: str, urls: Sequence[str], since: datetime) -> set[str]:
    """Those of the addresses that were seen since then: an unchanged list has nothing to write about them."""
    found: set[str] = set()
    for start in range(0, len(urls), CHUNK):
        asked = select(Page.url).where(Page.source_id == source_id, Page.url.in_(urls[start : start + CHUNK]))
        found.update(session.scalars(asked.where(Page.last_seen_at >= since)))
    return found
