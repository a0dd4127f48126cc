"""Rounds and what a host asks for: robots.txt kept between rounds, a time to be left alone, an end in good time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.run import load_order
from crawler.snapshots import SnapshotStore
from metrics.config import Settings
from metrics.scheduling import rounds
from metrics.scheduling.crawl_process import CrawlFailedError
from metrics.scheduling.rounds import CRAWL_LIMIT, Round, due, named
from metrics.store.database import open_database, upgrade
from metrics.store.models import Document, Robots, Source
from metrics.store.sources import SourceSettings, set_next_crawl, sync_sources
from tests.crawler.bureau import Bureau, Page, serving
from tests.crawler.crawls import source_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rounds")]
NAMES = ("edu", "plans", "other")


@pytest.fixture
def sites() -> Iterator[tuple[Bureau, Bureau]]:
    """Two hosts; the first has two sections that are crawled."""
    with serving() as first, serving() as second:
        first.add_bulletins(5)
        first.add_bulletins(4, folder="/ghjh/")
        second.add_bulletins(3)
        yield first, second


@pytest.fixture
def crawling(sites: tuple[Bureau, Bureau], tmp_path: Path) -> Iterator[Round]:
    first, second = sites
    settings = Settings(data_dir=tmp_path, contact="tests@goalboard.invalid")
    upgrade(settings.database)
    database = open_database(settings.database)
    orders = (
        source_of(first, "edu"),
        source_of(first, "plans", url=f"{first.root}/ghjh/"),
        source_of(second, "other"),
    )
    rows = [
        SourceSettings(
            order.source_id,
            order.source_id,
            order.issuer,
            order.url,
            cadence={"every": "1h", "timezone": "Asia/Shanghai"},
            crawl_settings=order.model_dump(mode="json"),
        )
        for order in orders
    ]
    with database.write() as session:
        sync_sources(session, rows, datetime.now(UTC))
    yield Round(database, settings, SnapshotStore(settings.snapshot_location), lambda: datetime.now(UTC))
    database.close()


def source(crawling: Round, source_id: str) -> Source:
    with crawling.database.read() as session:
        return session.get_one(Source, source_id)


def make_due(crawling: Round) -> None:
    with crawling.database.write() as session:
        for name in NAMES:
            set_next_crawl(session, name, datetime.now(UTC) - timedelta(minutes=1))


def test_a_host_that_asked_to_be_left_alone_is_left_alone_with_all_its_sources(crawling: Round, sites):
    first, second = sites
    first.pages["/zdgz/"] = Page(status=429, headers={"Retry-After": "7200"})
    crawling.run(named(["edu"]))
    until = source(crawling, "edu").not_before
    assert timedelta(minutes=115) < until - datetime.now(UTC) <= timedelta(hours=2)
    assert source(crawling, "edu").next_crawl_at >= until
    make_due(crawling)
    asked = len(first.requests)
    assert crawling.run(due(10)).sources == 1
    assert (len(first.requests), bool(second.requests)) == (asked, True)
    assert [source(crawling, name).next_crawl_at == until for name in NAMES] == [True, True, False]


def test_after_that_time_it_is_asked_again(crawling: Round, sites):
    with crawling.database.write() as session:
        session.get_one(Source, "edu").not_before = datetime.now(UTC) - timedelta(seconds=1)
    make_due(crawling)
    assert crawling.run(due(10)).sources == 3
    assert source(crawling, "edu").not_before is None


def test_robots_are_asked_for_once_a_day(crawling: Round, sites):
    first, _ = sites
    crawling.run(named(["edu"]))
    crawling.run(named(["edu"]))
    assert first.asked("/robots.txt") == 1
    with crawling.database.write() as session:
        session.query(Robots).one().fetched_at = datetime.now(UTC) - timedelta(hours=25)
    crawling.run(named(["edu"]))
    assert first.asked("/robots.txt") == 2


def test_a_crawl_that_is_killed_at_its_limit_keeps_what_it_fetched(crawling: Round, sites, monkeypatch):
    first, _ = sites
    for path in first.article_paths():
        first.pages[path].delay = 1.5
    monkeypatch.setattr(rounds, "CRAWL_LIMIT", timedelta(seconds=6))
    monkeypatch.setattr(rounds, "CLOSING_TIME", timedelta(0))
    monkeypatch.setattr(rounds, "asking_seconds", lambda: 3600.0)
    with pytest.raises(CrawlFailedError):
        crawling.run(named(["edu"]))
    assert source(crawling, "edu").outcome == "partial"
    with crawling.database.read() as session:
        assert 0 < session.query(Document).count() < 5
    for path in first.article_paths():
        first.pages[path].delay = 0
    monkeypatch.setattr(rounds, "CRAWL_LIMIT", timedelta(minutes=5))
    kept = [path for path in first.article_paths() if first.asked(path)]
    assert crawling.run(named(["edu"])).documents_new == 5 - len(kept) + 1
    assert source(crawling, "edu").outcome == "changed"


def test_an_order_says_when_to_stop(crawling: Round, monkeypatch):
    seen = []
    monkeypatch.setattr(rounds, "run_crawl_process", lambda folder, *_: seen.append(load_order(folder)))
    (crawling.settings.crawl_folder).mkdir(parents=True, exist_ok=True)
    with pytest.raises(FileNotFoundError):
        crawling.run(named(["edu"]))
    assert 0 < seen[0].most_seconds < CRAWL_LIMIT.total_seconds()
