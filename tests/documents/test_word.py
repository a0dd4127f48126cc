"""Text of DOCX files: numbers that Word counts, tables, and what a reader of the paper does not see."""

from __future__ import annotations

import pytest

from crawler.samples.docx import docx_of
from metrics.documents import text_of
from metrics.documents.word_numbering import chinese_number
from tests.documents.office_files import cell, numbered, paragraph, table, word_file, word_xml, zip_of

RUN = "<w:r><w:t>{}</w:t></w:r>"
LEVELS = [("chineseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%4")]


def lines_of(body: str, **more) -> list[str]:
    text = text_of(word_file(body, **more))
    assert text.unread is None
    return text.text.split("\n")


def test_our_own_attachments_are_read():
    lines = ["一、主要目标", "全年新建公办幼儿园20所 & 新增学位3000个。"]
    assert text_of(docx_of(lines)).text.split("\n") == lines


def test_numbers_are_counted_as_word_counts_them():
    places = [
        ("总体要求", 0),
        ("目标", 1),
        ("建设", 2),
        ("投资", 2),
        ("措施", 1),
        ("新建", 2),
        ("组织", 0),
        ("领导", 1),
    ]
    body = "".join(paragraph(text, numbered(1, level)) for text, level in places)
    assert lines_of(body, levels=LEVELS) == [
        "一、总体要求", "（一）目标", "1. 建设", "2. 投资", "（二）措施", "1. 新建", "二、组织", "（一）领导",
    ]  # fmt: skip


def test_numbers_come_from_styles_too():
    styles = (
        f'<w:style w:styleId="1"><w:pPr>{numbered(1)}</w:pPr></w:style>'
        '<w:style w:styleId="2"><w:basedOn w:val="1"/></w:style>'
    )
    body = (
        paragraph("总体要求", '<w:pStyle w:val="1"/>') + paragraph("保障", '<w:pStyle w:val="2"/>') + paragraph("正文")
    )
    assert lines_of(body, levels=LEVELS, styles=styles) == ["一、总体要求", "二、保障", "正文"]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十")]
)
def test_chinese_numbers(number, written):
    assert chinese_number(number) == written


def test_tables_stand_in_place_with_merged_cells_repeated():
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        [cell("指标", start), cell("目标值", span)],
        [cell("", on), cell("2026年"), cell("2027年")],
        [cell("新建幼儿园"), cell("20所"), cell("25所")],
    ]
    assert lines_of(paragraph("前") + table(*rows) + paragraph("后")) == [
        "前", "指标\t目标值\t目标值", "指标\t2026年\t2027年", "新建幼儿园\t20所\t25所", "后",
    ]  # fmt: skip


def test_a_table_of_one_cell_is_only_a_frame():
    assert lines_of(table([cell("全年新建20所。")])) == ["全年新建20所。"]


HIDDEN = [
    ("<w:del><w:r><w:delText>30</w:delText></w:r></w:del>", "deleted"),
    (f"<w:moveFrom>{RUN.format(30)}</w:moveFrom>", "moved away"),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>30</w:t></w:r>", "hidden"),
    ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE 30</w:instrText></w:r>', "field code"),
    (f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{RUN.format(30)}</mc:Fallback></mc:AlternateContent>", "fallback"),
]
SHOWN = [
    (f"<w:ins>{RUN.format(20)}</w:ins>", "inserted"),
    (f"<w:moveTo>{RUN.format(20)}</w:moveTo>", "moved here"),
    (f"<w:hyperlink>{RUN.format(20)}</w:hyperlink>", "link"),
    (f"<w:sdt><w:sdtContent>{RUN.format(20)}</w:sdtContent></w:sdt>", "content control"),
    ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>20</w:t></w:r>', "not hidden"),
]


@pytest.mark.parametrize(("hidden", "why"), HIDDEN)
@pytest.mark.parametrize(("shown", "how"), SHOWN)
def test_revisions_are_taken_as_they_stand(hidden, why, shown, how):
    assert lines_of(f"<w:p>{RUN.format('新建')}{hidden}{shown}{RUN.format('所。')}</w:p>") == ["新建20所。"]


def test_a_deleted_paragraph_mark_joins():
    deleted = paragraph("全年新建", "<w:rPr><w:del/></w:rPr>")
    assert lines_of(deleted + paragraph("20所。")) == ["全年新建20所。"]


def test_contents_heads_and_feet_are_dropped_and_boxes_kept():
    contents = paragraph("一、总体要求 3", '<w:pStyle w:val="TOC1"/>')
    framed = f"<w:txbxContent>{paragraph('框中20所')}</w:txbxContent>"
    box = f"<w:p>{RUN.format('正文')}<w:r><w:pict>{framed}</w:pict></w:r></w:p>"
    parts = {"word/document.xml": word_xml(contents + box), "word/header1.xml": word_xml(paragraph("页眉30所"))}
    assert text_of(zip_of(parts)).text.split("\n") == ["正文", "框中20所"]


def test_tabs_do_not_make_tables_and_breaks_make_lines():
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
    assert lines_of(body) == ["甲 乙", "丙"]


def test_a_file_of_pictures_is_named():
    assert text_of(word_file("<w:p/>")).unread == "no text in it, only pictures or nothing"
