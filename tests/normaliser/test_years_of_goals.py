"""The year of news whose dated goals are all of it: what it gives to the others, and to the text."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.domain.statements import KnownFacts, StatementKind
from metrics.normaliser import read_bulletin
from tests.normaliser.reading_parts import load_cases

CASES = load_cases("years_of_goals")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_years_of_goals(case: dict[str, Any]) -> None:
    read = read_bulletin(case["text"], KnownFacts())
    goals = [s for s in read.statements if s.kind is StatementKind.TARGET]
    found = [[s.quote, s.due and s.due.isoformat()] for s in goals]
    assert [goal for goal in found if goal in case["goals"] or goal[0] in dict(case["goals"])] == case["goals"]
    assert read.facts.plan_year == case["plan_year"]
