"""Pagers: what the scripts of each CMS say about the next page."""

from __future__ import annotations

import pytest

from crawler.reading.document import parse_document
from crawler.reading.pager import find_next, find_total, parse_page_call
from crawler.reading.script_pager import next_window

CALLS = {
    'createPageHTML(50, 0, "index", "shtml");': "index_1.shtml",
    '//createPageHTML(50, 0, "index", "shtml");': "index_1.shtml",
    'createPageHTML(191, 13, 0, "index", "html")': "index_1.html",
    'createPageHTML(191, 13, 12, "index", "html")': None,
    "createPageHTML('page_div',10,1,'zwgklist','shtml',200);": "zwgklist_2.shtml",
    "createPageHTML('paging', 4, 4, 'index', 'html', 62)": None,
    'createPageHTML(7, 3, "index", "html", "black2", 134)': "index_4.html",
}


@pytest.mark.parametrize("script", CALLS)
def test_page_calls(script: str) -> None:
    call = parse_page_call(script)
    assert call is not None
    assert call.next_file() == CALLS[script]


@pytest.mark.parametrize(
    "script", ["function createPageHTML(_nPageCount, _nCurrIndex, _sPageName){", "createPageHTML()", ""]
)
def test_definitions_are_no_calls(script: str) -> None:
    assert parse_page_call(script) is None


PAGERS = [
    ('<a href="tzgg/10.htm">下页</a><a href="tzgg/1.htm">尾页</a>', "tzgg/10.htm"),
    ('<a class="next" href="/24280/list2.htm"><span>下一页&gt;&gt;</span></a>', "/24280/list2.htm"),
    ('<a href="javascript:void(0)">下一页</a>', None),
    ('<a href="2.html">下一篇：关于下一页的说明</a>', None),
    ('<link rel="next" href="?page=3">', "?page=3"),
    (
        '<script>var currentPage = 2; var countPage = 56; document.write("<a href=index_" + n + ".html>");</script>',
        "index_3.html",
    ),
    (
        '<script>var currentPage = 55; var countPage = 56; document.write("<a href=index_" + n + ".html>");</script>',
        None,
    ),
]


@pytest.mark.parametrize(("markup", "expected"), PAGERS, ids=lambda value: str(value)[:40])
def test_next_page(markup: str, expected: str | None) -> None:
    document = parse_document(markup)
    assert find_next(document, [document.nodes[index].text for index in document.scripts], None) == expected


TOTALS = {
    "共 63 条记录": 63,
    "<span>共<b>12</b>条</span>": 12,
    "总记录：219 条": 219,
    "<em class='all_count'>219</em>": 219,
    "共3页": None,
    "<script>var recordCount = 88;</script>": 88,
}


@pytest.mark.parametrize("markup", TOTALS)
def test_announced_totals(markup: str) -> None:
    document = parse_document(f"<div>{markup}</div>")
    assert find_total(document, [document.nodes[index].text for index in document.scripts]) == TOTALS[markup]


def test_windows_of_list_proxies_end_with_the_total() -> None:
    first = "http://a.example/dataproxy.jsp?startrecord=1&endrecord=15&perpage=15"
    assert next_window(first, 20) == "http://a.example/dataproxy.jsp?startrecord=16&endrecord=20&perpage=15"
    assert next_window("http://a.example/dataproxy.jsp?startrecord=16&endrecord=20", 20) is None
    assert next_window("http://a.example/s?page=3&_pageSize=20", 60) is None
    assert next_window("http://a.example/s?page=2&_pageSize=20", 60) == "http://a.example/s?page=3&_pageSize=20"
