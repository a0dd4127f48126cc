"""What pages and metrics read: each question is one query, whatever the number of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.store.models import (
    CrawlTally,
    Document,
    DocumentRevision,
    ObservationRow,
    ReviewItem,
    Source,
    StatementRow,
    Tally,
    Target,
    TargetVersion,
)

#: Characters of context to either side of a quote.
CONTEXT = 80

Figures = dict[str, list[tuple[date, Decimal]]]


def target_rows(session: Session, changed_since: datetime | None = None) -> Sequence[sa.Row[Any]]:
    """All targets as plain rows, or those that changed at or after an instant."""
    asked = select(*Target.__table__.columns).order_by(Target.target_id)
    if changed_since is not None:
        asked = asked.where(Target.changed_at >= changed_since)
    return session.execute(asked).all()


def figures_by_target(session: Session, changed_since: datetime | None = None) -> Figures:
    """Figures of all targets, or of those that changed; the last of one day is the one that counts."""
    asked = select(ObservationRow.target_id, ObservationRow.period_end, ObservationRow.value).order_by(
        ObservationRow.target_id, ObservationRow.period_end, ObservationRow.learnt_at, ObservationRow.id
    )
    if changed_since is not None:
        asked = asked.join(Target, Target.target_id == ObservationRow.target_id).where(
            Target.changed_at >= changed_since
        )
    found: Figures = defaultdict(list)
    for target_id, period_end, value in session.execute(asked):
        found[target_id].append((period_end, value))
    return found


def target_row(session: Session, target_id: str) -> sa.Row[Any] | None:
    """One target as a plain row."""
    return session.execute(select(*Target.__table__.columns).where(Target.target_id == target_id)).one_or_none()


def version_rows(session: Session, target_id: str) -> Sequence[sa.Row[Any]]:
    """Versions of a target with their proof, oldest first."""
    asked = _with_proof(select(TargetVersion, *_proof_columns()), TargetVersion.statement_id)
    return session.execute(asked.where(TargetVersion.target_id == target_id).order_by(TargetVersion.number)).all()


def observation_rows(session: Session, target_id: str) -> Sequence[sa.Row[Any]]:
    """Figures of a target with their proof, oldest first."""
    asked = _with_proof(select(ObservationRow, *_proof_columns()), ObservationRow.statement_id)
    order = (ObservationRow.period_end, ObservationRow.learnt_at, ObservationRow.id)
    return session.execute(asked.where(ObservationRow.target_id == target_id).order_by(*order)).all()


def source_rows(session: Session) -> list[Source]:
    """Sources in use, by id."""
    return list(session.scalars(select(Source).where(Source.withdrawn_at.is_(None)).order_by(Source.source_id)))


def crawl_counts(session: Session) -> dict[str, dict[str, int]]:
    """How the crawls of each source ended."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = session.execute(select(CrawlTally.source_id, CrawlTally.outcome, CrawlTally.amount))
    for source_id, outcome, amount in rows:
        found[source_id][outcome] = amount
    return found


def target_counts(session: Session) -> dict[str, int]:
    """Number of targets by source."""
    counted = select(Target.source_id, sa.func.count()).group_by(Target.source_id)
    return {row[0]: row[1] for row in session.execute(counted)}


def all_tallies(session: Session) -> dict[str, dict[str, int]]:
    """All kept counts, by subject and value."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for subject, value, amount in session.execute(select(Tally.subject, Tally.value, Tally.amount)):
        found[subject][value] = amount
    return found


def open_review_count(session: Session) -> int:
    """How many cases wait for a person."""
    return session.execute(select(sa.func.count()).where(ReviewItem.state == "open")).scalar_one()


def document_row(
    session: Session, document_id: int, revision_id: int | None = None
) -> tuple[Document, DocumentRevision] | None:
    """A document with its latest text, or with a named one of its texts."""
    wanted = Document.latest_revision_id if revision_id is None else revision_id
    asked = select(Document, DocumentRevision).join(DocumentRevision, DocumentRevision.document_id == Document.id)
    row = session.execute(asked.where(Document.id == document_id, DocumentRevision.id == wanted)).one_or_none()
    return None if row is None else (row[0], row[1])


def _proof_columns() -> tuple[Any, ...]:
    """Statement, its text around it, document revision without its text, document."""
    begin = sa.case((StatementRow.span_start > CONTEXT, StatementRow.span_start - CONTEXT), else_=0)
    before = sa.func.substr(DocumentRevision.text, begin + 1, StatementRow.span_start - begin)
    after = sa.func.substr(DocumentRevision.text, StatementRow.span_end + 1, CONTEXT)
    of_revision = (
        DocumentRevision.id.label("revision_id"),
        DocumentRevision.title,
        DocumentRevision.issuer,
        DocumentRevision.published,
        DocumentRevision.snapshot_digest,
        DocumentRevision.parts,
        DocumentRevision.learnt_at.label("revision_learnt_at"),
    )
    return (StatementRow, before.label("before"), after.label("after"), *of_revision, Document.id, Document.url)


def _with_proof(asked: sa.Select[Any], statement_id: Any) -> sa.Select[Any]:
    return (
        asked.outerjoin(StatementRow, StatementRow.id == statement_id)
        .outerjoin(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
        .outerjoin(Document, Document.id == DocumentRevision.document_id)
    )
