"""Places to keep snapshots: a folder on a local disk, or anything that fsspec knows by an address with ``://``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import fsspec

from crawler.errors import SnapshotError

UNFINISHED = ".part"


class Storage(Protocol):
    """What the store needs of a place to keep files; names are relative, with slashes."""

    def read(self, name: str) -> bytes | None: ...
    def write(self, name: str, content: bytes) -> None: ...
    def exists(self, name: str) -> bool: ...
    def names(self, under: str) -> Iterator[str]: ...


class Folder:
    """A folder on a local disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(unfinished).replace(target)
        finally:
            Path(unfinished).unlink(missing_ok=True)  # there only when it could not be put in place

    def exists(self, name: str) -> bool:
        return (self.path / name).is_file()

    def names(self, under: str) -> Iterator[str]:
        for path in sorted((self.path / under).rglob("*")):
            if path.is_file():
                yield path.relative_to(self.path).as_posix()


class Remote:
    """An object store or another file system, by its address (``s3://bucket/snapshots``, ``memory://snapshots``).

    A file appears there whole or not at all where the store works so, as object stores do.
    """

    def __init__(self, url: str) -> None:
        try:
            found: tuple[Any, str] = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise SnapshotError(f"snapshots at {url}: {' '.join(str(error).split())}") from error
        self._files, root = found
        self._root = root.rstrip("/")

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._files.cat_file(self._path(name)))
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        path = self._path(name)
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(path, content)

    def exists(self, name: str) -> bool:
        return bool(self._files.isfile(self._path(name)))

    def names(self, under: str) -> Iterator[str]:
        for path in sorted(self._files.find(self._path(under))):
            yield path.lstrip("/").removeprefix(self._root.lstrip("/")).lstrip("/")

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def storage_at(location: str | Path) -> Storage:
    """The place that an address or a path names."""
    return Remote(str(location)) if "://" in str(location) else Folder(Path(location))
