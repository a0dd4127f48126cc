"""A bulletin at a new address is the old bulletin: told as moved, with its targets, its texts and its old address."""

from __future__ import annotations

from collections import Counter

import pytest

from crawler.types import Outcome
from metrics.store.models import Document, Target
from tests.ingest.crawled import GOALS, MISSING, address, dump, page, told

PLAN, THERE = address("plan"), "http://beiling.test/new/plan.html"
TITLE = "北岭县教育局2026年工作要点"


def kinds(database):
    return Counter(kind for kind, _, _ in told(database))


def documents(database):
    with database.read() as session:
        return session.query(Document).order_by(Document.id).all()


def count(database, model):
    with database.read() as session:
        return session.query(model).count()


@pytest.mark.parametrize("old", [MISSING, (Outcome.SOFT_404, 200), (Outcome.MOVED, 301), None])
def test_a_new_address_and_the_old_one_gone_is_a_move(database, bureau, ingest, old):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    targets = count(database, Target)
    answers = {THERE: page(TITLE, visits=9)} | ({PLAN: old} if old else {})
    summary = ingest(bureau.crawl(answers, links=(THERE,)))
    assert (summary.documents_moved, summary.documents_new, summary.documents_vanished) == (1, 0, 0)
    assert told(database)[-1] == ("document_moved", PLAN, THERE)
    (document,) = documents(database)
    assert (document.url, document.document_key, document.revisions, document.vanished_at) == (THERE, THERE, 1, None)
    (left,) = dump(database)["document_addresses"]
    assert (left.address, left.document_id) == (PLAN, document.id)
    assert count(database, Target) == targets > 0


def test_an_old_address_that_leads_to_the_new_one_is_a_move(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    answers = {THERE: page(TITLE), PLAN: page(TITLE)}
    ingest(bureau.crawl(answers, links=(THERE,), complete=False, lines={PLAN: {"final_url": THERE}}))
    assert kinds(database) == {"document_new": 1, "document_moved": 1}


def test_an_old_address_that_still_answers_is_no_move(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    summary = ingest(bureau.crawl({THERE: page(TITLE), PLAN: page(TITLE)}, links=(THERE,)))
    assert (summary.documents_moved, summary.documents_copied) == (0, 1)


def test_files_move_with_their_article(database, bureau, ingest):
    article = page(TITLE).replace(
        b"</div></div>", '<p><a href="plan.docx">附件：任务清单</a></p></div></div>'.encode(), 1
    )
    file, elsewhere = "http://beiling.test/art/plan.docx", "http://beiling.test/new/plan.docx"
    words = "任务清单。全年新建公办幼儿园20所，培训教师800人次，改造校舍12栋，配备校车36辆，资金4200万元。".encode()
    words += "各牵头单位按季度报送进展，年终组织验收，结果向社会公布，接受群众监督。".encode()
    ingest(bureau.crawl({PLAN: article, file: words}, links=(PLAN,)))
    ingest(bureau.crawl({THERE: article, elsewhere: words}, links=(THERE,)))
    assert [document.url for document in documents(database)] == [THERE, elsewhere]
    assert kinds(database) == {"document_new": 2, "document_moved": 2}


def test_the_old_address_stays_known(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(bureau.crawl({THERE: page(TITLE), PLAN: MISSING}, links=(THERE,)))
    before = dump(database)["events"]
    for answers in ({PLAN: MISSING}, {PLAN: page(TITLE)}, {PLAN: page(TITLE, GOALS.replace("20所", "15所"))}):
        ingest(bureau.crawl({THERE: None} | answers, links=(THERE,)))
    assert dump(database)["events"] == before
    summary = ingest(bureau.crawl({PLAN: page(TITLE), THERE: MISSING}, links=(PLAN,)))
    assert (summary.documents_moved, [document.url for document in documents(database)]) == (1, [PLAN])
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    assert kinds(database) == {"document_new": 1, "document_moved": 2}


def test_a_bulletin_that_vanished_and_comes_elsewhere_moved(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(bureau.crawl({PLAN: MISSING}, links=(address("news"),)))
    ingest(bureau.crawl({THERE: page(TITLE)}))
    assert kinds(database) == {"document_new": 1, "document_vanished": 1, "document_moved": 1}
    assert [document.vanished_at for document in documents(database)] == [None]


def test_a_move_with_another_figure_is_both(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    lowered = GOALS.replace("20所", "15所")
    ingest(bureau.crawl({THERE: page(TITLE, lowered), PLAN: MISSING}, links=(THERE,)))
    assert kinds(database) == {"document_new": 1, "document_moved": 1, "document_revised": 1, "goal_moved": 1}
    assert ("document_revised", GOALS, lowered) in told(database)
    assert len(documents(database)) == 1


@pytest.mark.parametrize(
    ("title", "day"),
    [("北岭县教育局2027年工作要点", "2026-02-01"), (TITLE, "2026-03-01")],
    ids=["title", "day and text"],
)
def test_another_bulletin_is_no_move(database, bureau, ingest, title, day):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    goals = "本年度改造老旧校舍6栋，培训教师1200人次。" * 12
    ingest(bureau.crawl({THERE: page(title, goals, day), PLAN: MISSING}, links=(THERE,)))
    assert kinds(database)["document_moved"] == 0
    assert len(documents(database)) == 2


def test_half_a_list_moves_nothing(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    summary = ingest(bureau.crawl({THERE: page(TITLE)}, complete=False))
    assert (summary.documents_moved, summary.documents_copied, len(documents(database))) == (0, 1, 2)


@pytest.mark.parametrize("complete", [True, False])
def test_a_whole_site_moves_without_a_storm(database, bureau, ingest, complete):
    titles = [f"北岭县教育局{year}年工作要点" for year in range(2021, 2027)]
    pages = [page(title, GOALS.replace("20所", f"{number + 20}所")) for number, title in enumerate(titles)]
    old = {address(str(number)): content for number, content in enumerate(pages)}
    new = {f"http://beiling.test/bm/jyj/{number}.html": content for number, content in enumerate(pages)}
    ingest(bureau.crawl(old))
    targets = count(database, Target)
    unheard = dict.fromkeys(old, (Outcome.TIMEOUT, None))
    summary = ingest(bureau.crawl(new | unheard, links=tuple(new), complete=complete, outcome=Outcome.LAYOUT_CHANGED))
    assert (summary.documents_moved, summary.documents_new, summary.documents_vanished) == (6, 0, 0)
    assert [document.url for document in documents(database)] == list(new)
    assert (count(database, Target), kinds(database)["document_new"]) == (targets, 6)


def test_a_copy_takes_over_where_the_first_is_gone(database, bureau, ingest):
    ingest(bureau.crawl({PLAN: page(TITLE)}))
    ingest(bureau.crawl({THERE: page(TITLE)}, links=(PLAN, THERE)))
    ingest(bureau.crawl({PLAN: MISSING}, links=(THERE,)))
    assert told(database)[-1] == ("document_moved", PLAN, THERE)
    assert kinds(database)["document_vanished"] == 0
