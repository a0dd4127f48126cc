"""A fleet at rest: lists polled again and again that did not change, with conditional requests and database writes.

Whole rounds as the service runs them: claim what is due, crawl it in a child process, take the report in, say when each
source is next. The bound is 71,000 sources an hour: 20 polls a second on two cores.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

import sqlalchemy as sa

from crawler.cadence import Cadence
from crawler.snapshots import SnapshotStore
from crawler.types import Outcome, SourceOrder
from metrics.config import Settings
from metrics.scheduling.rounds import Round, due
from metrics.store.database import open_database, upgrade
from metrics.store.models import Source
from metrics.store.sources import SourceSettings, sync_sources
from tests.benchmarks.bureaus import Bureaus, serving
from tests.benchmarks.machine import peak_mib
from tests.benchmarks.rows import Row

POLLS_A_SECOND = 20.0
CORES = 2
MEMORY_MIB = 1024.0
#: Seconds between two requests to a host: none shows what the machine can do, one is what source files say unless told.
DELAYS = {"without delay": 0.0, "with the usual delay of 1 s": 1.0}


@dataclass(frozen=True, slots=True)
class PassCost:
    """One pass over all sources."""

    wall_seconds: float
    cpu_seconds: float


def measure(quick: bool) -> list[Row]:
    """Polls a second and CPU a poll, after a first pass that took in every bulletin; then the memory of all of it."""
    hosts, pages, passes = (12, 6, 1) if quick else (200, 6, 2)
    delays = dict(list(DELAYS.items())[:1]) if quick else DELAYS
    rows: list[Row] = []
    with (
        serving(hosts, pages) as bureaus,
        tempfile.TemporaryDirectory() as folder,
        _fleet(bureaus, Path(folder)) as fleet,
    ):
        fleet.full_pass()
        for name, delay in delays.items():
            fleet.set_delay(delay)
            rows += _rows(f"{hosts} sources, {name}", hosts, [fleet.full_pass() for _ in range(passes)])
    return [*rows, _memory(hosts)]


def _rows(label: str, polls: int, passes: list[PassCost]) -> list[Row]:
    rate = polls / mean(cost.wall_seconds for cost in passes)
    spent = mean(cost.cpu_seconds for cost in passes) * 1e3 / polls
    allowed = CORES * 1e3 / POLLS_A_SECOND
    return [
        Row("unchanged polls", rate, POLLS_A_SECOND, rate / POLLS_A_SECOND, "polls/s", label, "the bound", at_least=1),
        Row(
            "CPU of a poll", spent, allowed, spent / allowed, "ms CPU", label, f"{CORES} cores at the bound", at_most=1
        ),
    ]


def _memory(sources: int) -> Row:
    """Parent and largest child together."""
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    held = peak_mib() + child
    label = f"{sources} sources, this process and its largest child"
    return Row("peak memory", held, MEMORY_MIB, held / MEMORY_MIB, "MiB", label, "the bound", at_most=1)


class _Fleet:
    """An installation with one source a host, whose clock the benchmark turns."""

    def __init__(self, crawl_round: Round, sources: int) -> None:
        self._round = crawl_round
        self._sources = sources
        self.now = datetime(2026, 11, 21, 2, tzinfo=UTC)

    def set_delay(self, seconds: float) -> None:
        """Seconds between two requests to one host, from now on."""
        with self._round.database.write() as session:
            for source in session.scalars(sa.select(Source)):
                source.crawl_settings = source.crawl_settings | {"delay_seconds": seconds}

    def full_pass(self) -> PassCost:
        """Poll every source once, an hour later than the last time."""
        self.now += timedelta(hours=1, minutes=15)
        wall, cpu = time.perf_counter(), _cpu()
        polled = 0
        while polled < self._sources:
            summary = self._round.run(due(self._round.settings.crawl_batch))
            if not summary.sources:
                raise RuntimeError(f"only {polled} of {self._sources} sources were due")
            polled += summary.sources
        return PassCost(time.perf_counter() - wall, _cpu() - cpu)


@contextmanager
def _fleet(bureaus: Bureaus, folder: Path) -> Iterator[_Fleet]:
    settings = Settings(data_dir=folder, recheck_days=0)
    settings.crawl_folder.mkdir()
    upgrade(settings.database)
    database = open_database(settings.database)
    try:
        crawl_round = Round(database, settings, SnapshotStore(settings.snapshot_location), lambda: fleet.now)
        fleet = _Fleet(crawl_round, bureaus.hosts)
        with database.write() as session:
            sync_sources(session, [_source(bureaus, host) for host in range(bureaus.hosts)], fleet.now)
        yield fleet
        with database.read() as session:
            outcomes = set(session.scalars(sa.select(Source.outcome)))
            documents = session.scalar(sa.select(sa.func.sum(Source.documents)))
        if outcomes != {Outcome.UNCHANGED.value} or documents != bureaus.hosts * (bureaus.pages - 1):
            raise RuntimeError(f"the last pass came to {outcomes} with {documents} documents")
    finally:
        database.close()


def _source(bureaus: Bureaus, host: int) -> SourceSettings:
    """A source polled every hour; ``recheck_days=0`` leaves its bulletins alone once they are known."""
    source_id, url, issuer = f"s{host}", bureaus.urls(host)[0], "平川市教育局"
    order = SourceOrder(source_id=source_id, url=url, issuer=issuer, delay_seconds=0.0, allow_private=True)
    return SourceSettings(
        source_id,
        "计划总结",
        issuer,
        url,
        cadence=Cadence(every=timedelta(hours=1)).as_written(),
        crawl_settings=order.model_dump(mode="json"),
    )


def _cpu() -> float:
    """CPU of this process and of all its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
