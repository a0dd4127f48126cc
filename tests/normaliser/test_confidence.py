"""Confidence is a share of right statements: counted on our own bulletins by how sure they were said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.domain.statements import Statement
from metrics.normaliser import read_bulletin
from metrics.normaliser.confidence import OF_KIND, confidence_of
from tests.normaliser.scoring import is_same, read_gold

BULLETINS = Path(__file__).parent / "bulletins"
#: Said to be at least so sure, and less than so sure → the least share right, the least number of statements said so.
BANDS = {
    (0.90, 1.01): (0.95, 250),
    (0.85, 0.90): (0.93, 200),
    (0.80, 0.85): (0.90, 30),
    (0.70, 0.80): (0.82, 40),
}


@pytest.fixture(scope="module")
def judged() -> list[tuple[Statement, bool]]:
    pairs: list[tuple[Statement, bool]] = []
    for path in sorted((BULLETINS / "gold").glob("*.jsonl")):
        wanted = list(read_gold(path).statements)
        text = (BULLETINS / "docs" / f"{path.stem}.txt").read_text(encoding="utf-8")
        for statement in read_bulletin(text).statements:
            partner = next((record for record in wanted if is_same(record, statement)), None)
            if partner is not None:
                wanted.remove(partner)
            if statement.kind != "placeholder":
                pairs.append((statement, partner is not None))
    return pairs


@pytest.mark.parametrize("band", BANDS)
def test_so_many_are_right_as_is_said(judged: list[tuple[Statement, bool]], band: tuple[float, float]) -> None:
    low, high = band
    right = [is_right for statement, is_right in judged if low <= statement.confidence < high]
    least, number = BANDS[band]
    assert len(right) >= number
    assert sum(right) / len(right) >= least, f"{sum(right)} of {len(right)}"


def test_no_statement_is_surer_than_the_loosest_part_of_it() -> None:
    assert confidence_of("count", 0.9) == 0.9
    assert confidence_of("count_in_characters", 0.9) < 0.9
    assert confidence_of("rounded", 0.9) < confidence_of("count_in_characters", 0.9)
    assert max(OF_KIND.values()) <= 0.9
