"""Reading quality on our own bulletins: floors that a change may raise and must not go under.

The floors are what was measured, rounded down. Raise them when reading gets better; lowering one is a decision to be
explained in the change that does it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from metrics.domain.statements import BulletinReading
from metrics.normaliser import read_bulletin
from tests.normaliser.scoring import Gold, Score, read_gold, score_text

BULLETINS = Path(__file__).parent / "bulletins"
GOLD = sorted((BULLETINS / "gold").glob("*.jsonl"))
#: Group of statements → least precision, least recall.
STATEMENT_FLOORS = {
    "target explicit": (0.975, 0.98),
    "target implicit": (0.91, 0.91),
    "result": (0.98, 0.99),
    "placeholder": (0.99, 0.99),
}
#: Field → least share right on the statements found.
FIELD_FLOORS = {"comparator": 0.99, "direction": 0.99, "due": 0.96, "indicator": 0.98, "period": 0.99}
#: Fact of the document → least share right where the annotation gives it.
FACT_FLOORS = {"doc_kind": 0.98, "published": 0.98, "plan_year": 0.98}


@pytest.fixture(scope="module")
def readings() -> list[tuple[Gold, BulletinReading]]:
    pairs = [(read_gold(path), BULLETINS / "docs" / f"{path.stem}.txt") for path in GOLD]
    return [(gold, read_bulletin(text.read_text(encoding="utf-8"))) for gold, text in pairs]


@pytest.fixture(scope="module")
def score(readings: list[tuple[Gold, BulletinReading]]) -> Score:
    score = Score()
    for gold, reading in readings:
        score_text(score, gold, reading.statements)
    return score


@pytest.mark.parametrize("group", STATEMENT_FLOORS)
def test_statements(score: Score, group: str) -> None:
    tally = score.groups[group]
    precision, recall = STATEMENT_FLOORS[group]
    report = f"{group}: {tally}\n" + "\n".join(score.disagreements)
    assert tally.precision >= precision, report
    assert tally.recall >= recall, report


@pytest.mark.parametrize("name", FIELD_FLOORS)
def test_fields(score: Score, name: str) -> None:
    wrong = [line for line in score.disagreements if f": {name} of " in line]
    assert score.accuracy(name) >= FIELD_FLOORS[name], "\n".join(wrong)


def test_facts(readings: list[tuple[Gold, BulletinReading]]) -> None:
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold, reading in readings:
        for name in FACT_FLOORS:
            if gold.doc[name] is not None:
                judged[name] += 1
                right[name] += str(gold.doc[name]) == str(getattr(reading.facts, name))
    under = {
        name: (right[name], judged[name]) for name, floor in FACT_FLOORS.items() if right[name] < floor * judged[name]
    }
    assert under == {}


def test_forms_export_nothing(readings: list[tuple[Gold, BulletinReading]]) -> None:
    forms = [(gold, reading) for gold, reading in readings if gold.doc["doc_kind"] == "template"]
    assert forms
    assert {statement.kind.value for _, reading in forms for statement in reading.statements} == {"placeholder"}


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_gold_points_into_its_text(path: Path) -> None:
    gold = read_gold(path)
    text = (BULLETINS / "docs" / gold.doc["file"]).read_text(encoding="utf-8")
    spans = [(record["start"], record["end"]) for record in gold.statements]
    assert [text[start:end] for start, end in spans] == [record["quote"] for record in gold.statements]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all((record["value"] is None) == (record["kind"] == "placeholder") for record in gold.statements)


def test_every_text_is_annotated() -> None:
    texts = {path.stem for path in (BULLETINS / "docs").glob("*.txt")}
    assert texts == {path.stem for path in GOLD}
    assert sum(len(read_gold(path).statements) for path in GOLD) >= 2000
