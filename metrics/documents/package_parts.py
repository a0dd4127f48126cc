"""Opens office files, which are ZIP files, without trusting what they say of their own size."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element

from metrics.documents.unreadable import UnreadableError
from metrics.documents.xml_tree import parse_xml

MOST_PARTS = 5_000
LARGEST_PART = 64 * 1024 * 1024
LARGEST_WHOLE = 96 * 1024 * 1024
#: XML of office files packs 5 to 50 times; of large sheets of zeros up to 150.
HIGHEST_RATIO = 250
_RATIO_FROM = 4 * 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Package:
    """The parts of an office file, read one by one, each under the limits."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        except _BROKEN as error:
            raise UnreadableError(f"broken: not a whole ZIP file ({error}); get the file again") from None
        self._unpacked = 0
        if len(self._entries) > MOST_PARTS:
            raise UnreadableError(f"too large: more than {MOST_PARTS} parts")

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._entries

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        entry = self._entries.get(name)
        if entry is None:
            raise UnreadableError(f"broken: its part {name} is missing")
        if entry.file_size > LARGEST_PART or _is_bomb(entry.file_size, entry.compress_size):
            raise UnreadableError(f"too large: {name} unpacks to {entry.file_size} bytes from {entry.compress_size}")
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise UnreadableError(f"broken: {name} cannot be unpacked ({error})") from None
        if len(content) > LARGEST_PART or _is_bomb(len(content), entry.compress_size):
            raise UnreadableError(f"too large: {name} unpacks to more than it says")
        self._unpacked += len(content)
        if self._unpacked > LARGEST_WHOLE:
            raise UnreadableError(f"too large: its parts unpack to more than {LARGEST_WHOLE // 1024**2} MiB")
        return content

    def xml(self, name: str) -> Element:
        """A part as a tree."""
        return parse_xml(self.part(name), name)

    def xml_if_any(self, name: str) -> Element | None:
        """A part that a file may lack."""
        return self.xml(name) if self.has(name) else None


def _is_bomb(size: int, packed: int) -> bool:
    return size > _RATIO_FROM and size > packed * HIGHEST_RATIO
