"""Progress against worked cases: the public table of twenty, and our own."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.domain.goals import Goal, GoalKind, Milestone, Observation
from metrics.domain.progress import STATUS_CODE, TargetStatus, progress_of
from metrics.domain.statements import Comparator

OWN_CASES = yaml.safe_load((Path(__file__).parent / "progress_cases.yml").read_text(encoding="utf-8"))
#: The public table names two rates more shortly than we do.
FIELDS = {"required": "required_rate", "observed": "observed_rate"}


def instant(year: float) -> datetime:
    """The instant at a place on the year axis."""
    begin = datetime(int(year), 1, 1, tzinfo=UTC)
    length = datetime(int(year) + 1, 1, 1, tzinfo=UTC) - begin
    return begin + timedelta(seconds=round(length.total_seconds() * (year % 1), 6))


def public_goal(given: dict[str, Any]) -> Goal:
    """A goal of the public table."""
    value = given["goal"] if isinstance(given["goal"], list) else [given["goal"]]
    kind = "hold" if given.get("hold") else "cap" if given.get("cap") else "reach"
    return Goal(
        start=instant(given["t0"]),
        due=instant(given["t1"]),
        comparator=Comparator(given["cmp"]),
        value=Decimal(str(value[0])),
        value_max=Decimal(str(value[1])) if len(value) > 1 else None,
        kind=GoalKind(kind),
        baseline=Decimal(str(given["b"])) if "b" in given else None,
        tolerance=Decimal(str(given.get("tol", 0))),
        milestones=tuple(Milestone(instant(when), Decimal(str(v))) for when, v in given.get("milestones", [])),
    )


def check(progress: Any, expect: dict[str, Any], name: str) -> None:
    """Every field that a case names."""
    shown = asdict(progress)
    for field, wanted in expect.items():
        found = shown[FIELDS.get(field, field)]
        assert found == (pytest.approx(wanted, abs=1.5e-6) if isinstance(wanted, float) else wanted), (name, field)


def test_public_cases(shared_folder: Path) -> None:
    cases = json.loads((shared_folder / "facts" / "progress_cases.json").read_text(encoding="utf-8"))
    assert len(cases) >= 20
    for case in cases:
        given = case["given"]
        figures = [Observation(instant(given["obs"][0]), Decimal(str(given["obs"][1])))] if "obs" in given else []
        check(progress_of(public_goal(given), figures, instant(given["now"])), case["expect"], case["name"])


def own_goal(fields: dict[str, Any]) -> Goal:
    """A goal of our table, numbers as exact decimals."""
    exact = {k: Decimal(str(v)) for k, v in fields.items() if k in ("value", "value_max", "baseline") and v is not None}
    named = {"comparator": Comparator(fields["comparator"]), "kind": GoalKind(fields.get("kind", "reach"))}
    return Goal(**{**fields, **exact, **named})


@pytest.mark.parametrize("case", OWN_CASES, ids=[case["name"] for case in OWN_CASES])
def test_own_cases(case: dict[str, Any]) -> None:
    figures = [Observation(day, Decimal(str(value))) for day, value in case["figures"]]
    check(progress_of(own_goal(case["goal"]), figures, case["as_of"]), case["expect"], case["name"])


def test_share_of_a_counted_whole_is_never_rounded_up() -> None:
    goal = own_goal({"start": datetime(2021, 1, 1), "due": datetime(2026, 1, 1), "comparator": "ge", "value": 100})  # noqa: DTZ001 - the calendar alone
    whole = 10**40
    for part, met in ((whole - 1, False), (whole, True)):
        figure = Observation.of_share(datetime(2025, 1, 1), part, whole)  # noqa: DTZ001
        assert (figure.value == 100) is met
        assert (progress_of(goal, [figure], datetime(2025, 3, 1)).status is TargetStatus.ACHIEVED) is met  # noqa: DTZ001


def test_status_codes_are_what_the_boards_were_built_with() -> None:
    assert [STATUS_CODE[status] for status in TargetStatus] == list(range(14))
    assert STATUS_CODE[TargetStatus.CANCELLED] == 0
    assert STATUS_CODE[TargetStatus.OFF_TRACK] == 13
