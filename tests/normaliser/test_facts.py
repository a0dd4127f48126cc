"""What a text says of itself: kind, issuer, days, plan year, title and number."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.domain.statements import KnownFacts
from metrics.normaliser.facts import read_facts
from metrics.normaliser.facts_evidence import evidence_of, found_evidence
from metrics.normaliser.paragraphs import read_paragraphs
from metrics.normaliser.script import clean
from tests.normaliser.reading_parts import load_cases

CASES = load_cases("facts") + load_cases("facts_frames")
QUESTIONS = ("written_by_others", "written_by_the_office", "looking_back", "looking_ahead")
PLACES = {"title", "masthead", "opening", "head", "body", "text", "end"}


def _read(text: str, known: dict[str, Any]) -> dict[str, Any]:
    if known.get("published"):
        known = {**known, "published": date.fromisoformat(known["published"])}
    cleaned = clean(text)
    facts = read_facts(cleaned, read_paragraphs(cleaned), KnownFacts(**known))
    return {
        "doc_kind": str(facts.doc_kind),
        "issuer": facts.issuer,
        "published": facts.published and facts.published.isoformat(),
        "signed": facts.signed and facts.signed.isoformat(),
        "plan_year": facts.plan_year,
        "title": facts.title,
        "document_number": facts.document_number,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_facts(case: dict[str, Any]) -> None:
    found = _read(case["text"], case.get("known", {}))
    assert {name: found[name] for name in case["facts"]} == case["facts"]


@pytest.mark.shared
def test_facts_of_public_texts(shared_folder: Path) -> None:
    wrong = []
    for gold in sorted((shared_folder / "corpus" / "gold").glob("*.jsonl")):
        expected = json.loads(gold.read_text(encoding="utf-8").splitlines()[0])
        text = (shared_folder / "corpus" / "docs" / expected["file"]).read_text(encoding="utf-8")
        found = _read(text, {})
        wrong += [(gold.name, name) for name in ("doc_kind", "published", "plan_year") if found[name] != expected[name]]
    assert wrong == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_rows_of_evidence_are_sound(question: str) -> None:
    rows = evidence_of(question)
    assert len({row.name for row in rows}) == len(rows)
    assert {row.where for row in rows} <= PLACES
    assert all(row.weight > 0 and row.most >= 1 and not row.words.match("") for row in rows)


def test_evidence_counts_up_to_its_most() -> None:
    places = dict.fromkeys(PLACES, "") | {"body": "会议指出，要修路。" * 9}
    row = next(row for row in evidence_of("written_by_others") if row.name == "meeting_says")
    assert found_evidence("written_by_others", places)["meeting_says"] == row.most * row.weight


def test_no_evidence_weighs_nothing() -> None:
    assert found_evidence("written_by_others", dict.fromkeys(PLACES, "")) == {}
