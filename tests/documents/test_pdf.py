"""Text of PDF files: reading order, paragraphs, tables, and what is left out or named as unread."""

from __future__ import annotations

import pytest

from metrics.documents import text_of
from metrics.documents.apart import read_apart
from metrics.documents.types import ContentKind
from tests.documents.pdf_files import (
    HEIGHT,
    LEFT,
    RIGHT,
    STEP,
    TOP,
    WIDTH,
    Sheet,
    pdf_of,
    set_lines,
    width_of,
    written_pages,
)

PARAGRAPHS = [
    "2026年，全县教育工作坚持以立德树人为根本任务，持续扩大优质教育资源供给，全年新建公办幼儿园20所，新增学位3000个，"
    "智慧校园建成率达90%，总投资3.98亿元，让每个孩子都能在家门口上好学、上好园。",
    "一、总体要求",
    "坚持稳字当头、实干为先，推动各项工作提质增效。全面落实各项任务，确保年度目标顺利完成，力争各项指标走在全市前列。",
    "（一）主要目标。到2026年底，学前三年毛入园率达到96.5%以上，义务教育巩固率保持在99%以上，新增教师120名。",
    "1.加强队伍建设。开展教师培训不少于40场。",
]


def lines_of(sheets: list[Sheet]) -> list[str]:
    text = text_of(pdf_of(sheets))
    assert text.unread is None
    return text.text.split("\n")


def test_lines_are_joined_to_paragraphs_over_pages():
    paragraphs = PARAGRAPHS * 4
    assert len(written_pages(paragraphs, 7)) > 5
    assert lines_of(written_pages(paragraphs, 7)) == paragraphs


@pytest.mark.parametrize("number", ["— {} —", "{}", "第{}页", "第 {} 页 共 9 页", "{}/9", "- {} -", "Page {} of 9"])
def test_heads_and_page_numbers_are_dropped(number):
    sheets = written_pages(PARAGRAPHS * 3, 9, head="北岭县教育局文件", number=number)
    assert lines_of(sheets) == PARAGRAPHS * 3


def test_a_number_alone_in_the_text_is_kept():
    assert lines_of(
        [Sheet().text(LEFT, 400, "目标数").text(LEFT, 370, "3000").text(LEFT, 300, "以上为全年任务。")]
    ) == [
        "目标数",
        "3000",
        "以上为全年任务。",
    ]


def test_a_title_of_two_lines_is_one():
    sheet = Sheet().text(165, 760, "北岭县教育局关于印发全县", 22).text(199, 726, "教育工作要点的通知", 22)
    for at, (indent, line) in enumerate(set_lines(PARAGRAPHS)):
        sheet.text(LEFT + indent, 680 - at * STEP, line)
    assert lines_of([sheet]) == ["北岭县教育局关于印发全县教育工作要点的通知", *PARAGRAPHS]


SHORT = ["2026年新建公办幼儿园3所，新增学位720个。", "义务教育巩固率达到98.5%以上，比上年提高5个百分点。"]
SIGNED = ["云岭县教育局", "2026年3月5日"]


@pytest.mark.parametrize("to_the_right", [False, True])
@pytest.mark.parametrize("paragraphs", [SHORT, SHORT[::-1], [SHORT[1], *SHORT]])
def test_paragraphs_of_one_line_and_a_signature_stay_apart(paragraphs, to_the_right):
    sheet = Sheet()
    for at, line in enumerate([*paragraphs, *SIGNED]):
        x = RIGHT - width_of(line, 12) if to_the_right and line in SIGNED else LEFT
        sheet.text(x, TOP - at * STEP, line, 12)
    assert lines_of([sheet])[-3:] == [paragraphs[-1], *SIGNED]


def test_a_signature_behind_a_full_line_stays_apart():
    full = "全县新建幼儿园二十所，新增学位三千个，让孩子上好学。"
    paragraph = f"到今年年底，各项任务要全部完成，并按时报送总结材料，{full}"
    assert lines_of([Sheet().text(LEFT, 700, paragraph[:26]).text(LEFT, 674, full).text(LEFT, 648, SIGNED[0])]) == [
        paragraph,
        SIGNED[0],
    ]


def test_a_day_that_a_margin_cut_off_is_joined():
    first = "全县各级各类学校要把各项任务逐条落实，报送时间不迟于"
    assert lines_of([Sheet().text(LEFT, 700, first).text(LEFT, 674, SIGNED[1])]) == [first + SIGNED[1]]


def test_a_ruled_table_is_rows():
    rows = [["指标", "单位", "2026年"], ["新建幼儿园", "所", "20"], ["总投资", "亿元", "3.98"]]
    sheet = Sheet().text(LEFT, 700, "主要指标如下。").grid([80, 250, 350, 515], [660, 636, 612, 588], rows)
    sheet.text(LEFT, 560, "表后的说明。")
    assert lines_of([sheet]) == ["主要指标如下。", *("\t".join(row) for row in rows), "表后的说明。"]


def test_merged_cells_are_repeated_and_lines_in_a_cell_joined():
    sheet = Sheet()
    for y in (660, 612):
        sheet.rule(80, y, 515, y)
    sheet.rule(250, 636, 515, 636)
    for x in (80, 250, 515):
        sheet.rule(x, 660, x, 612)
    sheet.text(90, 645, "幼儿园建").text(90, 622, "设数量").text(260, 642, "20所").text(260, 618, "25所")
    assert lines_of([sheet]) == ["幼儿园建设数量\t20所", "幼儿园建设数量\t25所"]


def test_aligned_lines_without_rules_are_rows():
    sheet = Sheet()
    for at, row in enumerate([("名称", "数量", "单位"), ("教师培训", "40", "场"), ("研学活动", "60", "次")]):
        for x, cell in zip((80, 260, 420), row, strict=True):
            sheet.text(x, TOP - at * STEP, cell)
    assert lines_of([sheet]) == ["名称\t数量\t单位", "教师培训\t40\t场", "研学活动\t60\t次"]


def test_two_columns_are_read_one_after_the_other():
    lines = set_lines(PARAGRAPHS, 205)
    half = len(lines) // 2
    sheet = Sheet()
    for column, part in ((80, lines[:half]), (310, lines[half:])):
        for at, (indent, line) in enumerate(part):
            sheet.text(column + indent, TOP - at * STEP, line)
    assert lines_of([sheet]) == PARAGRAPHS


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn):
    quarter = {
        0: "1 0 0 1 0 0",
        90: f"0 1 -1 0 {WIDTH} 0",
        180: f"-1 0 0 -1 {WIDTH} {HEIGHT}",
        270: f"0 -1 1 0 0 {HEIGHT}",
    }
    sheet = Sheet(turn=turn)
    sheet.drawn.append(f"{quarter[turn]} cm")
    sheet.text(60, 500, "全年新建公办幼儿园20所，").text(60, 470, "总投资3.98亿元。")
    assert "".join(lines_of([sheet])) == "全年新建公办幼儿园20所，总投资3.98亿元。"


def test_a_scan_is_named():
    assert text_of(pdf_of([Sheet().scan()] * 3)).unread == "scanned PDF: no text layer"
    assert text_of(pdf_of([Sheet().scan().text(280, 40, "— 1 —")] * 3)).unread == "scanned PDF: no text layer"
    assert text_of(pdf_of([Sheet()])).unread.startswith("PDF without any text")


def test_scanned_pages_among_others_are_noted():
    text = text_of(pdf_of([*written_pages(PARAGRAPHS), Sheet().scan(), Sheet().scan()]))
    assert text.text.split("\n") == PARAGRAPHS
    assert text.note == "scanned pages without text: 2, 3"


def test_a_locked_file_is_named():
    assert text_of(pdf_of(written_pages(PARAGRAPHS), locked=True)).unread.startswith("locked by a password")


def test_fonts_without_a_map_are_named():
    sheet = Sheet()
    sheet.drawn.append(f"BT /F1 15 Tf 80 700 Td <{'e001e002e003' * 20}> Tj ET")
    assert text_of(pdf_of([sheet])).unread.startswith("its fonts do not say which characters")


@pytest.mark.slow
def test_a_thousand_pages_are_read_up_to_a_limit():
    text = text_of(pdf_of(written_pages(PARAGRAPHS * 90, 18)[:1] * 1000))
    assert text.note == "only the first 500 of 1000 pages were read"
    assert text.text


def test_time_is_limited():
    read = read_apart(ContentKind.PDF, pdf_of(written_pages(PARAGRAPHS)), seconds=0.001)
    assert read.unread.startswith("not read within 0.001 seconds")
