"""A bulletin on several pages is one document: joined, with the page behind each place; no part lost is a revision."""

from __future__ import annotations

import pytest

from crawler.types import Outcome, PageFetched, PageRole
from metrics.ingest.parts import chain_of, goes_on_with
from metrics.store.evidence import digests_of_source
from metrics.store.models import DocumentRevision
from metrics.store.statements import statements_of
from metrics.tracking import board_state, target_history
from metrics.tracking.board import document_view
from tests.crawler.bureau import Page, serving
from tests.crawler.split import add_split, part_path, path_of
from tests.ingest.crawling import STARTED, Service

CHANGES = ("document_new", "document_revised", "document_vanished", "goal_moved")


@pytest.fixture
def service(tmp_path, database):
    with serving() as bureau:
        bureau.add_bulletins(4)
        add_split(bureau, parts=3)
        yield Service(bureau, tmp_path, database)


def split_document(service):
    return service.document(path_of(service.bureau))


def revisions(service) -> int:
    document, _, _ = split_document(service)
    return document.revisions


def test_parts_are_one_text_with_a_page_behind_each_place(service):
    summary = service.visit()
    assert (summary.documents_new, summary.documents_partial) == (4, 0)
    document, revision, outcome = split_document(service)
    assert [f"{rate}%" in revision.text for rate in (60, 61, 62)] == [True] * 3
    assert [part["url"] for part in revision.parts] == [
        service.bureau.root + part_path(service.bureau, number) for number in range(3)
    ]
    assert (outcome, revision.incomplete_reason, document.revisions) == ("ok", None, 1)
    for number, part in enumerate(revision.parts):
        own = revision.text[part["start"] :].split("\n")[0]
        assert f"{60 + number}%" in own, "the text of a part begins where it says"
        assert f"{60 + number}%" in service.snapshots.get(part["digest"]).decode()
    with service.database.read() as session:
        rows = statements_of(session, revision.id)
        assert all(revision.text[row.span_start : row.span_end] == row.quote for row in rows)
        assert {part["digest"] for part in revision.parts} <= digests_of_source(session, "edu")


def test_the_proof_of_a_number_is_the_page_that_shows_it(service):
    goal = "<p>　　到2027年底，新建公办幼儿园35所。</p>"
    add_split(service.bureau, parts=3, more=goal, title="平川市教育局2027年工作计划")
    service.visit()
    _, revision, _ = split_document(service)
    with service.database.read() as session:
        targets = board_state(session, STARTED).targets
        versions = [v for target in targets for v in target_history(session, target.target_id, STARTED).versions]
    (proof,) = [version.evidence for version in versions if version.evidence.quote == "35所"]
    assert proof.snapshot_digest == revision.parts[2]["digest"] != revision.snapshot_digest
    assert proof.quote in service.snapshots.get(proof.snapshot_digest).decode()


def test_an_unchanged_bulletin_stays_one_text(service):
    service.visit()
    assert service.visit().documents_revised == 0
    assert (revisions(service), service.events("document_revised")) == (1, [])


def test_a_changed_part_is_one_revision(service):
    service.visit()
    add_split(service.bureau, parts=3, rates={1: 77})
    summary = service.visit()
    assert (summary.documents_revised, revisions(service)) == (1, 2)
    (event,) = service.events("document_revised")
    assert ("61%" in event.old, "77%" in event.new, "62%" in event.old) == (True, True, False)
    assert "62%" in split_document(service)[1].text


def test_a_sentence_cut_by_a_page_break_is_read_as_one(service):
    pages = service.bureau.pages
    before, after = (pages[part_path(service.bureau, number)] for number in (0, 1))
    pager, body = b'<div class="fenye">', b'<div class="TRS_Editor">'
    before.body = before.body.replace(pager, "<p>到2027年底，全市新建公办幼儿园</p>".encode() + pager)
    after.body = after.body.replace(body, body + "<p>35所，新增学位9600个。</p>".encode())
    service.visit()
    _, revision, _ = split_document(service)
    assert "全市新建公办幼儿园35所，新增学位9600个。" in revision.text
    with service.database.read() as session:
        rows = statements_of(session, revision.id)
    found = {row.quote: row for row in rows}
    assert all(revision.text[row.span_start : row.span_end] == row.quote for row in rows)
    assert "幼儿园" in found["35所"].indicator


@pytest.mark.parametrize("lost", [1, 2])
def test_a_part_that_is_gone_is_no_revision(service, lost):
    service.visit()
    before = split_document(service)[1].text
    service.bureau.pages[part_path(service.bureau, lost)] = Page(status=404)
    summary = service.visit()
    _, revision, outcome = split_document(service)
    assert (summary.documents_partial, summary.documents_revised, summary.documents_vanished) == (1, 0, 0)
    assert (revision.text, outcome) == (before, "partial")
    add_split(service.bureau, parts=3)
    assert service.visit().documents_partial == 0
    assert (revisions(service), split_document(service)[2]) == (1, "unchanged")


def test_a_change_beside_a_lost_part_is_told_and_nothing_else(service):
    service.visit()
    add_split(service.bureau, parts=3, rates={0: 88})
    service.bureau.pages[part_path(service.bureau, 2)] = Page(status=500)
    service.visit()
    (event,) = service.events("document_revised")
    assert ("88%" in event.new, "62%" in event.old) == (True, False)
    assert "62%" in split_document(service)[1].text, "the lost part stands as it was"


def test_a_text_that_moved_to_a_lost_part_is_kept(service):
    add_split(service.bureau, parts=1, rates={0: 60}, more="<p>另新建城区学校12所。</p>")
    service.visit()
    add_split(service.bureau, parts=2)
    service.bureau.pages[part_path(service.bureau, 1)] = Page(status=404)
    service.visit()
    _, revision, outcome = split_document(service)
    assert ("12所" in revision.text, outcome, revisions(service)) == (True, "partial", 1)


def test_a_new_bulletin_with_a_lost_part_is_incomplete_until_it_comes(service):
    lost = part_path(service.bureau, 1)
    page = service.bureau.pages.pop(lost)
    summary = service.visit()
    document, revision, outcome = split_document(service)
    assert (summary.documents_partial, outcome) == (1, "partial")
    assert "http_4xx 404" in revision.incomplete_reason
    with service.database.read() as session:
        assert document_view(session, document.id).incomplete_reason == revision.incomplete_reason
    assert ("60%" in revision.text, "61%" in revision.text) == (True, False)
    told = len(service.events(*CHANGES))
    service.bureau.pages[lost] = page
    summary = service.visit()
    document, revision, _ = split_document(service)
    assert (summary.documents_partial, summary.documents_revised, document.revisions) == (0, 0, 2)
    assert (revision.incomplete_reason, revision.initial, "62%" in revision.text) == (None, True, True)
    assert len(service.events(*CHANGES)) == told, "that the rest came is no news"


def test_parts_beyond_the_limit_leave_it_incomplete(service, monkeypatch):
    monkeypatch.setattr("crawler.source_crawl.MOST_PARTS", 2)
    assert service.visit().documents_partial == 1
    _, revision, _ = split_document(service)
    assert "not asked for" in revision.incomplete_reason
    assert len(revision.parts) == 2


def test_a_circle_is_complete(service):
    add_split(service.bureau, parts=2, leads_back_to=0)
    assert service.visit().documents_partial == 0
    assert len(split_document(service)[1].parts) == 2


def test_a_bulletin_on_one_page_has_no_parts(service):
    service.visit()
    with service.database.read() as session:
        assert sorted(len(row.parts) for row in session.query(DocumentRevision)) == [0, 0, 0, 3]


def fetched(url, next_part=None, role=PageRole.PART, outcome=Outcome.OK):
    return PageFetched(
        source_id="edu",
        url=url,
        final_url=url,
        role=role,
        outcome=outcome,
        fetched_at=STARTED,
        digest="0" * 64,
        next_part=next_part,
    )


def test_a_bulletin_of_its_own_is_no_part():
    first, second = fetched("a", "b", PageRole.ARTICLE), fetched("b", None, PageRole.ARTICLE)
    chain = chain_of(first, {"a": first, "b": second})
    assert (chain.pages, chain.missing) == ((first,), None)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲。", "甲。\n乙。", True),
        ("甲。\n", "甲。\n乙。", True),
        ("甲。", "丙。\n乙。", False),
        ("甲。", "甲。", False),
    ],
)
def test_what_goes_on_with_what(before, after, expected):
    assert goes_on_with(before, after) is expected
