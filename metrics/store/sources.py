"""Sources in the database: taken over from the source files, due or paused. What a crawl found is in ``crawls``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from metrics.store.models import Page, Source

BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source as its file describes it. ``crawl_settings`` is passed on to the crawler as it stands."""

    source_id: str
    name: str
    issuer: str
    url: str
    admin_area: str = ""
    domain: str = ""
    family: str | None = None
    cadence: dict[str, Any] = field(default_factory=dict)
    timezone: str = "Asia/Shanghai"
    expected_interval_seconds: float = 86400.0
    crawl_settings: dict[str, Any] = field(default_factory=dict)
    config_digest: str = ""


@dataclass(frozen=True, slots=True)
class SourcesSynced:
    """What ``sync_sources`` changed, by source id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def sync_sources(
    session: Session, rows: Sequence[SourceSettings], now: datetime, *, may_withdraw: bool = True
) -> SourcesSynced:
    """Make the table say what the source files say. A source that is no longer there is withdrawn, never deleted."""
    held = {source.source_id: source for source in session.scalars(select(Source).where(~Source.by_hand))}
    added, changed = [], []
    for row in rows:
        source = held.pop(row.source_id, None)
        if source is None:
            session.add(Source(**asdict(row), next_crawl_at=now))
            added.append(row.source_id)
        else:
            if source.withdrawn_at is not None or _differences(source, row):
                changed.append(row.source_id)
                _take_up(session, source, row, now)
            source.expected_interval_seconds = row.expected_interval_seconds
    withdrawn = [source for source in held.values() if source.withdrawn_at is None and may_withdraw]
    for source in withdrawn:
        source.withdrawn_at = now
    session.flush()
    return SourcesSynced(tuple(added), tuple(changed), tuple(source.source_id for source in withdrawn))


def due_sources(session: Session, now: datetime, limit: int) -> list[Source]:
    """Sources whose time has come and that nobody crawls, longest waiting first.

    On PostgreSQL without those that another scheduler is taking at this moment.
    """
    due = select(Source).where(
        Source.next_crawl_at <= now,
        or_(Source.claimed_until.is_(None), Source.claimed_until <= now),
        Source.paused_reason.is_(None),
        Source.withdrawn_at.is_(None),
        ~Source.by_hand,
    )
    ordered = due.order_by(Source.next_crawl_at, Source.source_id).limit(limit)
    return list(session.scalars(ordered.with_for_update(skip_locked=True)))


def sources_left_alone(session: Session, now: datetime) -> list[Source]:
    """Sources whose hosts asked to be left alone for longer."""
    return list(session.scalars(select(Source).where(Source.not_before > now).order_by(Source.source_id)))


def claim_sources(session: Session, sources: Sequence[Source], until: datetime) -> None:
    """Nobody else takes these sources until ``set_next_crawl``, or ``until`` their crawl can no longer be running."""
    for source in sources:
        source.claimed_until = until
    session.flush()


def set_next_crawl(session: Session, source_id: str, at: datetime | None) -> None:
    """When the source is to be crawled next; no crawl of it is under way any more."""
    moved = update(Source).where(Source.source_id == source_id).values(next_crawl_at=at, claimed_until=None)
    session.execute(moved, execution_options={"synchronize_session": False})


def pause_source(session: Session, source_id: str, reason: str) -> bool:
    """Crawl the source no more until it is resumed; False for an unknown one."""
    source = session.get(Source, source_id)
    if source is not None:
        source.paused_reason = reason
        session.flush()
    return source is not None


def resume_source(session: Session, source_id: str, now: datetime) -> bool:
    """Crawl the source again, at once or after the crawl under way; False for an unknown one."""
    source = session.get(Source, source_id)
    if source is not None:
        source.paused_reason, source.next_crawl_at = None, now
        session.flush()
    return source is not None


def by_hand_source(session: Session, timezone: str = "Asia/Shanghai") -> Source:
    """The source of bulletins given as files whose issuer no source names; made where it is not there."""
    source = session.get(Source, BY_HAND)
    if source is None:
        source = Source(source_id=BY_HAND, name="Bulletins given by hand", issuer="", url="", timezone=timezone)
        source.by_hand = True
        session.add(source)
        session.flush()
    return source


def sources_of_issuer(session: Session, issuer: str) -> list[Source]:
    """The sources in use that name this issuer."""
    of_issuer = select(Source).where(Source.issuer == issuer, Source.withdrawn_at.is_(None), ~Source.by_hand)
    return list(session.scalars(of_issuer.order_by(Source.source_id)))


def _differences(source: Source, row: SourceSettings) -> set[str]:
    """The settings that were changed. What is computed from them with the clock may differ by the hour and is none."""
    new = asdict(row)
    del new["expected_interval_seconds"]
    return {name for name, value in new.items() if getattr(source, name) != value}


def _take_up(session: Session, source: Source, row: SourceSettings, now: datetime) -> None:
    """New settings hold at once. Where they change what is read, lists are read whole again."""
    differences = _differences(source, row)
    for name in differences:
        setattr(source, name, getattr(row, name))
    source.withdrawn_at = None
    source.next_crawl_at = now
    if differences & {"url", "family", "crawl_settings"}:
        lists = update(Page).where(Page.source_id == source.source_id, Page.role == "list")
        session.execute(lists.values(etag=None, last_modified=None, digest=None))
