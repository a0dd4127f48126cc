"""Text of XLS files, read by native code in a process of its own."""

from __future__ import annotations

from metrics.documents import ContentKind, text_of
from tests.documents.old_files import xls_of


def test_rows_are_lines_without_noise():
    rows = [("指标", "目标"), ("新增学位", 3000.0), ("总投资（亿元）", 0.1 + 0.2)]
    content = xls_of([(at, column, held) for at, row in enumerate(rows) for column, held in enumerate(row)])
    text = text_of(content, "application/vnd.ms-excel", "http://a.test/x.et")
    assert (text.kind, text.unread) == (ContentKind.XLS, None)
    assert text.text.split("\n") == ["目标", "指标\t目标", "新增学位\t3000", "总投资（亿元）\t0.3"]


def test_a_cell_far_out_ends_the_reader_not_us():
    text = text_of(xls_of([(0, 0, "甲"), (65535, 65535, 1.0)]))
    assert text.text == ""
    assert text.unread.startswith(("broken: the reader ended", "not read within"))


def test_an_empty_or_broken_book_is_named():
    assert text_of(xls_of([])).unread == "no cell on its sheets is filled"
    whole = xls_of([(0, 0, "甲")])
    assert all(text_of(whole[: len(whole) * tenth // 10]).unread for tenth in (3, 6))
