"""The pages of each sample site, as bytes, are read right by the crawler's own reader."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reading import read_page
from crawler.reading.types import Link, PageKind
from crawler.samples.families import FAMILIES, body_blocks, encoded
from crawler.samples.site import Site
from crawler.samples.texts import Bulletin, load_bulletins, load_bureaus

TODAY = date(2026, 12, 31)
BASE = "http://127.0.0.1:8700"
BUREAUS = load_bureaus()
SITES = {key: Site(BUREAUS[key], texts) for key, texts in load_bulletins(2026).items()}


def read(site: Site, url: str, expect: str):
    resource = site.resource(url.removeprefix(BASE), TODAY)
    assert resource is not None, url
    return read_page(resource.body, url=url, content_type=resource.media_type, expect=expect, today=TODAY)


def listed(site: Site) -> list[Link]:
    """All items of a column, by following the next pages."""
    url: str | None = BASE + site.start_path
    links: list[Link] = []
    for _ in range(5):
        page = read(site, url, "list")
        assert page.kind is PageKind.LIST, page.reason
        links += page.listing.links
        url = page.listing.next_url
        if url is None:
            break
    return links


def wanted_body(one: Bulletin) -> list[str]:
    lines = []
    for block in body_blocks(one.body):
        lines += ["\t".join(row) for row in block.rows] if block.rows else [block.text]
    return lines


@pytest.mark.parametrize("bureau_id", SITES)
def test_list_pages_give_every_bulletin(bureau_id: str) -> None:
    site = SITES[bureau_id]
    wanted = [(BASE + site.family.article_path(one), one.title, one.published) for one in site.published(TODAY)]
    assert [(link.url, link.title, link.published) for link in listed(site)] == wanted


@pytest.mark.parametrize("bureau_id", SITES)
def test_articles_are_whole_and_clean(bureau_id: str) -> None:
    site = SITES[bureau_id]
    for one in site.published(TODAY):
        page = read(site, BASE + site.family.article_path(one), "article")
        assert page.kind is PageKind.ARTICLE, (one.slug, page.reason)
        article = page.article
        assert (article.title, article.published, article.source) == (one.title, one.published, one.source), one.slug
        assert article.document_number == one.number, one.slug
        assert [attached.name for attached in article.attachments] == [a.name for a in one.attachments], one.slug
        shown = [line for line in article.body.splitlines() if line != one.number and ".docx" not in line]
        assert shown == wanted_body(one), one.slug


@pytest.mark.parametrize("bureau_id", SITES)
def test_attachments_are_word_files(bureau_id: str) -> None:
    site = SITES[bureau_id]
    for one in site.published(TODAY):
        for attached in one.attachments:
            found = site.resource(site.family.attachment_path(one, attached), TODAY)
            assert found is not None and found.body.startswith(b"PK")
            assert found == site.resource(site.family.attachment_path(one, attached), TODAY)


def test_old_site_sends_gb18030_under_a_gb2312_label() -> None:
    site = SITES["wangxi_housing"]
    plan = next(one for one in site.bulletins if "㴔" in one.body)
    body = site.resource(site.family.article_path(plan), TODAY).body
    assert b"charset=gb2312" in body
    assert "㴔".encode("gb18030") in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb2312")


def test_markup_in_a_title_stays_text() -> None:
    hostile = SITES["yunxiu_education"].bulletins[0].model_copy(update={"title": '<script>alert("1")</script>'})
    site = Site(BUREAUS["yunxiu_education"], (hostile,))
    assert b"<script>alert" not in site.resource(site.family.article_path(hostile), TODAY).body


def test_every_family_encodes_every_text() -> None:
    for family in FAMILIES.values():
        assert encoded(family, "望汐市㴔河 瀾灣")


def test_unpublished_bulletin_is_not_there() -> None:
    site = SITES["songji_health"]
    newest = site.bulletins[0]
    day_before = date.fromordinal(newest.published.toordinal() - 1)
    assert site.resource(site.family.article_path(newest), day_before) is None
    assert site.resource(site.family.article_path(newest), newest.published) is not None
    assert newest not in site.published(day_before)
