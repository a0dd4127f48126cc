"""Gzip made of pieces: what is kept is packed once, and a fresh end is added without packing the rest again.

The result is one ordinary gzip member, because some readers stop after the first of several.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from isal import isal_zlib

_LEVEL = 1
_RAW_DEFLATE = -15
#: Magic, deflate, no flags, no time, fastest, unknown system.
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"


@dataclass(frozen=True, slots=True)
class Packed:
    """Plain bytes with their deflate blocks, which end on a byte boundary and are not the last."""

    plain: bytes
    blocks: bytes
    checksum: int


def _deflate(plain: bytes, *, last: bool) -> bytes:
    packer = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _RAW_DEFLATE)
    blocks: bytes = packer.compress(plain)
    return blocks + packer.flush(isal_zlib.Z_FINISH if last else isal_zlib.Z_SYNC_FLUSH)


def pack(plain: bytes) -> Packed:
    """Pack bytes that will be sent many times."""
    return Packed(plain, _deflate(plain, last=False), isal_zlib.crc32(plain))


def join(pieces: list[Packed]) -> Packed:
    """Several packed pieces as one; nothing is packed again."""
    plain = b"".join(piece.plain for piece in pieces)
    return Packed(plain, b"".join(piece.blocks for piece in pieces), isal_zlib.crc32(plain))


def gzip_with_end(kept: Packed, end: bytes) -> bytes:
    """A whole gzip file of the kept bytes followed by ``end``."""
    checksum = isal_zlib.crc32(end, kept.checksum)
    length = (len(kept.plain) + len(end)) & 0xFFFFFFFF
    return b"".join((_GZIP_HEADER, kept.blocks, _deflate(end, last=True), struct.pack("<II", checksum, length)))
