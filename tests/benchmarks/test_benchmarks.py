"""Every benchmark runs and yields finite ratios. How fast anything is decides no test."""

from __future__ import annotations

import math

import pytest

from tests.benchmarks.registry import BENCHMARKS, measured
from tests.benchmarks.results import merged, section
from tests.benchmarks.rows import Row, SkippedError

ROW = Row("polls", 40.0, 20.0, 2.0, "polls/s", "400 sources", "the bound", at_least=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", BENCHMARKS)
def test_benchmark_yields_finite_ratios(name: str) -> None:
    try:
        rows = measured(name, quick=True)
    except SkippedError as reason:
        pytest.skip(str(reason))
    assert rows
    for row in rows:
        assert all(math.isfinite(number) for number in (row.ours, row.theirs, row.ratio)), row


@pytest.mark.parametrize(
    ("at_least", "at_most", "ratio", "bound", "verdict"),
    [
        (1.0, None, 2.0, "≥ 1", "yes"),
        (10.0, None, 2.0, "≥ 10", "**no**"),
        (None, 2.5, 2.0, "≤ 2.5", "yes"),
        (None, 2.5, 3.0, "≤ 2.5", "**no**"),
        (None, None, 2.0, "", ""),
    ],
)
def test_a_row_says_whether_its_bound_is_kept(
    at_least: float | None, at_most: float | None, ratio: float, bound: str, verdict: str
) -> None:
    row = Row("polls", 1.0, 1.0, ratio, "s", "input", "them", at_least, at_most)
    assert (row.bound, row.verdict) == (bound, verdict)


def test_a_run_of_some_benchmarks_leaves_the_other_sections() -> None:
    order = ("crawl", "polls")
    old = merged(
        "", {"crawl": section("A crawl.", "machine", [ROW]), "polls": section("Old.", "machine", [ROW])}, order
    )
    new = merged(old, {"polls": section("New.", "machine", [ROW])}, order)
    assert "A crawl." in new
    assert "New." in new
    assert "Old." not in new
    assert new == merged(new, {}, order)
