"""A bureau's web site on loopback: pages are entries of a dict, and every request is noted."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCES = (
    "全市教育工作以提高质量为主线，坚持立德树人。"
    "新建、改扩建幼儿园{places}所，新增学位{places}0个，智慧校园建成率达到{rate}%。"
)


@dataclass
class Page:
    """What an address answers."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    has_etag: bool = True
    compressed: bool = False

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.body, usedforsecurity=False).hexdigest()[:12]}"'


@dataclass
class Bureau:
    """The site: pages by path and query, requests in order, and what they carried."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    busy: int = 0
    most_busy: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(self, path: str) -> int:
        return sum(name == path for name, _ in self.requests)

    def add_bulletins(self, count: int, *, days: tuple[str, ...] = (), folder: str = "/zdgz/") -> None:
        """A list page at ``folder`` and its articles, newest first."""
        days = days or tuple(f"2026-11-{20 - number % 20:02d}" for number in range(count))
        items = [(f"t{day.replace('-', '')}_{1000 + number}.html", number, day) for number, day in enumerate(days)]
        self.pages[folder] = Page(list_page([(name, f"关于第{n}项教育重点工作的通报", day) for name, n, day in items]))
        for name, number, day in items:
            self.pages[f"{folder}{day[:4]}{day[5:7]}/{name}"] = Page(article(number, day))

    def article_paths(self) -> list[str]:
        return [path for path in self.pages if "/t20" in path]


def list_page(items: list[tuple[str, str, str]], *, pager: str = "") -> bytes:
    """A column's list. An item is a file name, a title and a day."""
    rows = "".join(
        f'<li><a href="./{day[:4]}{day[5:7]}/{name}" title="{title}">{title}</a><span>{day}</span></li>'
        for name, title, day in items
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>重点工作_平川市教育局</title>
<meta name="SiteName" content="平川市教育局"><meta name="ColumnName" content="重点工作">
<meta name="ColumnType" content="工作动态">
</head><body><div class="head"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/hdjl/">互动交流</a></div>
<div class="list"><ul class="news">{rows}</ul><div class="page">{pager}</div></div>
<div class="foot">网站标识码：9999990001 主办：平川市教育局</div></body></html>""".encode()


def article(number: int, day: str, *, rate: int = 90, more: str = "") -> bytes:
    """A bulletin with one figure that can change."""
    title = f"关于第{number}项教育重点工作的通报"
    text = SENTENCES.format(places=number + 3, rate=rate)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_平川市教育局</title>
<meta name="SiteName" content="平川市教育局"><meta name="ColumnName" content="重点工作">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:30">
<meta name="ContentSource" content="平川市教育局">
</head><body><h1>{title}</h1><div class="info">发布时间：{day} 09:30　来源：平川市教育局</div>
<div class="TRS_Editor"><p>　　{text}</p><p>　　{text.replace("全市", "各县区")}</p>
<p>　　{text.replace("全市", "今年")}</p>{more}</div>
<div class="foot">网站标识码：9999990001</div></body></html>""".encode()


class _Answers(BaseHTTPRequestHandler):
    bureau: Bureau
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve(self.path)

    def do_POST(self) -> None:
        """What is sent stands behind the path, after a blank."""
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self._serve(f"{self.path} {sent}")

    def _serve(self, path: str) -> None:
        bureau = self.bureau
        with bureau.lock:
            bureau.busy += 1
            bureau.most_busy = max(bureau.most_busy, bureau.busy)
            bureau.requests.append((path, {name.lower(): value for name, value in self.headers.items()}))
        try:
            self._answer(bureau.pages.get(path, Page(b"<html><title>404</title></html>", status=404)))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with bureau.lock:
                bureau.busy -= 1

    def _answer(self, page: Page) -> None:
        time.sleep(page.delay)
        unchanged = page.status == 200 and self._is_known(page)
        body = b"" if unchanged else gzip.compress(page.body) if page.compressed else page.body
        self.send_response(304 if unchanged else page.status)
        headers = {"Content-Type": page.media_type, "Content-Length": str(len(body))} | page.headers
        if page.has_etag and page.status == 200:
            headers["ETag"] = page.etag
        if page.compressed:
            headers["Content-Encoding"] = "gzip"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for start in range(0, len(body), 1024 if page.drip else len(body) or 1):
            self.wfile.write(body[start : start + 1024] if page.drip else body)
            time.sleep(page.drip)

    def _is_known(self, page: Page) -> bool:
        since = page.headers.get("Last-Modified")
        if page.has_etag:
            return self.headers.get("If-None-Match") == page.etag
        return since is not None and self.headers.get("If-Modified-Since") == since

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Bureau]:
    """One bureau on a free port, ended with the block."""
    answers = type("Answers", (_Answers,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    server.daemon_threads = True
    answers.bureau = bureau = Bureau(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield bureau
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
