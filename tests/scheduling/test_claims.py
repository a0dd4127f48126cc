"""A source that is being crawled is claimed: by one process, until its crawl has ended or can no longer be running."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from crawler.snapshots import SnapshotStore
from metrics.config import Settings
from metrics.scheduling import rounds
from metrics.scheduling.rounds import CRAWL_LIMIT, Round, due
from metrics.store.database import Database, open_database
from metrics.store.models import Source
from metrics.store.sources import SourceSettings, claim_sources, due_sources, sync_sources

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
CADENCE = {"every": "1h", "timezone": "Asia/Shanghai"}

#: Claims all that is due and is killed, before or after the claim is kept.
DYING = """
import os, signal, sys
from datetime import datetime
from metrics.store.database import open_database
from metrics.store.sources import claim_sources, due_sources
moment, url, now, until = sys.argv[1:]
with open_database(url).write() as session:
    claim_sources(session, due_sources(session, datetime.fromisoformat(now), 10), datetime.fromisoformat(until))
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


def add_sources(database: Database, number: int = 3) -> list[str]:
    rows = [
        SourceSettings(
            f"s{place}",
            "n",
            "i",
            f"http://s{place}.test/",
            cadence=CADENCE,
            crawl_settings={"source_id": f"s{place}", "url": f"http://s{place}.test/", "issuer": "i"},
        )
        for place in range(number)
    ]
    with database.write() as session:
        sync_sources(session, rows, NOW)
    return [row.source_id for row in rows]


def found_due(database: Database, now: datetime) -> list[str]:
    with database.write() as session:
        return [source.source_id for source in due_sources(session, now, 10)]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_claim_of_a_killed_process_runs_out(database: Database, database_url: str, moment: str):
    names = add_sources(database)
    until = NOW + CRAWL_LIMIT
    program = [sys.executable, "-c", DYING, moment, database_url, NOW.isoformat(), until.isoformat()]
    assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    assert found_due(database, NOW + timedelta(minutes=1)) == (names if moment == "before" else [])
    assert found_due(database, until) == names


@pytest.mark.postgres
def test_two_that_claim_at_once_share_what_is_due(postgres_server):
    url = postgres_server.create(template="ready")
    databases = [open_database(url) for _ in range(2)]
    names = add_sources(databases[0], 20)
    both_have_chosen = Barrier(2)

    def claim(database: Database) -> list[str]:
        with database.write() as session:
            sources = due_sources(session, NOW, 12)
            both_have_chosen.wait(30)
            claim_sources(session, sources, NOW + CRAWL_LIMIT)
            return [source.source_id for source in sources]

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(claim, databases)
    assert sorted(first + second) == sorted(names)
    assert found_due(databases[0], NOW) == []
    for database in databases:
        database.close()


@pytest.mark.postgres
def test_one_that_comes_a_moment_late_takes_nothing_twice(postgres_server):
    """The second reads before the first has kept its claim, and takes the rows after that."""
    url = postgres_server.create(template="ready")
    first, second = open_database(url), open_database(url)
    add_sources(first)
    with second.write() as late:
        assert late.query(Source).filter(Source.claimed_until.is_(None)).count() == 3
        with first.write() as session:
            claim_sources(session, due_sources(session, NOW, 10), NOW + CRAWL_LIMIT)
        assert due_sources(late, NOW, 10) == []
    for database in (first, second):
        database.close()


def test_a_round_claims_and_keeps_when_each_source_is_due(database: Database, tmp_path: Path, monkeypatch):
    """While a crawl is under way the sources are claimed, and no time of a visit is made up."""
    add_sources(database)
    seen: list[tuple[datetime | None, datetime | None]] = []

    def crawl(*_: object) -> None:
        with database.read() as session:
            seen.extend((source.next_crawl_at, source.claimed_until) for source in session.query(Source))
        raise KeyboardInterrupt

    monkeypatch.setattr(rounds, "run_crawl_process", crawl)
    settings = Settings(data_dir=tmp_path, contact="tests@goalboard.invalid")
    later = NOW + timedelta(minutes=7)
    with pytest.raises(KeyboardInterrupt):
        Round(database, settings, SnapshotStore(settings.snapshot_location), lambda: later).run(due(10))
    assert seen == [(NOW, later + CRAWL_LIMIT)] * 3
