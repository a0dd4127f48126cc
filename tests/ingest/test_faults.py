"""A mistake of ours on one bulletin, or of the clock, stops nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from metrics.ingest import preparing
from metrics.ingest.binding import bind_waiting
from metrics.ingest.crawl import ingest_crawl
from metrics.store.models import EventKind
from metrics.tracking import bind_revision
from tests.ingest.crawled import address, dump, page

PLAN, NEWS = address("plan"), address("news")


def test_a_bulletin_that_breaks_a_reader_fails_alone(database, bureau, ingest, monkeypatch):
    read = preparing.read_document

    def break_at_news(text, origin):
        return {}["news"] if origin.key == NEWS else read(text, origin)

    folder = bureau.crawl({PLAN: page("计划"), NEWS: page("新闻")})
    with monkeypatch.context() as patched:
        patched.setattr(preparing, "read_document", break_at_news)
        summary = ingest(folder)
    assert (summary.documents_new, summary.failed) == (1, 1)
    outcomes = {row.url: row.outcome for row in dump(database)["pages"]}
    assert outcomes == {PLAN: "ok", NEWS: "parse_error"}
    assert ingest(bureau.crawl({NEWS: page("新闻")})).documents_new == 1


def test_what_cannot_be_bound_waits(database, bureau):
    def break_at_second(session, revision_id, now):
        bind_revision(session, revision_id, now)
        if revision_id == 2:
            raise KeyError(revision_id)

    folder = bureau.crawl({PLAN: page("计划"), NEWS: page("新闻", "全年建成学校15所。")})
    summary = ingest_crawl(database, folder, bureau.snapshots, bureau.now, break_at_second)
    assert (summary.documents_new, summary.unbound) == (2, 1)
    bound = {row.revision_id for row in dump(database)["statements"] if row.id in _bound_statements(database)}
    assert bound == {1}
    assert bind_waiting(database, bureau.now, break_at_second) == 0
    assert bind_waiting(database, bureau.now, bind_revision) == 1
    assert bind_waiting(database, bureau.now, bind_revision) == 0
    assert all(row.bound_at == bureau.now for row in dump(database)["document_revisions"])


def _bound_statements(database):
    return {row.statement_id for row in dump(database)["statement_bindings"]}


def test_a_clock_that_ran_ahead_does_not_silence_a_source(database, bureau, ingest):
    ahead = timedelta(days=5000)
    bureau.started += ahead
    ingest(bureau.crawl({PLAN: page("计划")}))
    bureau.started -= ahead
    summary = ingest(bureau.crawl({PLAN: page("计划", "全年建成学校15所。"), NEWS: page("新闻")}))
    assert (summary.documents_new, summary.documents_revised) == (1, 1)
    rows = dump(database)
    assert rows["sources"][0].last_attempt == bureau.now
    assert {row.fetched_at for row in rows["pages"]} == {bureau.now}
    news = [row for row in rows["events"] if not row.initial]
    assert {EventKind.DOCUMENT_NEW, EventKind.DOCUMENT_REVISED} <= {row.kind for row in news}


def test_what_the_database_refuses_is_not_passed_over(database, bureau):
    def leave(*_binding):
        raise ConnectionError("away")

    with pytest.raises(ConnectionError):
        ingest_crawl(database, bureau.crawl({PLAN: page("计划")}), bureau.snapshots, bureau.now, leave)
    assert dump(database)["documents"] == []
