"""Cells of tables read as quantities with their row, column, unit and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.domain.statements import Direction, DocumentFacts, Recurrence, StatementKind
from metrics.normaliser.segments import CleanText, Paragraph, QuantityMatch


@dataclass(frozen=True, slots=True)
class TableCell:
    """One number of a table with all that its row, column and caption say of it."""

    match: QuantityMatch
    indicator: str
    kind: StatementKind
    due: date | None
    period: Recurrence | None
    direction: Direction
    rule: str


def read_tables(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> list[TableCell]:
    """Cells of all tables of the text."""
    return []
