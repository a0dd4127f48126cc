"""The same bulletin as a page, a Word file, a PDF and a worksheet: the same statements are read."""

from __future__ import annotations

import subprocess
from html import escape

import pytest

from metrics.documents import text_of
from metrics.domain.statements import KnownFacts
from metrics.normaliser import read_bulletin
from tests.documents.office_files import cell, paragraph, sheet_xml, table, word_file, workbook_file
from tests.documents.pdf_files import LEFT, STEP, TOP, Sheet, pdf_of, set_lines

TITLE = "北岭县教育局2026年工作要点"
KNOWN = KnownFacts(issuer="北岭县教育局", title=TITLE, plan_year=2026)
BULLETINS = {
    "education": (
        [
            "一、总体要求",
            "坚持以立德树人为根本任务，持续扩大优质教育资源供给，全年新建公办幼儿园20所，新增学位3000个，智慧校园建成率达90%，"
            "总投资3.98亿元，让每个孩子都能在家门口上好学、上好园。",
            "二、主要目标",
            "（一）到2026年底，学前三年毛入园率达到96.5%以上，义务教育巩固率保持在99%以上，新增教师120名，开展教师培训不少于40场。",
            "各项任务的年度指标如下表所示，由各责任单位按季度报送进展情况。",
        ],
        [["指标", "单位", "2026年目标"], ["研学基地数", "个", "15"], ["课后服务覆盖率", "%", "98.5"]],
    ),
    "water": (
        [
            "一、全力保障水安全",
            "1.完善防洪工程体系。6月底前完成水库除险加固6座，推进中小河流系统治理，提高重点河段的防洪标准，确保安全度汛。",
            "2.扩大有效投资。用好专项债券和金融支持政策，全年完成水利投资6.8亿元，推动一批强基础、惠民生的项目落地见效。",
            "3.推进河道整治。全年清淤整治河道96公里，治理水土流失面积36平方公里，新增节水型单位40家。",
        ],
        [
            ["项目", "2026年", "2027年"],
            ["农村自来水普及率（%）", "93", "95"],
            ["新建改造供水管网（公里）", "120", "150"],
        ],
    ),
    "health": (
        [
            "一、完善服务体系",
            "年内建成社区医院5家，每千人口执业医师数达到3.2人，家庭医生签约服务覆盖率提高到45%，基层诊疗量占比不低于60%。",
            "二、强化公共卫生",
            "开展健康讲座200场，适龄女孩免费接种疫苗8000人，居民健康素养水平比上年提高2个百分点，全年投入资金1200万元。",
        ],
        [["类别", "指标", "目标值"], ["妇幼", "孕产妇系统管理率", "95%"], ["老年", "老年人健康管理率", "72%"]],
    ),
}


def statements_of(content: bytes, media_type: str | None = None) -> set[tuple]:
    text = text_of(content, media_type)
    assert text.unread is None
    found = read_bulletin(text.text, KNOWN).statements
    for statement in found:
        assert text.text[statement.start : statement.end] == statement.quote
    return {(said.kind, said.indicator, said.value, said.unit, said.comparator, said.due, said.quote) for said in found}


def as_page(paragraphs, rows, style="") -> bytes:
    running = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title>{style}</head><body>'
        f'<div class="article"><h1>{TITLE}</h1><div class="content">{running}<table>{cells}</table></div></div></html>'
    ).encode()


def as_word(paragraphs, rows) -> bytes:
    body = "".join(map(paragraph, [TITLE, *paragraphs]))
    return word_file(body + table(*([cell(text) for text in row] for row in rows)))


def as_pdf(paragraphs, rows) -> bytes:
    sheet = Sheet().text(150, 790, TITLE, 20)
    lines = set_lines(paragraphs)
    for at, (indent, line) in enumerate(lines):
        sheet.text(LEFT + indent, TOP - at * STEP, line)
    top = TOP - len(lines) * STEP
    return pdf_of([sheet.grid([80, 260, 380, 515], [top - 24 * at for at in range(len(rows) + 1)], rows)])


def as_sheet(paragraphs, rows) -> bytes:
    return workbook_file({"Sheet1": sheet_xml([[text] for text in [TITLE, *paragraphs]] + rows)})


@pytest.mark.parametrize("name", BULLETINS)
def test_every_form_says_the_same(name):
    paragraphs, rows = BULLETINS[name]
    page = statements_of(as_page(paragraphs, rows), "text/html")
    assert len(page) >= 8
    assert statements_of(as_word(paragraphs, rows)) == page
    assert statements_of(as_pdf(paragraphs, rows)) == page
    assert statements_of(as_sheet(paragraphs, rows)) == page


STYLE = """<style>@page{size:A4;margin:24mm} body{font:16pt/28pt serif} p{text-indent:2em;margin:0;text-align:justify}
h1{text-align:center} table{border-collapse:collapse;width:100%} td{border:1px solid}</style>"""
UNRULED = "<style>td{padding:2px 20px}</style>"


@pytest.mark.chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", BULLETINS)
@pytest.mark.parametrize("style", [STYLE, STYLE.replace("text-indent:2em;margin:0", "margin:1em 0"), UNRULED])
def test_a_page_printed_by_a_browser_says_the_same(name, style, tmp_path, find_program):
    paragraphs, rows = BULLETINS[name]
    content = as_page(paragraphs, rows, style)
    (tmp_path / "page.html").write_bytes(content)
    command = [
        find_program("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/user",
    ]
    printed = [*command, f"--print-to-pdf={tmp_path}/page.pdf", (tmp_path / "page.html").as_uri()]
    subprocess.run(printed, check=True, capture_output=True, timeout=60)
    assert statements_of((tmp_path / "page.pdf").read_bytes()) == statements_of(content, "text/html")
