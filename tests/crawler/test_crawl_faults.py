"""What sites do wrong, over HTTP: each fault ends in its own named outcome, and never in a change."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from crawler.errors import CrawlerError
from crawler.reading import read_page
from crawler.types import Outcome, PageRole
from tests.crawler.bureau import Page, article
from tests.crawler.crawls import source_of

BIG = 50_000
CHALLENGE = b"<html><head><script>$_ts=window['$_ts'];$_ts.cd='qwrt';</script></head><body></body></html>"
NOT_FOUND = (
    '<html><head><meta charset="utf-8"><title>提示信息</title></head>'
    "<body><p>您访问的页面不存在或已删除。</p></body></html>"
)

LIST_FAULTS = {
    "gone": (Page(b"gone", status=404), Outcome.HTTP_4XX),
    "broken": (Page(b"oops", status=500), Outcome.HTTP_5XX),
    "forbidden": (Page(b"no", status=403), Outcome.BLOCKED),
    "challenge_412": (Page(CHALLENGE, status=412), Outcome.BLOCKED),
    "challenge_200": (Page(CHALLENGE), Outcome.BLOCKED),
    "challenge_521": (Page(b"<script>document.cookie=x</script>", status=521), Outcome.BLOCKED),
    "slow": (Page(b"x" * 9000, delay=5), Outcome.TIMEOUT),
    "drip": (Page(b"x" * 9000, drip=0.6), Outcome.TIMEOUT),
    "too_large": (Page(b"x" * (BIG + 1)), Outcome.TOO_LARGE),
    "bomb": (Page(b"x" * 40 * BIG, compressed=True), Outcome.TOO_LARGE),
    "cut_off": (Page(b"<html>", headers={"Content-Length": "9999", "Connection": "close"}), Outcome.CONNECTION),
    "loop": (Page(status=302, headers={"Location": "/zdgz/"}), Outcome.MOVED),
    "cookie_test": (Page(status=302, headers={"Location": "/zdgz/", "Set-Cookie": "CT6T=1"}), Outcome.BLOCKED),
    "endless": (Page(status=302, headers={"Location": "/zdgz/?1"}), Outcome.MOVED),
    "to_root": (Page(status=302, headers={"Location": "/"}), Outcome.SOFT_404),
    "to_ftp": (Page(status=302, headers={"Location": "ftp://127.0.0.1/"}), Outcome.MOVED),
    "soft_404": (Page(NOT_FOUND.encode()), Outcome.SOFT_404),
    "no_body": (Page(b""), Outcome.EMPTY),
    "now_an_article": (Page(article(1, "2026-11-20")), Outcome.LAYOUT_CHANGED),
}


@pytest.mark.parametrize("fault", LIST_FAULTS)
def test_a_bad_list_page_is_named_and_nothing_is_concluded(run, bureau, fault):
    known = run(source_of(bureau)).known()
    page, outcome = LIST_FAULTS[fault]
    bureau.pages["/zdgz/"] = page
    bureau.pages["/"] = Page(article(1, "2026-11-20"))
    bureau.pages |= {f"/zdgz/?{n}": Page(status=302, headers={"Location": f"/zdgz/?{n + 1}"}) for n in range(1, 9)}
    again = run(source_of(bureau), known=known, max_bytes=BIG, timeout_seconds=1)
    report = again.sources["edu"]
    assert (report.outcome, report.complete, report.items) == (outcome, False, 0)
    assert report.message
    assert not again.outcomes(), "no article is asked for when the list does not hold"


def test_one_bad_article_does_not_spoil_the_source(run, bureau):
    bad = {
        "/404": (Page(b"", status=404), Outcome.HTTP_4XX),
        "/500": (Page(b"x", status=500), Outcome.HTTP_5XX),
        "/gone": (Page(NOT_FOUND.encode()), Outcome.SOFT_404),
    }
    paths = bureau.article_paths()
    for path, (page, _) in zip(paths, bad.values(), strict=False):
        bureau.pages[path] = page
        page.has_etag = False
    crawled = run(source_of(bureau))
    assert crawled.outcomes() == [outcome for _, outcome in bad.values()] + [Outcome.OK] * 2
    report = crawled.sources["edu"]
    assert (report.outcome, report.complete, report.articles_fetched, report.articles_failed) == (
        Outcome.CHANGED,
        True,
        2,
        3,
    )
    assert crawled.page(bureau.root + paths[1]).digest is None


def test_a_site_that_blocks_in_the_middle_is_left_alone(run, bureau):
    bureau.add_bulletins(12)
    for path in bureau.article_paths()[3:]:
        bureau.pages[path] = Page(CHALLENGE, status=412)
    crawled = run(source_of(bureau))
    assert crawled.outcomes() == [Outcome.OK] * 3 + [Outcome.BLOCKED] * 4
    assert crawled.sources["edu"].outcome is Outcome.PARTIAL
    assert "4 of 7 pages" in crawled.sources["edu"].message


def test_an_html_page_in_place_of_an_attachment(run, bureau):
    path = bureau.article_paths()[0]
    bureau.pages[path] = Page(article(0, "2026-11-20", more='<p><a href="./a.pdf">附件1.pdf</a></p>'))
    bureau.pages[path.rpartition("/")[0] + "/a.pdf"] = Page(NOT_FOUND.encode(), media_type="application/pdf")
    (file,) = [page for page in run(source_of(bureau)).pages if page.role is PageRole.ATTACHMENT]
    assert file.outcome is Outcome.SOFT_404


def test_a_dead_port_and_an_unknown_name(run, bureau, free_port):
    dead = source_of(bureau, "dead", url=f"http://127.0.0.1:{free_port}/")
    nameless = source_of(bureau, "nameless", url="http://nowhere.invalid/")
    well = source_of(bureau, "well")
    outcomes = {name: report.outcome for name, report in run(dead, nameless, well).sources.items()}
    assert outcomes == {"dead": Outcome.CONNECTION, "nameless": Outcome.DNS, "well": Outcome.CHANGED}


def test_plain_http_where_tls_is_expected(run, bureau):
    source = source_of(bureau, url=bureau.root.replace("http:", "https:") + "/zdgz/")
    assert run(source).sources["edu"].outcome is Outcome.TLS


def test_private_addresses_need_permission(run, bureau):
    closed = run(source_of(bureau, allow_private=False))
    by_name = run(source_of(bureau, url=f"http://localhost:{bureau.port}/zdgz/", allow_private=False))
    for crawled in (closed, by_name):
        assert crawled.sources["edu"].outcome is Outcome.CONNECTION
        assert "private or loopback" in crawled.sources["edu"].message
    assert not bureau.requests


@pytest.mark.parametrize("target", ["http://[gone/", "http://a.example:99999/", "javascript:history.back()"])
def test_a_redirect_to_what_is_no_address_is_a_move(run, bureau, target):
    known = run(source_of(bureau)).known()
    path = bureau.article_paths()[0]
    bureau.pages[path] = Page(status=302, headers={"Location": target})
    crawled = run(source_of(bureau), known=known)
    (page,) = [page for page in crawled.pages if page.url == bureau.root + path]
    assert (page.outcome, crawled.sources["edu"].outcome) == (Outcome.MOVED, Outcome.UNCHANGED)
    bureau.pages["/robots.txt"] = Page(status=302, headers={"Location": target})
    assert run(source_of(bureau)).sources["edu"].outcome is Outcome.CHANGED, "there are no rules at such a place"


def test_a_redirect_to_another_host_is_a_move(run, bureau, bureaus):
    other = bureaus()
    other.add_bulletins(5)
    bureau.pages["/zdgz/"] = Page(status=301, headers={"Location": f"{other.root}/zdgz/"})
    report = run(source_of(bureau)).sources["edu"]
    assert (report.outcome, report.items) == (Outcome.MOVED, 0)
    assert report.message == f"moved to {other.root}/zdgz/"


def test_a_passing_failure_is_tried_again(run, bureau):
    listing = bureau.pages["/zdgz/"]
    bureau.pages["/zdgz/"] = Page(b"busy", status=503, headers={"Retry-After": "1"})
    healing = threading.Timer(0.5, lambda: bureau.pages.update({"/zdgz/": listing}))
    healing.start()
    started = time.monotonic()
    report = run(source_of(bureau)).sources["edu"]
    healing.join()
    assert report.outcome is Outcome.CHANGED
    assert time.monotonic() - started >= 1


def test_a_long_retry_after_is_respected_by_going_away(run, bureau):
    bureau.pages["/zdgz/"] = Page(b"later", status=429, headers={"Retry-After": "3600"})
    assert run(source_of(bureau)).sources["edu"].outcome is Outcome.BLOCKED
    assert bureau.asked("/zdgz/") == 1


def test_snapshots_that_cannot_be_written_end_the_crawl(run, bureau, tmp_path):
    Path(tmp_path / "snapshots").write_text("in the way")
    with pytest.raises(CrawlerError, match="crawl c1 stopped"):
        run(source_of(bureau))


def test_a_page_that_breaks_the_reader_spoils_its_own_source_only(run, bureau, bureaus, monkeypatch):
    other = bureaus()
    other.add_bulletins(4)

    def read_or_break(content, **facts):
        if str(other.port) in facts["url"] and facts["expect"] == "article":
            raise ValueError("unreadable")
        return read_page(content, **facts)

    monkeypatch.setattr("crawler.visits.read_page", read_or_break)
    reports = run(source_of(other, "bad"), source_of(bureau, "well")).sources
    assert (reports["bad"].outcome, reports["bad"].complete) == (Outcome.PARSE_ERROR, False)
    assert "ValueError: unreadable" in reports["bad"].message
    assert reports["well"].outcome is Outcome.CHANGED


def test_a_server_that_speaks_no_http(run, bureau):
    listener = socket.create_server(("127.0.0.1", 0))
    talking = threading.Thread(target=_talk_nonsense, args=(listener,), daemon=True)
    talking.start()
    source = source_of(bureau, url=f"http://127.0.0.1:{listener.getsockname()[1]}/zdgz/")
    assert run(source, retries=0).sources["edu"].outcome is Outcome.CONNECTION
    listener.close()


def _talk_nonsense(listener: socket.socket) -> None:
    peer, _ = listener.accept()
    with peer:
        peer.recv(1000)
        peer.sendall(b"220 mail.pingchuan.example ESMTP\r\n")


def test_a_redirect_to_a_private_address_is_refused(run, bureau, monkeypatch):
    """127.0.0.1 plays the public site here: nothing else can be reached from a test."""
    monkeypatch.setattr("crawler.addresses.is_private", lambda address: address != "127.0.0.1")
    paths = bureau.article_paths()
    for path in paths[:2]:
        bureau.pages[path] = Page(status=302, headers={"Location": f"http://127.0.0.2:{bureau.port}/admin"})
    crawled = run(source_of(bureau, allow_private=False))
    assert crawled.outcomes() == [Outcome.MOVED] * 2 + [Outcome.OK] * 3
    assert "private or loopback" in crawled.page(bureau.root + paths[0]).message
    assert bureau.asked("/admin") == 0
