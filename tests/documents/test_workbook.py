"""Text of XLSX files: rows as lines, numbers as the cells show them."""

from __future__ import annotations

import pytest

from metrics.documents import text_of
from metrics.documents.number_formats import BUILT_IN, shown
from tests.documents.office_files import sheet_xml, workbook_file


def lines_of(rows, merges=(), name="Sheet1", **more) -> list[str]:
    text = text_of(workbook_file({name: sheet_xml(rows, merges)}, **more))
    assert text.unread is None
    return text.text.split("\n")


def test_rows_are_lines_under_the_name_of_the_sheet():
    rows = [
        ["主要指标"],
        [],
        ["指标", "单位", "2026年"],
        ["新建幼儿园", "所", 20],
        ["总投资", "亿元", 3.98],
        [None, None, None],
    ]
    assert lines_of(rows, name="年度目标") == [
        "年度目标", "主要指标", "指标\t单位\t2026年", "新建幼儿园\t所\t20", "总投资\t亿元\t3.98",
    ]  # fmt: skip


def test_merged_cells_are_repeated_and_a_merged_title_said_once():
    rows = [["2026年目标", None, None], ["指标", "目标值", None], [None, "县", "乡"], ["学位", 3000, 200]]
    assert lines_of(rows, ["A1:C1", "A2:A3", "B2:C2"]) == [
        "2026年目标",
        "指标\t目标值\t目标值",
        "指标\t县\t乡",
        "学位\t3000\t200",
    ]


def test_numbers_are_written_as_shown():
    row = [("0.9", 0), ("0.965", 1), ("32000", 2), ("3.98", 3), ("46054", 4), ("46054", 5), ("40", 6)]
    assert lines_of([row]) == ["90%\t96.5%\t32,000\t3.98亿元\t2026年2月1日\t2026-02-01\t≥40"]


@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("1", "", "1"), ("1.0", "", "1"), ("0.30000000000000004", "", "0.3"), ("1E3", "", "1000"), ("-0.5", "", "-0.5"),
        ("2.5", "0", "3"), ("1.005", "0.00", "1.01"), ("1234567", "#,##0.0", "1,234,567.0"), ("5", "0.##", "5"),
        ("-3", "0;(0)", "(3)"), ("0", '0;-0;"—"', "—"), ("12345", "0,", "12"), ("0.125", BUILT_IN[10], "12.50%"),
        ("46054", BUILT_IN[57], "2026年2月"), ("46054", BUILT_IN[58], "2月1日"),
        ("46054.5", BUILT_IN[22], "2026-02-01 12:00"),
        ("0.5", "h:mm", "12:00"), ("1e999999", "0", "1e999999"), ("nan", "0", "nan"),
        ("99999999", "yyyy-mm-dd", "99999999"),
        ("7", '[红色][>5]"约"0"所"', "约7所"), ("3", '[$¥-804]0.00', "¥3.00"), ("8", '"第"@', "第8"),
        ("20", 'General"所"', "20所"),
        ("1234", "0.0E+00", "1234"), ("0.5", "# ?/?", "0.5"),
    ],
)  # fmt: skip
def test_a_format_decides(written, code, text):
    assert shown(written, code) == text


def test_hidden_sheets_are_left_out_and_others_named():
    sheets = {"目标": sheet_xml([["甲", 1]]), "草稿": sheet_xml([["乙", 2]]), "结果": sheet_xml([["丙", 3]])}
    assert text_of(workbook_file(sheets, hidden=["草稿"])).text.split("\n") == ["目标", "甲\t1", "结果", "丙\t3"]


def test_a_cell_far_out_costs_nothing():
    far = sheet_xml([["甲", 1]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>'
    )
    text = text_of(workbook_file({"表": far.replace("<mergeCells>", '<mergeCells><mergeCell ref="A1:XFD1048576"/>')}))
    assert text.text.startswith("甲")
    assert len(text.text) < 2000


@pytest.mark.slow
def test_cells_are_limited_and_it_is_said():
    text = text_of(workbook_file({"表": sheet_xml([["甲", *range(200)]] * 1600)}))
    assert text.note == "only the first 100 sheets and 300000 cells were read"
    assert text.text.count("\n") == 300_000 // 201


def test_an_empty_book_is_named():
    assert text_of(workbook_file({"表": sheet_xml([])})).unread == "no cell on its sheets is filled"
