"""What must hold of progress whatever the numbers are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.domain.course import course_of
from metrics.domain.goals import Goal, GoalKind, Milestone, Observation
from metrics.domain.progress import TargetStatus, progress_of
from metrics.domain.statements import Comparator

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
VALUES = st.decimals(Decimal("-1e12"), Decimal("1e12"), places=4)
ONE_SIDED = (Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT)


@st.composite
def goals(draw: st.DrawFn, **fixed: st.SearchStrategy[object]) -> Goal:
    """Any goal whose bounds are in order."""
    low, high = sorted((draw(VALUES), draw(VALUES)))
    start = draw(DAYS)
    fields: dict[str, object] = {
        "start": start,
        "due": draw(st.none() | DAYS),
        "comparator": draw(st.sampled_from(Comparator)),
        "value": low,
        "value_max": high,
        "kind": draw(st.sampled_from(GoalKind)),
        "baseline": draw(st.none() | VALUES),
        "baseline_on": draw(st.none() | DAYS),
        "tolerance": draw(st.decimals(0, 1000, places=2)),
        "milestones": tuple(draw(st.lists(st.builds(Milestone, DAYS, VALUES), max_size=3))),
    }
    return Goal(**(fields | {name: draw(strategy) for name, strategy in fixed.items()}))  # type: ignore[arg-type]


@given(goals(), st.lists(st.builds(Observation, DAYS, VALUES), max_size=5), DAYS)
def test_any_goal_has_a_status_and_finite_numbers(goal: Goal, figures: list[Observation], as_of: date) -> None:
    progress = progress_of(goal, figures, as_of)
    assert isinstance(progress.status, TargetStatus)
    for number in (progress.progress, progress.expected, progress.pace, progress.required_rate, progress.observed_rate):
        assert number is None or isfinite(number)
    assert progress.pace is None or progress.status is not TargetStatus.NO_BASELINE


@given(goals(kind=st.just(GoalKind.REACH)), st.builds(Observation, DAYS, VALUES))
def test_progress_is_one_exactly_when_the_goal_is_met(goal: Goal, figure: Observation) -> None:
    progress = progress_of(goal, [figure], date(2036, 6, 1))
    is_met = course_of(goal).accepts.gap(figure.value) == 0
    if progress.progress is not None or is_met:
        assert (progress.progress == 1.0) is is_met


@given(goals(kind=st.just(GoalKind.REACH), comparator=st.sampled_from(ONE_SIDED)), DAYS, VALUES, VALUES)
def test_a_better_value_is_never_less_progress(goal: Goal, day: date, one: Decimal, other: Decimal) -> None:
    ups = goal.comparator in (Comparator.GE, Comparator.GT)
    worse, better = sorted((one, other), reverse=not ups)
    found = [progress_of(goal, [Observation(day, value)], date(2036, 6, 1)).progress for value in (worse, better)]
    assume(found[0] is not None and found[1] is not None)
    assert found[0] <= found[1]  # type: ignore[operator]


@given(goals(), st.builds(Observation, DAYS, VALUES), DAYS, st.sampled_from(["0.001", "10", "10000", "3"]))
def test_the_unit_does_not_matter(goal: Goal, figure: Observation, as_of: date, factor: str) -> None:
    assume(goal.kind is not GoalKind.ONCE)
    times = Decimal(factor)
    scaled = replace(
        goal,
        value=None if goal.value is None else goal.value * times,
        value_max=None if goal.value_max is None else goal.value_max * times,
        baseline=None if goal.baseline is None else goal.baseline * times,
        tolerance=goal.tolerance * times,
        milestones=tuple(Milestone(stop.on, stop.value * times) for stop in goal.milestones),
    )
    ours = progress_of(goal, [figure], as_of)
    theirs = progress_of(scaled, [Observation(figure.period_end, figure.value * times)], as_of)
    assert ours.status is theirs.status
    assert ours.progress == pytest.approx(theirs.progress)
    assert ours.pace == pytest.approx(theirs.pace)


@given(goals(), st.lists(st.builds(Observation, DAYS, VALUES), max_size=5), DAYS)
def test_what_is_not_known_yet_does_not_count(goal: Goal, figures: list[Observation], as_of: date) -> None:
    later = Observation(as_of + timedelta(days=1), Decimal(7))
    assert progress_of(goal, [*figures, later], as_of) == progress_of(goal, figures, as_of)
