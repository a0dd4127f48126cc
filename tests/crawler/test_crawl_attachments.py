"""Which files beside an article are fetched."""

from __future__ import annotations

import pytest

from crawler.attachments import is_document_file, is_wanted
from crawler.reading.types import Attachment

CASES = [
    ("http://jyj.example/P020260601.pdf", "附件1", True),
    ("http://jyj.example/a.DOCX", "任务分解表", True),
    ("http://jyj.example/module/download/downfile.jsp?classid=0&filename=2611.xls", "附表", True),
    ("http://jyj.example/system/_content/download.jsp?wbfileid=77", "附件2：任务表.doc", True),
    ("http://jyj.example/system/_content/download.jsp?wbfileid=78", "附件2", True),
    ("http://jyj.example/down/%E6%96%B9%E6%A1%88.pdf", "方案", True),
    ("http://jyj.example/f?n=%E8%A1%A8.xlsx", "表", True),
    ("http://jyj.example/all.zip", "附件", False),
    ("http://jyj.example/download/all.rar", "附件", False),
    ("http://jyj.example/scan.jpg", "照片", False),
    ("http://jyj.example/plan.ofd", "方案", False),
    ("http://jyj.example/t1.html", "附件1", False),
]


@pytest.mark.parametrize(("url", "name", "wanted"), CASES)
def test_wanted(url, name, wanted):
    assert is_wanted(Attachment(url, name)) is wanted


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"%PDF-1.7", True), (b"\r\n%PDF-1.4", True), (b"PK\x03\x04", True), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
     (b"<html>%PDF-", False), (b"", False)],
)  # fmt: skip
def test_document_files_are_known_by_their_first_bytes(content, expected):
    assert is_document_file(content) is expected
