"""Documents that are new, say something else, are gone or are back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from crawler.types import Outcome, PageFetched, SourceReport
from metrics.ingest.preparing import READ
from metrics.ingest.sentences import changed_sentences
from metrics.ingest.types import ReadDocument
from metrics.ingest.writing import Writing
from metrics.store.crawls import SnapshotRow, record_snapshots
from metrics.store.documents import add_document, add_revision, revision_text
from metrics.store.models import Document, EventKind
from metrics.store.statements import add_statements

#: Answers that say "there is no such page", unlike a server in trouble or a firewall.
GONE_STATUSES = frozenset({404, 410})


def record_texts(writing: Writing, read: Mapping[str, ReadDocument]) -> None:
    """Store texts that are new to their documents, oldest bulletin first, so that versions of a goal come in order."""
    documents = sorted(read.values(), key=lambda document: (document.facts.published is None, document.facts.published))
    record_snapshots(writing.session, [_snapshot_row(document) for document in documents])
    for document in documents:
        _record_text(writing, document)


def record_gone_and_back(writing: Writing, pages: Iterable[PageFetched], report: SourceReport) -> None:
    """Mark documents whose pages are gone, and those that are back.

    Falling off a list is not vanishing: lists show the newest. Gone means that the page itself answers so, while the
    source's lists were read whole, and either none of them names it any more or it answered so the last time too.
    """
    listed = frozenset(report.links)
    for page in pages:
        state = writing.documents.get(page.url)
        if state is None:
            continue
        document = writing.session.get_one(Document, state.document_id)
        if state.vanished_at is None and report.complete and _is_gone(page) and _is_surely_gone(writing, page, listed):
            _record_vanished(writing, document)
        elif state.vanished_at is not None and page.outcome in READ:
            _record_reappeared(writing, document)


def _record_text(writing: Writing, read: ReadDocument) -> None:
    state = writing.documents.get(read.key)
    initial = writing.is_initial(read.url) and state is None
    if state is None:
        document = add_document(
            writing.session, writing.source.source_id, read.key, read.url, read.facts, read.text.learnt_at
        )
    elif not writing.is_newer(read.text.learnt_at, state.latest_learnt_at):
        return  # a report that comes late brings no old text back
    else:
        document = writing.session.get_one(Document, state.document_id)
    previous_id, previous_kind = document.latest_revision_id, document.doc_kind
    old_text = revision_text(writing.session, previous_id) if previous_id is not None else ""
    revision_id = add_revision(writing.session, document, read.facts, read.text, initial)
    add_statements(writing.session, revision_id, read.text.extractor_version, read.statements)
    writing.revisions.append(revision_id)
    _count(writing, read, previous_kind if state is not None else None)
    if state is None:
        _tell_new(writing, document, initial)
    else:
        _tell_revised(writing, document, old_text, read.text.text)


def _tell_new(writing: Writing, document: Document, initial: bool) -> None:
    writing.source.documents += 1
    writing.source.last_new_at = writing.moment.now
    writing.count(documents_new=1)
    about = {"document_id": document.id, "document_url": document.url}
    writing.tell(EventKind.DOCUMENT_NEW, document.id, new=document.title, initial=initial, **about)


def _tell_revised(writing: Writing, document: Document, old_text: str, new_text: str) -> None:
    old, new = changed_sentences(old_text, new_text)
    writing.source.last_revised_at = writing.moment.now
    writing.count(documents_revised=1)
    subject = f"{document.id}:{document.revisions}"
    about = {"document_id": document.id, "document_url": document.url}
    writing.tell(EventKind.DOCUMENT_REVISED, subject, old=old, new=new, **about)


def _record_vanished(writing: Writing, document: Document) -> None:
    document.vanished_at = writing.moment.finished_at
    writing.source.last_vanished_at = writing.moment.now
    writing.count(documents_vanished=1)
    subject = f"{document.id}:{writing.moment.crawl_id}"
    about = {"document_id": document.id, "document_url": document.url}
    writing.tell(EventKind.DOCUMENT_VANISHED, subject, old=document.title, **about)


def _record_reappeared(writing: Writing, document: Document) -> None:
    document.vanished_at = None
    writing.count(documents_reappeared=1)
    subject = f"{document.id}:{writing.moment.crawl_id}"
    about = {"document_id": document.id, "document_url": document.url}
    writing.tell(EventKind.DOCUMENT_REAPPEARED, subject, new=document.title, **about)


def _is_gone(page: PageFetched) -> bool:
    return page.outcome is Outcome.SOFT_404 or (page.outcome is Outcome.HTTP_4XX and page.status in GONE_STATUSES)


def _is_surely_gone(writing: Writing, page: PageFetched, listed: frozenset[str]) -> bool:
    if page.url not in listed:
        return True
    held = writing.pages.get(page.url)
    return held is not None and held.outcome in {Outcome.SOFT_404.value, Outcome.HTTP_4XX.value}


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


def _snapshot_row(read: ReadDocument) -> SnapshotRow:
    digest = read.text.snapshot_digest
    assert digest is not None, "every text comes from bytes that are kept"
    return SnapshotRow(digest, read.size, read.text.media_type, read.url or read.key, read.text.learnt_at)
