"""What a crawl's outcome makes of the state of its source."""

from __future__ import annotations

import pytest

from crawler.types import Outcome
from metrics.store.models import Source
from tests.ingest.crawled import address, dump, page, told

PLAN = address("plan")


def crawl(bureau, ingest, outcome, **closing):
    ingest(bureau.crawl({}, outcome=outcome, complete=outcome is Outcome.OK, **closing))


def source_of(database):
    with database.read() as session:
        return session.get_one(Source, "beiling")


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.BLOCKED, "source_blocked"),
        (Outcome.ROBOTS_DENIED, "source_blocked"),
        (Outcome.LAYOUT_CHANGED, "source_layout_changed"),
        (Outcome.EMPTY, "source_layout_changed"),
        (Outcome.SOFT_404, "source_layout_changed"),
    ],
)
def test_trouble_is_told_when_it_begins_and_when_it_ends(database, bureau, ingest, outcome, kind):
    crawl(bureau, ingest, Outcome.OK)
    for _ in range(3):
        crawl(bureau, ingest, outcome, message="why")
    assert source_of(database).failures_in_row == 3
    crawl(bureau, ingest, Outcome.TIMEOUT)
    crawl(bureau, ingest, Outcome.UNCHANGED)
    crawl(bureau, ingest, Outcome.UNCHANGED)
    assert told(database) == [(kind, "ok", f"{outcome}: why"), ("source_recovered", "timeout", "unchanged")]
    assert source_of(database).failures_in_row == 0


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.DNS, Outcome.HTTP_5XX, Outcome.PARTIAL, Outcome.HTTP_4XX])
def test_a_failure_that_may_pass_is_no_event(database, bureau, ingest, outcome):
    crawl(bureau, ingest, Outcome.OK)
    heard = bureau.now
    crawl(bureau, ingest, outcome, message="why")
    source = source_of(database)
    assert told(database) == []
    assert (source.outcome, source.message, source.last_success, source.last_attempt) == (
        outcome,
        "why",
        heard,
        bureau.now,
    )


def test_each_crawl_is_counted_once(database, bureau, ingest):
    crawl(bureau, ingest, Outcome.OK)
    crawl(bureau, ingest, Outcome.BLOCKED)
    crawl(bureau, ingest, Outcome.BLOCKED)
    tallies = {row.outcome: row.amount for row in dump(database)["crawl_tallies"]}
    assert tallies == {"ok": 1, "blocked": 2}
    assert [row.crawl_id for row in dump(database)["crawl_runs"]] == ["crawl-1", "crawl-2", "crawl-3"]


def test_changes_leave_their_instants(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page("计划")}))
    assert source_of(database).last_new_at is None, "what the first crawl lists is no news"
    ingest(bureau.crawl({PLAN: page("计划"), address("news"): page("新的通知")}))
    new_at = bureau.now
    ingest(bureau.crawl({PLAN: page("计划", "全年建成学校15所。")}))
    revised_at = bureau.now
    crawl(bureau, ingest, Outcome.LAYOUT_CHANGED)
    source = source_of(database)
    assert (source.last_new_at, source.last_revised_at) == (new_at, revised_at)
    assert (source.last_vanished_at, source.last_layout_at) == (None, bureau.now)
    assert (source.items, source.documents) == (1, 2)
