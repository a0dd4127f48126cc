"""Pages of our own in each family's manner: a case is ``NAME.html`` (.xml, .js) with ``NAME.json``; it needs no code.

``given`` holds the arguments of ``read_page``, ``expected`` the parts of the record that must be so. Where
``NAME.json`` is missing it is written once from what was read, and the test fails asking for review.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.reading import as_record, read_page
from crawler.reading.types import PageReading

CASES = Path(__file__).parent / "cases"
PAGES = sorted(path for path in CASES.iterdir() if path.suffix != ".json")


def record_of(reading: PageReading) -> dict[str, Any]:
    """The record, with what only the types hold: the day of writing, the announced total."""
    record = as_record(reading, "")
    record["written"] = str(reading.article.written) if reading.article and reading.article.written else None
    record["announced_total"] = reading.listing.announced_total if reading.listing else None
    return record


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_is_read_as_a_reader_would(page: Path) -> None:
    known = page.with_suffix(".json")
    case = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
    given = dict(case.get("given", {}))
    if "today" in given:
        given["today"] = date.fromisoformat(given["today"])
    record = record_of(read_page(page.read_bytes(), **given))
    if not case:
        known.write_text(json.dumps({"expected": record}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{known.name} was missing and is now written from the reading: review it")
    wanted = case["expected"]
    assert {key: record[key] for key in wanted} == wanted
