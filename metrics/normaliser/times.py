"""Time expressions of a text, and the date and period that they give to a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.domain.statements import DocumentFacts, Recurrence, StatementKind
from metrics.normaliser.segments import Clause, CleanText, Paragraph, QuantityMatch

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Dating:
    """Last day a number is to hold or is reported for, and the period after which it recurs."""

    due: date | None
    period: Recurrence | None


class TimeIndex:
    """Time expressions of one text."""

    def __init__(self, facts: DocumentFacts) -> None:
        self._facts = facts

    def spans(self) -> list[tuple[int, int]]:
        """Spans of all time expressions in clean coordinates, in order."""
        return []

    def dating(self, match: QuantityMatch, clause: Clause, kind: StatementKind) -> Dating:
        """Date and period of a number."""
        year = self._facts.plan_year
        return Dating(date(year, 12, 31) if year and kind is StatementKind.TARGET else None, None)

    def tense(self, clause: Clause) -> Tense | None:
        """Whether the dates of a clause lie before or after the text's own date."""
        return None


def find_times(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> TimeIndex:
    """All time expressions of the text, resolved against its date and plan year."""
    return TimeIndex(facts)
