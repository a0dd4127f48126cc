"""A bureau on loopback, crawled and taken in as the service does it; each crawl is a day after the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.run import crawl
from crawler.snapshots import SnapshotStore
from crawler.types import CrawlOrder
from metrics.ingest.crawl import ingest_crawl
from metrics.ingest.orders import known_pages_of, known_robots_of
from metrics.ingest.types import IngestSummary
from metrics.store.database import Database
from metrics.store.models import Document, DocumentRevision, Event, Page
from metrics.store.sources import SourceSettings, sync_sources
from metrics.tracking import bind_revision
from tests.crawler.bureau import Bureau
from tests.crawler.crawls import Crawled, source_of, take_apart

STARTED = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass
class Service:
    """Crawl and ingest of one bureau."""

    bureau: Bureau
    folder: Path
    database: Database
    crawls: int = 0
    crawled: Crawled = field(init=False)
    snapshots: SnapshotStore = field(init=False)

    def __post_init__(self) -> None:
        self.snapshots = SnapshotStore(self.folder / "snapshots")
        with self.database.write() as session:
            settings = SourceSettings("edu", "重点工作", "平川市教育局", f"{self.bureau.root}/zdgz/")
            sync_sources(session, [settings], STARTED)

    @property
    def now(self) -> datetime:
        return STARTED + timedelta(days=self.crawls)

    def visit(self, **source: Any) -> IngestSummary:
        """One crawl of the bureau, taken in."""
        self.crawls += 1
        folder = self.folder / f"crawl-{self.crawls}"
        with self.database.read() as session:
            known, robots = known_pages_of(session, ["edu"]), known_robots_of(session, ["edu"], self.now)
        order = CrawlOrder(
            crawl_id=folder.name,
            sources=(source_of(self.bureau, **source),),
            known=known,
            robots=robots,
            snapshots=str(self.folder / "snapshots"),
            user_agent="GoalboardTest/1.0",
            timeout_seconds=5,
            retries=0,
        )
        self.crawled = take_apart(folder, crawl(order, folder, now=lambda: self.now))
        return ingest_crawl(self.database, folder, self.snapshots, self.now, bind_revision)

    def document(self, path: str) -> tuple[Document, DocumentRevision, str]:
        """The bulletin at a path, its latest text, and how its page was found last."""
        with self.database.read() as session:
            document = session.query(Document).filter_by(document_key=self.bureau.root + path).one()
            revision = session.get_one(DocumentRevision, document.latest_revision_id)
            return document, revision, session.get_one(Page, ("edu", document.document_key)).outcome

    def events(self, *kinds: str) -> Sequence[Event]:
        """Events of these kinds, oldest first."""
        with self.database.read() as session:
            return session.query(Event).filter(Event.kind.in_(kinds)).order_by(Event.id).all()
