"""The sample sites on loopback, one port a bureau, and the controls that tests turn: publish a change, withdraw, fail.

This is an edge: without a given day it asks the clock. It never listens on another address than 127.0.0.1.
"""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from crawler.samples.site import Resource, Site
from crawler.samples.texts import (
    Bulletin,
    SampleTextError,
    anchor_year,
    load_bulletins,
    load_bureaus,
    replaced,
    revised,
)

HOST = "127.0.0.1"
ZONE = ZoneInfo("Asia/Shanghai")
_CHALLENGE = (
    '<html><head><meta id="c" content="" r="m"><script r="m">$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=1;'
    '$_ts.cd="";</script><script src="/w4pQ/challenge.js" r="m"></script></head><body></body></html>'
)
_NOT_FOUND = "<html><head><title>404</title></head><body><h1>404</h1><p>页面不存在或已被删除</p></body></html>"


class Fault(StrEnum):
    """How a sample site can fail."""

    SERVER_ERROR = "500"
    EMPTY_LIST = "empty_list"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Served:
    """One request that a site answered."""

    bureau_id: str
    target: str
    status: int


class SampleServer:
    """Running sample sites. Close it, or use it as a context manager."""

    def __init__(self, sites: dict[str, Site], clock: Callable[[], date], port: int = 0) -> None:
        self.sites = sites
        self.clock = clock
        self.faults: dict[str, Fault] = {}
        self.served: list[Served] = []
        self.closing = threading.Event()
        self._changed: dict[str, datetime] = {}
        self._listeners = self._listen(port)
        self.base_urls = {one.site.bureau.bureau_id: f"http://{HOST}:{one.server_port}" for one in self._listeners}
        self._threads = [
            threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            for one in self._listeners
        ]
        for thread in self._threads:
            thread.start()

    def url(self, bureau_id: str, slug: str | None = None) -> str:
        """Address of a bureau's column, or of one of its bulletins."""
        site = self.sites[bureau_id]
        path = site.start_path if slug is None else site.family.article_path(self._bulletin(bureau_id, slug))
        return self.base_urls[bureau_id] + path

    def publish_revision(self, bureau_id: str, slug: str) -> Bulletin:
        """Put the later version of a bulletin online at its address."""
        return self._edit(revised(self._bulletin(bureau_id, slug)))

    def replace_figure(self, bureau_id: str, slug: str, old: str, new: str) -> Bulletin:
        """Change a piece of a bulletin's body that stands there once, at the same address."""
        now = self.sites[bureau_id].version(self._bulletin(bureau_id, slug), self.clock())
        return self._edit(replaced(now, {old: new}, on=self.clock()))

    def withdraw(self, bureau_id: str, slug: str) -> None:
        """Take a bulletin off list and site: its address is a 404 from now on."""
        self.sites[bureau_id].withdrawn.add(self._bulletin(bureau_id, slug).slug)
        self._changed[bureau_id] = datetime.now(UTC)

    def fail(self, bureau_id: str, fault: Fault | str | None) -> None:
        """Let a bureau's site fail in some way until told None."""
        self._site(bureau_id)
        if fault is None:
            self.faults.pop(bureau_id, None)
        else:
            self.faults[bureau_id] = Fault(fault)

    def set_today(self, today: date) -> None:
        """From now on it is this day on the sites: bulletins up to it are online. The years in the texts stay."""
        self.clock = lambda: today

    def changed_at(self, bureau_id: str, resource: Resource) -> datetime:
        """When a resource last changed: nine in the morning of its day, or the moment of an edit on this site."""
        on_its_day = datetime.combine(resource.changed_on, time(9), ZONE).astimezone(UTC)
        return max(on_its_day, self._changed.get(bureau_id, on_its_day))

    def close(self) -> None:
        """Stop listening and end open connections."""
        self.closing.set()
        for listener, thread in zip(self._listeners, self._threads, strict=True):
            listener.shutdown()
            listener.close_connections()
            listener.server_close()
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _listen(self, port: int) -> list[_Listener]:
        """One listener a site; when a port is taken, those before it are given back."""
        listeners: list[_Listener] = []
        try:
            for at, site in enumerate(self.sites.values()):
                listeners.append(_Listener(self, site, port + at if port else 0))
        except OSError:
            for listener in listeners:
                listener.server_close()
            raise
        return listeners

    def _site(self, bureau_id: str) -> Site:
        if bureau_id not in self.sites:
            raise SampleTextError(f"no sample bureau {bureau_id!r}: one of {', '.join(self.sites)}")
        return self.sites[bureau_id]

    def _bulletin(self, bureau_id: str, slug: str) -> Bulletin:
        for one in self._site(bureau_id).bulletins:
            if one.slug == slug:
                return one
        raise SampleTextError(f"{bureau_id}: no bulletin {slug!r}")

    def _edit(self, bulletin: Bulletin) -> Bulletin:
        self.sites[bulletin.bureau_id].edited[bulletin.slug] = bulletin
        self._changed[bulletin.bureau_id] = datetime.now(UTC)
        return bulletin


class _Listener(ThreadingHTTPServer):
    """One port for one site; knows its open connections, to end them on close."""

    daemon_threads = True

    def __init__(self, owner: SampleServer, site: Site, port: int) -> None:
        self.owner = owner
        self.site = site
        self.visits = 0
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), _Answer)

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        for request in tuple(self._open):
            self.shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the site."""


class _Answer(BaseHTTPRequestHandler):
    """Answers GET and HEAD, conditional ones too."""

    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    timeout = 30
    server: _Listener

    def do_GET(self) -> None:  # named by http.server
        self._answer()

    def do_HEAD(self) -> None:  # named by http.server
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are kept in ``SampleServer.served``; nothing is printed."""

    def _answer(self) -> None:
        owner, bureau = self.server.owner, self.server.site.bureau
        fault = owner.faults.get(bureau.bureau_id)
        if fault is Fault.SILENCE:
            owner.closing.wait(300)
            self.close_connection = True
            return
        if fault in _FAULT_ANSWERS and self.path != "/robots.txt":
            status, markup = _FAULT_ANSWERS[fault]
            self._send(status, markup.encode(), "text/html; charset=utf-8")
            return
        found = self.server.site.resource(self.path, owner.clock(), listed=fault is not Fault.EMPTY_LIST)
        if found is None:
            self._send(404, _NOT_FOUND.encode(), "text/html; charset=utf-8")
        else:
            self._send_resource(found)

    def _send_resource(self, found: Resource) -> None:
        bureau = self.server.site.bureau
        body = found.body
        if bureau.counts_visits and found.media_type.startswith("text/html"):
            self.server.visits += 1
            body = body.replace(b"@VISITS@", str(10_000 + self.server.visits).encode())
        validators = self._validators(found, body)
        if self._is_unchanged(validators):
            self._send(304, b"", None, validators)
        else:
            self._send(200, body, found.media_type, validators)

    def _validators(self, found: Resource, body: bytes) -> dict[str, str]:
        bureau = self.server.site.bureau
        given = {}
        if bureau.validators in ("both", "etag"):
            given["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if bureau.validators in ("both", "last_modified"):
            changed = self.server.owner.changed_at(bureau.bureau_id, found)
            given["Last-Modified"] = format_datetime(changed.replace(microsecond=0), usegmt=True)
        return given

    def _is_unchanged(self, validators: dict[str, str]) -> bool:
        """If-None-Match outranks If-Modified-Since (RFC 9110 13.2.2)."""
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return validators.get("ETag") in [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == validators.get("Last-Modified")

    def _send(self, status: int, body: bytes, media_type: str | None, extra: dict[str, str] | None = None) -> None:
        self.server.owner.served.append(Served(self.server.site.bureau.bureau_id, self.path, status))
        self.send_response(status)
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        if media_type:
            self.send_header("Content-Type", media_type)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


_FAULT_ANSWERS: dict[Fault | None, tuple[int, str]] = {
    Fault.SERVER_ERROR: (500, "<html><body><h1>500 Internal Server Error</h1></body></html>"),
    Fault.BLOCKED: (412, _CHALLENGE),
    Fault.SOFT_404: (200, _NOT_FOUND),
}


def serve(
    port: int = 0, today: date | None = None, *, revised: bool | None = None, bureaus: Iterable[str] | None = None
) -> SampleServer:
    """Start the sample sites: on free ports, or on ``port``, ``port + 1`` …

    Without ``today`` the clock is asked at each request, so that bulletins appear on their day; the anchor year stays
    that of the start. ``revised``: None shows each revision from its day on, True all at once, False none.
    """
    given = today
    clock: Callable[[], date] = (lambda: given) if given else (lambda: datetime.now(ZONE).date())
    texts = load_bulletins(anchor_year(clock()))
    wanted = set(bureaus) if bureaus is not None else set(texts)
    sites = {key: Site(bureau, texts[key], revised) for key, bureau in load_bureaus().items() if key in wanted}
    return SampleServer(sites, clock, port)
