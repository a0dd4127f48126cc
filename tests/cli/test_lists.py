"""What the lists of commands show of a source that is left alone and of an event with a note."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from metrics.store.database import Database, open_database, upgrade
from metrics.store.events import NewEvent, record_events
from metrics.store.models import EventKind, Source
from metrics.store.sources import SourceSettings, claim_sources, set_next_crawl, sync_sources

URL = "sqlite:///goalboard.db"


@pytest.fixture
def database(run, monkeypatch) -> Iterator[Database]:
    monkeypatch.setenv("GOALBOARD_DATABASE_URL", URL)
    upgrade(URL)
    opened = open_database(URL)
    with opened.write() as session:
        sync_sources(session, [SourceSettings("edu", "Plans", "望河县教育局", "http://edu.test/")], datetime.now(UTC))
        session.get_one(Source, "edu").outcome = "blocked"
    yield opened
    opened.close()


@pytest.mark.parametrize(("hours", "shown"), [(2, True), (-2, False)])
def test_a_source_that_is_left_alone_says_until_when(run, database, hours, shown):
    until = datetime.now(UTC) + timedelta(hours=hours)
    with database.write() as session:
        session.get_one(Source, "edu").not_before = until
    told = " ".join(run("sources", "list").out.split())
    assert "blocked" in told and ("not" in told) is shown
    assert json.loads(run("sources", "list", "--json").out)["not_before"] == until.isoformat()


def test_a_source_that_is_being_crawled_says_so_and_keeps_when_it_was_due(run, database):
    now = datetime.now(UTC)
    with database.write() as session:
        source = session.get_one(Source, "edu")
        source.next_crawl_at = now - timedelta(minutes=5)
        claim_sources(session, [source], now + timedelta(hours=2))
    assert "under way" in " ".join(run("sources", "list").out.split())
    told = json.loads(run("sources", "list", "--json").out)
    assert told["next_crawl_at"] == (now - timedelta(minutes=5)).isoformat()
    assert f"{(now - timedelta(minutes=5)).timestamp()}" in run("metrics").out
    with database.write() as session:
        set_next_crawl(session, "edu", now)
    assert "under way" not in " ".join(run("sources", "list").out.split())


def test_an_event_tells_its_note_and_its_burst(run, database):
    moment = datetime.now(UTC)
    event = NewEvent(
        EventKind.DOCUMENT_NEW,
        "document_new:1",
        moment,
        "edu",
        new="工作要点",
        note="one of 60",
        group_key="g",
        initial=True,
    )
    with database.write() as session:
        record_events(session, [event])
    assert "(history)" in run("events").out
    told = json.loads(run("events", "--json").out)
    assert (told["note"], told["group_key"], told["initial"]) == ("one of 60", "g", True)
