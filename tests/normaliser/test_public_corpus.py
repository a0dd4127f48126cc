"""Reading quality on the public corpus beside the checkout; skipped where it is absent.

The floors are what is promised for texts that were seen; unseen texts are watched by test_own_bulletins.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.normaliser import read_bulletin
from tests.normaliser.scoring import Gold, Score, read_gold, score_text

#: Group of statements → least F1.
STATEMENT_FLOORS = {"target explicit": 0.985, "target implicit": 0.95, "result": 0.985, "placeholder": 0.99}
#: Field → least share right on the statements found.
FIELD_FLOORS = {"comparator": 0.98, "direction": 0.98, "due": 0.97, "indicator": 0.97, "period": 0.98}
_DEFAULTS = {"implicit": False, "optional": False, "direction": "level", "period": None, "indicator_any": [[]]}


@pytest.fixture(scope="module")
def score(shared_folder: Path) -> Score:
    score = Score()
    for path in sorted((shared_folder / "corpus" / "gold").glob("*.jsonl")):
        gold = with_defaults(read_gold(path))
        text = (shared_folder / "corpus" / "docs" / f"{path.stem}.txt").read_text(encoding="utf-8")
        windows = gold.doc.get("windows") or [[0, len(text)]]
        read = [s for s in read_bulletin(text).statements if any(a <= s.start < b for a, b in windows)]
        score_text(score, gold, read)
    return score


def with_defaults(gold: Gold) -> Gold:
    """Annotations with the fields that the corpus leaves out where they say nothing."""
    records = [{**_DEFAULTS, "indicator": "", "due": None, **record} for record in gold.statements]
    return Gold(gold.doc, records)


@pytest.mark.parametrize("group", STATEMENT_FLOORS)
def test_statements_of_the_corpus(score: Score, group: str) -> None:
    tally = score.groups[group]
    f1 = 2 * tally.found / (2 * tally.found + tally.missed + tally.wrong)
    assert f1 >= STATEMENT_FLOORS[group], f"{group}: {tally}\n" + "\n".join(score.disagreements)


@pytest.mark.parametrize("name", FIELD_FLOORS)
def test_fields_of_the_corpus(score: Score, name: str) -> None:
    assert score.accuracy(name) >= FIELD_FLOORS[name], "\n".join(score.disagreements)


def test_forms_of_the_corpus_export_nothing(shared_folder: Path) -> None:
    for path in sorted((shared_folder / "corpus" / "gold").glob("*.jsonl")):
        if read_gold(path).doc["doc_kind"] == "template":
            text = (shared_folder / "corpus" / "docs" / f"{path.stem}.txt").read_text(encoding="utf-8")
            assert {str(s.kind) for s in read_bulletin(text).statements} <= {"placeholder"}
