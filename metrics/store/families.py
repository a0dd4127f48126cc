"""Questions about documents that are one bulletin: the same text elsewhere, the same title, addresses left behind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from metrics.store.inserting import CHUNK, insert_or_update
from metrics.store.models import Document, DocumentAddress, DocumentRevision, StatementBinding, StatementRow

#: So many documents of one title are looked at; a title that more bear tells no bulletin from others.
_MOST_OF_ONE_TITLE = 20


@dataclass(frozen=True, slots=True)
class Relative:
    """A document that may be the same bulletin as another, with what it said last."""

    document_id: int
    source_id: str
    document_key: str
    issuer: str
    title_key: str | None
    document_number: str | None
    published: date | None
    plan_year: int | None
    vanished_at: datetime | None
    copy_of: int | None
    conflicts_with: int | None
    revision_id: int
    text_digest: str
    body_digest: str | None
    attachments: Sequence[Mapping[str, str]]


_DOCUMENT = ("source_id", "document_key", "issuer", "title_key", "document_number", "published", "plan_year")
_COLUMNS = (
    Document.id,
    *(getattr(Document, name) for name in (*_DOCUMENT, "vanished_at", "copy_of", "conflicts_with")),
    *(getattr(DocumentRevision, name) for name in ("id", "text_digest", "body_digest", "attachments")),
)


def relatives_in_source(
    session: Session, source_id: str, titles: Collection[str], numbers: Collection[str]
) -> list[Relative]:
    """Documents of the source with one of these titles or document numbers, in order of their rows."""
    found: dict[int, Relative] = {}
    for column, values in ((Document.title_key, sorted(titles)), (Document.document_number, sorted(numbers))):
        for start in range(0, len(values), CHUNK):
            wanted = _asked().where(Document.source_id == source_id, column.in_(values[start : start + CHUNK]))
            found |= {row[0]: Relative(*row) for row in session.execute(wanted)}
    return [found[document_id] for document_id in sorted(found)]


def relatives_at(session: Session, source_id: str, addresses: Collection[str]) -> list[Relative]:
    """Documents of the source at these addresses, in order of their rows."""
    found: list[Relative] = []
    keys = sorted(addresses)
    for start in range(0, len(keys), CHUNK):
        some = Document.document_key.in_(keys[start : start + CHUNK])
        wanted = _asked().where(Document.source_id == source_id, some).order_by(Document.id)
        found += [Relative(*row) for row in session.execute(wanted)]
    return found


def documents_saying(session: Session, document_id: int, body_digest: str) -> list[Relative]:
    """Other documents, of any source, that say the same now; the oldest first."""
    wanted = _asked().where(Document.id != document_id, DocumentRevision.body_digest == body_digest)
    return [Relative(*row) for row in session.execute(wanted.order_by(Document.id).limit(_MOST_OF_ONE_TITLE))]


def documents_titled(session: Session, document_id: int, title_key: str) -> list[Relative]:
    """Other documents, of any source, with this title; the newest first, for those are the likeliest to be meant."""
    wanted = _asked().where(Document.id != document_id, Document.title_key == title_key)
    return [Relative(*row) for row in session.execute(wanted.order_by(Document.id.desc()).limit(_MOST_OF_ONE_TITLE))]


def documents_contradicting(session: Session, document_id: int) -> list[Document]:
    """Documents, of any source, that repeat this one with other figures; the oldest first."""
    return list(session.scalars(select(Document).where(Document.conflicts_with == document_id).order_by(Document.id)))


def has_bindings(session: Session, revision_id: int) -> bool:
    """Does any statement of this document revision speak of a target?"""
    bound = select(StatementBinding.id).join(StatementRow, StatementRow.id == StatementBinding.statement_id)
    return session.scalar(bound.where(StatementRow.revision_id == revision_id).limit(1)) is not None


def living_copy(session: Session, document: Document) -> Document | None:
    """A document of the same source that repeats this one and is still there."""
    copies = select(Document).where(Document.source_id == document.source_id, Document.copy_of == document.id)
    return session.scalars(copies.where(Document.vanished_at.is_(None)).order_by(Document.id).limit(1)).first()


def revision_with(session: Session, document_id: int, text_digest: str) -> tuple[int, int] | None:
    """Row and number of the document's earliest revision with this text."""
    asked = select(DocumentRevision.id, DocumentRevision.number).where(
        DocumentRevision.document_id == document_id, DocumentRevision.text_digest == text_digest
    )
    row = session.execute(asked.order_by(DocumentRevision.number).limit(1)).one_or_none()
    return None if row is None else (row[0], row[1])


def titles_and_texts(session: Session, revision_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and text of these document revisions."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(revision_ids), CHUNK):
        asked = select(DocumentRevision.id, DocumentRevision.title, DocumentRevision.text)
        for row in session.execute(asked.where(DocumentRevision.id.in_(revision_ids[start : start + CHUNK]))):
            found[row.id] = (row.title, row.text)
    return found


def move_document(session: Session, document: Document, address: str, now: datetime) -> None:
    """Give the document another address; the one it had stays known as its own."""
    held = DocumentAddress.source_id == document.source_id
    session.execute(delete(DocumentAddress).where(held, DocumentAddress.address == address))
    row = {"source_id": document.source_id, "address": document.document_key, "document_id": document.id}
    insert_or_update(session, DocumentAddress, [row | {"left_at": now}], ("document_id", "left_at"))
    document.document_key = document.url = address
    document.vanished_at = None
    session.flush()


def end_conflicts_with(session: Session, document_id: int, body_digest: str) -> None:
    """What contradicted this document and says the same by now is its copy."""
    agreeing = select(DocumentRevision.id).where(DocumentRevision.body_digest == body_digest)
    ended = update(Document).where(Document.conflicts_with == document_id, Document.latest_revision_id.in_(agreeing))
    session.execute(ended.values(conflicts_with=None, copy_of=document_id))


def _asked() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(Document)
        .join(DocumentRevision, DocumentRevision.id == Document.latest_revision_id)
    )
