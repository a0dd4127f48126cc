"""Answers requests for one sample site: pages, conditional requests, and faults on demand. Loopback only."""

from __future__ import annotations

import hashlib
import socket
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email.utils import format_datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from crawler.samples.site import Resource, Site

HOST = "127.0.0.1"
#: Newest requests kept for a look: a demo may run for weeks.
REQUESTS_KEPT = 10_000
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


@dataclass(slots=True)
class ServerState:
    """What all sites share while they run."""

    clock: Callable[[], date]
    faults: dict[str, Fault] = field(default_factory=dict)
    served: deque[Served] = field(default_factory=lambda: deque(maxlen=REQUESTS_KEPT))
    closing: threading.Event = field(default_factory=threading.Event)


class Listener(ThreadingHTTPServer):
    """One port for one site; knows its open connections, to end them on close."""

    daemon_threads = True

    def __init__(self, state: ServerState, site: Site, port: int) -> None:
        self.state = state
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
    server: Listener

    def do_GET(self) -> None:  # named by http.server
        self._answer()

    def do_HEAD(self) -> None:  # named by http.server
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are kept in ``SampleServer.served``; nothing is printed."""

    def _answer(self) -> None:
        state, bureau = self.server.state, self.server.site.bureau
        fault = state.faults.get(bureau.bureau_id)
        if fault is Fault.SILENCE:
            state.closing.wait(300)
            self.close_connection = True
            return
        if fault in _FAULT_ANSWERS and self.path != "/robots.txt":
            status, markup = _FAULT_ANSWERS[fault]
            self._send(status, markup.encode(), "text/html; charset=utf-8")
            return
        found = self.server.site.resource(self.path, state.clock(), listed=fault is not Fault.EMPTY_LIST)
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
            given["Last-Modified"] = format_datetime(found.changed_at, usegmt=True)
        return given

    def _is_unchanged(self, validators: dict[str, str]) -> bool:
        """If-None-Match outranks If-Modified-Since (RFC 9110 13.2.2)."""
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return validators.get("ETag") in [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == validators.get("Last-Modified")

    def _send(self, status: int, body: bytes, media_type: str | None, extra: dict[str, str] | None = None) -> None:
        self.server.state.served.append(Served(self.server.site.bureau.bureau_id, self.path, status))
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
