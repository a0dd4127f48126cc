"""Binds the statements of one document revision to targets. Run again, it changes nothing.

Whatever is not sure becomes a question in the review queue and is not shown: a wrong number shown as fact is worse
than a number not shown.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from metrics.domain.statements import DocumentKind
from metrics.store.events import record_events
from metrics.store.models import EventKind
from metrics.store.statements import statements_of
from metrics.store.targets import (
    add_bindings,
    known_events,
    open_reviews,
    published_revision,
    quoted_statements,
    settled_reviews,
    targets_of_area,
)
from metrics.tracking.promising import bind_promises
from metrics.tracking.reporting import bind_reports
from metrics.tracking.rows import claims_of, issuer_of, reports_of
from metrics.tracking.settling import settle
from metrics.tracking.work import BindingSummary, Work

__all__ = ["BindingSummary", "bind_revision"]


def bind_revision(session: Session, revision_id: int, now: datetime, *, again: bool = False) -> BindingSummary:
    """Bind the statements of a stored document revision, in the transaction of the caller.

    A revision that was bound (``bound_at``) is left alone; ``again`` judges its statements anew by what is known now:
    after a person answered a question, or after the text was read by another version of the extractor.
    """
    published = published_revision(session, revision_id)
    work = Work(session, published, now)
    revision = published.revision
    if revision.bound_at is not None and not again:
        return BindingSummary()
    if revision.doc_kind != DocumentKind.TEMPLATE and revision.unread_reason is None:
        quoted = quoted_statements(revision, statements_of(session, revision_id))
        area = issuer_of(published).area
        work.targets = {target.target_id: target for target in targets_of_area(session, area)}
        bind_promises(work, claims_of(published, quoted))
        bind_reports(work, reports_of(published, quoted))
        add_bindings(session, work.bindings)
        settle(work)
    summary = _finish(work)
    if revision.bound_at is None:
        revision.bound_at = now
    session.flush()
    return summary


def _finish(work: Work) -> BindingSummary:
    """Write events and questions; count those that are new."""
    keys = {event.natural_key for event in work.events}
    fresh = [event for event in work.events if event.natural_key not in known_events(work.session, keys)]
    record_events(work.session, fresh)
    opened_before = settled_reviews(work.session, work.reviews.keys())
    new = {key: row for key, row in work.reviews.items() if key not in opened_before}
    open_reviews(work.session, list(new.values()))
    return BindingSummary(
        targets_new=len(work.new_target_ids),
        goals_moved=work.moved,
        goals_withdrawn=work.withdrawn,
        observations_new=work.observed,
        reviews_opened=len(new),
        conflicts=sum(event.kind is EventKind.FIGURES_CONFLICT for event in fresh),
    )
