"""Fault sites on loopback: a port a fault, healthy until it is switched on. Never listens beyond 127.0.0.0/8."""

from __future__ import annotations

import io
import socket
import struct
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.faults.answers import Answer, Ending
from crawler.faults.old_tls import OldTlsConnection, OldTlsFile
from crawler.faults.section import LIST_PATH
from crawler.faults.stage import Fault, Stage
from crawler.faults.table import FAULTS
from crawler.faults.tls import OLD_RENEGOTIATION, Keys

HOST, NEIGHBOUR = "127.0.0.1", "127.0.0.2"
#: Addresses by which a person switches a fault.
ON, OFF = "/-/on", "/-/off"
_MISSING = Answer(b"<html><title>404</title></html>", status=404)
#: SO_LINGER with no time: the next close sends RST instead of FIN.
_RESET = struct.pack("ii", 1, 0)


class FaultSite:
    """One fault with the site and the neighbour on which it plays. ``asked`` are the newest paths asked for."""

    def __init__(self, fault: Fault, keys: Keys | None, today: date, port: int = 0) -> None:
        self.fault = fault
        self._keys = keys
        self._today = today
        self.asked: deque[str] = deque(maxlen=1000)
        self._listeners = [Listener(self, HOST, port)]
        self._listeners.append(Listener(self, NEIGHBOUR, self._listeners[0].server_port))
        scheme = "https" if fault.tls else "http"
        port = self._listeners[0].server_port
        self.root, self.neighbour_root = (f"{scheme}://{host}:{port}" for host in (HOST, NEIGHBOUR))
        self.heal()

    @property
    def url(self) -> str:
        """Address of the list."""
        return self.root + LIST_PATH

    @property
    def mirror_url(self) -> str:
        """Address of the neighbour's list."""
        return self.neighbour_root + LIST_PATH

    def fail(self) -> None:
        """Switch the fault on."""
        self.heal()
        self.fault.play(self.stage)
        self._take_context()

    def heal(self) -> None:
        """Be healthy."""
        self.stage = Stage(self.root, self.neighbour_root, self._today, tls=self.fault.tls)
        if self.fault.before is not None:
            self.fault.before(self.stage)
        self.given: Counter[str] = Counter()
        self._take_context()

    def _take_context(self) -> None:
        name, keys = self.stage.tls, self._keys
        is_old = name == OLD_RENEGOTIATION
        self.old_server = keys.old_server() if keys is not None and is_old else None
        self._context = keys.context(name) if keys is not None and name is not None and not is_old else None

    def answer(self, path: str, is_neighbour: bool) -> Answer:
        """What is answered now; the fault's answers that are given a few times only are counted."""
        self.asked.append(path if not is_neighbour else f"{NEIGHBOUR}{path}")
        found = (self.stage.neighbour if is_neighbour else self.stage.pages).get(path, _MISSING)
        if found.times is not None:
            self.given[path] += 1
            if self.given[path] > found.times:
                return Stage(self.root, self.neighbour_root, self._today).pages.get(path, _MISSING)
        return found

    def wrapped(self, connection: socket.socket) -> socket.socket:
        """The connection as the site speaks on it: TLS where it has a certificate now."""
        if self._context is None:
            return connection
        connection.settimeout(5)
        return self._context.wrap_socket(connection, server_side=True)

    def start(self) -> None:
        """Answer."""
        for listener in self._listeners:
            threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        for listener in self._listeners:
            listener.shutdown()
            listener.server_close()


class Listener(ThreadingHTTPServer):
    """One host of a fault site."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, site: FaultSite, host: str, port: int) -> None:
        self.site = site
        self.is_neighbour = host == NEIGHBOUR
        super().__init__((host, port), _Exchange)

    def finish_request(self, request: object, client_address: object) -> None:
        """Answer on one connection; whoever hangs up in the middle is no news."""
        with suppress(OSError), self.site.wrapped(request) as connection:  # type: ignore[arg-type]
            _Exchange(connection, client_address, self)


class _Exchange(BaseHTTPRequestHandler):
    server: Listener
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server.site
        if self.path in (ON, OFF):
            (site.fail if self.path == ON else site.heal)()
            self._send(Answer(b"done\n", media_type="text/plain"))
            return
        self._send(site.answer(self.path, self.server.is_neighbour))

    def do_POST(self) -> None:
        """What is sent stands behind the path, after a blank."""
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")
        self._send(self.server.site.answer(f"{self.path} {sent}", self.server.is_neighbour))

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.pause)
        if not answer.is_http:
            self.wfile.write(answer.body)
            self.close_connection = True
            return
        is_known = answer.has_etag and answer.status == 200 and self.headers.get("If-None-Match") == answer.etag
        self._send_head(answer, 304 if is_known else answer.status)
        if not is_known:
            self._send_body(answer)
        self.wfile.flush()
        self.close_connection = answer.length is not None or answer.ending is not Ending.KEPT or self.close_connection
        if answer.ending is Ending.RESET:
            time.sleep(0.05)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.connection.close()

    def _send_head(self, answer: Answer, status: int) -> None:
        self.send_response(status)
        headers = {"Content-Type": answer.media_type} | answer.headers
        if answer.parts is None and answer.has_etag and answer.status == 200:
            headers["ETag"] = answer.etag
        if answer.length == -1:
            headers["Transfer-Encoding"] = "chunked"
        else:
            length = len(answer.body) if answer.length is None else answer.length
            headers["Content-Length"] = "0" if status == 304 else str(length)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send_body(self, answer: Answer) -> None:
        if answer.parts is None:
            self.wfile.write(answer.body)
            return
        for part in answer.parts():
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part) if answer.length == -1 else part)
            self.wfile.flush()
        if answer.length == -1:
            self.wfile.write(b"0\r\n\r\n")

    def setup(self) -> None:
        super().setup()
        if self.server.site.old_server is not None:
            connection = OldTlsConnection(self.request, *self.server.site.old_server)
            connection.shake_hands()
            stream = OldTlsFile(connection)
            self.rfile, self.wfile = io.BufferedReader(stream), stream  # type: ignore[assignment]

    def log_message(self, *_: object) -> None:
        pass


class FaultServer:
    """Running fault sites by name. Close it, or use it as a context manager."""

    def __init__(self, names: Iterable[str], today: date, port: int = 0) -> None:
        faults = [FAULTS[name] for name in names]
        self._folder = tempfile.TemporaryDirectory(prefix="goalboard-faults-")
        keys = Keys(Path(self._folder.name)) if any(fault.tls for fault in faults) else None
        #: The certificate of the authority that signs the sites' own (for SSL_CERT_FILE).
        self.authority = keys.authority if keys else None
        self.sites = {
            fault.name: FaultSite(fault, keys, today, port + number if port else 0)
            for number, fault in enumerate(faults)
        }
        for site in self.sites.values():
            site.start()

    def close(self) -> None:
        """Stop all sites."""
        for site in self.sites.values():
            site.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(*names: str, today: date | None = None, port: int = 0) -> FaultServer:
    """Start the sites of these faults, or of all: on free ports, or on ``port``, ``port + 1`` … Each begins healthy."""
    return FaultServer(names or FAULTS, today or datetime.now(UTC).date(), port)
