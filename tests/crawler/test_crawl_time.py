"""A crawl whose time is up closes what it has begun, keeps what it fetched, and the next one goes on from there."""

from __future__ import annotations

from crawler.report import close_begun_sources, read_report
from crawler.run import crawl
from crawler.types import Outcome, PageRole
from tests.crawler.bureau import Page, list_page
from tests.crawler.crawls import NOW, source_of, take_apart


def slow_down(bureau, seconds=0.25):
    for path in bureau.article_paths():
        bureau.pages[path].delay = seconds


def test_what_was_begun_is_closed_as_partial_and_gone_on_with(run, bureau):
    slow_down(bureau)
    crawled = run(source_of(bureau), most_seconds=0.6)
    report = crawled.sources["edu"]
    fetched = crawled.outcomes()
    assert 0 < len(fetched) < 5
    assert (report.outcome, report.complete, len(report.links)) == (Outcome.PARTIAL, False, 5)
    assert "crawl again to go on where it stopped" in report.message
    rest = run(source_of(bureau, since=NOW.date().replace(day=1)), known=crawled.known())
    assert len(rest.outcomes()) == 5 - len(fetched)
    assert (rest.sources["edu"].outcome, rest.sources["edu"].backfill) == (Outcome.CHANGED, True)


def test_lists_leave_time_for_articles(run, bureau):
    pager = '<a href="index_{}.html">下一页</a>'
    for number in range(9):
        items = [
            (f"t20261101_{number}{item}.html", f"关于第{number}{item}项工作的通报", "2026-11-01") for item in range(3)
        ]
        path = f"/zdgz/index_{number}.html" if number else "/zdgz/"
        bureau.pages[path] = Page(list_page(items, pager=pager.format(number + 1)), delay=0.25)
    crawled = run(source_of(bureau, since=NOW.date().replace(day=1)), most_seconds=1.2)
    assert 1 <= len(crawled.outcomes(PageRole.LIST)) < 9
    assert crawled.outcomes(), "articles were asked for too"
    assert crawled.sources["edu"].outcome is Outcome.PARTIAL


def test_time_enough_is_no_bound(run, bureau):
    report = run(source_of(bureau), most_seconds=600).sources["edu"]
    assert (report.outcome, report.complete) == (Outcome.CHANGED, True)


def test_a_report_without_an_end_is_closed_by_hand(bureau, order_of, tmp_path):
    order, folder = order_of(source_of(bureau), source_of(bureau, "second")), tmp_path / "crawl"
    crawl(order, folder, now=lambda: NOW)
    lines = (folder / "report.jsonl").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b'"type":"page"' in line and b'"source_id":"edu"' in line][:3]
    (folder / "report.jsonl").write_bytes(b"".join(kept))
    close_begun_sources(folder, order, NOW)
    close_begun_sources(folder, order, NOW)
    *pages, report = read_report(folder)
    assert (len(pages), report.source_id, report.outcome) == (3, "edu", Outcome.PARTIAL)
    assert (report.articles_fetched, report.complete, report.links) == (2, False, ())
    finished = take_apart(folder, crawl(order, folder, now=lambda: NOW))
    assert set(finished.sources) == {"edu", "second"}
