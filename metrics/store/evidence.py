"""Which kept bytes stand behind a source's pages and bulletins."""

from __future__ import annotations

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from metrics.store.models import Document, DocumentRevision, Page, Source


def digests_of_source(session: Session, source_id: str) -> set[str] | None:
    """Digests of everything kept for a source; None for an unknown one."""
    if session.get(Source, source_id) is None:
        return None
    of_pages = select(Page.digest).where(Page.source_id == source_id, Page.digest.is_not(None))
    of_texts = (
        select(DocumentRevision.snapshot_digest)
        .join(Document, Document.id == DocumentRevision.document_id)
        .where(Document.source_id == source_id, DocumentRevision.snapshot_digest.is_not(None))
    )
    found = {digest for digest in session.scalars(union(of_pages, of_texts)) if digest is not None}
    of_parts = (
        select(DocumentRevision.parts)
        .join(Document, Document.id == DocumentRevision.document_id)
        .where(Document.source_id == source_id)
    )
    return found | {part["digest"] for parts in session.scalars(of_parts) for part in parts}
