"""A fault site crawled and taken in, and everything that must never get lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from crawler.faults import Fault, FaultSite
from crawler.run import crawl
from crawler.snapshots import SnapshotStore
from crawler.types import CrawlOrder, Expectations, Outcome, SourceOrder
from metrics.ingest.crawl import ingest_crawl
from metrics.ingest.orders import known_pages_of
from metrics.store.database import Database
from metrics.store.models import Base
from metrics.store.sources import SourceSettings, sync_sources
from metrics.tracking import bind_revision
from tests.crawler.crawls import Crawled, take_apart

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SOURCE, MIRROR = "wanghe", "mirror"
#: What must be there after a fault as it was before.
KEPT = ("targets", "target_versions", "statements", "document_revisions", "observations")


@dataclass
class Chain:
    """Crawl and ingest of one fault site; each crawl is an hour after the last."""

    fault: Fault
    site: FaultSite
    folder: Path
    database: Database
    crawls: int = 0
    snapshots: SnapshotStore = field(init=False)

    def __post_init__(self) -> None:
        self.snapshots = SnapshotStore(self.folder / "snapshots")
        urls = {SOURCE: self.site.url, MIRROR: self.site.mirror_url}
        settings = [SourceSettings(name, name, "望河县教育局", url, admin_area="望河县") for name, url in urls.items()]
        with self.database.write() as session:
            sync_sources(session, settings, NOW)

    @property
    def now(self) -> datetime:
        return NOW + timedelta(hours=self.crawls)

    def crawl(self, *source_ids: str) -> Crawled:
        """Crawl these sources and take in what they brought."""
        self.crawls += 1
        folder = self.folder / f"crawl-{self.crawls}"
        with self.database.read() as session:
            known = known_pages_of(session, source_ids)
        defaults: dict[str, Any] = {"timeout_seconds": 5, "retries": 1, "retry_wait_seconds": 0.05}
        order = CrawlOrder(
            crawl_id=folder.name,
            sources=tuple(self._source(source_id) for source_id in source_ids),
            known=known,
            snapshots=str(self.folder / "snapshots"),
            user_agent="GoalboardTest/1.0",
            **defaults | (self.fault.order if self.crawls > 1 else {}),
        )
        crawled = take_apart(folder, crawl(order, folder, now=lambda: self.now))
        ingest_crawl(self.database, folder, self.snapshots, self.now, bind_revision)
        return crawled

    def _source(self, source_id: str) -> SourceOrder:
        values: dict[str, Any] = {
            "source_id": source_id,
            "url": self.site.url if source_id == SOURCE else self.site.mirror_url,
            "issuer": "望河县教育局",
            "max_pages": 2,
            "delay_seconds": 0.0,
            "allow_private": True,
            "expect": Expectations(least_items=8, most_items=30),
        }
        return SourceOrder(**values | self.fault.source)

    def kept(self) -> dict[str, dict[Any, Any]]:
        """All rows that matter, by primary key; documents without the columns that every crawl writes."""
        with self.database.read() as session:
            rows = {
                name: {tuple(row[: len(table.primary_key)]): row for row in session.execute(select(table))}
                for name, table in Base.metadata.tables.items()
                if name in KEPT
            }
            documents = Base.metadata.tables["documents"].c
            rows["documents"] = {
                row.id: (row.title, row.latest_revision_id, row.vanished_at, row.revisions)
                for row in session.execute(
                    select(
                        documents.id,
                        documents.title,
                        documents.latest_revision_id,
                        documents.vanished_at,
                        documents.revisions,
                    )
                )
            }
        return rows

    def told(self) -> Counter[str]:
        """Events by kind."""
        events = Base.metadata.tables["events"].c
        with self.database.read() as session:
            return Counter(session.scalars(select(events.kind)))


def outcome_of(crawled: Crawled, url: str) -> Outcome:
    """How one page was found."""
    return crawled.page(url).outcome
