"""The exposition page as a service: kept as bytes, read anew when due, still there when the database is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime, timedelta

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.openmetrics.exposition import generate_latest as generate_openmetrics

from metrics.errors import DatabaseError
from metrics.exposition.board_page import BoardPage
from metrics.exposition.negotiation import choose_format, wants_gzip
from metrics.exposition.packing import Packed, gzip_with_end
from metrics.exposition.rendering import PageFormat, assemble, render_samples
from metrics.exposition.service import COLLECTION_FAMILIES, JOB_FAMILIES, Collection, Jobs
from metrics.tracking.views import BoardState

_NOTHING = Packed(b"", b"", 0)


def _no_jobs() -> Jobs:
    return ()


class Exporter:
    """Serves ``/metrics``.

    ``read_state`` reads the board as of an instant and raises ``DatabaseError`` while the database is away.
    ``change_mark``, when given, is a cheap sign of the state (a revision number): another mark means read again at
    once, the same mark spares the reading until ``max_age``. Thread-safe; one caller reads, the
    others get the kept page.
    """

    def __init__(
        self,
        read_state: Callable[[datetime], BoardState],
        clock: Callable[[], datetime],
        *,
        read_jobs: Callable[[], Jobs] = _no_jobs,
        change_mark: Callable[[], Hashable] | None = None,
        max_age: timedelta = timedelta(seconds=15),
        registry: CollectorRegistry = REGISTRY,
        shard: tuple[int, int] = (0, 1),
    ) -> None:
        self._read_state = read_state
        self._clock = clock
        self._read_jobs = read_jobs
        self._change_mark = change_mark
        self._max_age = max_age
        self._registry = registry
        self._page: BoardPage | None = None
        self._collection = Collection(False, None, None, shard_ordinal=shard[0], total_shards=shard[1])
        self._tried_at: datetime | None = None
        self._mark: Hashable = None
        self._is_outdated = False
        self._reading = threading.Lock()

    def invalidate(self) -> None:
        """Say that the state has changed: the next page is read anew."""
        self._is_outdated = True

    def page(self, accept: str | None = None, accept_encoding: str | None = None) -> tuple[bytes, dict[str, str]]:
        """The page for a request's Accept and Accept-Encoding headers, with the headers of the answer."""
        self._refresh()
        page_format = choose_format(accept)
        kept = self._page.in_format(page_format) if self._page else _NOTHING
        end = self._end(page_format)
        headers = {"Content-Type": page_format.value, "Vary": "Accept, Accept-Encoding"}
        if wants_gzip(accept_encoding):
            return gzip_with_end(kept, end), headers | {"Content-Encoding": "gzip"}
        return kept.plain + end, headers

    def _refresh(self) -> None:
        """One caller reads; others wait only while there is nothing to show them."""
        if not self._reading.acquire(blocking=self._tried_at is None):
            return
        try:
            now = self._clock()
            if self._is_due(now):
                self._collect(now)
        finally:
            self._reading.release()

    def _is_due(self, now: datetime) -> bool:
        if self._tried_at is None or self._is_outdated or not timedelta(0) <= now - self._tried_at < self._max_age:
            return True
        return self._collection.success and self._has_new_mark()

    def _has_new_mark(self) -> bool:
        if self._change_mark is None:
            return False
        try:
            return self._change_mark() != self._mark
        except DatabaseError:
            return True

    def _collect(self, now: datetime) -> None:
        self._is_outdated = False
        started = time.perf_counter()
        try:
            mark = self._change_mark() if self._change_mark else None
            state = self._read_state(now)
        except DatabaseError:
            self._collection = replace(self._collection, success=False, duration_seconds=_since(started))
        else:
            self._page, self._mark = BoardPage(state, self._page), mark
            self._collection = replace(
                self._collection, success=True, duration_seconds=_since(started), read_at=state.read_at
            )
        self._tried_at = now

    def _end(self, page_format: PageFormat) -> bytes:
        """What is never kept: the page's own making, the scheduler's jobs, and this process."""
        own = assemble(render_samples(COLLECTION_FAMILIES, self._collection), page_format)
        jobs = assemble(render_samples(JOB_FAMILIES, self._read_jobs()), page_format)
        generate = generate_openmetrics if page_format is PageFormat.OPENMETRICS else generate_latest
        return own + jobs + generate(self._registry)


def _since(started: float) -> float:
    return time.perf_counter() - started
