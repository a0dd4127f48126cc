"""Stores what one source's crawl brought, in the caller's transaction: all of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from crawler.types import READ, Outcome, PageFetched, PageRole, RobotsFetched
from metrics.ingest.binding import bind_or_leave
from metrics.ingest.bulletins import record_texts
from metrics.ingest.history import history_of
from metrics.ingest.moves import record_moves
from metrics.ingest.preparing import Prepared, is_short
from metrics.ingest.presence import record_gone_and_back
from metrics.ingest.source_state import record_source_state
from metrics.ingest.types import Binder, IngestSummary
from metrics.ingest.writing import Moment, Writing
from metrics.store.crawls import (
    PageState,
    hold_ingest_lock,
    is_ingested,
    lock_source,
    pages_by_url,
    record_listed,
    record_pages,
    record_robots,
)
from metrics.store.documents import document_states, mark_bound
from metrics.store.events import record_events
from metrics.store.models import CrawlRun, Page
from metrics.store.tallies import add_tallies, tally_crawl


def record_crawl(session: Session, prepared: Prepared, moment: Moment, bind: Binder) -> IngestSummary | None:
    """Store one source's crawl; None, with nothing written, where its documents changed since it was prepared."""
    report = prepared.crawl.report
    hold_ingest_lock(session)
    source = lock_source(session, report.source_id)
    if source is None:
        return IngestSummary(unknown_sources=(report.source_id,))
    if is_ingested(session, report.source_id, moment.crawl_id):
        return IngestSummary(already_ingested=1)
    urls = [page.url for page in prepared.pages]
    states = document_states(session, report.source_id, urls)
    if {key: state.latest_revision_id for key, state in states.items()} != prepared.seen:
        return None
    writing = Writing(session, source, moment, pages_by_url(session, report.source_id, urls), states)
    writing.history = history_of(writing, prepared)
    writing.count(documents_partial=len(prepared.broken))
    is_newest = writing.is_newest(report)
    record_texts(writing, record_moves(writing, prepared) if is_newest else prepared.read)
    if is_newest:
        record_gone_and_back(writing, prepared.pages, report)
    _record_pages(writing, prepared)
    _record_run(writing, prepared)
    return finish(writing, bind) + IngestSummary(sources=1, failed=len(prepared.failed), refused=prepared.refused)


def finish(writing: Writing, bind: Binder) -> IngestSummary:
    """What comes last in every ingest: events, bindings in the order of the texts, counts."""
    record_events(writing.session, writing.grouped_events())
    for revision_id in writing.revisions:
        if not bind_or_leave(writing.session, revision_id, writing.moment.now, bind):
            writing.count(unbound=1)
    for revision_id in writing.unbound:
        mark_bound(writing.session, revision_id, writing.moment.now)
    add_tallies(writing.session, writing.tallies)
    return writing.summary


def _record_pages(writing: Writing, prepared: Prepared) -> None:
    report = prepared.crawl.report
    states = []
    for page in prepared.pages:
        held = writing.pages.get(page.url)
        if held is None or writing.is_newer(page.fetched_at, held.fetched_at):
            states.append(_page_state(page, held, writing))
            if page.url in prepared.broken:
                states[-1] = replace(states[-1], outcome=Outcome.PARTIAL.value)
    record_pages(writing.session, report.source_id, states + _parts_not_asked_for(writing, prepared))
    links = [link for link in report.links if is_short(link)]
    record_listed(writing.session, report.source_id, links, report.finished_at, writing.history)
    record_robots(writing.session, report.source_id, [_robots_row(robots) for robots in prepared.crawl.robots])


def _robots_row(robots: RobotsFetched) -> dict[str, Any]:
    return robots.model_dump(include={"origin", "fetched_at", "status", "content"})


def _parts_not_asked_for(writing: Writing, prepared: Prepared) -> list[PageState]:
    """Pages on which bulletins go on and that the crawl did not come to: known ones are asked for with the next."""
    missing = {chain.missing: url for url, chain in prepared.broken.items() if chain.missing is not None}
    unasked = [part for part in missing if part not in prepared.crawl.pages and is_short(part)]
    held = pages_by_url(writing.session, writing.source.source_id, unasked)
    seen_at = writing.moment.finished_at
    return [
        PageState(part, PageRole.PART.value, "listed", seen_at, parent_url=missing[part])
        for part in unasked
        if part not in held
    ]


def _page_state(page: PageFetched, held: Page | None, writing: Writing) -> PageState:
    """What is kept of an address: what stands for content of ours stays where this fetch brought none."""
    content: PageFetched | Page | None = page if page.outcome in READ else held
    is_kept = content is not None and page.url not in writing.ask_again
    return PageState(
        url=page.url,
        role=page.role.value,
        outcome=page.outcome.value,
        seen_at=writing.moment.finished_at,
        status=page.status,
        fetched_at=content.fetched_at if content else None,
        etag=content.etag if content and is_kept else None,
        last_modified=content.last_modified if content and is_kept else None,
        digest=content.digest if content and is_kept else None,
        parent_url=page.parent_url if page.role is PageRole.PART else None,
        initial=page.url in writing.history,
    )


def _record_run(writing: Writing, prepared: Prepared) -> None:
    report, summary = prepared.crawl.report, writing.summary
    if writing.is_newest(report):
        record_source_state(writing, report)
    tally_crawl(writing.session, report.source_id, report.outcome.value)
    run = CrawlRun(source_id=report.source_id, crawl_id=writing.moment.crawl_id, ingested_at=writing.moment.now)
    run.outcome, run.message = report.outcome.value, report.message
    run.started_at, run.finished_at, run.complete = report.started_at, report.finished_at, report.complete
    run.items, run.articles_fetched = report.items, report.articles_fetched
    run.articles_failed = report.articles_failed
    run.documents_new, run.documents_revised = summary.documents_new, summary.documents_revised
    run.documents_vanished = summary.documents_vanished
    writing.session.add(run)
