"""Weighs the evidence a text gives of who wrote it and of whether it looks back or ahead; the rows are lexicon data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from metrics.lexicon.loader import load_lexicon


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of evidence: words in one place of a text, and what each occurrence counts up to ``most``.

    ``at_start``: they are looked for at its beginning alone.
    """

    name: str
    where: str
    words: re.Pattern[str]
    weight: float
    most: int
    at_start: bool


@cache
def evidence_of(question: str) -> tuple[Evidence, ...]:
    """Rows of evidence on one question (``written_by_others``, ``looking_back`` …)."""
    rows = load_lexicon("document_kinds")[question]
    return tuple(
        Evidence(
            row["name"],
            row["where"],
            re.compile(row["words"]),
            float(row["weight"]),
            row.get("most", 1),
            row.get("at_start", False),
        )
        for row in rows
    )


def found_evidence(question: str, places: Mapping[str, str]) -> dict[str, float]:
    """What each row of a question weighs in the places given, by its name; rows without a find are left out."""
    weights: dict[str, float] = {}
    for row in evidence_of(question):
        place = places.get(row.where)
        if not place:
            continue
        first = row.words.match(place) if row.at_start else row.words.search(place)
        if first is not None:
            times = 1 if row.most == 1 else len(list(islice(row.words.finditer(place, first.start()), row.most)))
            weights[row.name] = times * row.weight
    return weights


def weigh(question: str, places: Mapping[str, str]) -> float:
    """What all evidence on a question weighs together."""
    return sum(found_evidence(question, places).values())
