"""Which bytes are read in which encoding."""

from __future__ import annotations

import codecs

import pytest

from crawler.reading import decode

NAME = "䶮溪镇与镕基桥"
META = '<meta charset="{}">'

CASES = [
    ("utf-8 without label", NAME.encode(), None, "utf-8"),
    ("bom beats label", codecs.BOM_UTF8 + (META.format("gb2312") + NAME).encode(), "text/html; charset=gbk", "utf-8"),
    ("gb2312 label, gb18030 bytes", (META.format("gb2312") + NAME).encode("gb18030"), None, "gb18030"),
    ("header says latin-1", NAME.encode("gb18030"), "text/html; charset=ISO-8859-1", "gb18030"),
    ("utf-8 with pasted gb meta", (META.format("utf-8") + META.format("gb2312") + NAME).encode(), None, "utf-8"),
    ("unknown label", (META.format("x-no-such-set") + NAME).encode("gb18030"), None, "gb18030"),
    ("label of no text encoding", (META.format("hex") + NAME).encode("gb18030"), None, "gb18030"),
    ("utf-16 with bom", codecs.BOM_UTF16_LE + NAME.encode("utf-16-le"), None, "utf-16-le"),
]


@pytest.mark.parametrize(
    ("content", "content_type", "encoding"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_bytes_are_read_as_written(content: bytes, content_type: str | None, encoding: str) -> None:
    text, used = decode(content, content_type)
    assert used == encoding
    assert text.endswith(NAME)


def test_label_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    content = (META.format("utf-8") + NAME * 50).encode() + b"\xff\xfe" + NAME.encode()
    assert decode(content)[1] == "utf-8"


def test_big5_where_it_is_declared() -> None:
    assert decode((META.format("big5") + "臺灣資訊").encode("big5"))[0].endswith("臺灣資訊")


def test_empty_bytes() -> None:
    assert decode(b"") == ("", "utf-8")
