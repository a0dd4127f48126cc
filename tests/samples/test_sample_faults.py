"""Each way in which a sample site can fail ends the crawl of its source in the outcome of that name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.report import read_report
from crawler.run import crawl
from crawler.samples import Fault, serve, write_source_files
from crawler.source_file import load_sources, to_order
from crawler.types import CrawlOrder, Outcome, SourceReport

pytestmark = pytest.mark.slow
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.SERVER_ERROR, Outcome.HTTP_5XX),
        (Fault.EMPTY_LIST, Outcome.EMPTY),
        (Fault.BLOCKED, Outcome.BLOCKED),
        (Fault.SOFT_404, Outcome.SOFT_404),
        (Fault.SILENCE, Outcome.TIMEOUT),
    ],
)
def test_fault_has_its_outcome_and_the_others_are_heard(tmp_path: Path, fault: Fault, outcome: Outcome) -> None:
    with serve(today=date(2026, 11, 21), bureaus=["yunxiu_education", "jinglan_water"]) as server:
        write_source_files(tmp_path / "sources", server.base_urls)
        server.fail("jinglan_water", fault)
        order = CrawlOrder(
            crawl_id="faults",
            sources=tuple(to_order(source) for source in load_sources(tmp_path / "sources")),
            snapshots=str(tmp_path / "snapshots"),
            user_agent="Goalboard tests",
            timeout_seconds=1,
        )
        crawl(order, tmp_path / "crawl", now=lambda: NOON)
    reports = {line.source_id: line for line in read_report(tmp_path / "crawl") if isinstance(line, SourceReport)}
    assert reports["jinglan_water"].outcome is outcome
    assert reports["yunxiu_education"].outcome is Outcome.CHANGED
