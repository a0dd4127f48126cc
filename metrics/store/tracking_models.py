"""Tables of what statements become: targets with their versions, observations, bindings, what waits for a person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from metrics.store.columns import Base, RowId


class Target(Base):
    """A promised quantity. ``target_id`` is made from the identity and never changes.

    Identity: indicator, area, issuer, unit, direction, period, per, commitment, ``time_period`` (what it is promised
    for, e.g. ``2025`` or ``2021/2025``). The rest is the state that its versions, baselines and observations came to;
    ``changed_at`` is when any of it last changed, so that a refresh can follow what changed.
    """

    __tablename__ = "targets"
    target_id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.source_id"), index=True)
    indicator: Mapped[str]
    indicator_key: Mapped[str]
    admin_area: Mapped[str] = mapped_column(index=True)
    issuer: Mapped[str]
    domain: Mapped[str]
    unit: Mapped[str]
    direction: Mapped[str]
    period: Mapped[str | None]
    per: Mapped[str | None]
    commitment: Mapped[str | None]
    time_period: Mapped[str | None]
    start: Mapped[date]
    due: Mapped[date | None]
    comparator: Mapped[str]
    goal: Mapped[Decimal | None]
    goal_max: Mapped[Decimal | None]
    baseline: Mapped[Decimal | None]
    baseline_on: Mapped[date | None]
    baseline_source: Mapped[str | None]
    observed: Mapped[Decimal | None]
    observed_on: Mapped[date | None]
    version_count: Mapped[int] = mapped_column(default=0)
    learnt_at: Mapped[datetime]
    revised_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    cancelled_at: Mapped[datetime | None]


class TargetVersion(Base):
    """What was promised at one time; ``change`` says how it differs from the version before."""

    __tablename__ = "target_versions"
    __table_args__ = (UniqueConstraint("target_id", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("targets.target_id"))
    number: Mapped[int]
    change: Mapped[str]
    comparator: Mapped[str]
    value: Mapped[Decimal | None]
    value_max: Mapped[Decimal | None]
    due: Mapped[date | None]
    said_on: Mapped[date | None]
    learnt_at: Mapped[datetime]
    statement_id: Mapped[int] = mapped_column(RowId, ForeignKey("statements.id"), unique=True)


class StatementBinding(Base):
    """Which target a statement speaks of, as ``target``, ``observation`` or ``baseline``, and why we think so."""

    __tablename__ = "statement_bindings"
    __table_args__ = (UniqueConstraint("statement_id", "target_id", "role"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    statement_id: Mapped[int] = mapped_column(RowId, ForeignKey("statements.id"))
    target_id: Mapped[str] = mapped_column(ForeignKey("targets.target_id"), index=True)
    role: Mapped[str]
    score: Mapped[float]
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    bound_at: Mapped[datetime]


class ObservationRow(Base):
    """A figure reported for a target. ``origin`` tells where from (``statement:17``, a CSV line, a person), once each.

    ``status`` is ``preliminary``, ``final`` or ``revised``.
    """

    __tablename__ = "observations"
    __table_args__ = (UniqueConstraint("target_id", "origin"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("targets.target_id"))
    origin: Mapped[str]
    value: Mapped[Decimal]
    comparator: Mapped[str]
    period_end: Mapped[date]
    status: Mapped[str]
    learnt_at: Mapped[datetime]
    statement_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("statements.id"), index=True)
    evidence: Mapped[str | None]


class ReviewItem(Base):
    """A case that waits for a person, or was settled by one. ``natural_key`` keeps a settled case from coming back.

    ``state`` is ``open``, ``accepted``, ``rejected`` or ``corrected``.
    """

    __tablename__ = "review_items"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    natural_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    statement_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("statements.id"), index=True)
    target_id: Mapped[str | None] = mapped_column(ForeignKey("targets.target_id"))
    score: Mapped[float | None]
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    proposal: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default="open", index=True)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    note: Mapped[str | None]
