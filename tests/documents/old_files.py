"""The smallest XLS file: records of a workbook (BIFF8) in one stream of an OLE file."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FAT = 0xFFFFFFFE, 0xFFFFFFFD


def xls_of(cells: Sequence[tuple[int, int, float | str]], name: str = "目标") -> bytes:
    """One sheet with these cells: row and column from 0, a number or a text."""
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    sheet += b"".join(_cell(*cell) for cell in cells) + _record(0x0A)
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    named = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    place = len(start) + 4 + 6 + len(named) + 4
    book = start + _record(0x85, struct.pack("<IBB", place, 0, 0) + named) + _record(0x0A) + sheet
    return _ole(book)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, held: float | str) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(held, str):
        return _record(0x204, place + struct.pack("<HB", len(held), 1) + held.encode("utf-16-le"))
    return _record(0x203, place + struct.pack("<d", held))


def _ole(stream: bytes) -> bytes:
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\x00")
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + table + folder.ljust(_SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, below: int, start: int, size: int) -> bytes:
    written = (name + "\x00").encode("utf-16-le")
    none = 0xFFFFFFFF
    head = written.ljust(64, b"\x00") + struct.pack("<HBBIII", len(written), kind, 1, none, none, below)
    return head + bytes(36) + struct.pack("<IQ", start, size)
