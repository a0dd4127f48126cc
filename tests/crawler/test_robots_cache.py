"""robots.txt between crawls: asked once a day, believed while a site is in trouble, never for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.report import read_report
from crawler.types import KnownRobots, Outcome, RobotsFetched
from tests.crawler.bureau import Page
from tests.crawler.crawls import NOW, source_of

FORBIDS = "User-agent: *\nDisallow: /zdgz/"
ALLOWS = "User-agent: *\nDisallow: /private/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def known(bureau, content, age, status=200):
    return (KnownRobots(origin=bureau.root, fetched_at=NOW - age, status=status, content=content),)


def asked_for(crawled):
    return [line for line in read_report(crawled.folder) if isinstance(line, RobotsFetched)]


def test_an_answer_is_reported_for_the_crawls_to_come(run, bureau):
    bureau.pages["/robots.txt"] = Page(ALLOWS.encode(), media_type="text/plain")
    (line,) = asked_for(run(source_of(bureau)))
    assert (line.origin, line.source_id, line.status) == (bureau.root, "edu", 200)
    assert (line.content, line.fetched_at) == (ALLOWS, NOW)


def test_a_missing_one_is_remembered_as_such(run, bureau):
    (line,) = asked_for(run(source_of(bureau)))
    assert (line.status, line.content) == (404, "")
    bureau.requests.clear()
    crawled = run(source_of(bureau), robots=(KnownRobots(**line.model_dump(exclude={"type", "source_id"})),))
    assert (crawled.sources["edu"].outcome, bureau.asked("/robots.txt")) == (Outcome.CHANGED, 0)


CASES = [
    ("fresh and forbidding", FORBIDS, 23 * HOUR, Page(ALLOWS.encode()), Outcome.ROBOTS_DENIED, 0),
    ("a day old", FORBIDS, DAY, Page(ALLOWS.encode()), Outcome.CHANGED, 1),
    ("from the future", FORBIDS, -HOUR, Page(ALLOWS.encode()), Outcome.CHANGED, 1),
    ("in trouble, allowed before", ALLOWS, 3 * DAY, Page(status=503), Outcome.CHANGED, 2),
    ("in trouble, forbidden before", FORBIDS, 3 * DAY, Page(status=503), Outcome.ROBOTS_DENIED, 2),
    ("in trouble for long", ALLOWS, 31 * DAY, Page(status=503), Outcome.HTTP_5XX, 2),
    ("taken away", FORBIDS, 3 * DAY, Page(status=404), Outcome.CHANGED, 1),
    ("asks for mercy", ALLOWS, 3 * DAY, Page(status=429), Outcome.BLOCKED, 2),
]


@pytest.mark.parametrize(
    ("content", "age", "answer", "outcome", "asked"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_how_long_what_is_known_holds(run, bureau, content, age, answer, outcome, asked):
    bureau.pages["/robots.txt"] = answer
    crawled = run(source_of(bureau), robots=known(bureau, content, age))
    assert (crawled.sources["edu"].outcome, bureau.asked("/robots.txt")) == (outcome, asked)


def test_a_very_long_one_is_obeyed_and_asked_for_each_time(run, bureau):
    long = FORBIDS + "\n# " + "x" * 70_000
    bureau.pages["/robots.txt"] = Page(long.encode(), media_type="text/plain")
    crawled = run(source_of(bureau))
    assert (crawled.sources["edu"].outcome, asked_for(crawled)) == (Outcome.ROBOTS_DENIED, [])


def test_a_front_page_in_its_place_is_kept_as_no_rules(run, bureau):
    bureau.pages["/robots.txt"] = Page(b"<html>" + b"x" * 99)
    (line,) = asked_for(run(source_of(bureau)))
    assert (line.status, line.content) == (200, "")
