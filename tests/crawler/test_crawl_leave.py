"""A host that asks to be left alone (``Retry-After``) for long is left alone, and that is reported."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.fetching import LONGEST_LEAVE
from crawler.types import Outcome
from tests.crawler.bureau import Page
from tests.crawler.crawls import NOW, source_of


def busy(wait: str, status: int = 429) -> Page:
    return Page(status=status, headers={"Retry-After": wait})


@pytest.mark.parametrize(
    ("wait", "until"),
    [
        ("7200", NOW + timedelta(hours=2)),
        ("Sat, 21 Nov 2026 12:00:00 GMT", NOW + timedelta(hours=10)),
        ("99999999", NOW + LONGEST_LEAVE),
        ("0", None),
        ("soon", None),
        ("Fri, 20 Nov 2026 12:00:00 GMT", None),
    ],
)
def test_until_when_is_reported(run, bureau, wait, until):
    bureau.pages["/zdgz/"] = busy(wait)
    report = run(source_of(bureau)).sources["edu"]
    assert (report.outcome, report.not_before) == (Outcome.BLOCKED, until)


def test_a_host_that_asked_is_asked_for_nothing_more(run, bureau):
    paths = bureau.article_paths()
    for path in paths:
        bureau.pages[path] = busy("7200", 503)
    crawled = run(source_of(bureau), source_of(bureau, "second"))
    assert sum(bureau.asked(path) for path in paths) == 1
    assert set(crawled.outcomes()) == {Outcome.HTTP_5XX}
    assert "asked to be left alone until 2026-11-21 04:00 UTC" in crawled.pages[-1].message
    assert {report.not_before for report in crawled.sources.values()} == {NOW + timedelta(hours=2)}
    assert bureau.asked("/zdgz/") == 1


def test_other_hosts_are_asked_as_ever(run, bureau, bureaus):
    other = bureaus()
    other.add_bulletins(4)
    bureau.pages["/zdgz/"] = busy("7200")
    crawled = run(source_of(bureau), source_of(other, "other"))
    assert (crawled.sources["other"].outcome, crawled.sources["other"].not_before) == (Outcome.CHANGED, None)


def test_a_short_wait_is_waited_and_not_reported(run, bureau):
    bureau.pages["/zdgz/"] = busy("1")
    report = run(source_of(bureau)).sources["edu"]
    assert (report.not_before, bureau.asked("/zdgz/")) == (None, 2)
