"""Stores texts that are new to their documents, and tells what is new and what says something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from metrics.ingest.families import is_bindable, settle_conflicts
from metrics.ingest.parts import goes_on_with
from metrics.ingest.sentences import compare_sentences
from metrics.ingest.types import ReadDocument
from metrics.ingest.wording import wording_of
from metrics.ingest.writing import Writing
from metrics.store.crawls import SnapshotRow, record_snapshots
from metrics.store.documents import add_document, add_revision
from metrics.store.families import revision_with
from metrics.store.models import Document, DocumentRevision, EventKind
from metrics.store.statements import add_statements

#: A text that went back and then, within this time, says again what it said between flaps: it is told no more.
FLAPPING = timedelta(days=14)


def record_texts(writing: Writing, read: Mapping[str, ReadDocument]) -> None:
    """Store texts that are new to their documents, oldest bulletin first, so that versions of a goal come in order."""
    documents = sorted(read.values(), key=lambda document: (document.facts.published is None, document.facts.published))
    record_snapshots(writing.session, [row for document in documents for row in _snapshot_rows(document)])
    for document in documents:
        _record_text(writing, document)


def _record_text(writing: Writing, read: ReadDocument) -> None:
    state = writing.documents.get(read.key)
    if state is None:
        _record_new(writing, read)
    elif writing.is_newer(read.text.learnt_at, state.latest_learnt_at):  # a late report brings no old text back
        _record_revised(writing, read, writing.session.get_one(Document, state.document_id))


def _record_new(writing: Writing, read: ReadDocument) -> None:
    initial = writing.is_initial(read.url)
    source = writing.source
    document = add_document(writing.session, source.source_id, read.key, read.url, read.facts, read.text.learnt_at)
    source.documents += 1
    if not initial:
        source.last_new_at = writing.moment.now
    writing.count(documents_new=1)
    _add_text(writing, document, read, initial)
    original = writing.session.get(Document, document.copy_of) if document.copy_of is not None else None
    note = f"repeats {original.document_key}" if original is not None else None
    writing.tell_of(EventKind.DOCUMENT_NEW, document, document.id, new=document.title, initial=initial, note=note)


def _record_revised(writing: Writing, read: ReadDocument, document: Document) -> None:
    latest_id = document.latest_revision_id
    latest = writing.session.get(DocumentRevision, latest_id) if latest_id is not None else None
    earlier = revision_with(writing.session, document.id, read.text.text_digest)
    if earlier is not None and latest is not None and _is_flapping(latest, read):
        writing.ask_again.add(read.key)
        return
    if latest is not None and latest.incomplete_reason and goes_on_with(latest.text, read.text.text):
        _add_text(writing, document, read, latest.initial)  # what was missing came: nobody changed anything
        return
    before = wording_of(latest.text, latest.title) if latest is not None else wording_of("")
    _add_text(writing, document, read, initial=False, returns_to=earlier[0] if earlier else None)
    changes = compare_sentences(before, wording_of(read.text.text, read.facts.title))
    notes = [f"says again what text {earlier[1]} said"] if earlier else []
    notes += ["compared by whole lines: the text is very long"] if changes.by_lines else []
    writing.source.last_revised_at = writing.moment.now
    writing.count(documents_revised=1)
    subject = f"{document.id}:{document.revisions}"
    words = {"old": changes.old, "new": changes.new, "note": "; ".join(notes) or None}
    writing.tell_of(EventKind.DOCUMENT_REVISED, document, subject, **words)


def _is_flapping(latest: DocumentRevision, read: ReadDocument) -> bool:
    """Did the page go back a short time ago, and now forth to a text known as well? Two servers, two caches."""
    return latest.returns_to is not None and read.text.learnt_at - latest.learnt_at < FLAPPING


def _add_text(
    writing: Writing, document: Document, read: ReadDocument, initial: bool, returns_to: int | None = None
) -> None:
    previous_kind = document.doc_kind if document.latest_revision_id is not None else None
    revision_id = add_revision(writing.session, document, read.facts, read.text, initial, returns_to)
    add_statements(writing.session, revision_id, read.text.extractor_version, read.statements)
    (writing.revisions if is_bindable(writing, document, read, initial) else writing.unbound).append(revision_id)
    settle_conflicts(writing, document)  # what is bound by it is bound after this text
    _count(writing, read, previous_kind)


def _count(writing: Writing, read: ReadDocument, previous_kind: str | None) -> None:
    if previous_kind is not None:
        writing.tallies["document", previous_kind] -= 1
    writing.tallies["document", read.facts.doc_kind] += 1
    for kind, amount in Counter(statement.kind.value for statement in read.statements).items():
        writing.tallies["statement", kind] += amount
    unread = len(read.text.unread_numerals)
    writing.tallies["unread_numeral", ""] += unread
    writing.count(
        statements=len(read.statements), numerals_unread=unread, documents_unread=read.text.unread_reason is not None
    )


def _snapshot_rows(read: ReadDocument) -> list[SnapshotRow]:
    digest, media_type, moment = read.text.snapshot_digest, read.text.media_type, read.text.learnt_at
    assert digest is not None, "every text comes from bytes that are kept"
    rows = [SnapshotRow(digest, read.size, media_type, read.url or read.key, moment)]
    further = (part for part in read.text.parts if part["digest"] != digest)
    return rows + [SnapshotRow(part["digest"], part["size"], media_type, part["url"], moment) for part in further]
