"""TLS as servers spoke it ten years ago: when it may help, and what is given up. Certificates are always verified.

Strict settings are tried first at every host. Only where a source's file says ``legacy_tls: true``, and only after an
error that old settings can cure, the same host is asked again with them.
"""

from __future__ import annotations

import ssl

import aiohttp

#: OpenSSL's names of what old servers make go wrong: no safe renegotiation, small groups, old ciphers, odd curves.
_CURABLE = frozenset(
    {
        "UNSAFE_LEGACY_RENEGOTIATION_DISABLED",
        "DH_KEY_TOO_SMALL",
        "EE_KEY_TOO_SMALL",
        "CA_KEY_TOO_SMALL",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "BAD_ECPOINT",
        "WRONG_SIGNATURE_TYPE",
    }
)
#: X509_V_ERR_EE_KEY_TOO_SMALL and X509_V_ERR_CA_KEY_TOO_SMALL: a sound signature by a key too short for level 2.
_WEAK_KEYS = frozenset({66, 67})
#: SSL_OP_LEGACY_SERVER_CONNECT; ``ssl`` names it from Python 3.12 on.
_LEGACY_SERVER_CONNECT = 0x4
_CIPHERS = "DEFAULT:!aNULL:!eNULL:!RC4:!3DES@SECLEVEL=1"


def strict_context() -> ssl.SSLContext:
    """Today's settings."""
    return ssl.create_default_context()


def legacy_context() -> ssl.SSLContext:
    """Old ciphers, groups and keys of 1024 bits, servers without safe renegotiation; TLS 1.2 at least."""
    context = ssl.create_default_context()
    context.set_ciphers(_CIPHERS)
    context.options |= _LEGACY_SERVER_CONNECT
    context.set_ecdh_curve("prime256v1")
    return context


def curable_reason(error: BaseException) -> str | None:
    """OpenSSL's name of an error that old settings can cure, else None."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "KEY_TOO_SMALL" if cause.verify_code in _WEAK_KEYS else None
    reason = getattr(cause, "reason", None)
    return reason if isinstance(cause, ssl.SSLError) and reason in _CURABLE else None
