"""Every fault of the table, after a healthy crawl: its outcome, its events and no others, and nothing kept is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.faults import FAULTS
from crawler.faults.section import FILE_PATH
from crawler.types import SUCCESSFUL, Outcome, PageRole
from metrics.exposition.exporter import Exporter
from metrics.tracking.reader import TrackingReader
from tests.faults.chain import MIRROR, SOURCE, Chain, outcome_of


@pytest.fixture
def loopback_is_public(monkeypatch):
    """127.0.0.1 plays the public internet: no other address can be reached from a test."""
    monkeypatch.setattr("crawler.addresses.is_private", lambda address: address != "127.0.0.1")


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_outcome_and_loses_nothing(name, chain_of, loopback_is_public):
    chain = chain_of(name)
    assert_healthy(chain)
    kept, told = chain.kept(), chain.told()
    chain.site.fail()
    crawled = chain.crawl(*([SOURCE, MIRROR] if chain.fault.has_mirror else [SOURCE]))
    assert_as_expected(chain, crawled)
    assert set(chain.told() - told) == set(chain.fault.events)
    assert_nothing_lost(chain, kept)
    if not any(kind.startswith("document") for kind in chain.fault.events):
        assert_recovers(chain)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["label_injection", "script_in_title", "long_title"])
def test_a_hostile_bulletin_does_not_break_the_exposition(name, chain_of):
    chain = chain_of(name)
    assert_healthy(chain)
    chain.site.fail()
    chain.crawl(SOURCE)
    reader = TrackingReader(chain.database, lambda: chain.now)
    page, _ = Exporter(lambda _now: reader.state(), lambda: chain.now).page("text/plain", "")
    families = {family.name: family for family in text_string_to_metric_families(page.decode())}
    assert "goalboard_injected" not in families
    assert len(families["goalboard_target_info"].samples) >= 10
    assert max(len(line) for line in page.decode().splitlines()) < 3000


def assert_healthy(chain: Chain) -> None:
    report = chain.crawl(SOURCE).sources[SOURCE]
    assert (report.outcome, report.items, report.complete) == (Outcome.CHANGED, 9, True), report.message
    assert len(chain.kept()["targets"]) >= 9


def assert_as_expected(chain: Chain, crawled) -> None:
    fault, report = chain.fault, crawled.sources[SOURCE]
    assert report.outcome is fault.outcome, f"{report.outcome}: {report.message}"
    if fault.page is not None:
        first = chain.site.root + chain.site.stage.first.path
        articles = {page.url: page.outcome for page in crawled.pages if page.role is PageRole.ARTICLE}
        assert articles.get(first, next(iter(articles.values()))) is fault.page
    if fault.file is not None:
        assert outcome_of(crawled, chain.site.root + FILE_PATH) is fault.file


def assert_recovers(chain: Chain) -> None:
    """Healthy again: the source is heard, and only the end of its trouble is told."""
    told = chain.told()
    chain.site.heal()
    report = chain.crawl(SOURCE).sources[SOURCE]
    assert report.outcome in SUCCESSFUL, report.message
    assert set(chain.told() - told) == ({"source_recovered"} if chain.fault.events else set())


def assert_nothing_lost(chain: Chain, before) -> None:
    after = chain.kept()
    for table, rows in before.items():
        missing = [key for key in rows if key not in after[table]]
        assert not missing, f"{table}: {missing}"
        if not chain.fault.events or table in {"statements", "document_revisions"}:
            assert {key: after[table][key] for key in rows} == rows, table
    if not chain.fault.events:
        assert Counter({name: len(rows) for name, rows in after.items()}) == Counter(
            {name: len(rows) for name, rows in before.items()}
        )
    assert not list(chain.snapshots.verify())
