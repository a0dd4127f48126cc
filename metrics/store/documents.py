"""Documents and their distinct texts as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from metrics.store.inserting import CHUNK
from metrics.store.models import Document, DocumentAddress, DocumentRevision


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """What a distinct text says of its document as a whole. ``title_key``: see ``Document``."""

    title: str
    issuer: str
    doc_kind: str
    published: date | None = None
    plan_year: int | None = None
    document_number: str | None = None
    signed: date | None = None
    title_key: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionText:
    """A distinct text with where it came from. ``unread_reason`` says why ``text`` is empty, where it is.

    ``body_digest`` is that of its wording without title, None where it is too short to tell bulletins apart.
    ``parts`` and ``incomplete_reason``: see ``DocumentRevision``.
    """

    text: str
    text_digest: str
    learnt_at: datetime
    extractor_version: str
    snapshot_digest: str | None = None
    media_type: str | None = None
    attachments: tuple[dict[str, str], ...] = ()
    unread_reason: str | None = None
    unread_numerals: tuple[tuple[int, int, str], ...] = ()
    body_digest: str | None = None
    parts: tuple[dict[str, Any], ...] = ()
    incomplete_reason: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document as an ingest finds it: enough to tell whether a text is new to it.

    ``has_left`` where it was found by an address that it had before it moved.
    """

    document_id: int
    latest_revision_id: int | None
    text_digest: str | None
    latest_learnt_at: datetime | None
    vanished_at: datetime | None
    parts: Sequence[Mapping[str, Any]] | None = None
    incomplete_reason: str | None = None
    has_left: bool = False


def document_states(session: Session, source_id: str, keys: Sequence[str]) -> dict[str, DocumentState]:
    """The documents of a source among these keys, present or left, with the digest of their latest text."""
    found: dict[str, DocumentState] = {}
    facts = (
        Document.id,
        Document.latest_revision_id,
        DocumentRevision.text_digest,
        DocumentRevision.learnt_at,
        Document.vanished_at,
        DocumentRevision.parts,
        DocumentRevision.incomplete_reason,
    )
    latest = DocumentRevision.id == Document.latest_revision_id
    present: Select[Any] = select(Document.document_key, *facts).select_from(Document)
    present = present.outerjoin(DocumentRevision, latest)
    moved: Select[Any] = (
        select(DocumentAddress.address, *facts)
        .select_from(DocumentAddress)
        .join(Document, Document.id == DocumentAddress.document_id)
        .outerjoin(DocumentRevision, latest)
    )
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        left = moved.where(DocumentAddress.source_id == source_id, DocumentAddress.address.in_(some))
        found |= {row[0]: replace(DocumentState(*row[1:]), has_left=True) for row in session.execute(left)}
        held = present.where(Document.source_id == source_id, Document.document_key.in_(some))
        found |= {row[0]: DocumentState(*row[1:]) for row in session.execute(held)}
    return found


def revision_text(session: Session, revision_id: int) -> str:
    """The text of a document revision."""
    return session.execute(select(DocumentRevision.text).where(DocumentRevision.id == revision_id)).scalar_one()


def add_document(
    session: Session, source_id: str, key: str, url: str | None, facts: RevisionFacts, now: datetime
) -> Document:
    """A document not known before, still without a text."""
    document = Document(source_id=source_id, document_key=key, url=url, learnt_at=now, revised_at=now)
    _take_over(document, facts)
    session.add(document)
    session.flush()
    return document


def add_revision(
    session: Session,
    document: Document,
    facts: RevisionFacts,
    text: RevisionText,
    initial: bool,
    returns_to: int | None = None,
) -> int:
    """A new text of the document, now its latest; the number of its row."""
    columns: dict[str, Any] = asdict(facts) | asdict(text) | {"returns_to": returns_to}
    del columns["title_key"]
    columns["attachments"], columns["parts"] = list(text.attachments), list(text.parts)
    columns["unread_numerals"] = [list(numeral) for numeral in text.unread_numerals]
    columns |= {"unread_count": len(text.unread_numerals), "number": document.revisions + 1, "initial": initial}
    revision = DocumentRevision(document_id=document.id, **columns)
    session.add(revision)
    session.flush()
    document.revisions = revision.number
    document.latest_revision_id = revision.id
    document.revised_at = text.learnt_at
    _take_over(document, facts)
    return revision.id


def mark_bound(session: Session, revision_id: int, now: datetime) -> None:
    """Note that the statements of a revision were bound."""
    unbound = update(DocumentRevision).where(DocumentRevision.id == revision_id, DocumentRevision.bound_at.is_(None))
    session.execute(unbound.values(bound_at=now))


def unbound_revisions(session: Session, limit: int) -> list[int]:
    """Revisions whose statements are not bound yet, oldest first."""
    waiting = select(DocumentRevision.id).where(DocumentRevision.bound_at.is_(None))
    return list(session.scalars(waiting.order_by(DocumentRevision.id).limit(limit)))


def _take_over(document: Document, facts: RevisionFacts) -> None:
    document.title, document.issuer, document.doc_kind = facts.title, facts.issuer, facts.doc_kind
    document.published, document.plan_year = facts.published, facts.plan_year
    document.document_number, document.title_key = facts.document_number, facts.title_key
