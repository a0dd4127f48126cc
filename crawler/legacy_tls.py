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
#: OpenSSL's names of what a server says, or does, that knows nothing newer than TLS 1.1.
_TOO_OLD = frozenset({"TLSV1_ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "WRONG_SSL_VERSION"})
_PERMIT = "an old server; legacy_tls: true in the source file lets it be asked in its own way"
_FOREGO = (
    "the server knows nothing newer than TLS 1.1, which anyone on the way can read: legacy_tls: true does not permit "
    "that either; give the source an http:// address of the site, or another site that publishes the same"
)
#: X509_V_ERR_EE_KEY_TOO_SMALL and X509_V_ERR_CA_KEY_TOO_SMALL: a sound signature by a key too short for level 2.
_WEAK_KEYS = frozenset({66, 67})
_KEY_TOO_SMALL = "KEY_TOO_SMALL"
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
    reason = _reason(error)
    return reason if reason in _CURABLE or reason == _KEY_TOO_SMALL else None


def advice(error: BaseException) -> str | None:
    """What a person can do about a server of old, whose source permits no old settings; None for other errors."""
    if curable_reason(error) is not None:
        return _PERMIT
    return _FOREGO if _reason(error) in _TOO_OLD else None


def _reason(error: BaseException) -> str | None:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _KEY_TOO_SMALL if cause.verify_code in _WEAK_KEYS else None
    return cause.reason if isinstance(cause, ssl.SSLError) else None
