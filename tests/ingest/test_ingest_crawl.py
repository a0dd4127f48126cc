"""A crawl's report becomes documents, revisions, statements and events, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.errors import CrawlerError
from crawler.types import Outcome
from metrics.ingest.orders import known_pages_of
from metrics.store.boards import all_tallies
from metrics.store.models import Document, DocumentRevision, Page, Source
from metrics.store.statements import statements_of
from tests.ingest.crawled import GOALS, LIST, MISSING, address, dump, page, told

PLAN, NEWS = address("plan"), address("news")
TITLE = "北岭县教育局2026年工作要点"


def only(database, model):
    with database.read() as session:
        (row,) = session.query(model).all()
        return row


def test_a_new_bulletin_is_stored_with_its_statements(database, bureau, ingest):
    summary = ingest(bureau.crawl({PLAN: page(TITLE)}))
    assert (summary.sources, summary.documents_new, summary.statements, summary.finished) == (1, 1, 4, True)
    document, revision = only(database, Document), only(database, DocumentRevision)
    assert (document.title, document.doc_kind, document.plan_year) == (TITLE, "plan", 2026)
    assert (revision.document_id, revision.number, revision.initial) == (document.id, 1, True)
    assert revision.bound_at == bureau.now
    assert ingest.bound == [revision.id]
    with database.read() as session:
        rows = statements_of(session, revision.id)
        assert [row.quote for row in rows] == ["20所", "3000个", "90%", "3.98亿元"]
        assert all(revision.text[row.span_start : row.span_end] == row.quote for row in rows)
        tallies = all_tallies(session)
        assert (tallies["statement"], tallies["document"]) == ({"target": 4}, {"plan": 1})


def test_the_same_report_again_changes_nothing(database, bureau, ingest):
    folder = bureau.crawl({PLAN: page(TITLE), address("gone"): MISSING})
    ingest(folder)
    before = dump(database)
    again = ingest(folder, bureau.now + timedelta(days=9))
    assert (again.already_ingested, again.sources, again.documents_new) == (1, 0, 0)
    assert dump(database) == before


def test_the_first_crawl_is_no_news(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}, links=(PLAN, NEWS)))
    ingest(
        bureau.crawl(
            {NEWS: page("早就列出的通知"), address("new"): page("新的通知")}, links=(PLAN, NEWS, address("new"))
        )
    )
    assert [(title, initial) for _, _, title, initial in told_initial(database)] == [
        (TITLE, True),
        ("早就列出的通知", True),
        ("新的通知", False),
    ]


def told_initial(database):
    return [(row.kind, row.old, row.new, row.initial) for row in dump(database)["events"]]


def test_a_changed_figure_is_told_with_both_sentences(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    lowered = GOALS.replace("20所", "15所")
    summary = ingest(bureau.crawl({PLAN: page(TITLE, lowered)}))
    assert (summary.documents_new, summary.documents_revised) == (0, 1)
    assert ("document_revised", GOALS, lowered) in told(database)
    assert {kind for kind, _, _ in told(database)} == {"document_new", "document_revised", "goal_moved"}
    assert only(database, Document).revisions == 2
    assert len(ingest.bound) == 2
    assert [row.initial for row in dump(database)["document_revisions"]] == [True, False]


def test_a_visit_counter_is_no_revision(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    summary = ingest(bureau.crawl({PLAN: page(TITLE, visits=2)}))
    assert (summary.documents_revised, only(database, Document).revisions, len(told(database))) == (0, 1, 1)
    with database.read() as session:
        (known,) = known_pages_of(session, ["beiling"])["beiling"]
    assert known.fetched_at == bureau.now
    assert known.published.isoformat() == "2026-02-01"


def test_falling_off_the_list_is_not_vanishing(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(bureau.crawl({}, links=(NEWS,)))
    assert only(database, Document).vanished_at is None


@pytest.mark.parametrize("gone", [MISSING, (Outcome.HTTP_4XX, 410), (Outcome.SOFT_404, 200)])
def test_a_page_that_is_gone_and_listed_no_more_has_vanished(database, bureau, ingest, gone):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    assert ingest(bureau.crawl({PLAN: gone}, links=(NEWS,))).documents_vanished == 1
    assert told(database)[-1] == ("document_vanished", TITLE, None)
    assert only(database, Document).vanished_at == bureau.now
    assert ingest(bureau.crawl({PLAN: gone}, links=(NEWS,))).documents_vanished == 0


def test_a_listed_page_must_be_gone_twice(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    assert ingest(bureau.crawl({PLAN: MISSING})).documents_vanished == 0
    assert ingest(bureau.crawl({PLAN: MISSING})).documents_vanished == 1


@pytest.mark.parametrize(
    "answer", [(Outcome.HTTP_5XX, 503), (Outcome.BLOCKED, 403), (Outcome.TIMEOUT, None), (Outcome.HTTP_4XX, 401)]
)
def test_trouble_is_not_vanishing(database, bureau, ingest, answer):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    kept = only(database, Page)
    for _ in range(2):
        assert ingest(bureau.crawl({PLAN: answer}, links=(NEWS,), outcome=Outcome.PARTIAL)).documents_vanished == 0
    with database.read() as session:
        held = session.get_one(Page, ("beiling", PLAN))
        assert (held.etag, held.digest, held.fetched_at) == (kept.etag, kept.digest, kept.fetched_at)
        assert held.outcome == answer[0].value


def test_half_a_list_makes_nothing_vanish(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    assert ingest(bureau.crawl({PLAN: MISSING}, links=(NEWS,), complete=False)).documents_vanished == 0


@pytest.mark.parametrize("back", [None, page(TITLE)])
def test_a_page_that_is_back_has_reappeared(database, bureau, ingest, back):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(bureau.crawl({PLAN: MISSING}, links=(NEWS,)))
    assert ingest(bureau.crawl({PLAN: back})).documents_reappeared == 1
    assert told(database)[-1] == ("document_reappeared", None, TITLE)
    assert (only(database, Document).vanished_at, only(database, Document).revisions) == (None, 1)


def test_a_page_without_a_bulletin_is_tried_again(database, bureau, ingest):
    summary = ingest(bureau.crawl({PLAN: b"<html><body><p>hello</p></body></html>"}))
    assert (summary.failed, summary.documents_new) == (1, 0)
    held = only(database, Page)
    assert (held.outcome, held.digest, held.etag, held.fetched_at) == ("parse_error", None, None, None)
    with database.read() as session:
        assert known_pages_of(session, ["beiling"]) == {"beiling": ()}
    assert ingest(bureau.crawl({PLAN: page(TITLE)})).documents_new == 1


def test_a_snapshot_that_is_lost_is_tried_again(database, bureau, ingest):
    folder = bureau.crawl({PLAN: page(TITLE)})
    for body in (bureau.folder / "snapshots").rglob("*.zst"):
        body.unlink()
    assert ingest(folder).failed == 1
    assert only(database, Page).digest is None


def test_a_file_that_cannot_be_read_is_named_not_empty(database, bureau, ingest):
    file = address("plan").removesuffix(".html") + ".pdf"
    summary = ingest(bureau.crawl({PLAN: page(TITLE), file: b"%PDF-1.7 ..."}, links=(PLAN,)))
    assert (summary.documents_new, summary.documents_unread) == (2, 1)
    unread = [row for row in dump(database)["document_revisions"] if row.doc_kind == "unread"]
    assert [(row.text, row.unread_reason) for row in unread] == [
        ("", "broken: not a whole PDF file; get the file again")
    ]


def test_an_article_whose_file_did_not_arrive_is_asked_for_again(database, bureau, ingest):
    file = address("plan").removesuffix(".html") + ".pdf"
    ingest(bureau.crawl({PLAN: page(TITLE), file: (Outcome.TIMEOUT, None)}, links=(PLAN,)))
    with database.read() as session:
        assert [known.digest for known in known_pages_of(session, ["beiling"])["beiling"]] == [None]
    ingest(bureau.crawl({PLAN: page(TITLE), file: b"%PDF-1.7 ..."}, links=(PLAN,)))
    with database.read() as session:
        assert all(known.digest for known in known_pages_of(session, ["beiling"])["beiling"])
    assert [kind for kind, _, _ in told(database)] == ["document_new", "document_new"]


def test_a_torn_or_open_report_is_taken_in_as_far_as_it_holds(database, bureau, ingest):
    folder = bureau.crawl({PLAN: page(TITLE)}, outcome=None)
    assert ingest(folder).sources == 0
    report = folder / "report.jsonl"
    whole = bureau.crawl({PLAN: page(TITLE)}) / "report.jsonl"
    report.write_bytes(whole.read_bytes()[:-20])
    summary = ingest(folder)
    assert (summary.sources, summary.documents_new, summary.finished) == (1, 1, False)


def test_a_report_of_an_unknown_source_is_named(database, bureau, ingest):
    bureau.source_id = "elsewhere"
    assert ingest(bureau.crawl({PLAN: page(TITLE)})).unknown_sources == ("elsewhere",)
    assert dump(database)["crawl_runs"] == []


def test_a_report_that_comes_late_brings_no_old_text_back(database, bureau, ingest):
    late = bureau.crawl({PLAN: page(TITLE), NEWS: page("旧闻")}, outcome=Outcome.BLOCKED)
    ingest(bureau.crawl({PLAN: page(TITLE, GOALS.replace("20所", "15所"))}, outcome=Outcome.UNCHANGED))
    summary = ingest(late, bureau.now)
    assert (summary.documents_new, summary.documents_revised) == (1, 0)
    source = only(database, Source)
    assert (source.outcome, source.last_attempt) == ("unchanged", bureau.now)
    with database.read() as session:
        assert "15所" in session.query(DocumentRevision).order_by(DocumentRevision.id).first().text


def test_an_address_too_long_to_keep_is_counted(database, bureau, ingest):
    endless = address("x" * 3000)
    summary = ingest(bureau.crawl({PLAN: page(TITLE), endless: page("太长")}, links=(PLAN, endless)))
    assert (summary.documents_new, summary.refused) == (1, 2)


def test_a_hostile_title_is_text_and_bounded(database, bureau, ingest):
    hostile = "<script>alert(1)</script>" + "长" * 3000
    ingest(bureau.crawl({PLAN: page(hostile.replace("<", "&lt;"))}))
    document = only(database, Document)
    assert len(document.title) <= 500


def test_a_folder_without_order_is_named(tmp_path, bureau, ingest):
    with pytest.raises(CrawlerError, match=r"order\.json: not found"):
        ingest(tmp_path)


def test_a_list_page_is_known_by_its_validators_and_no_document(database, bureau, ingest):
    ingest(bureau.crawl({LIST: page("列表")}, links=(PLAN,)))
    assert dump(database)["documents"] == []
    with database.read() as session:
        (known,) = known_pages_of(session, ["beiling"])["beiling"]
    assert (known.url, known.role) == (LIST, "list")
    assert known.etag is not None
