"""Broken and hostile files: never an exception, never a silent nothing, never much time or memory."""

from __future__ import annotations

import io
import resource
import zipfile
from time import monotonic

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from metrics.documents import text_of
from metrics.documents.content_kinds import OLE
from metrics.documents.package_parts import MOST_PARTS
from tests.documents.office_files import cell, paragraph, sheet_xml, table, word_file, word_xml, workbook_file, zip_of
from tests.documents.pdf_files import pdf_of, written_pages
from tests.documents.test_pdf import PARAGRAPHS

WHOLE = {
    "docx": word_file("".join(map(paragraph, PARAGRAPHS)) + table([cell("甲"), cell("1")], [cell("乙"), cell("2")])),
    "xlsx": workbook_file({"目标": sheet_xml([["指标", "目标"], ["学位", 3000]] * 30)}),
    "pdf": pdf_of(written_pages(PARAGRAPHS)),
    "html": f"<html><body><article><h1>要点</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}".encode(),
    "txt": "\n".join(PARAGRAPHS).encode(),
}
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
    + word_xml("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>")
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + word_xml("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")


def answered(content: bytes, name: str) -> str:
    """What is said of these bytes: a reason, or nothing where there is text; one of them there must be."""
    text = text_of(content, url=f"http://a.test/{name}")
    assert bool(text.text.strip()) is not bool(text.unread)
    assert "\x00" not in text.text
    text.text.encode()
    return text.unread or ""


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_cut_short_is_text_or_named(name, tenth):
    answered(WHOLE[name][: len(WHOLE[name]) * tenth // 10], f"x.{name}")


@pytest.mark.parametrize("part", [LAUGHS, OUTSIDE], ids=["entities", "outside"])
def test_entities_are_refused(part):
    assert "declares a document type" in answered(zip_of({"word/document.xml": part}), "x.docx")


@pytest.mark.parametrize("tag", ["w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:ins", "a"])
def test_deep_nesting_is_refused(tag):
    end = ">".join(f"</{name}" for name in reversed(tag.split("><")))
    body = f"<{tag}>" * 20_000 + f"{end}>" * 20_000
    assert "nested more than" in answered(word_file(body), "x.docx")


@pytest.mark.parametrize("tag", ["w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:ins", "w:p><w:r"])
def test_nesting_up_to_the_limit_is_read(tag):
    count = 140 // len(tag.split("><"))
    end = ">".join(f"</{name}" for name in reversed(tag.split("><")))
    answered(word_file(f"<{tag}>" * count + paragraph("底") + f"{end}>" * count), "x.docx")


@pytest.mark.parametrize(("part", "name"), [("word/document.xml", "x.docx"), ("xl/workbook.xml", "x.xlsx")])
def test_a_bomb_is_refused_without_being_unpacked(part, name):
    bomb = zip_of({part: b" " * 300_000_000})
    assert len(bomb) < 400_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = monotonic()
    assert answered(bomb, name).startswith("too large: ")
    assert monotonic() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = zip_of({"word/document.xml": b" " * 100_000_000})
    size = (100_000_000).to_bytes(4, "little")
    assert bomb.count(size) == 2
    assert answered(bomb.replace(size, (1000).to_bytes(4, "little")), "x.docx").startswith(("too large", "broken"))


def test_many_large_parts_are_refused():
    large = sheet_xml([]) + "".join(f"<!-- {at} -->" for at in range(1_000_000))
    assert answered(workbook_file({f"表{at}": large for at in range(12)}), "x.xlsx").startswith("too large: its parts")


def test_too_many_parts_are_refused():
    parts = {f"word/{at}.xml": "" for at in range(MOST_PARTS + 1)} | {"word/document.xml": word_xml("")}
    assert answered(zip_of(parts), "x.docx").startswith("too large: more than")


def test_a_wrong_checksum_is_named():
    whole = WHOLE["docx"]
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        checksum = archive.getinfo("word/document.xml").CRC.to_bytes(4, "little")
    assert "Bad CRC-32" in answered(whole.replace(checksum, b"\x01\x02\x03\x04"), "x.docx")


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": b"\xff\xfe\x00"},
        {"word/document.xml": "<?xml version='1.0' encoding='rot13'?><a/>"},
        {"word/document.xml": "<a/>"},
        {"word/document.xml": word_xml(paragraph("甲")), "word/numbering.xml": "<broken"},
        {"xl/workbook.xml": "<a/>"},
        {"xl/workbook.xml": "<a>", "xl/styles.xml": ""},
        {"xl/workbook.xml": "<a><sheet name='x' id='1'/></a>", "xl/_rels/workbook.xml.rels": "<a/>"},
    ],
)
def test_odd_parts_are_named(parts):
    assert answered(zip_of(parts), "x")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "application/pdf"]), st.text(max_size=20))
@example(b"\x00", None, "")
@example(b"<?xml", "text/html", "http://[x")
@example(b"\xff\xfe\x00\xd8", "text/plain; charset=hex", "x.txt")
def test_any_bytes_are_answered(content, media_type, url):
    text = text_of(content, media_type, url)
    assert text.text.strip() or text.unread


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["docx", "xlsx"]))
def test_damaged_office_files_are_answered(data, name):
    answered(_damaged(data, WHOLE[name]), f"x.{name}")


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from([WHOLE["pdf"], OLE + bytes(3000) + "Workbook".encode("utf-16-le") + bytes(1000)]))
def test_damaged_files_of_native_readers_are_answered(data, whole):
    text = text_of(_damaged(data, whole))
    assert text.text.strip() or text.unread


def _damaged(data: st.DataObject, whole: bytes) -> bytes:
    """The file with a stretch of it overwritten, left out or doubled; its beginning stays."""
    at = data.draw(st.integers(8, len(whole) - 1))
    end = data.draw(st.integers(at, min(len(whole), at + 200)))
    return whole[:at] + data.draw(st.one_of(st.binary(max_size=50), st.just(whole[at:end] * 2))) + whole[end:]
