"""A bulletin on several pages: its parts are followed in order, each kept and named, and whatever fails ends them."""

from __future__ import annotations

import pytest

from crawler.types import Outcome, PageRole
from tests.crawler.bureau import Bureau, Page
from tests.crawler.crawls import source_of
from tests.crawler.split import add_split, part_path, path_of


@pytest.fixture
def split(bureau) -> Bureau:
    """The bureau's first bulletin goes on on two further pages."""
    add_split(bureau, parts=3)
    return bureau


def followed(crawled) -> list[tuple[str, Outcome]]:
    return [(page.url.rpartition("/")[2], page.outcome) for page in crawled.pages if page.role is PageRole.PART]


def file_of(bureau, number) -> str:
    return part_path(bureau, number).rpartition("/")[2]


def test_parts_are_followed_in_order_and_kept(run, split):
    crawled = run(source_of(split))
    assert followed(crawled) == [(file_of(split, 1), Outcome.OK), (file_of(split, 2), Outcome.OK)]
    first = crawled.page(split.root + path_of(split))
    parts = [page for page in crawled.pages if page.role is PageRole.PART]
    assert [first.next_part, *(page.next_part for page in parts)] == [parts[0].url, parts[1].url, None]
    assert all(page.digest and page.parent_url == first.url for page in parts)
    assert crawled.sources["edu"].articles_fetched == 5, "parts are no bulletins of their own"


def test_unchanged_parts_cost_a_conditional_request_each(run, split):
    known = run(source_of(split)).known()
    split.requests.clear()
    crawled = run(source_of(split), known=known)
    assert [outcome for _, outcome in followed(crawled)] == [Outcome.UNCHANGED] * 2
    assert [page.status for page in crawled.pages if page.role is PageRole.PART] == [304, 304]
    assert crawled.sources["edu"].outcome is Outcome.UNCHANGED


def test_a_changed_part_is_a_change(run, split):
    known = run(source_of(split)).known()
    add_split(split, parts=3, rates={2: 77})
    crawled = run(source_of(split), known=known)
    assert [outcome for _, outcome in followed(crawled)] == [Outcome.UNCHANGED, Outcome.CHANGED]
    assert crawled.sources["edu"].outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Page(status=404), Outcome.HTTP_4XX), (Page(status=503), Outcome.HTTP_5XX)],
    ids=["missing", "in trouble"],
)
def test_a_part_that_fails_ends_the_parts_and_is_named(run, split, answer, outcome):
    split.pages[part_path(split, 1)] = answer
    crawled = run(source_of(split))
    assert followed(crawled) == [(file_of(split, 1), outcome)]
    assert crawled.page(split.root + path_of(split)).outcome is Outcome.OK
    assert crawled.sources["edu"].articles_fetched == 5


def test_a_part_that_robots_forbid_is_not_fetched(run, split):
    split.pages["/robots.txt"] = Page(f"User-agent: *\nDisallow: {part_path(split, 1)}".encode())
    assert followed(run(source_of(split))) == [(file_of(split, 1), Outcome.ROBOTS_DENIED)]
    assert split.asked(part_path(split, 1)) == 0


@pytest.mark.parametrize("back_to", [0, 1], ids=["the first page", "itself"])
def test_parts_that_lead_back_end(run, split, back_to):
    add_split(split, parts=2, leads_back_to=back_to)
    assert followed(run(source_of(split))) == [(file_of(split, 1), Outcome.OK)]
    assert split.asked(part_path(split, 1)) == 1


def test_there_is_a_limit_to_parts(run, split, monkeypatch):
    monkeypatch.setattr("crawler.source_crawl.MOST_PARTS", 4)
    add_split(split, parts=9)
    assert len(followed(run(source_of(split)))) == 3


def test_a_part_of_another_site_is_none(run, split, bureaus):
    other = bureaus()
    add_split(split, parts=2, elsewhere=other.root)
    crawled = run(source_of(split))
    assert followed(crawled) == [] and not other.requests
    assert crawled.page(split.root + path_of(split)).next_part is None


def test_files_beside_a_part_belong_to_the_bulletin(run, split):
    file = b"%PDF-1.4\n%%EOF\n"
    split.pages["/zdgz/202611/P1.pdf"] = Page(file, media_type="application/pdf")
    add_split(split, parts=2, more='<p>附件：<a href="./P1.pdf">任务清单.pdf</a></p>')
    crawled = run(source_of(split))
    (attached,) = [page for page in crawled.pages if page.role is PageRole.ATTACHMENT]
    assert attached.parent_url == split.root + path_of(split)
