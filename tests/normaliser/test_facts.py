"""What a text says of itself: kind, issuer, days, plan year, title and number."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.domain.statements import KnownFacts
from metrics.normaliser.facts import read_facts
from metrics.normaliser.paragraphs import read_paragraphs
from metrics.normaliser.script import clean
from tests.normaliser.reading_parts import load_cases

CASES = load_cases("facts")


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
