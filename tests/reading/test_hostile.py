"""Pages built to break readers: each is read in time that grows with its length, and never raises."""

from __future__ import annotations

import time

import pytest

from crawler.reading import as_record, read_page
from crawler.reading.types import PageKind

#: How each hostile page is built from a number of repetitions.
BAITS = {
    "nested div": "<div>{}x",
    "nested table": "<table><tr><td>",
    "nested list": "<ul><li><a href=x>标题标题标题</a>2024-01-01",
    "open bold": "<b>",
    "open bold closed by p": "<b></p>",
    "open link": "<a href=x>某某标题",
    "open tag": "<div ",
    "open quote": '<a href="',
    "open comment": "<!--",
    "labels": "<tr><td>索引号</td><td>2024-00018</td></tr>",
    "colons": "来源：",
    "year starts": "2024-",
    "chinese years": "一九",
    "title dashes": "通知-",
    "brackets": "【",
    "entities": "&#x4e2d;&nbsp",
    "json starts": '<script>[{"a":',
    "page calls": "<script>createPageHTML(",
    "write quotes": '<script>document.write href "\\',
    "records": "<record><![CDATA[",
    "items": '<li><a href="/a/{}.html">某个标题某个标题</a><span>2024-01-01</span></li>',
    "spans": "<td rowspan=65535 colspan=1000>x</td>",
    "attributes": "<div a=1 b=2 c=3>",
    "styles": "<p style='display:",
    "blank lines": " \n",
    "pictures": "<img src=a.jpg>",
    "empty lists": "<ul class=list>",
    "no data": "<p>暂无数据</p>",
    "figures": "<table><tr><td>项目名称</td><td>总投资一二三四五六七八九十</td></tr></table>",
    "days": "<i>01-02</i><a href=/a>题目题目</a>",
    "script addresses": "<script>pageCount=9;curr=1;'/a_' + id",
}
PREFIX = "<html><head><title>某通知</title></head><body>"


def page_of(bait: str, times: int) -> bytes:
    return (PREFIX + bait.replace("{}", "") * times).encode()


@pytest.mark.parametrize("name", BAITS)
def test_time_grows_with_length(name: str) -> None:
    bait = BAITS[name]
    times = 400_000 // len(bait)
    started = time.process_time()
    read_page(page_of(bait, times))
    # A quadratic step over such a page takes minutes.
    assert time.process_time() - started < 5


@pytest.mark.parametrize("tag", ["title", "h1", "p", "a href=x", "td", "script", "style", "textarea"])
def test_one_element_of_a_megabyte(tag: str) -> None:
    content = f"{PREFIX}<{tag}>{'通知，公告。' * 170_000}</{tag.split()[0]}><p>正文一句，到此为止。</p>".encode()
    started = time.process_time()
    reading = read_page(content)
    assert time.process_time() - started < 5
    assert reading.kind in PageKind


def test_attributes_without_end() -> None:
    content = PREFIX + "<div " + " ".join(f"a{number}=1" for number in range(60_000)) + ">x</div>"
    started = time.process_time()
    read_page(content.encode())
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"\xff\xfe",
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04" + bytes(range(256)) * 40,
        b"<",
        b"{",
        b"[",
        b"null",
        b"{}",
        b"[[[]]]",
    ],
    ids=repr,
)
def test_what_is_no_page_is_empty(content: bytes) -> None:
    reading = read_page(content)
    assert reading.kind is PageKind.EMPTY
    assert reading.reason


def test_deep_nesting_keeps_its_text() -> None:
    reading = read_page((PREFIX + "<div>" * 50_000 + "<p>深处的一句话，仍然可以读到。</p>").encode())
    assert as_record(reading, "x")["body"] == "深处的一句话，仍然可以读到。"


@pytest.mark.parametrize("href", ["http://[::1", "http://a b/", "//", "?", "\x00", "http://xn--/"])
def test_broken_addresses_do_not_break_the_list(href: str) -> None:
    items = "".join(
        f'<li><a href="/a/{n}.html">某个通知的标题{n}</a><span>2024-01-0{n}</span></li>' for n in range(1, 6)
    )
    page = (
        f'{PREFIX}<base href="{href}"><ul>{items}<li><a href="{href}">坏地址的标题</a><span>2024-01-01</span></li></ul>'
    )
    reading = read_page(page.encode(), url="http://a.example/")
    assert reading.kind is PageKind.LIST
