"""Certificates and TLS settings of the fault sites, made anew each time by an authority of their own."""

from __future__ import annotations

import ipaddress
import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from crawler.faults.stage import Fault, Stage
from crawler.types import Outcome

AUTHORITY = "authority.pem"
#: A well-known group of 1024 bits (RFC 2409, 6.2): what old servers still offer and OpenSSL refuses at level 2.
_OAKLEY_2 = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
    16,
)


#: Settings that OpenSSL cannot play: ``old_tls`` does.
OLD_RENEGOTIATION = "old_renegotiation"


@dataclass(frozen=True, slots=True)
class Certificate:
    """How the certificate of a site differs from a good one."""

    name: str = "127.0.0.1"
    days: tuple[int, int] = (-1, 30)
    is_signed: bool = True
    key_bits: int = 2048


CERTIFICATES = {
    "good": Certificate(),
    "self_signed": Certificate(is_signed=False),
    "expired": Certificate(days=(-30, -1)),
    "wrong_name": Certificate(name="127.9.9.9"),
    "weak_key": Certificate(key_bits=1024),
    "small_group": Certificate(),
    "tls_1_1": Certificate(),
    OLD_RENEGOTIATION: Certificate(),
}

#: Fault, settings of the server, what it is, outcome, and whether the source file permits legacy TLS.
_ROWS = (
    ("self_signed", "self_signed", "a certificate that no authority signed", Outcome.TLS, True),
    ("expired", "expired", "a certificate that expired yesterday", Outcome.TLS, True),
    ("wrong_name", "wrong_name", "a certificate for another host", Outcome.TLS, True),
    ("tls_1_1", "tls_1_1", "a server that knows TLS 1.1 at most", Outcome.TLS, True),
    ("small_group", "small_group", "a Diffie-Hellman group of 1024 bits", Outcome.TLS, False),
    ("small_group_permitted", "small_group", "the same, and the source permits it", Outcome.UNCHANGED, True),
    ("old_renegotiation", OLD_RENEGOTIATION, "a server without safe renegotiation", Outcome.TLS, False),
    ("old_renegotiation_permitted", OLD_RENEGOTIATION, "the same, and the source permits it", Outcome.UNCHANGED, True),
    ("weak_key", "weak_key", "a key of 1024 bits", Outcome.TLS, False),
    ("weak_key_permitted", "weak_key", "the same, and the source permits it", Outcome.UNCHANGED, True),
)


def _tls_fault(name: str, settings: str, says: str, outcome: Outcome, permitted: bool) -> Fault:
    def play(stage: Stage) -> None:
        stage.tls = settings

    source = {"legacy_tls": True} if permitted else {}
    return Fault(f"tls_{name}", says, play, outcome, order={"retries": 0}, source=source, tls="good")


TLS_FAULTS = tuple(_tls_fault(*row) for row in _ROWS)


class Keys:
    """An authority and what it signs, as files in a folder."""

    def __init__(self, folder: Path, now: datetime | None = None) -> None:
        self._folder = folder
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._now = now or datetime.now(UTC)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Goalboard fault sites")
        own = self._builder(self._name, self._name, self._key.public_key(), (-1, 30))
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.authority = folder / AUTHORITY
        self.authority.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def context(self, name: str) -> ssl.SSLContext:
        """The server side of TLS with the certificate and settings of this name, the same at each call."""
        if name not in self._contexts:
            self._contexts[name] = self._new_context(name)
        return self._contexts[name]

    def old_server(self) -> tuple[bytes, rsa.RSAPrivateKey]:
        """Certificate (DER) and key of the server that knows no safe renegotiation."""
        pem = self._chain(OLD_RENEGOTIATION, CERTIFICATES[OLD_RENEGOTIATION]).read_bytes()
        key = serialization.load_pem_private_key(pem, None)
        assert isinstance(key, rsa.RSAPrivateKey), "all sites have RSA keys"
        certificate = x509.load_pem_x509_certificate(pem)
        return certificate.public_bytes(serialization.Encoding.DER), key

    def _new_context(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        if name == "small_group":
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0")
            context.load_dh_params(str(self._group()))
        if name == "tls_1_1":
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        context.load_cert_chain(self._chain(name, CERTIFICATES[name]))
        return context

    def _chain(self, name: str, wanted: Certificate) -> Path:
        key = rsa.generate_private_key(65537, wanted.key_bits)
        address = ipaddress.ip_address(wanted.name)
        subject = _named(wanted.name)
        issuer, signer = (self._name, self._key) if wanted.is_signed else (subject, key)
        built = self._builder(subject, issuer, key.public_key(), wanted.days)
        built = built.add_extension(x509.SubjectAlternativeName([x509.IPAddress(address)]), critical=False)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self._folder / f"{name}.pem"
        path.write_bytes(secret + built.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        return path

    def _builder(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        days: tuple[int, int],
    ) -> x509.CertificateBuilder:
        begin, end = (self._now + timedelta(days=day) for day in days)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(end)
        )

    def _group(self) -> Path:
        path = self._folder / "group.pem"
        path.write_text(ssl.DER_cert_to_PEM_cert(_der_group(_OAKLEY_2, 2)).replace("CERTIFICATE", "DH PARAMETERS"))
        return path


def _der_group(prime: int, generator: int) -> bytes:
    """A Diffie-Hellman group as PKCS #3 writes it: a sequence of two integers."""
    numbers = b"".join(_der(2, number.to_bytes(number.bit_length() // 8 + 1)) for number in (prime, generator))
    return _der(0x30, numbers)


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82]) + size.to_bytes(2)
    return bytes([tag]) + length + content


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
