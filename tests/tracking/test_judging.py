"""What kind of goal a stored target is, and which period of a recurring one is looked at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.domain.goals import GoalKind, Observation
from metrics.domain.statements import Comparator, Direction, Recurrence
from metrics.tracking.judging import TargetState, goal_of, judge, span_of

STATE = TargetState(
    indicator="新建学校",
    indicator_key="build:学校",
    unit="所",
    direction=Direction.LEVEL,
    period=None,
    time_period="2025",
    start=date(2025, 1, 1),
    due=date(2025, 12, 31),
    comparator=Comparator.EQ,
    goal=Decimal(20),
    goal_max=None,
)
RATE = {"indicator": "巩固率", "indicator_key": ":巩固率", "unit": "%"}
CASES = [
    ({}, GoalKind.REACH, Comparator.GE, "20", "0"),
    ({"comparator": Comparator.LE}, GoalKind.CAP, Comparator.LE, "20", None),
    ({"comparator": Comparator.APPROX}, GoalKind.REACH, Comparator.GE, "19", "0"),
    ({"comparator": Comparator.RANGE, "goal_max": Decimal(30)}, GoalKind.REACH, Comparator.GE, "20", "0"),
    (RATE, GoalKind.REACH, Comparator.GE, "20", None),
    (RATE | {"baseline": Decimal(15)}, GoalKind.REACH, Comparator.GE, "20", "15"),
    (RATE | {"baseline": Decimal(35)}, GoalKind.REACH, Comparator.LE, "20", "35"),
    (RATE | {"indicator": "调查失业率"}, GoalKind.HOLD, Comparator.LE, "20", None),
    (RATE | {"goal": Decimal(0)}, GoalKind.HOLD, Comparator.LE, "0", None),
    (RATE | {"comparator": Comparator.LE}, GoalKind.HOLD, Comparator.LE, "20", None),
    (RATE | {"comparator": Comparator.RANGE, "goal_max": Decimal(30)}, GoalKind.REACH, Comparator.RANGE, "20", None),
    (RATE | {"period": Recurrence.YEAR}, GoalKind.HOLD, Comparator.GE, "20", None),
    (RATE | {"direction": Direction.INCREASE}, GoalKind.RATE, Comparator.GE, "20", None),
    (RATE | {"direction": Direction.INCREASE, "time_period": "/2025"}, GoalKind.REACH, Comparator.GE, "20", "0"),
    (RATE | {"direction": Direction.DECREASE}, GoalKind.RATE, Comparator.GE, "20", None),
    ({"indicator_key": "stock:学校"}, GoalKind.REACH, Comparator.GE, "20", None),
]


@pytest.mark.parametrize(("changes", "kind", "comparator", "value", "baseline"), CASES)
def test_kind_of_goal(changes, kind, comparator, value, baseline) -> None:
    goal = goal_of(STATE._replace(**changes), [], date(2025, 6, 30))
    assert (goal.kind, goal.comparator, goal.value) == (kind, comparator, Decimal(value))
    if kind is GoalKind.REACH:
        assert goal.baseline == (None if baseline is None else Decimal(baseline))


@pytest.mark.parametrize(
    ("as_of", "figures", "start"),
    [
        ("2023-06-01", [], "2023-01-01"),
        ("2024-02-01", ["2023-12-31"], "2023-01-01"),
        ("2024-02-01", [], "2024-01-01"),
        ("2024-02-01", ["2023-12-31", "2024-01-31"], "2024-01-01"),
        ("2024-05-01", ["2023-12-31"], "2024-01-01"),
        ("2030-05-01", ["2025-12-31"], "2025-01-01"),
        ("2020-05-01", [], "2022-01-01"),
    ],
)
def test_the_period_in_view(as_of: str, figures: list[str], start: str) -> None:
    state = STATE._replace(period=Recurrence.YEAR, start=date(2022, 1, 1))
    seen = [Observation(date.fromisoformat(day), Decimal(1)) for day in figures]
    assert str(span_of(state, seen, date.fromisoformat(as_of))[0]) == start


def test_a_promise_about_growth_is_met_or_missed_at_the_end() -> None:
    state = STATE._replace(**RATE, direction=Direction.INCREASE, goal=Decimal(6), comparator=Comparator.APPROX)
    found = {
        value: str(judge(state, [Observation(date(2025, 12, 31), Decimal(value))], date(2026, 2, 1)).status)
        for value in ("5.2", "5.8", "6.4")
    }
    assert found == {"5.2": "missed", "5.8": "achieved", "6.4": "achieved"}
