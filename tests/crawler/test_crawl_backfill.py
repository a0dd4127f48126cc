"""A crawl for the past: lists are followed back to a day, whatever bounds the source has for its daily crawls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.reading.types import Link
from crawler.scope import MOST_PAGES, OLDER_IN_A_ROW, Scope
from crawler.types import Expectations, Outcome, PageRole
from tests.crawler.bureau import Bureau, Page, article, list_page
from tests.crawler.crawls import source_of

NEXT = '<a href="index_{}.html">下一页</a>'
NEWEST = date(2026, 11, 20)
PER_PAGE, PAGES = 6, 8


@pytest.fixture
def archive(bureaus) -> Bureau:
    """Eight list pages with an item every tenth day; the oldest item of all is pinned to the top of page 1."""
    bureau = bureaus()
    days = [NEWEST - timedelta(days=10 * number) for number in range(PER_PAGE * PAGES)]
    items = [
        (f"t{day:%Y%m%d}_{number}.html", f"关于第{number}项工作进展的通报", str(day)) for number, day in enumerate(days)
    ]
    for page in range(PAGES):
        shown = items[page * PER_PAGE : (page + 1) * PER_PAGE]
        if page == 0:
            shown = [items[-1], *shown]
        path = "/zdgz/" + (f"index_{page}.html" if page else "")
        bureau.pages[path] = Page(list_page(shown, pager=NEXT.format(page + 1) if page + 1 < PAGES else ""))
    for number, (name, _, day) in enumerate(items):
        bureau.pages[f"/zdgz/{day[:4]}{day[5:7]}/{name}"] = Page(article(number, day))
    return bureau


def listed_days(crawled) -> list[date]:
    return [page.listed_date for page in crawled.pages if page.role is PageRole.ARTICLE]


def backfill(archive, **changes):
    return source_of(archive, max_pages=1, max_articles=3, expect=Expectations(least_items=3, most_items=9), **changes)


def test_lists_are_followed_until_items_are_older(run, archive):
    since = date(2026, 7, 1)
    crawled = run(backfill(archive, since=since))
    days = listed_days(crawled)
    assert len(days) == (NEWEST - since).days // 10 + 1
    assert min(days) >= since
    assert crawled.sources["edu"].outcome is Outcome.CHANGED
    assert len(crawled.outcomes(PageRole.LIST)) == 4, "15 items on three pages, five older ones in a row on the fourth"


def test_items_after_the_last_day_are_left_alone(run, archive):
    days = listed_days(run(backfill(archive, since=date(2026, 7, 1), until=date(2026, 9, 1))))
    assert days and max(days) <= date(2026, 9, 1) and min(days) >= date(2026, 7, 1)


def test_a_second_backfill_asks_only_for_what_is_new(run, archive):
    known = run(backfill(archive, since=date(2026, 9, 1))).known()
    archive.requests.clear()
    days = listed_days(run(backfill(archive, since=date(2026, 7, 1)), known=known))
    assert days and max(days) < date(2026, 9, 1)


def test_the_whole_archive_ends_with_its_last_page(run, archive):
    crawled = run(backfill(archive, since=date(2000, 1, 1)))
    assert len(listed_days(crawled)) == PER_PAGE * PAGES
    assert crawled.sources["edu"].complete


def test_a_backfill_has_a_limit_of_its_own(run, archive, monkeypatch):
    monkeypatch.setattr("crawler.scope.MOST_ARTICLES", 5)
    crawled = run(backfill(archive, since=date(2026, 7, 1)))
    assert len(listed_days(crawled)) == 5
    assert "15 bulletins to read, 5 of them in this crawl" in crawled.sources["edu"].message


def test_without_a_first_day_the_bounds_of_the_source_hold(run, archive):
    crawled = run(backfill(archive))
    assert (len(listed_days(crawled)), len(crawled.outcomes(PageRole.LIST))) == (3, 1)


def test_pinned_and_undated_items_do_not_end_a_backfill(bureau):
    scope = Scope(source_of(bureau, since=date(2026, 1, 1)))
    old, new, undated = (Link("http://a.example/1", "题目", day) for day in (date(2020, 1, 1), NEWEST, None))
    assert not scope.is_passed([old] * (OLDER_IN_A_ROW - 1) + [new])
    assert not scope.is_passed([undated] * 20)
    assert not scope.is_passed([old] * (OLDER_IN_A_ROW - 1))
    assert scope.is_passed([undated, old])
    assert scope.most_pages == MOST_PAGES
