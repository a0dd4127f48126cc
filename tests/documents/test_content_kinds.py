"""Bytes are told by what they are, and read or named as unread."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.documents import ContentKind, text_of
from metrics.documents.content_kinds import OLE, kind_of
from metrics.documents.reading import READERS, UNREAD
from tests.ingest.crawled import GOALS, ISSUER, page

HTML, TEXT = ContentKind.HTML, ContentKind.TEXT
KINDS = [
    (b"%PDF-1.4 ...", "text/html", "http://a.test/x.html", ContentKind.PDF),
    (b"<!DOCTYPE html><p>x", "application/pdf", "http://a.test/x.pdf", HTML),
    (b"\xef\xbb\xbf  <html>", None, None, HTML),
    (b"PK\x03\x04...word/document.xml", None, None, ContentKind.DOCX),
    (b"PK\x03\x04...xl/workbook.xml", None, None, ContentKind.XLSX),
    (b"PK\x03\x04...", None, None, ContentKind.ARCHIVE),
    (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), None, None, ContentKind.DOC),
    (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), None, None, ContentKind.XLS),
    (OLE + b"\x00" * 600, None, None, ContentKind.BINARY),
    (OLE + "PowerPoint Document".encode("utf-16-le"), None, None, ContentKind.PPT),
    (OLE + "EncryptedPackage".encode("utf-16-le"), None, "x.docx", ContentKind.LOCKED_OFFICE),
    (b"PK\x03\x04...ppt/presentation.xml", None, None, ContentKind.PPT),
    (b"PK\x03\x04...OFD.xml", "application/pdf", None, ContentKind.OFD),
    (b"PK\x03\x04...mimetypeapplication/vnd.oasis.opendocument.text", None, None, ContentKind.OPEN_DOCUMENT),
    (b"Founder CEB 2.0", None, "x.pdf", ContentKind.CEB),
    (b"Rar!\x1a\x07\x00", None, "x.doc", ContentKind.ARCHIVE),
    (b"{\\rtf1", None, "x.doc", ContentKind.RTF),
    (b"II*\x00", None, None, ContentKind.IMAGE),
    (b"RIFF\x00\x00\x00\x00WEBPVP8", None, None, ContentKind.IMAGE),
    (b"MIME-Version: 1.0", None, "x.doc", ContentKind.MAIL),
    (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", None, "x.doc", ContentKind.DOC),
    (b"\x89PNG...", "text/html", None, ContentKind.IMAGE),
    (b"\x00\x01\x02", "text/plain", None, ContentKind.BINARY),
    ("通知".encode(), "text/plain; charset=utf-8", None, TEXT),
    ("通知".encode(), "text/html", None, HTML),
    ("通知".encode(), None, "http://a.test/x.shtml?id=1", HTML),
    ("通知".encode(), None, None, TEXT),
    (b"<?xml version='1.0'?><html>", None, None, HTML),
]


@pytest.mark.parametrize(("content", "media_type", "url", "kind"), KINDS)
def test_bytes_tell_what_they_are(content, media_type, url, kind):
    assert kind_of(content, media_type, url) is kind


def test_every_kind_is_read_or_named_as_unread():
    assert set(ContentKind) == set(READERS) | set(UNREAD)
    assert not set(READERS) & set(UNREAD)


@pytest.mark.parametrize("content", [content for content, _, _, kind in KINDS if kind in UNREAD])
def test_what_is_not_read_says_why(content):
    text = text_of(content)
    assert text.text == ""
    assert text.unread


def test_a_page_gives_its_article():
    text = text_of(page("2026年工作要点"), "text/html", "http://a.test/1.html")
    assert (text.title, text.published, text.source, text.unread) == ("2026年工作要点", date(2026, 2, 1), ISSUER, None)
    assert GOALS in text.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_decoded(encoding):
    assert text_of("关于印发2026年工作要点的通知".encode(encoding), "text/plain").text == "关于印发2026年工作要点的通知"


def test_a_page_without_article_is_no_bulletin():
    text = text_of(b"<html><body><p>hello</p></body></html>", "text/html")
    assert not text.is_bulletin
    assert text.unread.startswith("no article on the page: ")


def test_a_page_named_pdf_is_read_as_a_page_and_said_so():
    text = text_of(page("2026年工作要点"), "application/pdf", "http://a.test/file.pdf?id=1")
    assert (text.kind, text.unread, text.note) == (HTML, None, "named .pdf, but is html; read as that")
    assert GOALS in text.text


def test_blank_bytes_are_no_bulletin():
    assert not text_of(b" \n").is_bulletin
