"""What a text says of itself: its kind, issuer, date, plan year, title and number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind, KnownFacts
from metrics.normaliser.segments import CleanText, Paragraph

_PLAN_TITLE = re.compile(r"(20\d\d)年.{0,20}(?:工作要点|工作计划|工作安排)")


def read_facts(clean: CleanText, paragraphs: Sequence[Paragraph], known: KnownFacts) -> DocumentFacts:
    """Facts of the document; what is already ``known`` outranks what the text says."""
    found = _PLAN_TITLE.search(clean.text[:400])
    year = known.plan_year or (int(found[1]) if found else None)
    kind = DocumentKind.PLAN if year else DocumentKind.REPORT
    return DocumentFacts(kind, issuer=known.issuer, published=known.published, plan_year=year, title=known.title)
