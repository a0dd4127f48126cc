"""Two fetches of one page: other bytes that say the same are no change, and half a page says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.comparing import is_cut_off, says_the_same
from crawler.reading import read_page
from crawler.types import Outcome, PageRole
from tests.crawler.bureau import Page, article, list_page
from tests.crawler.crawls import source_of

WHOLE = article(1, "2026-11-20")
CUTS = {
    "as before": (WHOLE, False),
    "longer": (WHOLE.replace(b"<h1>", b"<p>x</p><h1>"), False),
    "another template that ends": (b"<html><body><p>x</body>", False),
    "without its end tags, but whole": (b"<html><head></head><body><div>x</div>", False),
    "in its body": (WHOLE[: WHOLE.index("智慧校园".encode())], True),
    "in a tag": (WHOLE[: WHOLE.index(b"TRS_Editor") + 3], True),
    "in its head": (WHOLE[: WHOLE.index(b"</head>")], True),
}


@pytest.mark.parametrize("name", CUTS)
def test_cut_pages(name):
    content, is_cut = CUTS[name]
    assert is_cut_off(WHOLE, content) is is_cut


def test_a_page_that_never_ended_properly_is_no_measure():
    sloppy = WHOLE.replace(b"</body></html>", b"")
    assert not is_cut_off(sloppy, sloppy[:-200])


SAME = {
    "a counter": (lambda page: page.replace("来源：", "浏览：99　来源："), True),
    "blanks": (lambda page: page.replace("。", "。 "), True),
    "a template": (
        lambda page: page.replace('<div class="foot">', '<div class="nav">导航</div><div class="foot">'),
        True,
    ),
    "a figure": (lambda page: page.replace("90%", "95%"), False),
    "one digit": (lambda page: page.replace("新增学位40个", "新增学位41个", 1), False),
    "a blank between figures": (lambda page: page.replace("新增学位40个", "新增学位4 0个", 1), False),
    "a title": (lambda page: page.replace("第1项", "第2项"), False),
    "a day": (lambda page: page.replace("2026-11-20", "2026-11-21"), False),
}


@pytest.mark.parametrize("name", SAME)
def test_changed_pages(name):
    change, is_same = SAME[name]
    other = change(WHOLE.decode()).encode()
    assert other != WHOLE
    before, after = (
        read_page(content, url="http://jyj.example/t1.html", expect="article") for content in (WHOLE, other)
    )
    assert says_the_same(before, after) is is_same


def test_a_file_more_is_a_change_and_its_address_is_none():
    reading = read_page(WHOLE, url="http://jyj.example/t1.html", expect="article")
    named = read_page(
        WHOLE.replace(b'</div>\n<div class="foot">', '<p><a href="./a.pdf?t=1">附件1.pdf</a></p></div><div>'.encode()),
        url="http://jyj.example/t1.html",
        expect="article",
    )
    (file,) = named.article.attachments
    moved = replace(named, article=replace(named.article, attachments=(replace(file, url="http://jyj.example/b"),)))
    assert not says_the_same(reading, named)
    assert says_the_same(named, moved)


def test_a_counter_keeps_the_bytes_that_are_kept(run, bureau, tmp_path):
    first = run(source_of(bureau))
    path = bureau.article_paths()[0]
    counted = bureau.pages[path].body.replace("来源：".encode(), "浏览：7　来源：".encode())
    bureau.pages[path] = Page(counted)
    kept = sorted(file.name for file in tmp_path.rglob("*.zst"))
    again = run(source_of(bureau), known=first.known())
    page = again.page(bureau.root + path)
    assert (page.outcome, page.status, page.digest) == (Outcome.UNCHANGED, 200, first.page(bureau.root + path).digest)
    assert page.etag == bureau.pages[path].etag
    assert sorted(file.name for file in tmp_path.rglob("*.zst")) == kept
    assert again.sources["edu"].outcome is Outcome.UNCHANGED


def test_items_with_a_session_are_the_items_without(run, bureau):
    known = run(source_of(bureau)).known()
    items = [
        (path.rpartition("/")[2], f"关于第{n}项教育重点工作的通报", f"2026-11-{20 - n}")
        for n, path in enumerate(bureau.article_paths())
    ]
    bureau.pages["/zdgz/"] = Page(
        list_page([(f"{name};jsessionid=A{n}F", *rest) for n, (name, *rest) in enumerate(items)])
    )
    again = run(source_of(bureau), known=known)
    assert again.sources["edu"].outcome is Outcome.UNCHANGED
    assert set(again.outcomes(PageRole.ARTICLE)) == {Outcome.UNCHANGED}
