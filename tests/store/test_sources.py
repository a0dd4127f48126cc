"""Sources follow their files; due ones are found; pausing holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from metrics.store.crawls import PageState, pages_by_url, record_pages
from metrics.store.models import Source
from metrics.store.sources import (
    SourceSettings,
    SourcesSynced,
    by_hand_source,
    claim_sources,
    due_sources,
    pause_source,
    resume_source,
    set_next_crawl,
    sources_of_issuer,
    sync_sources,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NORTH = SourceSettings("north", "North plans", "北岭县教育局", "http://north.test/list.html", cadence={"hours": 6})
SOUTH = SourceSettings("south", "South plans", "南河县教育局", "http://south.test/list.html")


def due(database, now, limit=10):
    with database.write() as session:
        return [source.source_id for source in due_sources(session, now, limit)]


def sync(database, *rows, now=NOW):
    with database.write() as session:
        return sync_sources(session, rows, now)


def test_new_sources_are_due_at_once_and_a_second_sync_changes_nothing(database):
    assert sync(database, NORTH, SOUTH) == SourcesSynced(added=("north", "south"))
    assert sync(database, NORTH, SOUTH, now=LATER) == SourcesSynced()
    assert due(database, NOW) == ["north", "south"]
    with database.read() as session:
        assert session.get_one(Source, "north").cadence == {"hours": 6}


def test_a_changed_source_is_read_anew(database):
    sync(database, NORTH)
    list_page = PageState(NORTH.url, "list", "ok", NOW, NOW, 200, '"v1"', None, "d1")
    article = replace(list_page, url="http://north.test/1.html", role="article")
    with database.write() as session:
        record_pages(session, "north", [list_page, article])
        set_next_crawl(session, "north", LATER)
    changed = replace(NORTH, family="hanweb", config_digest="2")
    assert sync(database, changed) == SourcesSynced(changed=("north",))
    with database.read() as session:
        assert session.get_one(Source, "north").family == "hanweb"
        pages = pages_by_url(session, "north", [list_page.url, article.url])
        assert (pages[list_page.url].etag, pages[list_page.url].digest) == (None, None)
        assert (pages[article.url].etag, pages[article.url].digest) == ('"v1"', "d1")
    assert due(database, NOW) == ["north"]


def test_a_withdrawn_source_is_kept_and_comes_back(database):
    sync(database, NORTH, SOUTH)
    assert sync(database, SOUTH) == SourcesSynced(withdrawn=("north",))
    assert sync(database, SOUTH) == SourcesSynced()
    assert due(database, NOW) == ["south"]
    assert sync(database, NORTH, SOUTH) == SourcesSynced(changed=("north",))
    assert due(database, NOW) == ["north", "south"]


def test_nothing_is_withdrawn_while_that_is_not_sure(database):
    sync(database, NORTH, SOUTH)
    with database.write() as session:
        assert sync_sources(session, [SOUTH], NOW, may_withdraw=False) == SourcesSynced()
    assert due(database, NOW) == ["north", "south"]


def test_due_means_time_has_come_longest_waiting_first(database):
    sync(database, NORTH, SOUTH)
    with database.write() as session:
        set_next_crawl(session, "north", LATER)
    assert due(database, NOW) == ["south"]
    assert due(database, LATER) == ["south", "north"]
    assert due(database, LATER, limit=1) == ["south"]


def test_a_claimed_source_is_not_due_until_its_crawl_is_given_up(database):
    sync(database, NORTH, SOUTH)
    with database.write() as session:
        claim_sources(session, [session.get_one(Source, "north")], LATER)
    assert due(database, LATER - timedelta(seconds=1)) == ["south"]
    assert due(database, LATER) == ["north", "south"]
    with database.read() as session:
        assert session.get_one(Source, "north").next_crawl_at == NOW, "when it was due is not forgotten"


def test_the_end_of_a_crawl_ends_the_claim(database):
    sync(database, NORTH)
    with database.write() as session:
        claim_sources(session, [session.get_one(Source, "north")], LATER + timedelta(hours=1))
        set_next_crawl(session, "north", LATER)
    assert (due(database, NOW), due(database, LATER)) == ([], ["north"])


def test_settings_and_a_resume_do_not_break_into_a_crawl_under_way(database):
    sync(database, NORTH)
    with database.write() as session:
        claim_sources(session, [session.get_one(Source, "north")], LATER)
        pause_source(session, "north", "site is rebuilt")
        resume_source(session, "north", NOW)
    sync(database, replace(NORTH, family="hanweb"))
    assert (due(database, NOW), due(database, LATER)) == ([], ["north"])


def test_a_paused_source_is_not_due(database):
    sync(database, NORTH)
    with database.write() as session:
        assert pause_source(session, "north", "site is rebuilt")
        assert not pause_source(session, "nowhere", "?")
    assert due(database, LATER) == []
    sync(database, NORTH)
    assert due(database, LATER) == []
    with database.write() as session:
        assert resume_source(session, "north", NOW)
        assert not resume_source(session, "nowhere", NOW)
    assert due(database, NOW) == ["north"]


def test_what_is_given_by_hand_is_no_source_to_crawl(database):
    sync(database, NORTH)
    with database.write() as session:
        assert by_hand_source(session).source_id == by_hand_source(session).source_id == "by-hand"
    assert sync(database, NORTH) == SourcesSynced()
    assert due(database, LATER) == ["north"]
    with database.read() as session:
        assert [source.source_id for source in sources_of_issuer(session, "北岭县教育局")] == ["north"]
        assert sources_of_issuer(session, "") == []


def test_an_interval_computed_anew_is_no_change(database):
    sync(database, NORTH)
    assert sync(database, replace(NORTH, expected_interval_seconds=90_000.0)) == SourcesSynced()
    with database.read() as session:
        assert session.get_one(Source, "north").expected_interval_seconds == 90_000.0
