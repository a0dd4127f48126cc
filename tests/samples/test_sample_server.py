"""The sample sites over HTTP: validators, robots, changes while running, and the ways to fail."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx2 as httpx
import pytest

from crawler.samples import Fault, SampleServer, serve, write_source_files
from crawler.samples.answering import REQUESTS_KEPT
from crawler.samples.texts import SampleTextError
from crawler.source_file import load_sources

TODAY = date(2026, 11, 21)
EDUCATION, WATER, HEALTH = "yunxiu_education", "jinglan_water", "songji_health"
HOUSING, INDUSTRY, CULTURE = "wangxi_housing", "lichuan_industry", "lanwan_culture"


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with serve(today=TODAY) as running:
        yield running


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10, trust_env=False) as client:
        yield client


def test_each_bureau_has_its_own_port_on_loopback(server: SampleServer) -> None:
    assert len(set(server.base_urls.values())) == len(server.sites) == 6
    assert all(url.startswith("http://127.0.0.1:") for url in server.base_urls.values())


@pytest.mark.parametrize(
    ("bureau_id", "header"),
    [
        (EDUCATION, {"ETag": "If-None-Match"}),
        (EDUCATION, {"Last-Modified": "If-Modified-Since"}),
        (WATER, {"ETag": "If-None-Match"}),
        (HEALTH, {"Last-Modified": "If-Modified-Since"}),
    ],
)
def test_unchanged_page_is_304(server: SampleServer, client: httpx.Client, bureau_id: str, header: dict) -> None:
    url = server.url(bureau_id)
    first = client.get(url)
    asked = {ask: first.headers[given] for given, ask in header.items()}
    again = client.get(url, headers=asked)
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert [one.status for one in server.served] == [200, 304]
    assert server.served.maxlen == REQUESTS_KEPT, "a demo may run for weeks"


def test_validators_are_those_of_the_bureau(server: SampleServer, client: httpx.Client) -> None:
    given = {
        key: {name for name in ("ETag", "Last-Modified") if name in client.get(server.url(key)).headers}
        for key in server.sites
    }
    both = {"ETag", "Last-Modified"}
    assert given[EDUCATION] == given[INDUSTRY] == given[CULTURE] == both
    assert (given[WATER], given[HEALTH], given[HOUSING]) == ({"ETag"}, {"Last-Modified"}, set())


def test_visit_counter_changes_the_bytes_and_nothing_else(server: SampleServer, client: httpx.Client) -> None:
    one, other = (client.get(server.url(HOUSING)).content for _ in range(2))
    assert one != other
    assert one.replace(b"10001", b"") == other.replace(b"10002", b"")


def test_robots_and_missing_pages(server: SampleServer, client: httpx.Client) -> None:
    robots = {key: client.get(f"{base}/robots.txt") for key, base in server.base_urls.items()}
    assert "Disallow" in robots[EDUCATION].text
    assert robots[HOUSING].status_code == 404
    assert robots[HEALTH].headers["Content-Type"].startswith("text/html")
    assert client.get(f"{server.base_urls[EDUCATION]}/no/such.html").status_code == 404


def test_head_sends_no_body(server: SampleServer, client: httpx.Client) -> None:
    head, got = client.head(server.url(EDUCATION)), client.get(server.url(EDUCATION))
    assert (head.content, head.headers["Content-Length"]) == (b"", got.headers["Content-Length"])


def test_revision_is_published_at_the_same_address() -> None:
    with serve(today=TODAY, revised=False) as server, httpx.Client(trust_env=False) as client:
        url = server.url(EDUCATION, "plan_this_year")
        before = client.get(url)
        server.publish_revision(EDUCATION, "plan_this_year")
        after = client.get(url, headers={"If-None-Match": before.headers["ETag"]})
        assert "新建校外实践基地18个" in before.text and "新建校外实践基地20个" in after.text
        assert after.headers["Last-Modified"] != before.headers["Last-Modified"]


@pytest.mark.parametrize(("revised", "figure"), [(None, "20个"), (True, "20个"), (False, "18个")])
def test_which_version_is_shown(revised: bool | None, figure: str) -> None:
    with serve(today=TODAY, revised=revised, bureaus=[EDUCATION]) as server:
        text = httpx.get(server.url(EDUCATION, "plan_this_year"), trust_env=False).text
    assert f"新建校外实践基地{figure}" in text


def test_figure_is_replaced_while_running(server: SampleServer, client: httpx.Client) -> None:
    url = server.url(WATER, "plan_this_year")
    assert "全年清淤整治河道96公里" in client.get(url).text
    server.replace_figure(WATER, "plan_this_year", "河道96公里", "河道110公里")
    server.replace_figure(WATER, "plan_this_year", "投资6.8亿元", "投资7.2亿元")
    text = client.get(url).text
    assert "河道110公里" in text and "7.2亿元" in text
    with pytest.raises(SampleTextError, match="0 times"):
        server.replace_figure(WATER, "plan_this_year", "河道96公里", "河道97公里")


def test_edit_changes_one_page_only(server: SampleServer, client: httpx.Client) -> None:
    edited, other = server.url(HEALTH, "plan_this_year"), server.url(HEALTH, "half_year")
    before = {url: client.get(url).headers["Last-Modified"] for url in (edited, other)}
    server.replace_figure(HEALTH, "plan_this_year", "2.6万人", "2.8万人")
    again = {url: client.get(url, headers={"If-Modified-Since": since}).status_code for url, since in before.items()}
    assert again == {edited: 200, other: 304}


def test_withdrawn_bulletin_is_gone(server: SampleServer, client: httpx.Client) -> None:
    url = server.url(INDUSTRY, "raise")
    assert client.get(url).status_code == 200
    server.withdraw(INDUSTRY, "raise")
    assert client.get(url).status_code == 404
    assert "提高中小企业培育目标" not in client.get(server.url(INDUSTRY)).text


@pytest.mark.parametrize(
    ("fault", "status", "sign"),
    [
        (Fault.SERVER_ERROR, 500, "500"),
        (Fault.BLOCKED, 412, "$_ts"),
        (Fault.SOFT_404, 200, "页面不存在"),
        (Fault.EMPTY_LIST, 200, "计划总结"),
    ],
)
def test_site_fails_until_told_otherwise(
    server: SampleServer, client: httpx.Client, fault: Fault, status: int, sign: str
) -> None:
    server.fail(EDUCATION, fault)
    failed = client.get(server.url(EDUCATION))
    assert failed.status_code == status and sign in failed.text
    assert "工作要点" not in failed.text
    assert client.get(server.url(WATER)).status_code == 200
    server.fail(EDUCATION, None)
    assert "工作要点" in client.get(server.url(EDUCATION)).text


def test_silent_site_does_not_answer_and_lets_the_server_close(client: httpx.Client) -> None:
    with serve(today=TODAY, bureaus=[CULTURE]) as server:
        server.fail(CULTURE, "silence")
        with pytest.raises(httpx.ReadTimeout):
            client.get(server.url(CULTURE), timeout=0.2)


def test_bulletins_appear_on_their_day(client: httpx.Client) -> None:
    with serve(today=date(2026, 2, 18), bureaus=[EDUCATION]) as server:
        url = server.url(EDUCATION, "plan_this_year")
        assert client.get(url).status_code == 404
        server.set_today(date(2026, 2, 19))
        assert client.get(url).status_code == 200


def test_unknown_names_are_refused(server: SampleServer) -> None:
    with pytest.raises(SampleTextError, match="no sample bureau"):
        server.fail("nowhere", "500")
    with pytest.raises(SampleTextError, match="no bulletin"):
        server.url(EDUCATION, "nothing")
    with pytest.raises(ValueError, match="earthquake"):
        server.fail(EDUCATION, "earthquake")


def test_taken_port_leaves_nothing_listening(free_port: int) -> None:
    with socket.create_server(("127.0.0.1", free_port + 1)):
        with pytest.raises(OSError, match="in use"):
            serve(free_port, TODAY)
        with socket.create_server(("127.0.0.1", free_port)):
            pass


def test_source_files_are_valid(server: SampleServer, tmp_path: Path) -> None:
    write_source_files(tmp_path / "sources", server.base_urls)
    sources = load_sources(tmp_path / "sources")
    assert {source.source_id for source in sources} == set(server.sites)
    for source in sources:
        assert source.allow_private and source.delay == 0
        assert source.url == server.url(source.source_id)
        assert httpx.get(source.url, trust_env=False).status_code == 200
