"""Page breaks in the middle of a sentence, and those between paragraphs, headings, items and rows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from metrics.documents import ContentKind, DocumentText
from metrics.ingest.page_breaks import is_cut_between
from metrics.ingest.parts import Piece, ReadPiece, joined

CUT = [
    ("全年新建公办幼儿园", "20所，新增学位3000个。"),
    ("全市教育工作以提高质量为主线，新建公办幼儿园2", "0所，新增学位3000个。"),
    ("一、学前教育。全年新建公办幼儿园20所，", "新增学位3000个。"),
    ("总投资为", "，其中财政资金3.98亿元。"),
    ("1.新建公办幼儿园20所。智慧校园建成率", "达到90%。"),
    ("全市教育工作以提高质量为主线，总投资达到", "3.98亿元。"),
    ("二、落实县委、县政府“教育优先”部署", "”要求，新建公办幼儿园20所。"),
    ("各学校要严格按照县委、县政府关于加快推进基础教育高质量发展的若干意见", "落实工作责任。"),
]
WHOLE = [
    ("新增学位3000个。", "智慧校园建成率达90%。"),
    ("（二）扩大学位供给", "新建公办幼儿园20所。"),
    ("一、坚持立德树人，提高教育质量", "全年新建公办幼儿园20所。"),
    ("全年新建公办幼儿园20所，", "二、义务教育"),
    ("全年新建公办幼儿园20所，新增学位3000个", "（二）义务教育"),
    ("全年新建公办幼儿园20所，新增学位3000个", "2.改造学校15所。"),
    ("全年新建公办幼儿园20所，新增学位3000个", "附件：任务分解表"),
    ("云溪县教育局", "2026年3月2日"),
    ("任务名称\t责任单位，完成时限", "新建幼儿园\t基教科"),
    ("重点任务如下：", "新建公办幼儿园20所。"),
    ("", "全年新建公办幼儿园20所。"),
    ("全年新建公办幼儿园20所，", ""),
]


@pytest.mark.parametrize(("before", "after"), CUT)
def test_a_sentence_cut_by_a_page_break(before: str, after: str) -> None:
    assert is_cut_between(f"前言。\n{before}", f"{after}\n后文。")


@pytest.mark.parametrize(("before", "after"), WHOLE)
def test_a_page_break_between_paragraphs(before: str, after: str) -> None:
    assert not is_cut_between(before, after)


def read_piece(name: str, text: str) -> ReadPiece:
    piece = Piece(name, name, name * 64, "text/html", datetime(2026, 3, 2, tzinfo=UTC))
    return ReadPiece(piece, DocumentText(text, ContentKind.HTML), len(text.encode()))


def test_each_part_begins_where_it_says_whether_its_sentence_was_cut_or_not() -> None:
    texts = {"a": "甲。\n全年新建公办幼儿园，", "b": "新增学位3000个。", "c": "丙。"}
    whole, parts = joined([read_piece(name, text) for name, text in texts.items()])
    assert whole.text == "甲。\n全年新建公办幼儿园，新增学位3000个。\n丙。"
    for part in parts:
        assert whole.text[part["start"] :].startswith(texts[part["url"]])


def test_blanks_around_a_cut_are_the_pages_own() -> None:
    whole, parts = joined([read_piece("a", "全年新建公办幼儿园，\n "), read_piece("b", "　　新增学位3000个。")])
    assert (whole.text, parts[1]["start"]) == ("全年新建公办幼儿园，新增学位3000个。", 10)


def test_pages_without_any_text_are_no_text() -> None:
    assert joined([read_piece("a", ""), read_piece("b", " ")])[0].text == ""
