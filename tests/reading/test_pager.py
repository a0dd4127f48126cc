"""Pagers: what the scripts of each CMS say about the next page."""

from __future__ import annotations

import pytest

from crawler.reading.document import parse_document
from crawler.reading.list_windows import next_window
from crawler.reading.pager import find_next, find_next_part, find_total, parse_page_call
from crawler.reading.script_pager import next_by_attributes, next_by_script

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


#: Epoint: pages counted from 0, files named from 1.
EPOINT = """var pageIndex= 0;
$("#page").pagination({ pageIndex: pageIndex, pageSize: 15, total: 31, showInfo: true });
if (data.pageIndex == 0) window.location.href = "/tzgg/moreinfo.html";
else window.location.href = "/tzgg/" + (data.pageIndex+1) + ".html";"""
EPOINT_PAGES = {
    None: "/tzgg/2.html",
    "http://edu.example/tzgg/moreinfo.html": "/tzgg/2.html",
    "http://edu.example/tzgg/2.html": "/tzgg/3.html",
    "http://edu.example/tzgg/3.html": None,
    "http://edu.example/zcfg/2.html": "/tzgg/2.html",
}


@pytest.mark.parametrize("url", EPOINT_PAGES)
def test_epoint_counts_from_nought_and_names_from_one(url: str | None) -> None:
    assert next_by_script(EPOINT, url) == EPOINT_PAGES[url]


def test_a_pagination_of_one_page_has_no_next() -> None:
    assert next_by_script(EPOINT.replace("31", "12")) is None


SCRIPTS = {
    'Ls.pagination("#p",function(pageIndex){return "/content/column/9?pageIndex="+pageIndex+"";},'
    '{currentPage: "2",pageCount: "8"})': "/content/column/9?pageIndex=3",
    'laypage({pages:12,curr:3,jump:function(obj){location.href="list_"+obj.curr+".html";}});': "list_4.html",
    'var totalPage = 9; var pageIndex = 9; go("/list.jsp?page=" + n);': None,
    'var totalPage = 9; var pageIndex = 2; load("/hits.jsp?newsid=" + id);': None,
    'var price = 3; location.href="list_"+page+".html";': None,
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_next_page_that_only_a_script_knows(script: str) -> None:
    assert next_by_script(script) == SCRIPTS[script]


COUNTS = [
    ('pagecount="3" pageindex="1"', "/yw/", "index_2.html"),
    ('pagecount="3" pageindex="1"', "/yw/index.shtml", "index_2.shtml"),
    ('pagecount="3" pageindex="2"', "/yw/index_2.html", "index_3.html"),
    ('pagecount="3" pageindex="3"', "/yw/index_3.html", None),
    ('pagecount="3" pageindex="0"', "/yw/index.html", "index_1.html"),
    ('pagecount="1" pageindex="0"', "/yw/index.html", None),
    ('pagecount="3" pageindex="1"', "/yw/index_2.html", "index_3.html"),
    ('pagecount="3" pageindex="2"', "/yw/index_3.html", None),
    ('pagecount="3" pageindex="2"', "/yw/index_1.html", "index_2.html"),
    ('pagecount="3" pageindex="3"', "/yw/index_2.html", None),
    ('id="pageDec" pagesize="24" pagecount="3"', "/zkly/", "index_2.html"),
    ('id="pageDec" pagesize="24" pagecount="3"', "/zkly/index_2.html", "index_3.html"),
    ('id="pageDec" pagesize="24" pagecount="3"', "/zkly/index_3.html", None),
    ('id="pageDec" pagecount="3" pageindex="1" name="list" suffix="htm"', "/zkly/list.htm", "list_2.htm"),
    ('id="pageDec" pagecount="many" pageindex="1"', "/zkly/", None),
    ('id="chart" pagecount="3"', "/zkly/", None),
    (f'id="pageDec" pagecount="{"9" * 5000}" pageindex="1"', "/zkly/", None),
]


@pytest.mark.parametrize(("attributes", "path", "expected"), COUNTS)
def test_next_page_of_a_pager_that_only_counts(attributes: str, path: str, expected: str | None) -> None:
    document = parse_document(f"<div {attributes}></div>")
    assert next_by_attributes(document, f"http://a.example{path}") == expected


PARTS = [
    ("http://a.example/t20260120_8811.shtml", "t20260120_8811_1.shtml", True),
    ("http://a.example/t20260120_8811_1.shtml", "t20260120_8811_2.shtml", True),
    ("http://a.example/t20260120_8811.shtml", "index_1.shtml", False),
    ("http://a.example/t20260120_8811.shtml", "t20260119_8790_1.shtml", False),
]


@pytest.mark.parametrize(("own", "href", "is_part"), PARTS)
def test_parts_of_a_bulletin_are_files_of_its_own_name(own: str, href: str, is_part: bool) -> None:
    document = parse_document(f"<div><p>文</p></div><a href='{href}'>下一页</a>")
    expected = f"http://a.example/{href}" if is_part else None
    assert find_next_part(document, 0, 3, own) == expected


TOTALS = {
    "共 63 条记录": 63,
    "<span>共<b>12</b>条</span>": 12,
    "总记录：219 条": 219,
    "<em class='all_count'>219</em>": 219,
    f"<em class='all_count'>{'9' * 5000}</em>": None,
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
    assert next_window("http://a.example/gkmlpt/api/all/12", 60, 20) == "http://a.example/gkmlpt/api/all/12?page=2"
    assert next_window("http://a.example/gkmlpt/api/all/12?page=3", 60, 20) is None
    assert next_window("http://a.example/u?paramJson=%5B1%5D", 60, 20) is None
    assert next_window(f"http://a.example/s?page={'9' * 5000}", 60) is None
    assert next_window(f"http://a.example/dataproxy.jsp?startrecord=1&endrecord={'9' * 5000}", 60) is None
    assert next_window("http://a.example/s?page=2&_pageSize=20", 60) == "http://a.example/s?page=3&_pageSize=20"
