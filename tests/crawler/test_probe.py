"""A first look at a list page, and the source file that comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.probe import Given, probe_of, probe_order, source_yaml, suggested_id, suggested_source
from crawler.samples import load_bureaus, serve
from crawler.source_file import load_source, to_order
from crawler.trial import Visitor, try_source
from crawler.types import Outcome
from tests.crawler.bureau import Page
from tests.crawler.crawls import NOW

VISITOR = Visitor("GoalboardTest/1.0", 5)
AS_GIVEN = Given(allow_private=True)


def look(url: str, *, allow_private: bool = True):
    return probe_of(try_source(probe_order(url, allow_private), VISITOR, now=lambda: NOW))


@pytest.mark.slow
@pytest.mark.parametrize("bureau_id", load_bureaus())
def test_any_sample_bureau_can_be_added_from_its_address_alone(tmp_path: Path, bureau_id: str):
    with serve(today=date(2026, 11, 21), bureaus=[bureau_id]) as server:
        probe = look(server.url(bureau_id))
        path = tmp_path / "probed.yml"
        path.write_text(source_yaml(suggested_source(probe, AS_GIVEN)), encoding="utf-8")
        source = load_source(path)
        report = try_source(to_order(source), VISITOR, now=lambda: NOW).report
    assert (report.outcome, report.complete, report.message) == (Outcome.CHANGED, True, None)
    assert source.expect.least_items < report.items <= source.expect.most_items
    assert {article.outcome for article in probe.articles} == {Outcome.OK}
    assert all(article.title and article.published and article.body_length > 100 for article in probe.articles)
    assert source.issuer == load_bureaus()[bureau_id].name
    assert source.domain == load_bureaus()[bureau_id].domain


def test_what_is_given_outranks_what_is_guessed(bureau):
    given = Given("edu-1", "云溪县教育局", "云溪县", "schools", allow_private=True)
    source = suggested_source(look(f"{bureau.root}/zdgz/"), given)
    assert (source.source_id, source.issuer, source.admin_area, source.domain) == (
        "edu-1", "云溪县教育局", "云溪县", "schools",
    )  # fmt: skip
    assert (source.max_pages, source.expect.least_items, source.allow_private) == (1, 4, True)


def test_nothing_is_kept_and_robots_is_obeyed(bureau):
    bureau.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /", media_type="text/plain")
    probe = look(f"{bureau.root}/zdgz/")
    assert (probe.is_usable, probe.outcome) == (False, Outcome.ROBOTS_DENIED)
    assert bureau.asked("/zdgz/") == 0


def test_a_private_address_needs_permission(bureau):
    probe = look(f"{bureau.root}/zdgz/", allow_private=False)
    assert (probe.is_usable, probe.outcome) == (False, Outcome.CONNECTION)
    assert not bureau.requests


def test_an_article_is_no_list(bureau):
    probe = look(bureau.root + bureau.article_paths()[0])
    assert (probe.is_usable, probe.outcome) == (False, Outcome.LAYOUT_CHANGED)


def test_a_pager_that_leads_nowhere_is_not_followed_later(bureau):
    body = bureau.pages["/zdgz/"].body.replace(
        b'<div class="page">', '<div class="page"><a href="?page=2">下一页</a>'.encode()
    )
    bureau.pages["/zdgz/"] = bureau.pages["/zdgz/?page=2"] = Page(body)
    probe = look(f"{bureau.root}/zdgz/")
    assert (probe.following, probe.has_pager) == (f"{bureau.root}/zdgz/?page=2", False)
    assert suggested_source(probe, AS_GIVEN).max_pages == 1


@pytest.mark.parametrize(
    ("url", "source_id"),
    [
        ("https://www.jyj.example.gov.cn/zdgz/index.html", "jyj_example_gov_cn_zdgz"),
        ("http://127.0.0.1:8811/col/col1229/index.html", "127_0_0_1_8811_col_col1229"),
        ("https://a.example/" + "x" * 200, "a_example_" + "x" * 70),
        ("https://a.example/工作/", "a_example"),
    ],
)
def test_ids_come_from_addresses(url, source_id):
    assert suggested_id(url) == source_id
