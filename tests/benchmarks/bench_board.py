"""Progress of a large board from the database: all of it, and again after a few targets changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from metrics.store.database import Database, open_database, upgrade
from metrics.store.models import Base, Target
from metrics.tracking import board_state
from metrics.tracking.views import BoardState
from tests.benchmarks.rows import Row
from tests.benchmarks.synthetic_board import figures, sources, targets
from tests.benchmarks.timing import cpu_seconds, in_turns

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
FULL_SECONDS = 5.0
CHANGED = 100


def measure(quick: bool) -> list[Row]:
    """The whole board, and what follows a change, against the bound and against the whole."""
    size, rounds = (1_000, 1) if quick else (100_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'board.sqlite'}"
        upgrade(url)
        database = open_database(url)
        try:
            _fill(database, size)
            board = _Board(database, size)
            full, changed, same = in_turns([board.full(), board.after_changes(), board.unchanged()], rounds)
        finally:
            database.close()
    label = f"{size:,} targets, {len(figures(size)):,} figures, SQLite"
    few = f"{label}; {min(CHANGED, size)} changed"
    return [
        Row("full state", full, FULL_SECONDS, full / FULL_SECONDS, "s CPU", label, "the bound", at_most=1),
        Row("state after changes", changed, full, changed / full, "s CPU", few, "full state", at_most=0.1),
        Row("state, nothing changed", same, full, same / full, "s CPU", label, "full state", at_most=0.1),
    ]


@dataclass
class _Board:
    """A filled database and the last state read of it."""

    database: Database
    size: int
    now: datetime = NOW
    last: BoardState | None = field(default=None)

    def full(self) -> Callable[[], float]:
        """Everything, as a process that has just started reads it."""
        return cpu_seconds(lambda: self._read(None))

    def unchanged(self) -> Callable[[], float]:
        """Again, when nothing happened for longer than any write takes."""

        def later() -> float:
            self.now += timedelta(minutes=15)
            return cpu_seconds(lambda: self._read(self.last))()

        return later

    def after_changes(self) -> Callable[[], float]:
        """Again, after some targets changed; the change itself is not timed."""

        def changed() -> float:
            self.now += timedelta(minutes=15)
            some = sa.select(Target.target_id).order_by(Target.target_id).limit(CHANGED)
            with self.database.write() as session:
                session.execute(sa.update(Target).where(Target.target_id.in_(some)).values(changed_at=self.now))
            return cpu_seconds(lambda: self._read(self.last))()

        return changed

    def _read(self, previous: BoardState | None) -> None:
        with self.database.read() as session:
            self.last = board_state(session, self.now, previous)
        if len(self.last.targets) != self.size:
            raise RuntimeError(f"{len(self.last.targets)} of {self.size} targets")


def _fill(database: Database, size: int) -> None:
    tables = Base.metadata.tables
    with database.write() as session:
        session.execute(sa.insert(tables["sources"]), sources())
        session.execute(sa.insert(tables["targets"]), targets(size, NOW))
        session.execute(sa.insert(tables["observations"]), figures(size))
