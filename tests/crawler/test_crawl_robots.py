"""robots.txt: rules as a function of bytes, and how a crawl keeps them."""

from __future__ import annotations

import time

import pytest

from crawler.robots import LONGEST_DELAY, parse_robots
from crawler.types import Outcome
from tests.crawler.bureau import Page
from tests.crawler.crawls import source_of

AGENT = "Goalboard/1.0 (+http://goalboard.example)"
CASES = [
    ("plain", b"User-agent: *\nDisallow: /zdgz/", 200, False, 0),
    ("named", b"User-agent: goalboard\nDisallow: /zdgz/\n\nUser-agent: *\nDisallow:", 200, False, 0),
    ("for others", b"User-agent: otherbot\nDisallow: /", 200, True, 0),
    ("with a mark", b"\xef\xbb\xbfUser-agent: *\nDisallow: /zdgz/\nCrawl-delay: 2.5", 200, False, 2.5),
    ("delay beyond reason", b"User-agent: *\nCrawl-delay: 86400", 200, True, LONGEST_DELAY),
    ("a page", b"\n<!DOCTYPE html><html>\nUser-agent: *\nDisallow: /\n</html>", 200, True, 0),
    ("missing", b"User-agent: *\nDisallow: /", 404, True, 0),
    ("withheld", b"User-agent: *\nDisallow: /", 403, True, 0),
    ("binary", bytes(range(256)), 200, True, 0),
    ("empty", b"", 200, True, 0),
]


@pytest.mark.parametrize(
    ("body", "status", "allowed", "delay"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_rules(body, status, allowed, delay):
    rules = parse_robots(body, status=status, user_agent=AGENT)
    assert (rules.allow("http://jyj.example/zdgz/t1.html"), rules.delay) == (allowed, delay)


def test_a_forbidden_list_is_not_fetched(run, bureau):
    bureau.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /zdgz/", media_type="text/plain")
    report = run(source_of(bureau)).sources["edu"]
    assert (report.outcome, report.complete) == (Outcome.ROBOTS_DENIED, False)
    assert [path for path, _ in bureau.requests] == ["/robots.txt"]


def test_a_forbidden_article_is_left_out(run, bureau):
    path = bureau.article_paths()[1]
    bureau.pages["/robots.txt"] = Page(f"User-agent: *\nDisallow: {path}".encode(), media_type="text/plain")
    crawled = run(source_of(bureau))
    assert crawled.page(bureau.root + path).outcome is Outcome.ROBOTS_DENIED
    assert crawled.sources["edu"].outcome is Outcome.CHANGED
    assert bureau.asked(path) == 0


def test_crawl_delay_is_kept(run, bureau):
    bureau.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.3", media_type="text/plain")
    started = time.monotonic()
    assert run(source_of(bureau)).sources["edu"].articles_fetched == 5
    assert time.monotonic() - started >= 6 * 0.3


def test_a_broken_robots_closes_the_site_for_this_crawl(run, bureau):
    bureau.pages["/robots.txt"] = Page(b"", status=503)
    report = run(source_of(bureau)).sources["edu"]
    assert report.outcome is Outcome.HTTP_5XX
    assert "robots.txt answered 503" in report.message
    assert bureau.asked("/zdgz/") == 0


def test_sources_of_one_host_share_its_robots_and_its_queue(run, bureau):
    bureau.add_bulletins(4, folder="/ghjh/")
    crawled = run(source_of(bureau, "a"), source_of(bureau, "b", url=f"{bureau.root}/ghjh/"))
    assert [report.items for report in crawled.sources.values()] == [5, 4]
    assert bureau.asked("/robots.txt") == 1
    assert bureau.most_busy == 1


def test_the_crawler_says_who_it_is(run, bureau):
    run(source_of(bureau))
    _, sent = bureau.requests[-1]
    assert sent["user-agent"] == "GoalboardTest/1.0 (+http://127.0.0.1/about)"
    assert "cookie" not in sent and "referer" not in sent
