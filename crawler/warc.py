"""Kept pages as a WARC file (ISO 28500), for auditors and other archives: each body once, later fetches as revisits.

What is kept is the body after decompression and the headers that count as evidence; the records say just that.
The payload digest of a record is the SHA-256 under which Goalboard names the bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC
from http import HTTPStatus
from typing import IO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.addresses import is_fetchable
from crawler.snapshots import Fetch, SnapshotStore

_SAID = {
    "software": "Goalboard",
    "format": "WARC File Format 1.1",
    "description": "Bodies as they were after content decoding, with the response headers that were kept.",
}
#: Said of the bytes on the wire, not of the decoded body.
_NOT_OURS = frozenset({"content-length", "content-encoding", "transfer-encoding"})


class WarcFile:
    """Writes the snapshots of a store into an open stream."""

    def __init__(self, stream: IO[bytes], name: str, *, is_compressed: bool = True) -> None:
        self._writer = WARCWriter(stream, gzip=is_compressed, warc_version="1.1")
        self._writer.write_record(self._writer.create_warcinfo_record(name, _SAID))
        self.records = 0

    def write(self, store: SnapshotStore, digest: str, fetches: Iterable[Fetch]) -> None:
        """One body with all its fetches, oldest first. Raises SnapshotError where the bytes do not hold."""
        content, first = store.get(digest), None
        for fetch in fetches:
            record = self._first(fetch, digest, content) if first is None else self._revisit(fetch, digest, first)
            first = first or fetch
            self._writer.write_record(record)
            self.records += 1

    def _first(self, fetch: Fetch, digest: str, content: bytes) -> ArcWarcRecord:
        headers = {"WARC-Date": _moment(fetch), "WARC-Payload-Digest": f"sha256:{digest}"}
        length = len(content)
        if not is_fetchable(fetch.final_url):  # a bulletin that a person gave as a file
            media_type = fetch.media_type or "application/octet-stream"
            return self._writer.create_warc_record(
                fetch.final_url, "resource", io.BytesIO(content), length, media_type, headers
            )
        return self._writer.create_warc_record(
            fetch.final_url,
            "response",
            payload=io.BytesIO(content),
            length=length,
            warc_headers_dict=headers,
            http_headers=_http(fetch, length),
        )

    def _revisit(self, fetch: Fetch, digest: str, first: Fetch) -> ArcWarcRecord:
        return self._writer.create_revisit_record(
            fetch.final_url,
            f"sha256:{digest}",
            first.final_url,
            _moment(first),
            http_headers=_http(fetch, None),
            warc_headers_dict={"WARC-Date": _moment(fetch)},
        )


def _http(fetch: Fetch, length: int | None) -> StatusAndHeaders:
    """The answer's first line and headers; a revisit announces no length, for it holds no body."""
    kept = [(name.title(), _latin(value)) for name, value in fetch.headers.items() if name.lower() not in _NOT_OURS]
    if length is not None:
        kept.append(("Content-Length", str(length)))
    known = fetch.status in HTTPStatus._value2member_map_
    phrase = HTTPStatus(fetch.status).phrase if known else "Unknown"
    return StatusAndHeaders(f"{fetch.status} {phrase}", kept, protocol="HTTP/1.1")


def _latin(value: str) -> str:
    """A header's value without line ends, in characters that a header can hold."""
    return " ".join(value.split()).encode("latin-1", "backslashreplace").decode("latin-1")


def _moment(fetch: Fetch) -> str:
    return fetch.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
