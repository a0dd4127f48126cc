"""Sentences of our own with what a careful reader takes from each, for and against: one line a case.

``as`` says in what sort of document the sentence stands; a line with ``"gap": true`` is known to be read wrongly.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metrics.domain.statements import Statement
from metrics.normaliser import read_bulletin

CASES = Path(__file__).parent / "cases"
#: What stands above the sentence and makes the document a plan, a report, a piece of news or a form text.
HEADERS = {
    "plan": "2024年云岭县教育工作要点\n",
    "report": "云岭县教育局2023年工作总结\n",
    "rights": "云岭市2024年城乡居民医疗保险待遇标准的通知\n",
    "enrolment": "云岭市2024年义务教育学校招生工作通知\n",
    "news": "云岭新闻网讯 记者李文\n",
    "bare": "",
    "template": "2024年XX县教育工作要点\n投入 X 万元，完成 X 项，培训 X 人。\n",
}
#: Files of this folder that hold statement cases (others belong to other tests).
FILES = (
    "counts",
    "money",
    "shares",
    "comparators",
    "from_to",
    "exclusions",
    "whole",
    "kinds",
    "placeholders",
    "script",
)


def load_cases() -> list[Any]:
    """Every line of the case files, named by file and line."""
    cases = []
    for name in FILES:
        for number, line in enumerate((CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
            case = json.loads(line)
            marks = [pytest.mark.xfail(reason="known gap", strict=True)] if case.get("gap") else []
            cases.append(pytest.param(case, id=f"{name}:{number}", marks=marks))
    return cases


def as_expected(statement: Statement, expected: dict[str, Any]) -> dict[str, Any]:
    """Those fields of a statement that the case speaks of."""
    value = None if statement.value is None else format(statement.value, "f")
    found = {
        "quote": statement.quote,
        "kind": str(statement.kind),
        "value": value,
        "unit": statement.unit,
        "implicit": statement.implicit,
        "comparator": str(statement.comparator),
    }
    return {name: found[name] for name in expected}


@pytest.mark.parametrize("case", load_cases())
def test_statements_of_a_sentence(case: dict[str, Any]) -> None:
    header = HEADERS[case["as"]]
    statements = [s for s in read_bulletin(header + case["text"]).statements if s.start >= len(header)]
    expected = case["expected"]
    found = [as_expected(s, e) for s, e in zip(statements, expected, strict=False)]
    assert (found, len(statements)) == (expected, len(expected)), [s.quote for s in statements]


def test_every_quote_is_its_slice_of_the_source() -> None:
    for param in load_cases():
        text = HEADERS[param.values[0]["as"]] + param.values[0]["text"]
        assert all(text[s.start : s.end] == s.quote for s in read_bulletin(text).statements)
