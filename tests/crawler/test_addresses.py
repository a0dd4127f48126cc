"""Which addresses are private, and which share a queue."""

from __future__ import annotations

import pytest

from crawler.addresses import (
    PrivateAddressError,
    is_fetchable,
    is_private,
    is_same_host,
    is_site_root,
    public_socket,
    slot_of,
)

PRIVATE = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.8", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2002:7f00:1::", "2001:db8::1",
)  # fmt: skip
PUBLIC = (
    "1.2.4.8", "8.8.8.8", "114.114.114.114", "172.32.0.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
    "2002:808:808::",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address):
    assert is_private(address)
    with pytest.raises(PrivateAddressError):
        public_socket((2, 1, 6, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address):
    assert not is_private(address)


@pytest.mark.parametrize(
    ("netloc", "slot"),
    [
        ("jyj.lanzhou.gov.cn", "lanzhou.gov.cn"), ("www.lanzhou.gov.cn:8080", "lanzhou.gov.cn"),
        ("WWW.Gov.CN", "www.gov.cn"), ("jyt.gansu.gov.cn", "gansu.gov.cn"), ("cs.fudan.edu.cn", "fudan.edu.cn"),
        ("127.0.0.1:8001", "127.0.0.1:8001"), ("localhost:8001", "localhost:8001"), ("[::1]:80", "[::1]:80"),
    ],
)  # fmt: skip
def test_slots(netloc, slot):
    assert slot_of(netloc) == slot


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://jyj.example/a", True), ("https://jyj.example:8443/", True), ("http://教育局.example/", True),
        ("ftp://jyj.example/", False), ("file:///etc/passwd", False), ("javascript:void(0)", False), ("/zdgz/", False),
        ("http:///a", False), ("http://a:99999/", False), ("http://[::1/", False), ("", False), ("http://a:0/", False),
    ],
)  # fmt: skip
def test_fetchable(url, expected):
    assert is_fetchable(url) is expected


@pytest.mark.parametrize(
    ("url", "other", "expected"),
    [
        ("http://jyj.example/a", "https://www.jyj.example/b", True),
        ("http://jyj.example/a", "http://jyj.example:80/a", True),
        ("http://jyj.example/a", "http://jyj.example:8080/a", False),
        ("http://jyj.example/a", "http://www.city.example/jyj/a", False),
    ],
)
def test_same_host(url, other, expected):
    assert is_same_host(url, other) is expected


def test_site_root():
    assert is_site_root("http://jyj.example") and is_site_root("http://jyj.example/index.shtml")
    assert not is_site_root("http://jyj.example/zdgz/") and not is_site_root("http://jyj.example/?id=3")
