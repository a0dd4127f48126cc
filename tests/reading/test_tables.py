"""Tables: spans filled in, layout tables told apart, costs bounded."""

from __future__ import annotations

import pytest

from crawler.reading.document import parse_document
from crawler.reading.tables import expand, is_data_table, source_rows, table_lines

SPANS = [
    ("<tr><td>a<td>b</tr><tr><td>c<td>d</tr>", (("a", "b"), ("c", "d"))),
    ("<tr><td rowspan=2>a<td>b</tr><tr><td>c</tr>", (("a", "b"), ("a", "c"))),
    ("<tr><td>a<td rowspan=3>b</tr><tr><td>c</tr><tr><td>d</tr>", (("a", "b"), ("c", "b"), ("d", "b"))),
    ("<tr><td colspan=2>a<td>b</tr><tr><td>c<td>d<td>e</tr>", (("a", "a", "b"), ("c", "d", "e"))),
    ("<thead><tr><th>a<th>b</tr></thead><tbody><tr><td>1<td>2</tr></tbody>", (("a", "b"), ("1", "2"))),
    ("<tr><td rowspan=0>a<td colspan=x>b</tr><tr><td>c<td>d</tr>", (("a", "b"), ("c", "d"))),
    ("<tr><td>a<td>b</tr><tr></tr><tr><td><td></tr><tr><td>c<td>d</tr>", (("a", "b"), ("c", "d"))),
]


@pytest.mark.parametrize(("rows", "expected"), SPANS, ids=lambda value: str(value)[:30])
def test_spans_are_filled_in(rows: str, expected: tuple[tuple[str, ...], ...]) -> None:
    document = parse_document(f"<table>{rows}</table>")
    table = next(node.index for node in document.nodes if node.tag == "table")
    assert expand(document, source_rows(document, table)) == expected


LAYOUT = [
    "<table><tr><td>只有一格</td></tr></table>",
    "<table><tr><td>一列</td></tr><tr><td>两行</td></tr></table>",
    "<table><tr><td>外<table><tr><td>1<td>2</tr><tr><td>3<td>4</tr></table></td><td>b</td></tr><tr><td>c<td>d</tr></table>",
    "<table><tr><td>一行</td><td>两格</td></tr></table>",
]


@pytest.mark.parametrize("markup", LAYOUT, ids=lambda value: value[:40])
def test_layout_tables_are_no_data(markup: str) -> None:
    document = parse_document(markup)
    table = next(node.index for node in document.nodes if node.tag == "table")
    assert not is_data_table(document, table, source_rows(document, table))


def test_a_row_of_one_cell_is_said_once() -> None:
    assert table_lines((("合计", "合计"), ("a", "1"))) == ["合计", "a\t1"]
