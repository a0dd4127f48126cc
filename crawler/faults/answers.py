"""What a page of a fault site answers, down to the bytes on the wire."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

HTML = "text/html; charset=utf-8"
_BLOCK = b"<p>" + b"\xe7\x9b\xae\xe6\xa0\x87" * 10_000 + b"</p>"


class Ending(StrEnum):
    """How a connection ends after an answer."""

    KEPT = "kept"
    CLOSED = "closed"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``parts`` streams a body instead of ``body``; ``length`` is what Content-Length says (None: the
    truth, -1: nothing is said and the body is chunked); ``times`` is how often it is given before the healthy one."""

    body: bytes = b""
    status: int = 200
    media_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    parts: Callable[[], Iterator[bytes]] | None = None
    length: int | None = None
    pause: float = 0.0
    ending: Ending = Ending.KEPT
    is_http: bool = True
    times: int | None = None
    has_etag: bool = True

    @property
    def etag(self) -> str:
        """Name of these bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def html(text: str, encoding: str = "utf-8", **changes: object) -> Answer:
    """An answer with a page in it."""
    return Answer(body=text.encode(encoding), **changes)  # type: ignore[arg-type]


def redirect(target: str, status: int = 302, headers: dict[str, str] | None = None) -> Answer:
    """An answer that sends on."""
    return Answer(status=status, headers={"Location": target} | (headers or {}))


def endless(size: int) -> Callable[[], Iterator[bytes]]:
    """A page of ``size`` bytes that is never held whole."""

    def parts() -> Iterator[bytes]:
        sent = 0
        while sent < size:
            yield _BLOCK[: size - sent]
            sent += len(_BLOCK)

    return parts


def bomb(size: int) -> bytes:
    """``size`` bytes as gzip: about a thousandth of that."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = [squeezer.compress(block) for block in endless(size)()]
    return b"".join([*packed, squeezer.flush()])


def cut_gzip(body: bytes) -> Answer:
    """A compressed page whose end is missing, with the length that was really sent."""
    packed = gzip.compress(body, mtime=0)
    return Answer(body=packed[: len(packed) * 2 // 3], headers={"Content-Encoding": "gzip"}, has_etag=False)
