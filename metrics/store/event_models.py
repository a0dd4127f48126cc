"""The table of what changed, and the closed set of kinds of change."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from metrics.store.columns import Base, RowId


class EventKind(StrEnum):
    """What can happen that someone may want to be told of."""

    DOCUMENT_NEW = "document_new"
    DOCUMENT_REVISED = "document_revised"
    DOCUMENT_VANISHED = "document_vanished"
    DOCUMENT_REAPPEARED = "document_reappeared"
    DOCUMENT_MOVED = "document_moved"
    SOURCE_LAYOUT_CHANGED = "source_layout_changed"
    SOURCE_BLOCKED = "source_blocked"
    SOURCE_RECOVERED = "source_recovered"
    GOAL_MOVED = "goal_moved"
    FIGURES_CONFLICT = "figures_conflict"


class Event(Base):
    """Something changed. ``natural_key`` names the change itself, so that a replay records nothing twice.

    ``initial`` events belong to the first crawl of a source: they are history to look up and no news to send.
    ``note`` says in words what old and new do not. Events of one ``group_key`` came in a burst: one notice for all.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_source_id_at", "source_id", "at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    natural_key: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"))
    document_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("documents.id"), index=True)
    document_url: Mapped[str | None]
    target_id: Mapped[str | None] = mapped_column(ForeignKey("targets.target_id"), index=True)
    old: Mapped[str | None]
    new: Mapped[str | None]
    initial: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]
    group_key: Mapped[str | None]
