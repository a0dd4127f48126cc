"""A TLS 1.2 server as of 2008: it knows no safe renegotiation (RFC 5746), which OpenSSL's own cannot unlearn.

One suite, ECDHE-RSA-AES128-GCM-SHA256 on P-256, one request a connection: as much as a fault site needs, and nothing
that should ever guard a secret.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
import socket
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_VERSION = b"\x03\x03"
_SUITE = b"\xc0\x2f"
_CHANGE, _ALERT, _HANDSHAKE, _APPLICATION = 20, 21, 22, 23
_SERVER_HELLO, _CERTIFICATE, _KEY_EXCHANGE, _DONE, _CLIENT_KEY, _FINISHED = 2, 11, 12, 14, 16, 20
_P256, _RSA_SHA256 = b"\x03\x00\x17", b"\x04\x01"
_CLOSE = b"\x01\x00"
_MOST = 16_000


class OldTlsError(OSError):
    """The other side does not speak as it should, or hung up."""


@dataclass
class _Direction:
    """One direction of the records after the handshake: key, implicit nonce, number of the next record."""

    cipher: AESGCM
    salt: bytes
    number: int = 0

    def seal(self, kind: int, content: bytes) -> bytes:
        explicit = struct.pack(">Q", self.number)
        return explicit + self.cipher.encrypt(self.salt + explicit, content, self._about(kind, len(content)))

    def open(self, kind: int, content: bytes) -> bytes:
        length = len(content) - 24
        return self.cipher.decrypt(self.salt + content[:8], content[8:], self._about(kind, length))

    def _about(self, kind: int, length: int) -> bytes:
        about = struct.pack(">QB", self.number, kind) + _VERSION + struct.pack(">H", length)
        self.number += 1
        return about


@dataclass
class OldTlsConnection:
    """One connection, from its handshake on. ``reader`` and ``write`` are what an HTTP server needs."""

    connection: socket.socket
    certificate: bytes
    key: rsa.RSAPrivateKey
    _said: bytes = b""
    _master: bytes = b""
    _randoms: tuple[bytes, bytes] = (b"", b"")
    _in: _Direction | None = None
    _out: _Direction | None = None

    def shake_hands(self) -> None:
        """Do the handshake. Raises OSError where the other side refuses, as a strict one does."""
        hello = self._expect(_HANDSHAKE, 1)
        self._randoms = hello[6:38], secrets.token_bytes(32)
        share = ec.generate_private_key(ec.SECP256R1())
        self._say(_SERVER_HELLO, _VERSION + self._randoms[1] + b"\x00" + _SUITE + b"\x00")
        self._say(_CERTIFICATE, _sized(3, _sized(3, self.certificate)))
        self._say(_KEY_EXCHANGE, self._signed_share(share))
        self._say(_DONE, b"")
        answer = self._expect(_HANDSHAKE, _CLIENT_KEY)
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), answer[5:])
        self._master = _prf(share.exchange(ec.ECDH(), peer), b"master secret", b"".join(self._randoms), 48)
        self._finish()

    def read(self) -> bytes:
        """The next piece of what the other side sends; nothing at its end."""
        kind, content = self._record()
        return content if kind == _APPLICATION else b""

    def write(self, content: bytes) -> None:
        """Send."""
        for start in range(0, len(content), _MOST):
            self._send(_APPLICATION, content[start : start + _MOST])

    def close(self) -> None:
        """Say goodbye; the socket is closed by whoever opened it."""
        self._send(_ALERT, _CLOSE)

    def _signed_share(self, share: ec.EllipticCurvePrivateKey) -> bytes:
        point = share.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        offered = _P256 + _sized(1, point)
        signature = self.key.sign(b"".join(self._randoms) + offered, padding.PKCS1v15(), hashes.SHA256())
        return offered + _RSA_SHA256 + _sized(2, signature)

    def _directions(self) -> tuple[_Direction, _Direction]:
        """What comes in and what goes out, by the keys agreed on."""
        block = _prf(self._master, b"key expansion", self._randoms[1] + self._randoms[0], 40)
        return _Direction(AESGCM(block[:16]), block[32:36]), _Direction(AESGCM(block[16:32]), block[36:40])

    def _finish(self) -> None:
        incoming, outgoing = self._directions()
        self._record(_CHANGE)
        expected = _prf(self._master, b"client finished", hashlib.sha256(self._said).digest(), 12)
        self._in = incoming
        if self._expect(_HANDSHAKE, _FINISHED)[4:] != expected:
            raise OldTlsError("the handshake was tampered with")
        self._send(_CHANGE, b"\x01")
        self._out = outgoing
        self._say(_FINISHED, _prf(self._master, b"server finished", hashlib.sha256(self._said).digest(), 12))

    def _say(self, kind: int, content: bytes) -> None:
        message = bytes([kind]) + _sized(3, content)
        self._said += message
        self._send(_HANDSHAKE, message)

    def _expect(self, kind: int, message_kind: int) -> bytes:
        _, content = self._record(kind)
        if content[:1] != bytes([message_kind]):
            raise OldTlsError(f"message {content[:1]!r} instead of {message_kind}")
        self._said += content
        return content

    def _send(self, kind: int, content: bytes) -> None:
        sealed = self._out.seal(kind, content) if self._out is not None else content
        self.connection.sendall(bytes([kind]) + _VERSION + _sized(2, sealed))

    def _record(self, wanted: int | None = None) -> tuple[int, bytes]:
        head = self._take(5)
        content = self._take(int.from_bytes(head[3:5]))
        if wanted is not None and head[0] != wanted:
            raise OldTlsError(f"record {head[0]} instead of {wanted}")
        return head[0], self._in.open(head[0], content) if self._in is not None else content

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            part = self.connection.recv(size - len(taken))
            if not part:
                raise OldTlsError("hung up")
            taken += part
        return taken


class OldTlsFile(io.RawIOBase):
    """A connection as the file from which and into which an HTTP server reads and writes."""

    def __init__(self, connection: OldTlsConnection) -> None:
        self._connection = connection
        self._left = b""

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self._left = self._left or self._connection.read()
        size = min(len(view), len(self._left))
        view[:size], self._left = self._left[:size], self._left[size:]
        return size

    def write(self, content: object) -> int:
        piece = bytes(content)  # type: ignore[call-overload]
        self._connection.write(piece)
        return len(piece)


def _sized(width: int, content: bytes) -> bytes:
    """Content behind its length."""
    return len(content).to_bytes(width) + content


def _prf(secret: bytes, label: bytes, seed: bytes, size: int) -> bytes:
    """TLS 1.2's pseudo-random function (RFC 5246, 5) with SHA-256."""
    seed = label + seed
    made, state = b"", seed
    while len(made) < size:
        state = hmac.digest(secret, state, "sha256")
        made += hmac.digest(secret, state + seed, "sha256")
    return made[:size]
