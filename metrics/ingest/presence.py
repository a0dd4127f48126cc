"""Documents whose pages are gone, and those that are back."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.types import READ, Outcome, PageFetched, PageRole, SourceReport
from metrics.ingest.families import judge_again, settle_conflicts
from metrics.ingest.writing import Writing
from metrics.store.families import has_bindings, living_copy, move_document
from metrics.store.models import Document, EventKind

#: Answers that say "there is no such page", unlike a server in trouble or a firewall.
GONE_STATUSES = frozenset({404, 410})
_GONE_OUTCOMES = frozenset({Outcome.SOFT_404.value, Outcome.HTTP_4XX.value})


def record_gone_and_back(writing: Writing, pages: Iterable[PageFetched], report: SourceReport) -> None:
    """Mark documents whose pages are gone, and those that are back.

    Falling off a list is not vanishing: lists show the newest. Gone means that the page itself answers so, while the
    source's lists were read whole, and either none of them names it any more or it answered so the last time too.
    Files must always have answered so twice.
    """
    listed = frozenset(report.links)
    for page in pages:
        state = writing.documents.get(page.url)
        if state is None:
            continue
        document = writing.session.get_one(Document, state.document_id)
        if state.has_left:
            _look_back(writing, document, page, report)
        elif document.document_key != page.url:
            continue  # it moved in this very crawl
        elif state.vanished_at is None and report.complete and is_gone(page) and _is_surely_gone(writing, page, listed):
            _record_vanished(writing, document)
        elif state.vanished_at is not None and page.outcome in READ:
            _record_reappeared(writing, document)


def is_gone(page: PageFetched) -> bool:
    """Does the page itself say that it is no more?"""
    return page.outcome is Outcome.SOFT_404 or (page.outcome is Outcome.HTTP_4XX and page.status in GONE_STATUSES)


def _is_surely_gone(writing: Writing, page: PageFetched, listed: frozenset[str]) -> bool:
    if page.url not in listed and page.role is not PageRole.ATTACHMENT:  # no list names a file
        return True
    held = writing.pages.get(page.url)
    return held is not None and held.outcome in _GONE_OUTCOMES


def _record_vanished(writing: Writing, document: Document) -> None:
    document.vanished_at = writing.moment.finished_at
    subject = f"{document.id}:{writing.moment.crawl_id}"
    successor = living_copy(writing.session, document)
    if successor is not None:
        writing.count(documents_moved=1)
        writing.tell_of(EventKind.DOCUMENT_MOVED, document, subject, old=document.url, new=successor.url)
        return
    document.conflicts_with = None
    settle_conflicts(writing, document)
    writing.source.last_vanished_at = writing.moment.now
    writing.count(documents_vanished=1)
    writing.tell_of(EventKind.DOCUMENT_VANISHED, document, subject, old=document.title)


def _record_reappeared(writing: Writing, document: Document) -> None:
    document.vanished_at = None
    latest_id = document.latest_revision_id
    if document.copy_of is None and latest_id is not None and not has_bindings(writing.session, latest_id):
        judge_again(writing, document)
    writing.count(documents_reappeared=1)
    subject = f"{document.id}:{writing.moment.crawl_id}"
    writing.tell_of(EventKind.DOCUMENT_REAPPEARED, document, subject, new=document.title)


def _look_back(writing: Writing, document: Document, page: PageFetched, report: SourceReport) -> None:
    """An address that a document left: listed again, and the newer one no more, the document went back to it."""
    was_listed_only_here = page.url in report.links and document.document_key not in report.links
    if page.outcome not in READ or not report.complete or not was_listed_only_here:
        return
    old = document.url
    writing.ask_again.add(page.url)
    move_document(writing.session, document, page.url, writing.moment.finished_at)
    writing.count(documents_moved=1)
    subject = f"{document.id}:{writing.moment.crawl_id}"
    writing.tell_of(EventKind.DOCUMENT_MOVED, document, subject, old=old, new=page.url)
