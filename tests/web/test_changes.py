"""The page of changes: a page at a time, one kind or all, and what it says of the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from metrics.store.models import EventKind
from metrics.tracking.views import EventView
from metrics.web.changes import KINDS, LOOK_BACK, PAGE_SIZE, changes_of
from tests.exposition.boards import NOW, board
from tests.web.test_pages import HandMadeBoard, client_of


def told(count: int) -> list[EventView]:
    """New bulletins, newest first; every third is a goal that moved."""
    return [
        EventView(
            NOW - timedelta(minutes=number),
            "document_new" if number % 3 else "goal_moved",
            "edu",
            f"http://edu.test/{number}.html",
            None if number % 3 else "t1",
            None,
            f"title {number}",
            document_id=number if number % 3 else None,
        )
        for number in range(count)
    ]


class ManyChanges(HandMadeBoard):
    def events(self, *, since=None, limit=200, target_id=None, source_id=None):
        return told(450)[:limit]


def test_every_kind_of_event_can_be_chosen():
    assert set(KINDS) == {kind.value for kind in EventKind}


def test_pages_follow_each_other_without_gap_or_overlap():
    events = told(2 * PAGE_SIZE + 1)
    pages = [changes_of(events, page=page) for page in (1, 2, 3)]
    assert [event for page in pages for event in page.rows] == events
    assert [(page.first, page.last) for page in pages] == [(1, 200), (201, 400), (401, 401)]
    assert not any(page.is_cut for page in pages)


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (2, 2), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest(asked, shown):
    assert changes_of(told(450), page=asked).page == shown


def test_one_kind_alone_and_what_was_not_looked_through():
    moved = changes_of(told(LOOK_BACK), "goal_moved")
    assert {event.kind for event in moved.rows} == {"goal_moved"}
    assert (moved.found, moved.is_cut) == (334, True)
    assert changes_of([], "goal_moved").rows == []


def test_the_page_says_how_many_there_are_and_leads_on():
    client = client_of(board(1), reader=ManyChanges)
    page = client.get("/events").text
    assert "1–200 of 450" in page and 'href="/events?page=2"' in page and "newer" not in page
    last = client.get("/events?page=3&kind=").text
    assert "401–450 of 450" in last and "older" not in last
    only = client.get("/events?kind=goal_moved&lang=en").text
    assert "1–150" not in only and 'class="chip event document_new"' not in only
    assert 'class="chip event document_new"' in client.get("/events?kind=nonsense").text


def test_a_new_bulletin_leads_to_our_page_and_one_without_a_document_does_not():
    page = client_of(board(1), reader=ManyChanges).get("/events").text
    assert '<a href="/documents/1">' in page
    assert "/documents/None" not in page and "/documents/3" + '"' not in page
