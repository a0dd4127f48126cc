"""Pages, events, counts and statements: a second time changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from metrics.domain.statements import Commitment, Comparator, Direction, Recurrence, Statement, StatementKind
from metrics.store.boards import all_tallies
from metrics.store.crawls import PageState, known_pages, pages_by_url, record_listed, record_pages
from metrics.store.documents import RevisionFacts, RevisionText, add_document, add_revision, document_states
from metrics.store.events import LONGEST_SIDE, NewEvent, newest_events, record_events
from metrics.store.models import EventKind, Source
from metrics.store.sources import SourceSettings, sync_sources
from metrics.store.statements import add_statements, statement_of, statements_of
from metrics.store.tallies import SOURCE_FILES_WRONG, add_tallies, set_tally

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "http://north.test/1.html"
FACTS = RevisionFacts("2026年工作要点", "北岭县教育局", "plan", date(2026, 2, 1), 2026)
TEXT = RevisionText("新建学校20所。", "digest-1", NOW, "1")
READ = Statement(
    start=2,
    end=7,
    quote="学校20所",
    kind=StatementKind.TARGET,
    value=Decimal("20"),
    unit="所",
    comparator=Comparator.GE,
    indicator="新建学校",
    rule="build_at_least",
    confidence=0.9,
    due=date(2026, 12, 31),
    period=Recurrence.YEAR,
    direction=Direction.INCREASE,
    commitment=Commitment.STRIVE,
    per="县",
)


@pytest.fixture
def store(database):
    with database.write() as session:
        sync_sources(session, [SourceSettings("north", "North", "北岭县教育局", "http://north.test/")], NOW)
    return database


def test_the_first_sight_of_a_page_stays(store):
    page = PageState(URL, "article", "ok", NOW, NOW, 200, '"a"', "Sun", "d1")
    with store.write() as session:
        record_pages(session, "north", [page])
        record_pages(session, "north", [replace(page, seen_at=NOW + DAY, outcome="unchanged", etag='"b"')])
    with store.read() as session:
        held = pages_by_url(session, "north", [URL, "http://north.test/unknown"])[URL]
        assert (held.first_seen_at, held.last_seen_at, held.etag) == (NOW, NOW + DAY, '"b"')


def test_listed_pages_are_seen_and_not_known_before_they_are_fetched(store):
    urls = [f"http://north.test/{number}.html" for number in range(1200)]
    with store.write() as session:
        record_listed(session, "north", [*urls, urls[0]], NOW)
        record_pages(session, "north", [PageState(urls[0], "article", "ok", NOW, NOW, digest="d")])
        session.get_one(Source, "north").last_listed_at = NOW
    with store.write() as session:
        record_listed(session, "north", urls, NOW + 3 * DAY)
    with store.read() as session:
        assert [(page.url, published) for page, published in known_pages(session, "north")] == [(urls[0], None)]
        held = pages_by_url(session, "north", urls)
        assert {page.last_seen_at for page in held.values()} == {NOW + 3 * DAY}
        assert held[urls[0]].digest == "d"


def test_pages_long_off_the_list_are_not_told_to_the_next_crawl(store):
    with store.write() as session:
        record_pages(session, "north", [PageState(URL, "article", "ok", NOW, NOW, digest="d")])
        add_document(session, "north", URL, URL, FACTS, NOW)
        session.get_one(Source, "north").last_listed_at = NOW + 40 * DAY
    with store.read() as session:
        assert [(page.digest, day) for page, day in known_pages(session, "north")] == [("d", FACTS.published)]
    with store.write() as session:
        session.get_one(Source, "north").last_listed_at = NOW + 50 * DAY
    with store.read() as session:
        assert known_pages(session, "north") == []


def test_an_event_is_recorded_once(store):
    event = NewEvent(EventKind.DOCUMENT_NEW, "document_new:1", NOW, "north", new="题" * 9000)
    other = replace(event, natural_key="document_new:2", at=NOW + DAY, initial=True)
    with store.write() as session:
        record_events(session, [event, other])
        record_events(session, [replace(event, at=NOW + DAY, new="another"), other])
    with store.read() as session:
        found = newest_events(session)
        assert [held.natural_key for held in found] == ["document_new:2", "document_new:1"]
        assert len(found[1].new) == LONGEST_SIDE
        assert [held.natural_key for held in newest_events(session, initial=False)] == ["document_new:1"]
        assert newest_events(session, since=NOW + 2 * DAY) == newest_events(session, source_id="south") == []


def test_tallies_add_up(store):
    with store.write() as session:
        add_tallies(session, Counter({("statement", "target"): 3, ("document", "plan"): 1}))
    with store.write() as session:
        add_tallies(
            session, Counter({("statement", "target"): 2, ("statement", "result"): 1, ("document", "plan"): -1})
        )
    with store.read() as session:
        assert all_tallies(session) == {"statement": {"result": 1, "target": 5}, "document": {"plan": 0}}


def test_a_count_known_as_a_whole_is_said_anew(store):
    for amount in (2, 0, 1):
        with store.write() as session:
            set_tally(session, SOURCE_FILES_WRONG, amount)
        with store.read() as session:
            assert all_tallies(session) == {"source_file": {"wrong": amount}}


def test_statements_come_back_as_they_were_read(store):
    bare = replace(READ, value=None, kind=StatementKind.PLACEHOLDER, period=None, commitment=None, due=None, per=None)
    with store.write() as session:
        document = add_document(session, "north", URL, URL, FACTS, NOW)
        revision = add_revision(session, document, FACTS, TEXT, initial=True)
        add_statements(session, revision, "1", [READ, bare])
        add_statements(session, revision, "1", [READ, bare])
        add_statements(session, revision, "2", [READ])
    with store.read() as session:
        assert [statement_of(row) for row in statements_of(session, revision)] == [READ, bare]


def test_a_document_shows_its_latest_text(store):
    second = replace(FACTS, title="2026年工作要点（修订）", doc_kind="mixed")
    with store.write() as session:
        document = add_document(session, "north", URL, URL, FACTS, NOW)
        add_revision(session, document, FACTS, TEXT, initial=False)
        latest = add_revision(session, document, second, replace(TEXT, text_digest="digest-2"), initial=False)
        assert (document.revisions, document.doc_kind, document.title) == (2, "mixed", second.title)
    with store.read() as session:
        state = document_states(session, "north", [URL, "unknown"])[URL]
        assert (state.latest_revision_id, state.text_digest, state.vanished_at) == (latest, "digest-2", None)
