"""What binding reads and writes: a revision with its statements and their surroundings, targets, versions, figures.

Surroundings of a quote are cut out by the database, so that no long text travels for the sake of a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.store.inserting import CHUNK, insert_missing
from metrics.store.models import (
    Document,
    DocumentRevision,
    Event,
    ObservationRow,
    ReviewItem,
    Source,
    StatementBinding,
    StatementRow,
    Target,
    TargetVersion,
)

#: Characters cut out on either side of a quote.
AROUND = 400


@dataclass(frozen=True, slots=True)
class Published:
    """A document revision with its document and source."""

    revision: DocumentRevision
    document: Document
    source: Source


@dataclass(frozen=True, slots=True)
class QuotedStatement:
    """A statement with the text around its quote; ``text[start:end]`` is the quote."""

    row: StatementRow
    text: str
    start: int

    @property
    def end(self) -> int:
        """End of the quote in the text around it."""
        return self.start + self.row.span_end - self.row.span_start


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A target version with its statement and the document that made it; ``is_initial`` came with a first crawl."""

    version: TargetVersion
    quoted: QuotedStatement
    document_id: int
    document_url: str | None
    source_id: str
    is_initial: bool


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A result statement with what is needed to judge it outside its own ingest."""

    quoted: QuotedStatement
    published: Published


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """An observation with the document it came from; the last two are None for figures given by hand."""

    row: ObservationRow
    document_id: int | None
    published: date | None


def published_revision(session: Session, revision_id: int) -> Published:
    """A document revision with its document and source."""
    revision = session.get_one(DocumentRevision, revision_id)
    document = session.get_one(Document, revision.document_id)
    return Published(revision, document, session.get_one(Source, document.source_id))


def previous_text(session: Session, revision: DocumentRevision) -> tuple[int | None, int] | None:
    """Plan year and length of the text before this one, None for the first."""
    asked = select(DocumentRevision.plan_year, sa.func.length(DocumentRevision.text)).where(
        DocumentRevision.document_id == revision.document_id, DocumentRevision.number == revision.number - 1
    )
    row = session.execute(asked).one_or_none()
    return None if row is None else (row[0], row[1])


def quoted_statements(revision: DocumentRevision, rows: Sequence[StatementRow]) -> list[QuotedStatement]:
    """Statements of a loaded revision with their surroundings."""
    return [QuotedStatement(row, revision.text, row.span_start) for row in rows]


def targets_of_area(session: Session, area: str) -> list[Target]:
    """Every target of a reference area."""
    return list(session.scalars(select(Target).where(Target.admin_area == area).order_by(Target.target_id)))


def taken_target_ids(session: Session, target_ids: Collection[str]) -> set[str]:
    """Which of these names are in use."""
    taken: set[str] = set()
    for part in _parts(sorted(target_ids)):
        taken |= set(session.scalars(select(Target.target_id).where(Target.target_id.in_(part))))
    return taken


def versions_of(session: Session, target_ids: Collection[str]) -> list[StoredVersion]:
    """The versions of targets, in their order."""
    asked = (
        select(
            TargetVersion,
            StatementRow,
            *_surroundings(),
            Document.id,
            Document.url,
            Document.source_id,
            DocumentRevision.initial,
        )
        .join(StatementRow, StatementRow.id == TargetVersion.statement_id)
        .join(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
        .join(Document, Document.id == DocumentRevision.document_id)
        .order_by(TargetVersion.target_id, TargetVersion.number)
    )
    found = []
    for part in _parts(sorted(target_ids)):
        for row in session.execute(asked.where(TargetVersion.target_id.in_(part))):
            found.append(StoredVersion(row[0], QuotedStatement(row[1], row[2], row[3]), row[4], row[5], row[6], row[7]))
    return found


def targets_promised_by(session: Session, document_id: int) -> set[str]:
    """Targets that any text of a document has promised."""
    asked = _promises().where(DocumentRevision.document_id == document_id)
    return set(session.scalars(asked))


def targets_promised_elsewhere(session: Session, document_id: int, target_ids: Collection[str]) -> set[str]:
    """Which of these targets another document still promises in its latest text."""
    elsewhere = _promises().join(Document, Document.latest_revision_id == DocumentRevision.id)
    asked = elsewhere.where(Document.id != document_id, Document.vanished_at.is_(None))
    found: set[str] = set()
    for part in _parts(sorted(target_ids)):
        found |= set(session.scalars(asked.where(StatementBinding.target_id.in_(part))))
    return found


def reports_of_area(
    session: Session, source: Source, units: Collection[str], first: date, last: date
) -> list[StoredReport]:
    """Result statements of the sources of an area, from latest texts, in these units, about the days asked for."""
    same_area = Source.admin_area == source.admin_area if source.admin_area else Source.source_id == source.source_id
    about = sa.func.coalesce(StatementRow.due, DocumentRevision.published)
    asked = (
        select(StatementRow, *_surroundings(), DocumentRevision, Document, Source)
        .join(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
        .join(Document, Document.latest_revision_id == DocumentRevision.id)
        .join(Source, Source.source_id == Document.source_id)
        .where(same_area, StatementRow.kind == "result", StatementRow.unit.in_(sorted(units)))
        .where(StatementRow.extractor_version == DocumentRevision.extractor_version)
        .where(about >= first, about <= last)
        .options(sa.orm.defer(DocumentRevision.text))
        .order_by(DocumentRevision.id, StatementRow.ordinal)
    )
    return [
        StoredReport(QuotedStatement(row, text, start), Published(revision, document, of_source))
        for row, text, start, revision, document, of_source in session.execute(asked)
    ]


def figures_of(session: Session, target_ids: Collection[str]) -> list[StoredFigure]:
    """The observations of targets with the documents they came from, in the order in which they were learnt."""
    asked = (
        select(ObservationRow, DocumentRevision.document_id, DocumentRevision.published)
        .outerjoin(StatementRow, StatementRow.id == ObservationRow.statement_id)
        .outerjoin(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
        .order_by(ObservationRow.target_id, ObservationRow.period_end, ObservationRow.learnt_at, ObservationRow.id)
    )
    found: list[StoredFigure] = []
    for part in _parts(sorted(target_ids)):
        rows = session.execute(asked.where(ObservationRow.target_id.in_(part)))
        found += [StoredFigure(row, document_id, published) for row, document_id, published in rows]
    return found


def baseline_statements(session: Session, target_ids: Collection[str]) -> list[tuple[str, StatementRow, date | None]]:
    """Statements bound as baselines: target, statement, and the day its text was published."""
    asked = (
        select(StatementBinding.target_id, StatementRow, DocumentRevision.published)
        .join(StatementRow, StatementRow.id == StatementBinding.statement_id)
        .join(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
        .where(StatementBinding.role == "baseline")
        .order_by(StatementBinding.id)
    )
    found: list[tuple[str, StatementRow, date | None]] = []
    for part in _parts(sorted(target_ids)):
        rows = session.execute(asked.where(StatementBinding.target_id.in_(part)))
        found += [(target_id, row, published) for target_id, row, published in rows]
    return found


def settled_reviews(session: Session, natural_keys: Collection[str]) -> dict[str, str]:
    """The state of those of these cases that were ever opened."""
    found: dict[str, str] = {}
    for part in _parts(sorted(natural_keys)):
        asked = select(ReviewItem.natural_key, ReviewItem.state).where(ReviewItem.natural_key.in_(part))
        found |= {row.natural_key: row.state for row in session.execute(asked)}
    return found


def known_events(session: Session, natural_keys: Collection[str]) -> set[str]:
    """Which of these changes were recorded before."""
    found: set[str] = set()
    for part in _parts(sorted(natural_keys)):
        found |= set(session.scalars(select(Event.natural_key).where(Event.natural_key.in_(part))))
    return found


def add_bindings(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep bindings; those that are there stay as they are."""
    insert_missing(session, StatementBinding, rows)


def add_figures(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep observations; those that are there stay as they are."""
    insert_missing(session, ObservationRow, rows)


def open_reviews(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Open cases for a person; a case that was ever opened is not opened again."""
    insert_missing(session, ReviewItem, rows)


def renumber_versions(session: Session, ordered: Sequence[TargetVersion]) -> None:
    """Number the versions of one target as they come; two steps, because no number may stand twice at any time."""
    if [version.number for version in ordered] == list(range(1, len(ordered) + 1)):
        return
    for place, version in enumerate(ordered, start=1):
        version.number = -place
    session.flush()
    for version in ordered:
        version.number = -version.number
    session.flush()


def _promises() -> sa.Select[str]:
    """Targets of the statements that promise, by the revision that they stand in."""
    return (
        select(StatementBinding.target_id)
        .join(StatementRow, StatementRow.id == StatementBinding.statement_id)
        .join(DocumentRevision, DocumentRevision.id == StatementRow.revision_id)
        .where(StatementBinding.role == "target")
        .distinct()
    )


def _surroundings() -> tuple[sa.ColumnElement[str], sa.ColumnElement[int]]:
    """The text around a quote, and where in it the quote begins."""
    begin = sa.case((StatementRow.span_start > AROUND, StatementRow.span_start - AROUND), else_=0)
    length = StatementRow.span_end - begin + AROUND
    return sa.func.substr(DocumentRevision.text, begin + 1, length), StatementRow.span_start - begin


def _parts(names: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(names), CHUNK):
        yield names[start : start + CHUNK]
