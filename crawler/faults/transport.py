"""Faults of the web itself: statuses, redirects, connections, sizes, robots.txt."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from crawler.faults.answers import Answer, Ending, bomb, cut_gzip, endless, html, redirect
from crawler.faults.section import LIST_PATH, SECOND_PAGE
from crawler.faults.stage import Fault, Play, Stage
from crawler.types import Outcome

GIGABYTE = 1_000_000_000
BLOCKED, LAYOUT = ("source_blocked",), ("source_layout_changed",)
#: Settings with which slow and large answers are over within a second.
_SHORT, _SMALL = {"timeout_seconds": 1.0, "retries": 0}, {"max_bytes": 300_000}
_ONCE = {"retries": 0}
_RUISHU = b"<html><head><meta r='m'><script>$_ts=window['$_ts'];$_ts.cd='qxRt';</script></head><body></body></html>"
_JIASULE = (
    b"<script>document.cookie='__jsl_clearance_s=1700.1|0|x;max-age=3600';location.href=location.pathname</script>"
)


def _answers(answer: Answer) -> Play:
    """The list page answers so."""
    return lambda stage: stage.pages.update({LIST_PATH: answer})


def _status(status: int, body: bytes = b"refused", **headers: str) -> Play:
    return _answers(Answer(body, status, headers={name.replace("_", "-"): value for name, value in headers.items()}))


def _robots(body: bytes, status: int = 200, media_type: str = "text/plain") -> Play:
    return lambda stage: stage.pages.update({"/robots.txt": Answer(body, status, media_type)})


def _everywhere(answer: Answer) -> Play:
    def play(stage: Stage) -> None:
        stage.pages.update({bulletin.path: answer for bulletin in stage.bulletins})

    return play


def _redirect_endless(stage: Stage) -> None:
    stage.pages[LIST_PATH] = redirect(f"{LIST_PATH}?1")
    stage.pages.update({f"{LIST_PATH}?{n}": redirect(f"{LIST_PATH}?{n + 1}") for n in range(1, 20)})


def _moved_to_neighbour(stage: Stage) -> None:
    stage.neighbour = dict(stage.pages)
    stage.pages[LIST_PATH] = redirect(f"{stage.neighbour_root}{LIST_PATH}", 301)


def _article_to_private(stage: Stage) -> None:
    stage.neighbour["/admin"] = html("<title>admin</title>")
    stage.pages[stage.first.path] = redirect(f"{stage.neighbour_root}/admin")


def _front_page(stage: Stage) -> None:
    stage.pages["/"] = stage.pages[stage.first.path]
    stage.pages[LIST_PATH] = redirect("/")


def _slow_drip() -> Iterator[bytes]:
    while True:
        time.sleep(0.2)
        yield b"<p>"


def _cut(share: float) -> Callable[[Stage], None]:
    """The first bulletin ends early, with a Content-Length that agrees: only the page itself can tell."""

    def play(stage: Stage) -> None:
        whole = stage.pages[stage.first.path].body
        stage.pages[stage.first.path] = Answer(whole, length=int(len(whole) * share), has_etag=False)

    return play


def _cut_list(stage: Stage) -> None:
    whole = stage.pages[LIST_PATH].body
    end = whole.rindex(b"<li>")
    stage.pages[LIST_PATH] = Answer(whole[:end], has_etag=False)


def _squeezed_article(stage: Stage) -> None:
    stage.pages[stage.first.path] = cut_gzip(stage.pages[stage.first.path].body)


def _passing_429(stage: Stage) -> None:
    stage.pages[LIST_PATH] = Answer(b"slow down", 429, headers={"Retry-After": "1"}, times=1)


STATUSES = (
    Fault("not_found", "the list answers 404", _status(404), Outcome.HTTP_4XX),
    Fault("gone", "the list answers 410", _status(410), Outcome.HTTP_4XX),
    Fault("forbidden", "the list answers 403", _status(403), Outcome.BLOCKED, BLOCKED),
    Fault("precondition", "the list answers 412 without a word", _status(412, b""), Outcome.BLOCKED, BLOCKED),
    Fault(
        "too_many_requests", "429, come back in an hour", _status(429, Retry_After="3600"), Outcome.BLOCKED, BLOCKED
    ),
    Fault("too_many_once", "429 once with Retry-After: 1, then the page", _passing_429, Outcome.UNCHANGED),
    Fault("server_error", "the list answers 500", _status(500), Outcome.HTTP_5XX, order=_ONCE),
    Fault("bad_gateway", "the list answers 502", _status(502), Outcome.HTTP_5XX, order=_ONCE),
    Fault("unavailable", "503 with Retry-After: 120", _status(503, Retry_After="120"), Outcome.HTTP_5XX),
    Fault("ruishu_200", "challenge of 瑞数 with 200", _status(200, _RUISHU), Outcome.BLOCKED, BLOCKED),
    Fault("ruishu_202", "challenge of 瑞数 with 202", _status(202, _RUISHU), Outcome.BLOCKED, BLOCKED),
    Fault("ruishu_412", "challenge of 瑞数 with 412", _status(412, _RUISHU), Outcome.BLOCKED, BLOCKED),
    Fault("jiasule_521", "challenge of 加速乐 with 521", _status(521, _JIASULE), Outcome.BLOCKED, BLOCKED),
    Fault("jiasule_200", "challenge of 加速乐 with 200", _status(200, _JIASULE), Outcome.BLOCKED, BLOCKED),
    Fault(
        "articles_blocked", "the list answers, every bulletin is a challenge with 412",
        _everywhere(Answer(_RUISHU, 412)), Outcome.PARTIAL, page=Outcome.BLOCKED,
    ),
    Fault(
        "articles_challenged", "the list answers, every bulletin is a challenge with 200",
        _everywhere(Answer(_RUISHU)), Outcome.PARTIAL, page=Outcome.BLOCKED,
    ),
    Fault(
        "second_page_broken", "page 2 of the list answers 500",
        lambda stage: stage.pages.update({SECOND_PAGE: Answer(b"oops", 500)}), Outcome.PARTIAL, order=_ONCE,
    ),
)  # fmt: skip

REDIRECTS = (
    Fault("redirect_loop", "301 to itself", _answers(redirect(LIST_PATH, 301)), Outcome.MOVED, LAYOUT),
    Fault("redirect_endless", "a new redirect each time", _redirect_endless, Outcome.MOVED, LAYOUT),
    Fault(
        "cookie_loop", "302 to itself with a cookie: a firewall's test",
        _answers(redirect(LIST_PATH, headers={"Set-Cookie": "CT6T=1"})), Outcome.BLOCKED, BLOCKED,
    ),
    Fault("moved_away", "301 to another host", _moved_to_neighbour, Outcome.MOVED, LAYOUT),
    Fault("to_front_page", "302 to the front page", _front_page, Outcome.SOFT_404, LAYOUT),
    Fault(
        "to_private", "a bulletin is redirected to a private address",
        _article_to_private, Outcome.UNCHANGED, page=Outcome.MOVED, source={"allow_private": False},
    ),
    Fault("to_file", "302 to file:///etc/passwd", _answers(redirect("file:///etc/passwd")), Outcome.MOVED, LAYOUT),
)  # fmt: skip

CONNECTIONS = (
    Fault(
        "silence", "the connection is taken and nothing is said",
        _answers(Answer(pause=5.0)), Outcome.TIMEOUT, order=_SHORT,
    ),
    Fault(
        "slow_drip", "three bytes every 0.2 seconds, for ever",
        _answers(Answer(parts=_slow_drip, length=-1)), Outcome.TIMEOUT, order=_SHORT,
    ),
    Fault(
        "reset", "the connection is reset in the middle of the page",
        _answers(Answer(b"<html>" * 99, length=200_000, ending=Ending.RESET)), Outcome.CONNECTION, order=_ONCE,
    ),
    Fault(
        "length_too_long", "Content-Length promises more than comes",
        _answers(Answer(b"<html>" * 99, length=9_999, ending=Ending.CLOSED)), Outcome.CONNECTION, order=_ONCE,
    ),
    Fault(
        "length_too_short", "Content-Length cuts a bulletin in its middle",
        _cut(0.75), Outcome.UNCHANGED, page=Outcome.CONNECTION,
    ),
    Fault("list_cut", "the list breaks off in its middle and says that it is whole", _cut_list, Outcome.CONNECTION),
    Fault(
        "gzip_cut", "a compressed bulletin lacks its last third",
        _squeezed_article, Outcome.UNCHANGED, page=Outcome.CONNECTION, order=_ONCE,
    ),
    Fault(
        "gzip_false", "Content-Encoding says gzip, the bytes are none",
        _answers(Answer(b"<html>plain</html>", headers={"Content-Encoding": "gzip"})), Outcome.CONNECTION, order=_ONCE,
    ),
    Fault(
        "huge_announced", "a page of one gigabyte that says so",
        _answers(Answer(parts=endless(GIGABYTE), length=GIGABYTE)), Outcome.TOO_LARGE, order=_SMALL,
    ),
    Fault(
        "huge_page", "a page of one gigabyte that does not say so",
        _answers(Answer(parts=endless(GIGABYTE), length=-1)), Outcome.TOO_LARGE, order=_SMALL,
    ),
    Fault(
        "gzip_bomb", "fifty megabytes in fifty kilobytes",
        lambda stage: stage.pages.update({LIST_PATH: Answer(bomb(50_000_000), headers={"Content-Encoding": "gzip"})}),
        Outcome.TOO_LARGE, order=_SMALL,
    ),
    Fault(
        "not_http", "the server greets as a mail server",
        _answers(Answer(b"220 mail ESMTP\r\n", is_http=False)), Outcome.CONNECTION, order=_ONCE,
    ),
)  # fmt: skip

ROBOTS = (
    Fault(
        "robots_forbid", "robots.txt forbids the section now",
        _robots(b"User-agent: *\nDisallow: /zdgz/"), Outcome.ROBOTS_DENIED, BLOCKED,
    ),
    Fault("robots_broken", "robots.txt answers 503", _robots(b"", 503), Outcome.HTTP_5XX, order=_ONCE),
    Fault("robots_withheld", "robots.txt answers 403", _robots(b"", 403), Outcome.UNCHANGED),
    Fault(
        "robots_is_a_page", "robots.txt is an HTML page that contains rules",
        _robots(b"<html>\nUser-agent: *\nDisallow: /\n</html>", media_type="text/html"), Outcome.UNCHANGED,
    ),
)  # fmt: skip
