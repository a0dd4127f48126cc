"""Cells of tables: unit, date, indicator, kind and direction from caption, heads, labels and cells."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from metrics.domain.statements import DocumentFacts, DocumentKind, KnownFacts
from metrics.normaliser import read_bulletin
from metrics.normaliser.paragraphs import read_paragraphs
from metrics.normaliser.script import clean
from metrics.normaliser.tables import TableCell, read_table_rows, read_tables
from metrics.normaliser.tables_grid import MOST_CELLS
from tests.normaliser.reading_parts import facts_from, load_cases

CASES = load_cases("tables")


def _cells(text: str, facts: DocumentFacts) -> list[tuple[str, TableCell]]:
    cleaned = clean(text)
    cells = read_tables(cleaned, read_paragraphs(cleaned), facts)
    return [(cleaned.text[cell.match.start : cell.match.end], cell) for cell in cells]


def _as_case(quote: str, cell: TableCell, fields: dict[str, Any]) -> dict[str, Any]:
    """Those fields of a cell that a case speaks of."""
    told = {
        "quote": quote,
        "indicator": cell.indicator,
        "value": str(cell.match.value),
        "unit": cell.match.unit,
        "comparator": str(cell.match.comparator),
        "kind": str(cell.kind),
        "due": cell.due and cell.due.isoformat(),
        "direction": str(cell.direction),
        "period": cell.period and str(cell.period),
        "confidence": cell.confidence,
    }
    return {name: told[name] for name in fields}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_cells(case: dict[str, Any]) -> None:
    found = _cells(case["text"], facts_from(case["facts"]))
    told = [_as_case(*cell, fields) for cell, fields in zip(found, case["cells"], strict=False)]
    assert (told, len(found)) == (case["cells"], len(case["cells"])), found


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_rows_without_a_place_are_told(case: dict[str, Any]) -> None:
    cleaned = clean(case["text"])
    read = read_table_rows(cleaned, read_paragraphs(cleaned), facts_from(case["facts"]))
    assert [row.line for row in read.unread] == case.get("unread", [])


def test_text_without_tables_costs_nothing() -> None:
    assert _cells("新建学校8所。", DocumentFacts(DocumentKind.PLAN)) == []


def test_a_head_without_rows_is_no_table() -> None:
    assert _cells("指标\t单位\t数值", DocumentFacts(DocumentKind.REPORT)) == []


HEADS = "2023年产量（万吨）\n名称\t产量\n"


def test_a_row_of_more_cells_than_any_table_has_is_told_as_unread() -> None:
    report, wide = KnownFacts(published=date(2024, 3, 1)), "12\t" * (MOST_CELLS + 1)
    reading = read_bulletin(f"{HEADS}粮食\t65.0\n{wide}\n棉花\t7.5", report)
    assert [statement.quote for statement in reading.statements] == ["65.0", "7.5"]
    assert [(numeral.quote[:5], numeral.reason) for numeral in reading.unread] == [
        ("12\t12", "a row of more than 2000 cells")
    ]


def test_a_row_as_wide_as_a_table_can_be_is_read() -> None:
    empty = "\t" * (MOST_CELLS - 2)
    reading = read_bulletin(f"{HEADS}粮食\t65.0{empty}", KnownFacts(published=date(2024, 3, 1)))
    assert [statement.quote for statement in reading.statements] == ["65.0"]
    assert reading.unread == ()


@pytest.mark.parametrize(
    ("heads", "row", "figures"),
    [
        ("2023年产量\n名称\t单位\t产量\n", "粮食\t万吨\t65.0\n", 1),
        ("2023年产量\n单位：万吨\n名称    全市    东部\n", "粮食    65.0    32.1\n", 2),
        ("2023年产量\n单位：万吨\n名称\n全市\n东部\n", "粮食\n65.0\n32.1\n", 2),
    ],
)
def test_cost_is_linear(heads: str, row: str, figures: int) -> None:
    def seconds(rows: int) -> float:
        text = heads + row * rows
        started = time.process_time()
        assert len(_cells(text, DocumentFacts(DocumentKind.REPORT))) == rows * figures
        return time.process_time() - started

    seconds(50)
    small, large = min(seconds(200) for _ in range(3)), min(seconds(1600) for _ in range(3))
    assert large < small * 8 * 3
