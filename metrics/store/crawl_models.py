"""Tables of what is crawled: sources, their pages and runs, the snapshots kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from metrics.store.columns import Base


class GoalboardMeta(Base):
    """Marks the database as ours (``owner`` = ``goalboard``); its presence is what tells ours from a foreign one."""

    __tablename__ = "goalboard_meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Source(Base):
    """One publisher's section that is crawled, with what its last crawl came to.

    ``config_digest`` is the digest of the source file, ``crawl_settings`` its crawl part (pages, delay, expectations).
    ``by_hand`` sources hold bulletins given as files and are never crawled. ``first_success`` is None until the first
    crawl was ingested: what that crawl lists is the baseline and no news. ``trouble`` is the event kind that was told
    and not yet recovered from; ``last_listed_at`` is when its list pages were last read whole or in part.
    ``not_before`` is until when its host asked to be left alone: no source of that host is due before.
    ``next_crawl_at`` is when it is or was due; ``claimed_until`` stands while it is being crawled, and says when a
    crawl that was never heard of again is given up: then the source is as due as it was.
    """

    __tablename__ = "sources"

    source_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    issuer: Mapped[str]
    url: Mapped[str]
    admin_area: Mapped[str] = mapped_column(default="")
    domain: Mapped[str] = mapped_column(default="")
    family: Mapped[str | None]
    cadence: Mapped[dict[str, Any]] = mapped_column(default=dict)
    timezone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    expected_interval_seconds: Mapped[float] = mapped_column(default=86400.0)
    crawl_settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    config_digest: Mapped[str] = mapped_column(default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    paused_reason: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    next_crawl_at: Mapped[datetime | None] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    last_attempt: Mapped[datetime | None]
    first_success: Mapped[datetime | None]
    last_success: Mapped[datetime | None]
    outcome: Mapped[str | None]
    message: Mapped[str | None]
    trouble: Mapped[str | None]
    failures_in_row: Mapped[int] = mapped_column(default=0)
    items: Mapped[int] = mapped_column(default=0)
    documents: Mapped[int] = mapped_column(default=0)
    last_listed_at: Mapped[datetime | None]
    last_new_at: Mapped[datetime | None]
    last_revised_at: Mapped[datetime | None]
    last_vanished_at: Mapped[datetime | None]
    last_layout_at: Mapped[datetime | None]


class CrawlRun(Base):
    """One source in one crawl, once it was ingested: its row is what makes a second ingest change nothing."""

    __tablename__ = "crawl_runs"
    __table_args__ = (Index("ix_crawl_runs_ingested_at", "ingested_at"),)

    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"), primary_key=True)
    crawl_id: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    message: Mapped[str | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    ingested_at: Mapped[datetime]
    items: Mapped[int] = mapped_column(default=0)
    articles_fetched: Mapped[int] = mapped_column(default=0)
    articles_failed: Mapped[int] = mapped_column(default=0)
    complete: Mapped[bool] = mapped_column(default=False)
    documents_new: Mapped[int] = mapped_column(default=0)
    documents_revised: Mapped[int] = mapped_column(default=0)
    documents_vanished: Mapped[int] = mapped_column(default=0)


class CrawlTally(Base):
    """How often the crawls of a source ended so: the counter behind ``goalboard_source_crawls_total``."""

    __tablename__ = "crawl_tallies"

    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int] = mapped_column(default=0)


class Snapshot(Base):
    """Bytes once fetched, by their SHA-256; the bytes themselves stand in the snapshot store."""

    __tablename__ = "snapshots"

    digest: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str | None]
    url: Mapped[str | None]
    first_fetched: Mapped[datetime]


class Page(Base):
    """An address known of a source: the validators for the next conditional request, and how its last fetch ended.

    Written in the transaction that stores what the page held, never before: a validator that is kept stands for
    content that is kept. A page without ``fetched_at`` was listed and not fetched yet. A page of role ``part`` goes on
    with the bulletin at ``parent_url``. What stands at an ``initial`` page is history: a backfill found it.
    """

    __tablename__ = "pages"
    __table_args__ = (Index("ix_pages_source_id_last_seen_at", "source_id", "last_seen_at"),)

    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"), primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    outcome: Mapped[str]
    status: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    digest: Mapped[str | None]
    fetched_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    parent_url: Mapped[str | None]
    initial: Mapped[bool] = mapped_column(default=False)


class Robots(Base):
    """A site's robots.txt (``origin``: scheme, host, port) as it was last answered to a crawl of this source."""

    __tablename__ = "robots"

    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"), primary_key=True)
    origin: Mapped[str] = mapped_column(primary_key=True)
    fetched_at: Mapped[datetime]
    status: Mapped[int]
    content: Mapped[str]


Index(
    "ix_pages_parts",
    Page.source_id,
    postgresql_where=Page.role == "part",
    sqlite_where=Page.role == "part",
)
