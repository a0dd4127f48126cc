"""Mirrors are one bulletin; reposts with other figures are a conflict and no fact; texts that flap are told once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from crawler.types import Outcome
from metrics.ingest.writing import BURST
from metrics.store.models import Document, DocumentRevision, Target, TargetVersion
from metrics.store.sources import SourceSettings, sync_sources
from tests.ingest.crawled import GOALS, ISSUER, LIST, MISSING, address, dump, page, told

PLAN, MIRROR = address("plan"), "http://portal.test/bm/plan.html"
TITLE = "北岭县教育局2026年工作要点"
OTHER = GOALS.replace("20所", "15所")


@pytest.fixture
def portal(database, bureau):
    """The county's portal, a second source that reposts what the bureau publishes."""
    settings = [
        SourceSettings("beiling", "Plans", ISSUER, LIST),
        SourceSettings("portal", "Portal", "北岭县人民政府", "http://portal.test/list.html"),
    ]
    with database.write() as session:
        sync_sources(session, settings, bureau.started)

    def crawl(answers, **closing):
        bureau.source_id = "portal"
        folder = bureau.crawl(answers, **closing)
        bureau.source_id = "beiling"
        return folder

    return crawl


def kinds(database):
    return Counter(kind for kind, _, _ in told(database))


def rows(database, model):
    with database.read() as session:
        return session.query(model).order_by(*model.__table__.primary_key).all()


def test_a_mirror_is_a_copy_and_makes_no_target(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    targets = [target.target_id for target in rows(database, Target)]
    summary = ingest(portal({MIRROR: page(TITLE)}))
    first, mirror = rows(database, Document)
    assert (mirror.copy_of, mirror.conflicts_with, first.copy_of) == (first.id, None, None)
    assert (summary.documents_new, summary.documents_copied, summary.unbound) == (1, 1, 0)
    assert [target.target_id for target in rows(database, Target)] == targets
    assert len(ingest.bound) == 1
    assert all(revision.bound_at for revision in rows(database, DocumentRevision))
    assert dump(database)["events"][-1].note == f"repeats {PLAN}"


def test_a_long_text_is_a_copy_under_another_title(database, bureau, ingest, portal):
    long = GOALS + "各学校要对照任务清单逐项抓好落实，定期报告进展情况，确保各项工作有序推进。" * 12
    ingest(bureau.crawl({PLAN: page(TITLE, long)}))
    ingest(portal({MIRROR: page("县教育局部署全年工作", long)}))
    assert [document.copy_of for document in rows(database, Document)] == [None, 1]


def test_a_short_text_under_another_title_is_no_copy(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE), address("other"): page("北岭县教育局2027年工作要点")}))
    assert [document.copy_of for document in rows(database, Document)] == [None, None]


def test_a_repost_with_other_figures_is_a_conflict_and_no_fact(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    versions = [version.value for version in rows(database, TargetVersion)]
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    first, repost = rows(database, Document)
    assert (repost.conflicts_with, repost.copy_of) == (first.id, None)
    assert ("figures_conflict", GOALS, OTHER) in told(database)
    assert [version.value for version in rows(database, TargetVersion)] == versions
    assert kinds(database)["goal_moved"] == 0
    assert len(rows(database, DocumentRevision)) == 2


def test_a_conflict_ends_where_both_say_the_same(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(bureau.crawl({PLAN: page(TITLE, OTHER)}))
    first, repost = rows(database, Document)
    assert (repost.conflicts_with, repost.copy_of) == (None, first.id)
    assert kinds(database)["goal_moved"] == 1


def test_a_mirror_that_follows_stays_a_copy(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE)}))
    ingest(bureau.crawl({PLAN: page(TITLE, OTHER)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    assert rows(database, Document)[1].copy_of == 1
    assert (kinds(database)["figures_conflict"], kinds(database)["goal_moved"]) == (0, 1)


def test_a_title_that_comes_each_month_is_no_repost(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page("北岭县教育工作进展情况通报", day="2026-02-01")}))
    later = page("北岭县教育工作进展情况通报", OTHER, day="2026-03-05")
    ingest(bureau.crawl({address("march"): later}, links=(PLAN, address("march"))))
    assert kinds(database)["figures_conflict"] == 0
    assert [document.conflicts_with for document in rows(database, Document)] == [None, None]


def test_the_next_of_a_kind_is_no_repost_where_the_portal_is_first(database, bureau, ingest, portal):
    title = "北岭县教育工作进展情况通报"
    ingest(bureau.crawl({PLAN: page(title, day="2026-02-01")}))
    march = page(title, OTHER, day="2026-03-05")
    ingest(portal({MIRROR: march}))
    ingest(bureau.crawl({address("march"): march}))
    assert kinds(database)["figures_conflict"] == 0
    assert [document.copy_of for document in rows(database, Document)] == [None, None, 2]


def test_a_text_that_flaps_is_told_once_each_way(database, bureau, ingest):
    for goals in (GOALS, OTHER, GOALS, OTHER, GOALS, OTHER):
        ingest(bureau.crawl({PLAN: page(TITLE, goals)}))
    revised = [(old, new) for kind, old, new in told(database) if kind == "document_revised"]
    assert revised == [(GOALS, OTHER), (OTHER, GOALS)]
    assert dump(database)["events"][-1].initial is False
    notes = [event.note for event in dump(database)["events"] if event.kind == "document_revised"]
    assert notes == [None, "says again what text 1 said"]
    assert [row.returns_to for row in rows(database, DocumentRevision)] == [None, None, 1]
    (known,) = dump(database)["pages"]
    assert (known.digest, known.etag) == (None, None), "asked for again until it is settled"


def test_a_text_that_settles_after_flapping_is_told(database, bureau, ingest):
    for goals in (GOALS, OTHER, GOALS, OTHER):
        ingest(bureau.crawl({PLAN: page(TITLE, goals)}))
    bureau.started += timedelta(days=20)
    assert ingest(bureau.crawl({PLAN: page(TITLE, OTHER)})).documents_revised == 1
    assert [row.returns_to for row in rows(database, DocumentRevision)] == [None, None, 1, 2]


def test_a_new_figure_between_flaps_is_told(database, bureau, ingest):
    for goals in (GOALS, OTHER, GOALS):
        ingest(bureau.crawl({PLAN: page(TITLE, goals)}))
    assert ingest(bureau.crawl({PLAN: page(TITLE, GOALS.replace("20所", "18所"))})).documents_revised == 1


def test_a_page_that_lost_its_text_is_no_revision(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    bare = page(TITLE).replace(b"<p>", b"<!--").replace(b"</p>", b"-->")
    ingest(bureau.crawl({PLAN: bare}))
    assert kinds(database) == {"document_new": 1}


def test_a_charset_of_the_header_alone_is_heeded(database, bureau, ingest):
    bare = page(TITLE).decode().replace('<meta charset="utf-8">', "").encode("gb18030")
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(bureau.crawl({PLAN: bare}, lines={PLAN: {"content_type": "text/html; charset=GBK"}}))
    assert kinds(database) == {"document_new": 1}


@pytest.mark.parametrize(
    "closing",
    [
        {"complete": False, "outcome": Outcome.PARTIAL},
        {"complete": False, "outcome": Outcome.EMPTY, "links": ()},
        {"complete": False, "outcome": Outcome.LAYOUT_CHANGED, "links": (address("menu"),)},
    ],
    ids=["half or repeated", "empty", "another list"],
)
def test_only_a_whole_list_calls_anything_vanished(database, bureau, ingest, closing):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    for _ in range(3):
        ingest(bureau.crawl({PLAN: MISSING}, **({"links": (address("a"),)} | closing)))
    assert kinds(database)["document_vanished"] == 0
    assert rows(database, Document)[0].vanished_at is None


def test_a_burst_is_recorded_whole_and_marked(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    many = {address(f"n{n}"): page(f"北岭县教育局第{n}号公告全文", f"安排资金{n + 10}万元。") for n in range(BURST + 1)}
    assert ingest(bureau.crawl(many)).documents_new == BURST + 1
    events = [event for event in dump(database)["events"][1:] if event.kind == "document_new"]
    assert len(events) == BURST + 1
    assert {event.group_key for event in events} == {"document_new:beiling:crawl-2"}
    assert {event.note for event in events} == {f"one of {BURST + 1} in this crawl"}


def test_a_conflict_ends_where_the_figures_agree_in_other_words(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(bureau.crawl({PLAN: page(TITLE, OTHER + "请认真贯彻执行。")}))
    first, repost = rows(database, Document)
    assert (repost.conflicts_with, repost.copy_of, first.conflicts_with) == (None, first.id, None)
    assert kinds(database)["figures_conflict"] == 1


def test_a_conflict_ends_where_the_repost_is_corrected(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(portal({MIRROR: page(TITLE)}))
    first, repost = rows(database, Document)
    assert (repost.conflicts_with, repost.copy_of) == (None, first.id)


def gone(crawl, url):
    return crawl({url: MISSING}, links=())


def test_a_conflict_ends_where_the_first_text_is_gone(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(gone(bureau.crawl, PLAN))
    first, repost = rows(database, Document)
    assert first.vanished_at is not None
    assert (repost.conflicts_with, repost.copy_of) == (None, None)
    assert repost.latest_revision_id in ingest.bound, "what remains is what is promised"


def test_what_remains_of_a_conflict_is_asked_about_once_and_moves_no_goal(database, bureau, ingest, portal):
    """The first conflict was of two texts; now it is of a target, and a person has to say which figure holds."""
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    assert (kinds(database)["figures_conflict"], dump(database)["review_items"]) == (1, [])
    ingest(gone(bureau.crawl, PLAN))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    conflicts = [event for event in dump(database)["events"] if event.kind == "figures_conflict"]
    (question,) = dump(database)["review_items"]
    assert [event.target_id for event in conflicts] == [None, question.target_id]
    assert (question.state, kinds(database)["goal_moved"]) == ("open", 0)
    assert [version.value for version in rows(database, TargetVersion)] == [20, 3000, 90, 398000000]


def test_a_conflict_ends_where_the_repost_is_gone_and_is_told_again_with_it(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(gone(portal, MIRROR))
    assert rows(database, Document)[1].conflicts_with is None
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    first, repost = rows(database, Document)
    assert (repost.vanished_at, repost.conflicts_with) == (None, first.id)
    assert repost.latest_revision_id not in ingest.bound


def test_a_conflict_goes_on_where_the_figures_still_differ(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(portal({MIRROR: page(TITLE, OTHER)}))
    ingest(bureau.crawl({PLAN: page(TITLE, GOALS.replace("20所", "18所"))}))
    first, repost = rows(database, Document)
    assert repost.conflicts_with == first.id
    assert kinds(database)["figures_conflict"] == 1


def test_reposts_that_remain_are_one_bulletin(database, bureau, ingest, portal):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    second = MIRROR.replace("plan", "again")
    ingest(portal({MIRROR: page(TITLE, OTHER), second: page(TITLE, OTHER)}))
    assert [document.conflicts_with for document in rows(database, Document)] == [None, 1, 1]
    ingest(gone(bureau.crawl, PLAN))
    assert [(one.conflicts_with, one.copy_of) for one in rows(database, Document)] == [
        (None, None),
        (None, None),
        (None, 2),
    ]
