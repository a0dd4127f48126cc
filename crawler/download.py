"""The download handler: one HTTP exchange with bounds on time and size, and no way to an address that is not allowed.

Scrapy's own handler knows neither a check of the address that is really connected to, nor names for failures that
tell DNS from TLS. Redirects, retries and robots.txt are not its business but ``fetching``'s.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import yarl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response

from crawler.addresses import PrivateAddressError, public_socket
from crawler.legacy_tls import advice, curable_reason, legacy_context, strict_context
from crawler.outcomes import outcome_of_exception
from crawler.reading.api_address import wire_of
from crawler.types import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

#: Key of ``Request.meta``: this request may go to private and loopback addresses.
ALLOW_PRIVATE = "allow_private"
#: Key of ``Request.meta``: old TLS settings may be tried; and the flag of a ``Response`` that came by them.
LEGACY_TLS = "legacy_tls"
#: Seconds for which a DNS answer is believed and an idle connection kept.
_DNS_SECONDS, _IDLE_SECONDS = 300, 15


class FetchFailedError(Exception):
    """No usable answer came; ``outcome`` names why."""

    def __init__(self, outcome: Outcome, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.status = status


class AddressRefusedError(FetchFailedError):
    """The host has a private or loopback address, and the source may not go there."""


class BoundedDownloadHandler(BaseDownloadHandler):
    """HTTP and HTTPS through aiohttp.

    Separate connection pools: what a source with ``allow_private`` or ``legacy_tls`` has opened is never used by
    another one.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._sessions: dict[tuple[bool, bool], aiohttp.ClientSession] = {}
        #: Hosts (with port) that were found to need old settings in this crawl, and OpenSSL's reason.
        self._legacy_hosts: dict[str, str] = {}

    async def download_request(self, request: Request) -> Response:
        """The answer with its body decoded, or ``FetchFailedError``."""
        is_permitted, host = bool(request.meta.get(LEGACY_TLS)), urlsplit(request.url).netloc
        if is_permitted and host in self._legacy_hosts:
            return await self._exchange(request, self._legacy_hosts[host])
        try:
            return await self._exchange(request)
        except FetchFailedError as error:
            reason = curable_reason(error.__cause__) if error.__cause__ else None
            if reason is None or not is_permitted:
                words = advice(error.__cause__) if error.__cause__ else None
                if words is None:
                    raise
                raise FetchFailedError(error.outcome, f"{error} ({words})", status=error.status) from error
            self._legacy_hosts[host] = reason
            return await self._exchange(request, reason)

    async def _exchange(self, request: Request, legacy_reason: str | None = None) -> Response:
        session = self._session(bool(request.meta.get(ALLOW_PRIVATE)), legacy_reason is not None)
        wire = wire_of(request.url)
        sent = [("Content-Type", wire.content_type)] if wire.content_type else []
        flags = [f"{LEGACY_TLS}: {legacy_reason}"] if legacy_reason is not None else []
        try:
            async with session.request(
                wire.method,
                yarl.URL(wire.url, encoded=True),
                headers=[*request.headers.to_tuple_list(), *sent],
                data=wire.body,
                timeout=aiohttp.ClientTimeout(total=self._timeout),
                allow_redirects=False,
            ) as answer:
                body = b"" if answer.status == 304 else await self._read_body(answer)
                headers = Headers(list(answer.headers.items()))
                return Response(
                    request.url, status=answer.status, headers=headers, body=body, request=request, flags=flags
                )
        except (aiohttp.ClientError, OSError) as error:
            raise _failure(error, self._timeout) from error

    async def _read_body(self, answer: aiohttp.ClientResponse) -> bytes:
        """All of the body. The bound holds for the bytes after decompression, so a small answer cannot grow large."""
        if (answer.content_length or 0) > self._most_bytes:
            message = f"{answer.content_length} bytes announced, {self._most_bytes} allowed"
            raise FetchFailedError(Outcome.TOO_LARGE, message)
        body = bytearray()
        async for part in answer.content.iter_any():
            body += part
            if len(body) > self._most_bytes:
                raise FetchFailedError(Outcome.TOO_LARGE, f"more than {self._most_bytes} bytes")
        return bytes(body)

    def _session(self, allow_private: bool, legacy_tls: bool) -> aiohttp.ClientSession:
        key = allow_private, legacy_tls
        if key not in self._sessions:
            self._sessions[key] = _session(None if allow_private else public_socket, legacy_tls)
        return self._sessions[key]

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()


def _session(socket_factory: Callable[[Any], socket.socket] | None, legacy_tls: bool) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=0,
            ttl_dns_cache=_DNS_SECONDS,
            socket_factory=socket_factory,
            ssl=legacy_context() if legacy_tls else strict_context(),
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
    )


def _failure(error: aiohttp.ClientError | OSError, timeout: float) -> FetchFailedError:
    refused = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(refused, PrivateAddressError):
        return AddressRefusedError(Outcome.CONNECTION, str(refused))
    outcome = outcome_of_exception(error)
    text = f"no complete answer within {timeout:g} s" if outcome is Outcome.TIMEOUT else " ".join(str(error).split())
    return FetchFailedError(outcome, text or type(error).__name__)
