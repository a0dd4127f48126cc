"""Lists that scripts fetch, crawled: by the rules of any page, without a source file that says so, and with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.errors import SourceFileError
from crawler.probe import Given, probe_of, probe_order, source_yaml, suggested_id, suggested_source
from crawler.report import REPORT
from crawler.run import crawl
from crawler.source_file import load_source, to_order
from crawler.trial import Visitor, try_source
from crawler.types import Outcome, PageRole
from tests.crawler.bureau import Bureau, Page
from tests.crawler.crawls import NOW, source_of, take_apart

API = "/gkmlpt/api/all/721?page={}&sid=763001"
SHELL = (
    '<html><head><meta charset="utf-8"><title>工作计划_平川市教育局</title>'
    '<meta name="SiteName" content="平川市教育局"><meta name="ColumnName" content="工作计划">'
    "<script>window._CONFIG = {{ SID: '763001', TREE: [] }}</script></head>"
    '<body><div id="app"></div>{}</body></html>'
)
PER_PAGE = 5


def answer_of(bureau: Bureau, page: int, total: int | None = None) -> Page:
    """The catalogue's answer with the bulletins of one page."""
    paths = bureau.article_paths()
    names = [(path, f"关于第{number}项教育重点工作的通报") for number, path in enumerate(paths)]
    shown = names[(page - 1) * PER_PAGE : page * PER_PAGE]
    articles = [{"title": title, "url": bureau.root + path, "created_at": f"2026-11-{20 - n} 09:00:00"}
                for n, (path, title) in enumerate(shown)]  # fmt: skip
    body = {"articles": articles, "total": len(paths) if total is None else total}
    return Page(json.dumps(body, ensure_ascii=False).encode(), media_type="application/json")


@pytest.fixture
def catalogue(bureaus) -> Bureau:
    """A bureau with seven bulletins in a catalogue that only scripts show."""
    bureau = bureaus()
    bureau.add_bulletins(7)
    bureau.pages.pop("/zdgz/")
    bureau.pages["/gkmlpt/index"] = Page(SHELL.format("").encode())
    for page in (1, 2):
        bureau.pages[API.format(page)] = answer_of(bureau, page)
    return bureau


def source_in(bureau: Bureau, **changes):
    return source_of(bureau, url=f"{bureau.root}/gkmlpt/index#721", **changes)


def test_a_shell_is_followed_to_its_api_and_on(run, catalogue):
    crawled = run(source_in(catalogue, max_pages=5))
    report = crawled.sources["edu"]
    assert (report.outcome, report.items, report.complete, report.message) == (Outcome.CHANGED, 7, True, None)
    asked = [path for path, _ in catalogue.requests]
    assert asked[:4] == ["/robots.txt", "/gkmlpt/index", API.format(1), API.format(2)]
    assert API.format(3) not in asked, "all that was announced has come"
    lists = [page for page in crawled.pages if page.role is PageRole.LIST]
    assert [page.outcome for page in lists] == [Outcome.OK] * 3
    assert [page.parent_url for page in lists] == [None, *[f"{catalogue.root}/gkmlpt/index#721"] * 2]


def test_the_shell_counts_as_no_list_page(run, catalogue):
    assert run(source_in(catalogue, max_pages=1)).sources["edu"].items == PER_PAGE


def test_the_api_is_asked_as_the_page_would_and_conditionally(run, catalogue):
    first = run(source_in(catalogue))
    headers = dict(catalogue.requests)[API.format(1)]
    assert headers["referer"] == f"{catalogue.root}/gkmlpt/index"
    assert "referer" not in dict(catalogue.requests)["/gkmlpt/index"]
    catalogue.requests.clear()
    again = run(source_in(catalogue), known=first.known())
    headers = dict(catalogue.requests)
    assert headers[API.format(1)]["if-none-match"] and headers["/gkmlpt/index"]["if-none-match"]
    assert again.outcomes(PageRole.LIST) == [Outcome.UNCHANGED] * 2
    report = again.sources["edu"]
    assert (report.outcome, report.items, report.complete) == (Outcome.UNCHANGED, PER_PAGE, True)


def test_robots_hold_for_the_api(run, catalogue):
    catalogue.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /gkmlpt/api/", media_type="text/plain")
    report = run(source_in(catalogue)).sources["edu"]
    assert (report.outcome, report.complete) == (Outcome.ROBOTS_DENIED, False)
    assert catalogue.asked(API.format(1)) == 0
    assert "list comes from API gkmlpt: GET " in report.message


def test_an_api_on_another_site_is_named_and_not_asked(run, bureau, bureaus):
    other = bureaus()
    call = f"<script>$.get('{other.root}/api/list', {{page: 1, pageSize: 9}}, show)</script>"
    bureau.pages["/zdgz/"] = Page(f"<html><head><title>列表</title></head><body>{call}</body></html>".encode())
    report = run(source_of(bureau)).sources["edu"]
    assert report.outcome is Outcome.EMPTY
    assert "it is another site" in report.message
    assert not other.requests


POSTS = {
    "a form": (
        "$.post('/api/list', {channel: 71, page: pageNo, pageSize: 3}, show)",
        "/api/list channel=71&page={}&pageSize=3",
        "application/x-www-form-urlencoded; charset=UTF-8",
    ),
    "JSON": (
        "$.ajax({url: '/api/list', type: 'POST', data: JSON.stringify({channel: 71, page: 1, pageSize: 3})})",
        '/api/list {{"channel": 71, "page": {}, "pageSize": 3}}',
        "application/json",
    ),
}


@pytest.mark.parametrize("name", POSTS)
def test_a_post_is_made_page_by_page_and_never_conditionally(run, bureau, name):
    call, sent, content_type = POSTS[name]
    bureau.pages["/zdgz/"] = Page(f"<title>列表</title><body><script>{call}</script></body>".encode())
    rows = [{"title": f"关于第{n}项教育重点工作的通报", "url": path} for n, path in enumerate(bureau.article_paths())]
    for page, shown in ((1, rows[:3]), (2, rows[3:])):
        bureau.pages[sent.format(page)] = Page(json.dumps({"total": len(rows), "rows": shown}).encode())
    first = run(source_of(bureau, max_pages=3))
    again = run(source_of(bureau, max_pages=3), known=first.known())
    reports = [crawled.sources["edu"] for crawled in (first, again)]
    assert [(one.outcome, one.items, one.complete) for one in reports] == [
        (Outcome.CHANGED, len(rows), True),
        (Outcome.UNCHANGED, len(rows), True),
    ]
    assert [bureau.asked(sent.format(page)) for page in (1, 2, 3)] == [2, 2, 0]
    headers = [told for path, told in bureau.requests if path == sent.format(1)]
    assert {told["content-type"] for told in headers} == {content_type}
    assert not any("if-none-match" in told for told in headers)


def test_a_post_on_another_site_is_named_and_not_made(run, bureau, bureaus):
    other = bureaus()
    call = f"<script>$.post('{other.root}/api/list', {{page: 1, pageSize: 9}}, show)</script>"
    bureau.pages["/zdgz/"] = Page(f"<title>列表</title><body>{call}</body>".encode())
    report = run(source_of(bureau)).sources["edu"]
    assert (report.outcome, other.requests) == (Outcome.EMPTY, [])
    assert "POST" in report.message and "not followed: it is another site" in report.message


SECOND = {
    "an error": (Page(b"x", status=500), Outcome.PARTIAL, False),
    "nothing, though more were announced": (None, Outcome.PARTIAL, False),
}


@pytest.mark.parametrize("name", SECOND)
def test_a_missing_second_page_is_never_the_end(run, catalogue, name):
    page, outcome, complete = SECOND[name]
    known = run(source_in(catalogue, max_pages=2)).known()
    catalogue.pages[API.format(2)] = page or answer_of(catalogue, 3)
    report = run(source_in(catalogue, max_pages=2), known=known, retries=0).sources["edu"]
    assert (report.outcome, report.complete, report.items) == (outcome, complete, PER_PAGE)


def test_an_empty_answer_ends_a_list_that_never_said_how_long_it_is(run, bureau):
    paths = bureau.article_paths()
    rows = [{"title": f"关于第{n}项教育重点工作的通报", "url": path} for n, path in enumerate(paths)]
    call = "<script>$.get('/api/list', {page: pageNo, pageSize: 5}, show)</script>"
    bureau.pages["/zdgz/"] = Page(f"<html><head><title>列表</title></head><body>{call}</body></html>".encode())
    bureau.pages["/api/list?page=1&pageSize=5"] = Page(json.dumps({"rows": rows}).encode())
    bureau.pages["/api/list?page=2&pageSize=5"] = Page(b'{"rows": []}')
    report = run(source_of(bureau, max_pages=3)).sources["edu"]
    assert (report.outcome, report.complete, report.items) == (Outcome.CHANGED, True, 5)
    assert bureau.asked("/api/list?page=2&pageSize=5") == 1


@pytest.mark.parametrize("kept", [2, 3, 4, 6])
def test_a_crawl_that_stopped_goes_on_without_asking_again(bureau, order_of, tmp_path: Path, kept: int):
    rows = [{"title": f"关于第{n}项教育重点工作的通报", "url": path} for n, path in enumerate(bureau.article_paths())]
    call = "<script>$.get('/api/list', {page: pageNo, pageSize: 5}, show)</script>"
    bureau.pages["/zdgz/"] = Page(f"<html><head><title>列表</title></head><body>{call}</body></html>".encode())
    bureau.pages["/api/list?page=1&pageSize=5"] = Page(json.dumps({"rows": rows}).encode())
    bureau.pages["/api/list?page=2&pageSize=5"] = Page(b'{"rows": []}')
    order, folder = order_of(source_of(bureau, max_pages=3)), tmp_path / "order"
    whole = take_apart(folder, crawl(order, folder, now=lambda: NOW)).sources["edu"]
    lines = (folder / REPORT).read_bytes().splitlines(keepends=True)
    (folder / REPORT).write_bytes(b"".join(lines[:kept]))
    reported = {json.loads(line).get("url", "") for line in lines[:kept]} - {""}
    bureau.requests.clear()
    again = take_apart(folder, crawl(order, folder, now=lambda: NOW)).sources["edu"]
    assert again == whole
    assert not {f"{bureau.root}{path}" for path, _ in bureau.requests} & reported


def test_a_redirect_keeps_the_category(run, catalogue):
    catalogue.pages["/gkmlpt/"] = Page(status=302, headers={"Location": "/gkmlpt/index"})
    report = run(source_of(catalogue, url=f"{catalogue.root}/gkmlpt/#721")).sources["edu"]
    assert (report.outcome, report.items) == (Outcome.CHANGED, PER_PAGE)


def test_a_source_file_can_say_what_the_page_does_not(run, catalogue, tmp_path: Path):
    path = tmp_path / "edu.yml"
    path.write_text(
        f"name: 工作计划\nissuer: 平川市教育局\nurl: {catalogue.root}/gkmlpt/plans.html\nadmin_area: 平川市\n"
        f"domain: education\ndelay: 0.0\nallow_private: true\nmax_pages: 2\n"
        f'list_api: {{url: "{catalogue.root}{API.format(1)}"}}\n',
        encoding="utf-8",
    )
    report = run(to_order(load_source(path))).sources["edu"]
    assert (report.outcome, report.items, report.complete) == (Outcome.CHANGED, 7, True)
    assert catalogue.asked("/gkmlpt/plans.html") == 0


LIST_APIS = {
    "{url: 'http://a.example/x', form: {page: '1'}}": "http://a.example/x#post:page=1",
    "{url: 'http://a.example/x', body: {page: 1}}": "http://a.example/x#json:%7B%22page%22%3A1%7D",
    "{url: 'ftp://a.example/x'}": "line 6: list_api: 'ftp://a.example/x' is no address of an API",
    "{url: 'http://a.example/x', form: {a: b}, body: {a: b}}": "line 6: list_api: form and body are both given",
    "{url: 'http://a.example/x', from: {a: b}}": "line 6: list_api.from: unknown key; did you mean form?",
}


@pytest.mark.parametrize("text", LIST_APIS)
def test_the_api_in_a_source_file_is_read_strictly(text, tmp_path: Path):
    path = tmp_path / "edu.yml"
    head = "name: 工作计划\nissuer: 平川市教育局\nurl: http://a.example/\nadmin_area: 平川市\ndomain: education\n"
    path.write_text(f"{head}list_api: {text}\n", encoding="utf-8")
    if LIST_APIS[text].startswith("http"):
        assert to_order(load_source(path)).list_api == LIST_APIS[text]
    else:
        with pytest.raises(SourceFileError) as error:
            load_source(path)
        assert LIST_APIS[text] in str(error.value)


def test_a_probe_names_the_api_and_its_source_file_works(catalogue, tmp_path: Path):
    visitor = Visitor("GoalboardTest/1.0", 5)
    probe = probe_of(
        try_source(probe_order(f"{catalogue.root}/gkmlpt/index#721", allow_private=True), visitor, now=lambda: NOW)
    )
    assert (probe.outcome, len(probe.links), probe.following_items, probe.announced_total) == (Outcome.CHANGED, 5, 2, 7)
    assert probe.message == f"list comes from API gkmlpt: GET {catalogue.root}{API.format(1)}"
    assert (probe.title, probe.site, probe.family, probe.has_pager) == ("工作计划", "平川市教育局", "gkmlpt", True)
    path = tmp_path / "probed.yml"
    path.write_text(source_yaml(suggested_source(probe, Given(allow_private=True))), encoding="utf-8")
    source = load_source(path)
    assert (source.url, source.notes) == (f"{catalogue.root}/gkmlpt/index#721", probe.message)
    report = try_source(to_order(source), visitor, now=lambda: NOW).report
    assert (report.outcome, report.items, report.complete) == (Outcome.CHANGED, 7, True)


def test_columns_of_one_catalogue_have_ids_of_their_own():
    assert suggested_id("http://a.example/gkmlpt/index#721") == "a_example_gkmlpt_721"
