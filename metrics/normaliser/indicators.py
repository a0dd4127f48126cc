"""Noun phrase for what a number counts or measures."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.normaliser.segments import Clause, CleanText, QuantityMatch


def indicator_of(clean: CleanText, match: QuantityMatch, clause: Clause, earlier: Sequence[QuantityMatch]) -> str:
    """What ``match`` counts, from its clause and the clauses before it."""
    before = clean.text[clause.start : match.outer_start]
    after = clean.text[match.outer_end : clause.end]
    return (before or after)[-30:]
