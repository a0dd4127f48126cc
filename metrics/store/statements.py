"""Statements as rows, kept as they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.domain.statements import Commitment, Comparator, Direction, Recurrence, Statement, StatementKind
from metrics.store.inserting import insert_missing
from metrics.store.models import DocumentRevision, StatementRow

#: Columns that bear another name than the field of ``Statement``.
RENAMED = {"start": "span_start", "end": "span_end"}


def add_statements(session: Session, revision_id: int, extractor_version: str, statements: Sequence[Statement]) -> None:
    """Keep what was read in a document revision; what is there already stays as it is."""
    place = {"revision_id": revision_id, "extractor_version": extractor_version}
    rows = [place | {"ordinal": ordinal} | _columns(read) for ordinal, read in enumerate(statements)]
    insert_missing(session, StatementRow, rows)


def statements_of(session: Session, revision_id: int) -> list[StatementRow]:
    """The statements of a revision that count (those of its extractor version), in the order of the text."""
    of_revision = select(StatementRow).join(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
    current = StatementRow.extractor_version == DocumentRevision.extractor_version
    ordered = of_revision.where(StatementRow.revision_id == revision_id, current).order_by(StatementRow.ordinal)
    return list(session.scalars(ordered))


def statement_of(row: StatementRow) -> Statement:
    """The statement as the reader gave it."""
    return Statement(
        start=row.span_start,
        end=row.span_end,
        quote=row.quote,
        kind=StatementKind(row.kind),
        value=row.value,
        unit=row.unit,
        comparator=Comparator(row.comparator),
        indicator=row.indicator,
        rule=row.rule,
        confidence=row.confidence,
        value_max=row.value_max,
        due=row.due,
        period=Recurrence(row.period) if row.period else None,
        direction=Direction(row.direction),
        implicit=row.implicit,
        baseline_value=row.baseline_value,
        commitment=Commitment(row.commitment) if row.commitment else None,
        per=row.per,
    )


def _columns(statement: Statement) -> dict[str, Any]:
    plain = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(statement).items()}
    return {RENAMED.get(name, name): value for name, value in plain.items()}
