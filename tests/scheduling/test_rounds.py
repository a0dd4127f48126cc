"""Rounds of crawling over sample sites: claimed, crawled, taken in, scheduled; cut short and gone on with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.samples import SampleServer, serve, write_source_files
from crawler.snapshots import SnapshotStore
from metrics.config import Settings
from metrics.errors import UsageError
from metrics.scheduling import rounds
from metrics.scheduling.crawl_process import CrawlFailedError
from metrics.scheduling.lock import CrawlUnderWayError, crawl_lock
from metrics.scheduling.rounds import CRAWL_LIMIT, Round, due, named
from metrics.scheduling.source_files import take_over_sources
from metrics.store.database import open_database, upgrade
from metrics.store.models import Source
from metrics.store.sources import pause_source

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rounds")]


@pytest.fixture(scope="module")
def sites() -> Iterator[SampleServer]:
    with serve(revised=False, bureaus=["yunxiu_education", "songji_health"]) as server:
        yield server


@pytest.fixture
def crawling(sites: SampleServer, tmp_path: Path) -> Iterator[Round]:
    settings = Settings(data_dir=tmp_path, contact="tests@goalboard.invalid")
    upgrade(settings.database)
    database = open_database(settings.database)
    write_source_files(settings.source_folder, sites.base_urls, every="1h")
    take_over_sources(database, settings.source_folder, datetime.now(UTC))
    yield Round(database, settings, SnapshotStore(settings.snapshot_location), lambda: datetime.now(UTC))
    database.close()


def source(crawling: Round, source_id: str) -> Source:
    with crawling.database.read() as session:
        return session.get_one(Source, source_id)


def test_due_sources_are_crawled_once_and_scheduled(crawling: Round):
    before = datetime.now(UTC)
    first = crawling.run(due(10))
    assert (first.sources, first.documents_new > 10) == (2, True)
    assert crawling.run(due(10)).sources == 0
    assert not [path for path in crawling.settings.crawl_folder.iterdir() if path.is_dir()]
    scheduled = source(crawling, "yunxiu_education").next_crawl_at
    assert timedelta(minutes=55) < scheduled - before < timedelta(minutes=70)


def test_a_crawl_left_behind_is_gone_on_with(crawling: Round, monkeypatch: pytest.MonkeyPatch):
    def dies(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(rounds, "run_crawl_process", dies)
        crawling.run(due(10))
    claimed = source(crawling, "yunxiu_education")
    assert claimed.claimed_until - datetime.now(UTC) > CRAWL_LIMIT - timedelta(minutes=5)
    assert claimed.next_crawl_at < datetime.now(UTC)
    assert crawling.run(due(10)).sources == 2
    ended = source(crawling, "yunxiu_education")
    assert (ended.outcome, ended.claimed_until) == ("changed", None)
    assert ended.next_crawl_at > datetime.now(UTC)


def test_a_half_made_folder_is_cleared_away(crawling: Round):
    (crawling.settings.crawl_folder / "20260101T000000-abcdef").mkdir(parents=True)
    assert crawling.run(due(10)).sources == 2
    assert not (crawling.settings.crawl_folder / "20260101T000000-abcdef").exists()


def test_a_crawl_that_fails_is_told_and_does_not_come_back_for_ever(crawling: Round):
    shutil.rmtree(crawling.settings.snapshot_location, ignore_errors=True)
    blocked = Path(crawling.settings.snapshot_location)
    blocked.write_text("a file where the folder of snapshots should be")
    with pytest.raises(CrawlFailedError, match="ended with code 1"):
        crawling.run(due(10))
    assert not [path for path in crawling.settings.crawl_folder.iterdir() if path.is_dir()]
    blocked.unlink()
    unheard = source(crawling, "yunxiu_education")
    assert (unheard.outcome, unheard.claimed_until) == (None, None)
    assert timedelta(minutes=4) < unheard.next_crawl_at - datetime.now(UTC) <= timedelta(minutes=5)


def test_only_one_round_at_a_time(crawling: Round):
    with crawl_lock(crawling.settings.crawl_folder), pytest.raises(CrawlUnderWayError):
        crawling.run(due(10))


def test_named_sources_are_crawled_though_not_due(crawling: Round):
    assert crawling.run(named(["songji_health"])).sources == 1
    assert crawling.run(named(["songji_health"])).documents_new == 0
    assert source(crawling, "yunxiu_education").last_attempt is None


def test_unknown_and_paused_sources_are_refused_by_name(crawling: Round):
    with pytest.raises(UsageError, match="source nobody: unknown"):
        crawling.run(named(["nobody"]))
    with crawling.database.write() as session:
        pause_source(session, "songji_health", "moved house")
    with pytest.raises(UsageError, match=r"songji_health: paused \(moved house\)"):
        crawling.run(named(["songji_health"]))
    assert crawling.run(due(10)).sources == 1


def test_a_pause_in_the_source_file_comes_and_goes_with_it(crawling: Round):
    file = crawling.settings.source_folder / "songji_health.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "paused: {since: 2026-11-01, reason: rebuilt}\n", encoding="utf-8")
    take_over_sources(crawling.database, crawling.settings.source_folder, datetime.now(UTC))
    assert "rebuilt" in source(crawling, "songji_health").paused_reason
    file.write_text(text, encoding="utf-8")
    take_over_sources(crawling.database, crawling.settings.source_folder, datetime.now(UTC))
    assert source(crawling, "songji_health").paused_reason is None


def test_a_source_whose_file_is_gone_is_kept_and_not_crawled(crawling: Round):
    crawling.run(due(10))
    (crawling.settings.source_folder / "songji_health.yml").unlink()
    taken = take_over_sources(crawling.database, crawling.settings.source_folder, datetime.now(UTC))
    assert taken.synced.withdrawn == ("songji_health",)
    assert source(crawling, "songji_health").documents > 0
    with pytest.raises(UsageError):
        crawling.run(named(["songji_health"]))
