"""One round of crawling: claim what is due, crawl it, take the report in, say when each source is next.

What a killed process left behind is gone on with first. On one machine no two rounds run at once (``crawl_lock``).
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from crawler.addresses import slot_of
from crawler.cadence import Cadence
from crawler.report import close_begun_sources
from crawler.run import ORDER, load_order
from crawler.snapshots import SnapshotStore
from crawler.types import CrawlOrder, Outcome, SourceOrder
from metrics.config import Settings
from metrics.errors import UsageError
from metrics.ingest.crawl import ingest_crawl
from metrics.ingest.orders import known_pages_of, known_robots_of
from metrics.ingest.types import IngestSummary
from metrics.scheduling.crawl_process import CrawlFailedError, run_crawl_process
from metrics.scheduling.lock import crawl_lock
from metrics.scheduling.timing import into_window, next_visit
from metrics.store.database import Database
from metrics.store.models import Source
from metrics.store.sources import claim_sources, due_sources, set_next_crawl, sources_left_alone
from metrics.tracking import bind_revision

log = logging.getLogger("goalboard.crawl")

#: Longest that one crawl may take; sources it claimed are due again after that, should it never be heard of again.
CRAWL_LIMIT = timedelta(hours=2)
#: A crawl asks for no new page in the last part of its time, so that what it has begun is closed by itself.
CLOSING_TIME = timedelta(minutes=10)
#: Chooses the sources of a round, in the transaction that claims them.
Choice = Callable[[Session, datetime], Sequence[Source]]
#: Told now and then which crawl folder is under way.
Watch = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of crawling works with. With ``since`` it is a backfill: lists are followed back to that day."""

    database: Database
    settings: Settings
    snapshots: SnapshotStore
    clock: Callable[[], datetime]
    since: date | None = None
    until: date | None = None

    def run(self, choose: Choice, *, wait_seconds: float = 0.0, watch: Watch | None = None) -> IngestSummary:
        """Go on with what was left behind, then crawl what ``choose`` names.

        Raises CrawlUnderWayError and CrawlFailedError.
        """
        with crawl_lock(self.settings.crawl_folder, wait_seconds) as lock:
            summary = IngestSummary()
            for left_behind in self._folders():
                log.info("%s: going on with a crawl that was cut short", left_behind.name)
                summary += self._crawl_and_ingest(left_behind, lock, watch)
            folder = self._claim(choose)
            return summary if folder is None else summary + self._crawl_and_ingest(folder, lock, watch)

    def _folders(self) -> list[Path]:
        """Crawls that nobody took in yet; half-made folders without an order are cleared away."""
        folders = sorted(path for path in self.settings.crawl_folder.iterdir() if path.is_dir())
        for folder in folders:
            if not (folder / ORDER).exists():
                shutil.rmtree(folder)
        return [folder for folder in folders if folder.exists()]

    def _claim(self, choose: Choice) -> Path | None:
        """Write the order for the chosen sources; each is claimed until the crawl can no longer be running."""
        now = self.clock()
        with self.database.write() as session:
            sources = choose(session, now)
            if not sources:
                return None
            order = self._order(session, sources, now)
            claim_sources(session, sources, now + CRAWL_LIMIT)
            folder = self.settings.crawl_folder / order.crawl_id
            _write_order(folder, order)
        return folder

    def _order(self, session: Session, sources: Sequence[Source], now: datetime) -> CrawlOrder:
        settings = self.settings
        source_ids = [source.source_id for source in sources]
        return CrawlOrder(
            crawl_id=f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}",
            sources=tuple(
                between(SourceOrder.model_validate(source.crawl_settings), self.since, self.until) for source in sources
            ),
            known=known_pages_of(session, source_ids),
            robots=known_robots_of(session, source_ids, now),
            snapshots=_absolute(settings.snapshot_location),
            user_agent=settings.user_agent,
            concurrency=settings.crawl_concurrency,
            timeout_seconds=settings.crawl_timeout_seconds,
            recheck_days=settings.recheck_days,
            most_seconds=asking_seconds(),
        )

    def _crawl_and_ingest(self, folder: Path, lock: int, watch: Watch | None) -> IngestSummary:
        """Crawl a folder and take in all that it reported, also of a crawl that failed; then the folder goes.

        A source in whose middle a crawl failed is closed as partial, and so is not lost.
        """
        failure = None
        try:
            run_crawl_process(folder, lock, CRAWL_LIMIT.total_seconds(), (lambda: watch(folder)) if watch else None)
        except CrawlFailedError as error:
            failure = error
            close_begun_sources(folder, load_order(folder), self.clock())
        summary = ingest_crawl(self.database, folder, self.snapshots, self.clock(), bind_revision)
        self._schedule(load_order(folder))
        shutil.rmtree(folder)
        if failure is not None:
            raise failure
        return summary

    def _schedule(self, order: CrawlOrder) -> None:
        """Say when each crawled source is next; one that was never answered is tried again like one that failed."""
        now = self.clock()
        with self.database.write() as session:
            for ordered in order.sources:
                source = session.get(Source, ordered.source_id)
                if source is not None:
                    set_next_crawl(session, source.source_id, _visit_after(source, now))


def _visit_after(source: Source, now: datetime) -> datetime:
    """When a source whose crawl has ended is next, by its cadence, its outcome and what its host asked for."""
    cadence = Cadence.model_validate(source.cadence)
    outcome = Outcome(source.outcome) if source.outcome else Outcome.PARTIAL
    visit = next_visit(cadence, now, outcome, source.failures_in_row)
    if source.not_before is not None and source.not_before > visit:
        visit = into_window(cadence, source.not_before).astimezone(UTC)
    return visit


def due(limit: int) -> Choice:
    """The sources whose time has come, at most ``limit``; those whose window is closed wait for its opening.

    A visit falls outside its window when the service was away, or when a source was added or resumed at night.
    A host that asked to be left alone for a time is asked for none of its sources until then.
    """

    def choose(session: Session, now: datetime) -> Sequence[Source]:
        left_alone = _hosts_left_alone(session, now)
        found = due_sources(session, now, limit)
        return [source for source in found if _is_open(session, source, now, left_alone.get(_host(source), now))]

    return choose


def _hosts_left_alone(session: Session, now: datetime) -> dict[str, datetime]:
    """Until when which hosts asked to be left alone."""
    hosts: dict[str, datetime] = {}
    for source in sources_left_alone(session, now):
        if source.not_before is not None:
            hosts[_host(source)] = max(hosts.get(_host(source), now), source.not_before)
    return hosts


def _host(source: Source) -> str:
    return slot_of(urlsplit(source.url).netloc)


def _is_open(session: Session, source: Source, now: datetime, not_before: datetime) -> bool:
    opening = into_window(Cadence.model_validate(source.cadence), not_before)
    if opening > now:
        set_next_crawl(session, source.source_id, opening.astimezone(UTC))
    return opening <= now


def named(source_ids: Sequence[str]) -> Choice:
    """Just these sources, due or not. An unknown, paused or withdrawn one is a UsageError that names it."""

    def choose(session: Session, _now: datetime) -> Sequence[Source]:
        return [_usable(session.get(Source, source_id), source_id) for source_id in source_ids]

    return choose


def between(order: SourceOrder, since: date | None, until: date | None) -> SourceOrder:
    """The order for one source, as a backfill where ``since`` is given."""
    return order if since is None else order.model_copy(update={"since": since, "until": until})


def _absolute(location: str) -> str:
    """Where snapshots are kept, from whatever folder the crawl runs in."""
    return location if "://" in location else str(Path(location).resolve())


def _usable(source: Source | None, source_id: str) -> Source:
    if source is None or source.by_hand or source.withdrawn_at is not None:
        raise UsageError(f"source {source_id}: unknown; `goalboard sources list` shows all")
    if source.paused_reason is not None:
        raise UsageError(f"source {source_id}: paused ({source.paused_reason}); `goalboard sources resume {source_id}`")
    return source


def _write_order(folder: Path, order: CrawlOrder) -> None:
    folder.mkdir(parents=True)
    unfinished = folder / f"{ORDER}.part"
    unfinished.write_text(order.model_dump_json(indent=1), encoding="utf-8")
    unfinished.replace(folder / ORDER)


def asking_seconds() -> float:
    """How long a crawl asks for new pages."""
    return (CRAWL_LIMIT - CLOSING_TIME).total_seconds()
