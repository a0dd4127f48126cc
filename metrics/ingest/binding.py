"""Has the statements of stored document revisions bound to targets; what cannot be bound waits, and stops nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from metrics.ingest.faults import BINDER_FAULTS, report_fault
from metrics.ingest.types import Binder
from metrics.store.database import Database
from metrics.store.documents import mark_bound, unbound_revisions


def bind_or_leave(session: Session, revision_id: int, now: datetime, bind: Binder) -> bool:
    """Bind a revision; False, with nothing of it written, where that fails: the revision then waits."""
    try:
        with session.begin_nested():
            bind(session, revision_id, now)
            mark_bound(session, revision_id, now)
    except BINDER_FAULTS as fault:
        report_fault("binding document revision", revision_id, fault)
        return False
    return True


def bind_waiting(database: Database, now: datetime, bind: Binder, limit: int = 1000) -> int:
    """Try again what could not be bound before, oldest first; how many revisions are bound now."""
    with database.read() as session:
        waiting = unbound_revisions(session, limit)
    bound = 0
    for revision_id in waiting:
        with database.write() as session:
            bound += bind_or_leave(session, revision_id, now, bind)
    return bound
