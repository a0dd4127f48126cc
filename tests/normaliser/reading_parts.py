"""The parts of a reading that cases need: a text cut as the normaliser cuts it, and one number in its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.from_to import pair_levels
from metrics.normaliser.paragraphs import find_clauses, read_paragraphs
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.script import clean
from metrics.normaliser.segments import Clause, CleanText, Paragraph, QuantityMatch
from metrics.normaliser.times_rules import match_times
from metrics.normaliser.whole import find_whole_words

CASES = Path(__file__).parent / "cases"


def load_cases(name: str) -> list[dict[str, Any]]:
    """Lines of one case file."""
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def facts_from(known: dict[str, Any]) -> DocumentFacts:
    """Facts of a document as a case gives them."""
    published = known.get("published")
    return DocumentFacts(
        DocumentKind(known["doc_kind"]),
        published=date.fromisoformat(published) if published else None,
        plan_year=known.get("plan_year"),
        title=known.get("title"),
    )


@dataclass(frozen=True)
class Parts:
    """A text with its paragraphs, one number of it, that number's clause and the numbers before it."""

    clean: CleanText
    paragraphs: list[Paragraph]
    match: QuantityMatch
    clause: Clause
    earlier: list[QuantityMatch]


def parts_of(text: str, quote: str) -> Parts:
    """Parts for the number whose text is ``quote``."""
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    found = [*pair_levels(cleaned.text, scan_quantities(cleaned.text).matches), *find_whole_words(cleaned.text)]
    found.sort(key=lambda match: match.start)
    match = next(m for m in found if cleaned.text[m.start : m.end] == quote)
    paragraph = next(p for p in paragraphs if p.start <= match.start < p.end)
    clause = next(c for c in find_clauses(cleaned, paragraph) if c.start <= match.start < c.end)
    times = [mark.span() for _, mark in match_times(cleaned.text, paragraph.start, match.start)]
    earlier = [m for m in found if paragraph.start <= m.start < match.start and not _overlaps(m, times)]
    return Parts(cleaned, paragraphs, match, clause, earlier)


def _overlaps(match: QuantityMatch, spans: list[tuple[int, int]]) -> bool:
    return any(match.start < end and start < match.end for start, end in spans)
