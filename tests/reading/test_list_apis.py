"""What a page's script asks for its list: by maker, with cases for and against."""

from __future__ import annotations

import time

import pytest

from crawler.reading import read_page
from crawler.reading.api_address import fields_of, post_address, shown_request, wire_of
from crawler.reading.document import parse_document
from crawler.reading.js_values import PAGE, arguments_at, known_names, object_at
from crawler.reading.list_windows import next_window

ROOT = "http://jyj.yuebei.example"
HEX = "5d1f0c9be2a84376b0c4d95e7a12f683"
CONFIG = "<script>window._CONFIG = { SID: '763001', TREE: [], DETAIL: {} };</script>"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
PROXY = "/module/web/jpage/dataproxy.jsp"


def unit(tag: str, page: str = "9") -> str:
    return (
        f'<script src="/s/unitbuild.js" url="{UNIT}" '
        f"queryData=\"{{'webId':'8','tagId':'{tag}','editType':'null','pageId':'{page}'}}\"></script>"
    )


SHELLS = {
    "gkmlpt by category": ("/gkmlpt/index#721", CONFIG, "gkmlpt", "/gkmlpt/api/all/721?page=1&sid=763001"),
    "gkmlpt without a category": ("/gkmlpt/index", CONFIG, "gkmlpt", "/gkmlpt/api/all/0?page=1&sid=763001"),
    "gkmlpt of a bureau": ("/ybjyj/gkmlpt/index#3", CONFIG, "gkmlpt", "/ybjyj/gkmlpt/api/all/3?page=1&sid=763001"),
    "gkmlpt as JSON": (
        "/gkmlpt/index",
        '<script>window._CONFIG={"SID":"755","TREE":[]}</script>',
        "gkmlpt",
        "/gkmlpt/api/all/0?page=1&sid=755",
    ),
    "gkmlpt elsewhere, by its script": (
        "/zwgk/",
        CONFIG + '<script src="/gkmlpt/gkml/pc/js/app.js"></script>',
        "gkmlpt",
        "/gkmlpt/api/all/0?page=1&sid=763001",
    ),
    "jpaas takes the part with the list": (
        "/col/col9/index.html",
        unit("网站导航", "1") + unit("右侧内容", "9"),
        "jpaas",
        f"{UNIT}?webId=8&tagId=%E5%8F%B3%E4%BE%A7%E5%86%85%E5%AE%B9&pageId=9",
    ),
    "jpage": (
        "/col/col9/index.html",
        f"<script>$('#7').jpage({{dataStore: store, totalRecord:87, proxyUrl:'{PROXY}', perPage:20, groupSize:2,"
        "barPosition:'bottom', ajaxParam:{col:1, webid:67, path:'/', unitid:'77'}, dataBefore:function(){}});</script>",
        "jpage",
        f"{PROXY}?startrecord=1&endrecord=40&perpage=20&col=1&webid=67&path=%2F&unitid=77",
    ),
    "ucap by meta tag": (
        "/jyt/c101/common_list.shtml",
        f'<meta name="channelId" content="{HEX}"><script src="/list.js"></script>',
        "ucap",
        f"/common/search/{HEX}?_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page=1",
    ),
    "ucap on its other path": (
        "/c101/common_list.shtml",
        f"<script>var channelId='{HEX}'; var u = \"/searchList/\" + channelId;</script>",
        "ucap",
        f"/searchList/{HEX}?_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page=1",
    ),
    "a plain call with the column from an input": (
        "/list/",
        '<input type="hidden" id="col" value="71"><script>$.get("/api/docs", {column: $("#col").val(), pageNo: pageNo,'
        " pageSize: 15}, show)</script>",
        "script",
        "/api/docs?column=71&pageNo=1&pageSize=15",
    ),
    "a plain call whose address is a sum": (
        "/list/",
        "<script>var lm = 'a7'; $('.list').load('/es/' + lm + '?rows=20&page=' + n);</script>",
        "script",
        "/es/a7?rows=20&page=1",
    ),
    "a form": (
        "/list/",
        "<script>$.post('/cms/JsonList', {channelCode: 'A09', perPage: '20', pageno: id}, show)</script>",
        "wcm",
        "/cms/JsonList#post:channelCode=A09&perPage=20&pageno=1",
    ),
    "JSON from a named object": (
        "/channels/46.html",
        "<script>var url = '/api/stl/actions/pagecontents'; var parameters = {\n siteId: 8,\n pageCount: 3,\n"
        " currentPageIndex: 0,\n stlPageContentsElement: 'k0add0'\n};\n$.ajax({url: url, type: 'POST',"
        " data: JSON.stringify(parameters), success: function(res){ show(res); }});</script>",
        "siteserver",
        "/api/stl/actions/pagecontents#json:%7B%22siteId%22%3A8%2C%22pageCount%22%3A3%2C%22currentPageIndex%22%3A0%2C"
        "%22stlPageContentsElement%22%3A%22k0add0%22%7D",
    ),
}
NO_REQUESTS = {
    "a counter": "<script>$.get('/hits/show', {id: 7, page: 1}, show)</script>",
    "a login": "<script>$.post('/login/check', {page: 1, name: n}, show)</script>",
    "nothing that counts pages": "<script>$.get('/api/banner', {site: 8}, show)</script>",
    "an address that only a run would tell": "<script>$.get(config.base + make(7), {page: 1}, show)</script>",
    "other parts of the page": unit("网站导航") + unit("页脚"),
    "a config of another maker": "<script>window._CONFIG = {domainURL: '/x'}</script>",
    "no column of 开普": '<meta name="channelId" content="12"><script src="/a.js"></script>',
    "a script without calls": "<script src='/app.js'></script>",
    "half an object": "<script>$.ajax({url: '/api/list', data: {size: </script>",
    "a post that takes something in": "<script>$.post('/api/article/doLike', {page: 1, id: 7}, show)</script>",
    "a deed by GET": "<script>$.get('/api/article/add', {page: 1, id: 7}, show)</script>",
    "a post that deletes": "<script>$.post('/cms/comment_delete.do', {page: 1, id: 7}, show)</script>",
    "no address": "<script>$.get('http://[x/a', {page: 1, pageSize: 5}, show)</script>",
    "no port": "<script>$.get('//a.example:99999/a', {page: 1, pageSize: 5}, show)</script>",
    "no proxy": "<script>$('#7').jpage({proxyUrl: 'http://[x/dataproxy.jsp', ajaxParam: {webid: 8}})</script>",
    "objects in a circle": "<script>var a = {b: a}; $.ajax({url: '/api/list', data: a})</script>",
}


#: What scripts ask for in the manner of a deed, and is none.
HARMLESS = ["$.post('/api/address/updatedList', {page: 1}, f)", "$.get('/api/additions', {page: 1}, f)"]


def shell(body: str, path: str = "/zdgz/"):
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>列表</title></head><body>{body}</body></html>'
    return read_page(page.encode(), url=ROOT + path, expect="list")


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_tells_what_its_script_asks(name):
    path, body, api, address = SHELLS[name]
    reading = shell(body, path)
    assert (reading.kind, reading.list_request.api) == ("empty", api)
    assert reading.list_request.address == ROOT + address


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_is_no_list_request(name):
    reading = shell(NO_REQUESTS[name])
    assert (reading.kind, reading.list_request) == ("empty", None)


@pytest.mark.parametrize("call", HARMLESS)
def test_what_only_sounds_like_a_deed(call):
    assert shell(f"<script>{call}</script>").list_request is not None


def test_half_characters_in_scripts_and_answers_can_be_written():
    half = chr(92) + "ud83d"
    address = shell(f"<script>$.get('/a{half}', {{page: 1, pageSize: '{half}'}}, f)</script>").list_request.address
    assert address == f"{ROOT}/a%EF%BF%BD?page=1&pageSize=%EF%BF%BD"
    rows = ",".join(f'{{"title": "关于第{n}项工作的通报{half}", "url": "/{n}{half}.html"}}' for n in range(3))
    answer = read_page(f'{{"rows": [{rows}]}}'.encode(), url=address, expect="list", asked_by=f"{ROOT}/zdgz/")
    assert [link.url for link in answer.listing.links] == [f"{ROOT}/{n}�.html" for n in range(3)]
    assert all(link.title.encode() for link in answer.listing.links)


def test_a_page_with_its_own_list_asks_nothing():
    rows = "".join(
        f'<li><a href="/{n}.html">关于第{n}项重点工作的通报</a><span>2026-11-1{n}</span></li>' for n in range(6)
    )
    reading = shell(f"<ul>{rows}</ul>{unit('右侧内容')}{CONFIG}", "/gkmlpt/index")
    assert (reading.kind, reading.list_request) == ("list", None)


def test_links_without_days_do_not_outrank_the_list_that_the_script_asks():
    rows = "".join(f'<li><a href="/{n}.html">关于第{n}项重点工作推进情况的说明</a></li>' for n in range(8))
    reading = shell(f"<ul>{rows}</ul>{unit('信息列表')}", "/col/col9/index.html")
    assert reading.list_request is not None
    plain = shell(f"<ul>{rows}</ul><script>$.get('/api/x', {{page: 1, pageSize: 9}}, f)</script>")
    assert (plain.kind, plain.list_request) == ("list", None)


def test_text_around_a_shell_is_no_bulletin():
    text = "".join(
        f"<p>本栏目依法公开第{n}类信息，公众可以通过网站查阅，也可以到行政服务中心查阅，欢迎监督。</p>"
        for n in range(12)
    )
    assert shell(text + unit("信息列表"), "/col/col9/index.html").list_request is not None
    head = '<meta name="ArticleTitle" content="关于信息公开的说明"><meta name="PubDate" content="2026-09-01 10:00">'
    assert shell(head + text + unit("信息列表"), "/col/col9/index.html").list_request is None


def test_a_column_that_says_it_is_empty_is_believed():
    body = (
        f'<div class="list"><p>暂无信息</p></div><meta name="channelId" content="{HEX}"><script src="/a.js"></script>'
    )
    assert shell(body).list_request is None


def test_an_article_is_asked_for_no_list():
    page = f"<html><body>{CONFIG}</body></html>".encode()
    assert read_page(page, url=f"{ROOT}/gkmlpt/index", expect="article").list_request is None


def test_a_page_of_records_goes_on_with_the_proxy():
    rows = "".join(
        f'<record><![CDATA[<li><a href="/art/{n}.html">关于第{n}项工作的通报</a><b>2026-11-1{n}</b></li>]]></record>'
        for n in range(6)
    )
    store = f'<script type="text/xml"><datastore><recordset>{rows}</recordset></datastore></script>'
    call = f"<script>$('#7').jpage({{proxyUrl:'{PROXY}', perPage:3, groupSize:2, ajaxParam:{{webid:8}}}});</script>"
    reading = shell(store + call, "/col/col9/index.html")
    assert reading.listing.next_url == f"{ROOT}{PROXY}?startrecord=7&endrecord=12&perpage=3&webid=8"


WINDOWS = [
    (f"http://a.example{UNIT}?webId=1", None, 15, "paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A15%7D"),
    (f"http://a.example{UNIT}?webId=1", None, 3, None),
    (f"http://a.example{UNIT}?webId=1", 15, 15, None),
    ("http://a.example/x?page=2&_pageSize=20", 60, 20, "page=3"),
    ("http://a.example/x?page=3&_pageSize=20", 60, 20, None),
    ("http://a.example/x?page=1&_pageSize=20", 40, 15, "page=2"),
    ("http://a.example/x?page=1&pageSize=20", None, 20, "page=2"),
    ("http://a.example/x?page=1&pageSize=20", None, 19, None),
    ("http://a.example/x?column=1", 60, 20, None),
    ("http://a.example/x#post:pageno=1&perPage=20", 60, 20, "#post:pageno=2"),
    ("http://a.example/x?page=1#post:channel=7", 60, 20, "page=2#post:channel=7"),
    (post_address("http://a.example/x", {"currentPageIndex": 0, "pageCount": 2}, as_json=True), None, 9, "%3A1%2C"),
    (post_address("http://a.example/x", {"currentPageIndex": 1, "pageCount": 2}, as_json=True), None, 9, None),
]


@pytest.mark.parametrize(("address", "total", "shown", "expected"), WINDOWS)
def test_the_next_window_of_an_api(address, total, shown, expected):
    following = next_window(address, total, shown)
    assert (expected in following) if expected else following is None


def test_an_address_holds_all_of_a_request():
    form = post_address("http://a.example/x?y=1", {"name": "望河县", "page": "1"})
    assert fields_of(form) == ("http://a.example/x?y=1", {"name": "望河县", "page": "1"}, False)
    wire = wire_of(form)
    assert (wire.method, wire.url) == ("POST", "http://a.example/x?y=1")
    assert wire.body == b"name=%E6%9C%9B%E6%B2%B3%E5%8E%BF&page=1"
    assert wire_of("http://a.example/gkmlpt/index#7").method == "GET"
    assert shown_request(form) == "POST http://a.example/x?y=1 (name=望河县, page=1)"
    assert fields_of("http://a.example/#json:%7Bbroken")[1] == {}


def test_values_are_read_and_never_run():
    script = (
        "var id = 'a1'; var n = 7; "
        "call({a: 'x' + id + \"y\", b: n, c: page, d: run(), e: 1 + run(), f: {g: [1, {h: 2}], i: 3}}, 4)"
    )
    names = known_names(parse_document(f"<script>{script}</script>"), [script])
    first, second = arguments_at(script, script.index("call(") + 4, names)
    assert (first["a"], first["b"], first["c"], second) == ("xa1y", "7", PAGE, "4")
    assert (first["d"], first["e"], first["f"]["i"]) == (None, None, "3")
    assert object_at("{'a':'1', // no\n 'b':'2'}", 0, names) == {"a": "1", "b": "2"}


HOSTILE = {
    "open quotes": "$.ajax({url: '" + "'\"\\" * 60_000,
    "open brackets": "$.ajax(" + "({[" * 60_000,
    "many calls": "$.get('/x', {page: n});" * 20_000,
    "many names": "var a = {b: c};" * 5_000 + "$.ajax({" + ", ".join(f"k{n}: n{n}" for n in range(300)) + "});" * 100,
    "long words": "$.ajax({url: " + "a" * 200_000 + "});" + "x" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_cost_little(name):
    started = time.process_time()
    shell(f"<script>{HOSTILE[name]}</script>")
    assert time.process_time() - started < 2
