"""The views: one read, a fixed number of queries, and proof for every number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from metrics.store.models import Event, EventKind, Source, Tally, Target
from metrics.tracking import board_state, document_view, list_events, source_views, target_history
from metrics.tracking.reader import TrackingReader
from tests.tracking.archive import Archive

GOALS = [f"新建第{'一二三四五六七八九十'[n]}类学校{n + 20}所。" for n in range(10)]


def plan_of(goals: list[str]) -> str:
    """A plan that promises these goals."""
    return "清河县教育局2025年工作计划\n为做好工作，制定本计划。\n" + "\n".join(goals) + "\n"


@contextmanager
def counted_queries(archive: Archive) -> Iterator[list[str]]:
    """The statements that the database is sent in the block."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    sa.event.listen(archive.database.engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(archive.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("view", ["board", "history", "binding"])
def test_the_number_of_queries_does_not_grow(archive: Archive, view: str) -> None:
    needed = []
    for goals in (GOALS[:2], GOALS):
        with counted_queries(archive) as binding:
            archive.publish(f"plan{len(goals)}", "2025-03-05", plan_of(goals))
        target_id = archive.targets()[0].target_id
        with archive.database.read() as session, counted_queries(archive) as reading:
            if view == "board":
                board_state(session, archive.now)
            else:
                target_history(session, target_id, archive.now)
        needed.append(len(binding) if view == "binding" else len(reading))
    assert needed[1] <= needed[0] + (2 * len(GOALS) if view == "binding" else 0)
    assert needed[0] < 40


def test_only_what_changed_is_worked_out_again(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan_of(GOALS))
    archive.now += timedelta(hours=1)
    archive.publish("more", "2025-04-05", plan_of(["改造操场4个。"]))
    reader = TrackingReader(archive.database, lambda: archive.now + timedelta(hours=2))
    before = reader.state()
    archive.now += timedelta(hours=1)
    archive.publish("report", "2025-07-10", "清河县教育局2025年上半年工作总结\n上半年，新建第一类学校9所。\n")
    after = reader.state()
    fresh = TrackingReader(archive.database, lambda: archive.now + timedelta(hours=2)).state()
    assert after.targets == fresh.targets
    kept = [old is new for old, new in zip(before.targets, after.targets, strict=True)]
    assert kept.count(True) == len(GOALS) - 1
    (changed,) = [new for old, new in zip(before.targets, after.targets, strict=True) if old != new]
    assert (changed.observed, changed.goal) == (9, 20)


def test_another_day_is_judged_anew(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan_of(GOALS[:1]))
    clock = [archive.now]
    reader = TrackingReader(archive.database, lambda: clock[0])
    first = reader.state().targets[0].progress
    clock[0] = archive.now.replace(year=2025, month=6)
    assert (str(first.status), str(reader.state().targets[0].progress.status)) == ("overdue", "no_data")


def test_proof_has_eighty_characters_to_either_side(archive: Archive) -> None:
    filler = "各学校要认真落实。" * 20
    text = f"清河县教育局2025年工作计划\n{filler}新建学校20所，{filler}\n"
    at = archive.publish("plan", "2025-03-05", text)
    (target,) = archive.targets()
    proof = archive.history(target.target_id).versions[0].evidence
    with archive.database.read() as session:
        document = document_view(session, at.document_id)
    assert document is not None
    assert document.text[proof.start : proof.end] == proof.quote == "20所"
    assert (len(proof.before), len(proof.after)) == (80, 80)
    assert document.text[proof.start - 80 : proof.end + 80] == proof.before + proof.quote + proof.after
    assert (proof.document_id, proof.revision_id, proof.document_url) == (
        at.document_id,
        at.revision_id,
        "http://qinghe.example/plan.html",
    )


def test_documents_show_any_of_their_texts(archive: Archive) -> None:
    first = archive.publish("plan", "2025-03-05", plan_of(GOALS[:1]))
    archive.publish("plan", "2025-03-05", plan_of(GOALS[1:2]))
    with archive.database.read() as session:
        latest = document_view(session, first.document_id)
        older = document_view(session, first.document_id, first.revision_id)
        assert document_view(session, 999) is None
        assert document_view(session, first.document_id, 999) is None
    assert latest is not None and older is not None
    assert GOALS[1] in latest.text and GOALS[0] in older.text
    assert latest.revisions == 2


def test_counts_and_sources(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan_of(GOALS[:3]))
    with archive.database.write() as session:
        session.add(Tally(subject="statement", value="target", amount=3))
        session.add(Tally(subject="unread_numeral", value="", amount=2))
        source = session.get_one(Source, "qinghe")
        source.last_new_at = archive.now
    with archive.database.read() as session:
        state = board_state(session, archive.now)
        assert source_views(session) == state.sources
    (source_view,) = state.sources
    assert (state.statements, state.numerals_unread, state.review_queue) == ({"target": 3}, 2, 0)
    assert (source_view.targets, source_view.last_change, source_view.crawls) == (3, {"new": archive.now}, {})


def test_an_unknown_target_has_no_history(archive: Archive) -> None:
    with archive.database.read() as session:
        assert target_history(session, "t-0000000000", archive.now) is None


def test_events_are_listed_newest_first(archive: Archive) -> None:
    with archive.database.write() as session:
        for hour in range(3):
            row = Event(
                natural_key=str(hour), at=archive.now + timedelta(hours=hour), kind=EventKind.DOCUMENT_NEW.value
            )
            row.source_id, row.initial = "qinghe", hour == 0
            session.add(row)
    with archive.database.read() as session:
        everything = list_events(session)
        assert [event.at.hour for event in everything] == [2, 1, 0]
        assert list_events(session, since=archive.now + timedelta(hours=1)) == everything[:2]
        assert list_events(session, limit=1) == everything[:1]
        assert list_events(session, initial=False) == everything[:2]
        assert list_events(session, source_id="elsewhere") == ()


def test_ids_are_short_and_stay(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan_of(["新建学校20所。"]))
    (target,) = archive.targets()
    assert re.fullmatch("t-[0-9a-f]{10}", target.target_id)
    with archive.database.read() as session:
        stored = session.get_one(Target, target.target_id)
        assert (stored.time_period, stored.indicator_key) == ("2025", "build:学校")
