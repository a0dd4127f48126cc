"""Events as rows. The natural key of each says what changed, so that no change is recorded twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.store.inserting import insert_missing
from metrics.store.models import Event, EventKind

#: Longest old or new side of an event; the whole texts stand in the document revisions.
LONGEST_SIDE = 4000


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that changed. ``natural_key`` must be the same whenever this same change is found again."""

    kind: EventKind
    natural_key: str
    at: datetime
    source_id: str
    document_id: int | None = None
    document_url: str | None = None
    target_id: str | None = None
    old: str | None = None
    new: str | None = None
    initial: bool = False
    note: str | None = None
    group_key: str | None = None


def record_events(session: Session, events: Sequence[NewEvent]) -> None:
    """Keep events; those whose natural key is known already change nothing."""
    rows = [
        asdict(event) | {"kind": event.kind.value, "old": _side(event.old), "new": _side(event.new)} for event in events
    ]
    insert_missing(session, Event, rows)


def newest_events(
    session: Session,
    *,
    since: datetime | None = None,
    source_id: str | None = None,
    target_id: str | None = None,
    initial: bool = True,
    limit: int = 200,
) -> list[Event]:
    """Events, newest first; ``initial=False`` leaves out what first crawls found."""
    asked = select(Event).order_by(Event.at.desc(), Event.id.desc()).limit(limit)
    conditions = [
        None if since is None else Event.at >= since,
        None if source_id is None else Event.source_id == source_id,
        None if target_id is None else Event.target_id == target_id,
        None if initial else ~Event.initial,
    ]
    return list(session.scalars(asked.where(*(condition for condition in conditions if condition is not None))))


def _side(text: str | None) -> str | None:
    if text is None or len(text) <= LONGEST_SIDE:
        return text
    return text[: LONGEST_SIDE - 1] + "…"
