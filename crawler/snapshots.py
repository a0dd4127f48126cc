"""The snapshot store: every fetched body once, under the SHA-256 of its bytes, and beside it one record a fetch.

``objects/ab/abcd….zst`` holds a body; ``objects/ab/abcd….<time>-<url>.json`` says when and from where it came.
Files are written whole and never change. Where they lie is ``storage``'s business.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from crawler.errors import SnapshotError
from crawler.storage import UNFINISHED, storage_at

#: Response headers worth keeping as evidence.
HEADERS_KEPT = (
    "content-type",
    "content-disposition",
    "content-language",
    "date",
    "etag",
    "last-modified",
    "server",
    "via",
)
_OBJECTS = "objects"
_BODY, _RECORD = ".zst", ".json"
_ZSTD_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Fetch:
    """Where and when bytes were fetched."""

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def digest_of(content: bytes) -> str:
    """Name of these bytes: their SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class SnapshotStore:
    """Bodies by digest, and the record of every fetch that brought them."""

    def __init__(self, location: str | Path) -> None:
        self._storage = storage_at(location)

    def put(self, content: bytes, fetch: Fetch) -> str:
        """Keep the bytes and the record of their fetch; both are on the disk when this returns the digest.

        Bytes found damaged are written again: a page that did not change heals its snapshot.
        """
        digest = digest_of(content)
        if not self.holds(digest):
            packed = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compress(content)
            self._storage.write(_body_name(digest), packed)
        record = _record_of(fetch, digest, len(content))
        self._storage.write(_record_name(digest, fetch), json.dumps(record, ensure_ascii=False, indent=1).encode())
        return digest

    def has(self, digest: str) -> bool:
        """Are these bytes kept?"""
        return self._storage.exists(_body_name(digest))

    def holds(self, digest: str) -> bool:
        """Are these bytes kept, whole and undamaged?"""
        if not self.has(digest):
            return False
        try:
            self.get(digest)
        except SnapshotError:
            return False
        return True

    def get(self, digest: str) -> bytes:
        """The bytes of this name, checked against it."""
        packed = self._storage.read(_body_name(digest))
        if packed is None:
            raise SnapshotError(
                f"snapshot {digest}: not in the store; restore it from a backup or fetch the page again"
            )
        try:
            content = zstandard.ZstdDecompressor().decompress(packed)
        except zstandard.ZstdError as error:
            raise SnapshotError(f"snapshot {digest}: damaged ({error}); restore it from a backup") from error
        if digest_of(content) != digest:
            raise SnapshotError(f"snapshot {digest}: the bytes kept have another digest; restore it from a backup")
        return content

    def fetches(self, digest: str) -> Iterator[Fetch]:
        """The records of all fetches that brought these bytes, oldest first."""
        body = _body_name(digest)
        for name in self._storage.names(body.rpartition("/")[0]):
            if name.startswith(body.removesuffix(_BODY) + ".") and name.endswith(_RECORD):
                yield self._fetch(name)

    def digests(self) -> Iterator[str]:
        """The names of all bodies kept, in order."""
        for name in self._storage.names(_OBJECTS):
            if name.endswith(_BODY):
                yield name.rpartition("/")[2].removesuffix(_BODY)

    def verify(self) -> Iterator[str]:
        """Read everything that is kept; one line for each body or record that does not hold."""
        for name in self._storage.names(_OBJECTS):
            digest = name.rpartition("/")[2].partition(".")[0]
            try:
                if name.endswith(_BODY):
                    self.get(digest)
                elif name.endswith(_RECORD):
                    self._fetch(name)
                    if not self.has(digest):
                        yield f"{name}: the bytes of {digest} are missing; restore them from a backup"
                elif not name.endswith(UNFINISHED):
                    yield f"{name}: does not belong into a snapshot store; move it elsewhere"
            except SnapshotError as error:
                yield str(error)

    def _fetch(self, name: str) -> Fetch:
        try:
            record = json.loads(self._storage.read(name) or b"")
            kept = {key: record[key] for key in Fetch.__dataclass_fields__}
            return Fetch(**kept | {"fetched_at": datetime.fromisoformat(kept["fetched_at"])})
        except (ValueError, KeyError, TypeError) as error:
            raise SnapshotError(f"{name}: not a record of a fetch ({error!r}); restore it from a backup") from error


def _body_name(digest: str) -> str:
    if len(digest) != 64 or not digest.isalnum():
        raise SnapshotError(f"snapshot {digest!r}: not a SHA-256 digest (64 hexadecimal digits)")
    return f"{_OBJECTS}/{digest[:2]}/{digest}{_BODY}"


def _record_name(digest: str, fetch: Fetch) -> str:
    moment = fetch.fetched_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    address = hashlib.sha256(fetch.url.encode()).hexdigest()[:12]
    return _body_name(digest).removesuffix(_BODY) + f".{moment}-{address}{_RECORD}"


def _record_of(fetch: Fetch, digest: str, size: int) -> dict[str, object]:
    kept = asdict(fetch) | {"fetched_at": fetch.fetched_at.isoformat(), "headers": dict(fetch.headers)}
    return kept | {"digest": digest, "size": size}
