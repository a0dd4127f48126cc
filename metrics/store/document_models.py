"""Tables of what was published: documents, their distinct texts, and the statements read in them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from metrics.store.columns import Base, RowId


class Document(Base):
    """One bulletin. ``document_key`` is its address, or for a file given by hand what tells it from others.

    Title, issuer and the other facts are those of the latest document revision (``latest_revision_id``).
    ``copy_of`` is the document whose text this one repeats, ``conflicts_with`` the one that it repeats with other
    figures: neither is bound to targets. ``title_key`` is the title free of setting, by which such are found.
    """

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("source_id", "document_key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"))
    document_key: Mapped[str]
    url: Mapped[str | None]
    title: Mapped[str]
    issuer: Mapped[str]
    doc_kind: Mapped[str] = mapped_column(index=True)
    published: Mapped[date | None]
    plan_year: Mapped[int | None]
    document_number: Mapped[str | None]
    learnt_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    vanished_at: Mapped[datetime | None]
    revisions: Mapped[int] = mapped_column(default=0)
    latest_revision_id: Mapped[int | None] = mapped_column(RowId)
    copy_of: Mapped[int | None] = mapped_column(RowId)
    conflicts_with: Mapped[int | None] = mapped_column(RowId)
    title_key: Mapped[str | None] = mapped_column(index=True)


class DocumentAddress(Base):
    """An address that a document had before it moved: what is found there later is that document."""

    __tablename__ = "document_addresses"

    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"), primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(RowId, ForeignKey("documents.id"))
    left_at: Mapped[datetime]


class DocumentRevision(Base):
    """One distinct text of a document, with what was read of the document as a whole.

    ``unread_reason`` is set where the bytes could not be made text (the text is then empty). ``unread_numerals`` holds
    ``[start, end, reason]`` of each numeral that no rule could read. ``extractor_version`` names the statements that
    count; those of other versions are kept beside them. ``initial`` revisions came with the first crawl of a source.
    ``bound_at`` is when tracking bound its statements. ``body_digest`` is that of the wording without title;
    ``returns_to`` is the earlier revision whose text this one says again.
    ``parts`` are the pages of a bulletin that its site splits, in order: ``url``, ``digest`` of the bytes, their
    ``size``, and ``start``, where their text begins in ``text``; empty for a bulletin on one page.
    ``incomplete_reason`` says which further page could not be read, where one could not.
    """

    __tablename__ = "document_revisions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    document_id: Mapped[int] = mapped_column(RowId, ForeignKey("documents.id"))
    number: Mapped[int]
    text: Mapped[str]
    text_digest: Mapped[str]
    body_digest: Mapped[str | None] = mapped_column(index=True)
    returns_to: Mapped[int | None] = mapped_column(RowId)
    snapshot_digest: Mapped[str | None] = mapped_column(ForeignKey("snapshots.digest"), index=True)
    learnt_at: Mapped[datetime]
    extractor_version: Mapped[str]
    initial: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str]
    issuer: Mapped[str]
    doc_kind: Mapped[str]
    published: Mapped[date | None]
    plan_year: Mapped[int | None]
    document_number: Mapped[str | None]
    signed: Mapped[date | None]
    media_type: Mapped[str | None]
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    unread_reason: Mapped[str | None]
    unread_count: Mapped[int] = mapped_column(default=0)
    unread_numerals: Mapped[list[Any]] = mapped_column(default=list)
    bound_at: Mapped[datetime | None]
    parts: Mapped[list[Any]] = mapped_column(default=list)
    incomplete_reason: Mapped[str | None]


class StatementRow(Base):
    """A statement as it was read (``metrics.domain.statements.Statement``), never edited.

    ``span_start``/``span_end`` is the half-open character span in the text of its document revision; ``ordinal`` its
    place among the statements of that revision and extractor version.
    """

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("revision_id", "extractor_version", "ordinal"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    revision_id: Mapped[int] = mapped_column(RowId, ForeignKey("document_revisions.id"))
    extractor_version: Mapped[str]
    ordinal: Mapped[int]
    span_start: Mapped[int]
    span_end: Mapped[int]
    quote: Mapped[str]
    kind: Mapped[str]
    value: Mapped[Decimal | None]
    value_max: Mapped[Decimal | None]
    unit: Mapped[str]
    comparator: Mapped[str]
    indicator: Mapped[str]
    due: Mapped[date | None]
    period: Mapped[str | None]
    direction: Mapped[str]
    implicit: Mapped[bool] = mapped_column(default=False)
    baseline_value: Mapped[Decimal | None]
    commitment: Mapped[str | None]
    per: Mapped[str | None]
    rule: Mapped[str]
    confidence: Mapped[float]


class Tally(Base):
    """A count kept up to date by the transactions that change it, so that no read has to count history.

    ``subject`` is ``statement`` (``value``: kind), ``document`` (doc_kind), ``unread_numeral``, ``review`` (open) or
    ``source_file`` (wrong).
    """

    __tablename__ = "tallies"

    subject: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int] = mapped_column(default=0)


Index("ix_documents_published", Document.published)
Index(
    "ix_document_revisions_unbound",
    DocumentRevision.id,
    postgresql_where=DocumentRevision.bound_at.is_(None),
    sqlite_where=DocumentRevision.bound_at.is_(None),
)
