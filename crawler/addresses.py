"""Which addresses may be fetched, and which belong to one host. Pure, but for ``public_socket``."""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import tldextract

#: Only the list that came with the package: a crawl asks no third party which suffixes there are.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
#: NAT64: the last 32 bits are the IPv4 address that is really reached.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

#: Java servers write the session behind the path when a visitor has no cookie.
_SESSION = re.compile(r";jsessionid=[^?#/;]*", re.IGNORECASE)
SCHEMES = frozenset({"http", "https"})


class PrivateAddressError(OSError):
    """The host's address is private, loopback or reserved, and the source does not allow such."""

    def __init__(self) -> None:
        super().__init__(
            "private or loopback address refused "
            "(allow_private: true in the source file permits it, or --allow-private)"
        )


def is_private(address: str) -> bool:
    """Is this numeric address anything but a public unicast one? Addresses that carry an IPv4 one are judged by it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
    return not ip.is_global or ip.is_multicast or ip.is_reserved


def public_socket(address: tuple[Any, ...]) -> socket.socket:
    """Socket for one resolved address. Checked here, after DNS, so that no answer and no redirect gets round it."""
    family, kind, protocol, _, peer = address
    if is_private(peer[0]):
        raise PrivateAddressError
    return socket.socket(family=family, type=kind, proto=protocol)


@lru_cache(maxsize=4096)
def slot_of(netloc: str) -> str:
    """What shares one polite queue: the registered domain (lanzhou.gov.cn), or host:port where there is none."""
    return (_SUFFIXES(netloc).top_domain_under_public_suffix or netloc).lower()


def is_fetchable(url: str) -> bool:
    """Is this an absolute http(s) address with a host?"""
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a broken port or IPv6 literal
        return False


def without_session(url: str) -> str:
    """The address without the name of a visit, which would make every item new at each visit."""
    return _SESSION.sub("", url)


def is_same_host(url: str, other: str) -> bool:
    """Do two addresses name one site? ``www.`` and the scheme do not count; another port is another site."""
    return _site(url) == _site(other)


def _site(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = None if parts.port == default else parts.port
    return (parts.hostname or "").removeprefix("www."), port


def is_site_root(url: str) -> bool:
    """Does the address name a site's front page?"""
    parts = urlsplit(url)
    return not parts.query and parts.path.lower() in {
        "",
        "/",
        "/index.html",
        "/index.htm",
        "/index.shtml",
        "/index.jsp",
    }
