"""The board as pages and metrics read it: each call one consistent state of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from metrics.store.database import Database
from metrics.tracking.board import board_state, document_view, list_events, target_history
from metrics.tracking.views import BoardState, DocumentView, EventView, TargetHistory


class TrackingReader:
    """Reads views from a database. It keeps the last state, so that the next one only works out what changed."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._last: BoardState | None = None

    def state(self) -> BoardState:
        """Targets and sources as they stand now."""
        with self._lock:
            with self._database.read() as session:
                self._last = board_state(session, self._clock(), self._last)
            return self._last

    def history(self, target_id: str) -> TargetHistory | None:
        """Everything ever said of one target; None for an unknown one."""
        with self._database.read() as session:
            return target_history(session, target_id, self._clock())

    def events(
        self,
        *,
        since: datetime | None = None,
        limit: int = 200,
        target_id: str | None = None,
        source_id: str | None = None,
    ) -> tuple[EventView, ...]:
        """What changed, newest first."""
        with self._database.read() as session:
            return list_events(session, since=since, limit=limit, source_id=source_id, target_id=target_id)

    def document(self, document_id: int, revision_id: int | None = None) -> DocumentView | None:
        """One bulletin with its text: the newest, or the named document revision."""
        with self._database.read() as session:
            return document_view(session, document_id, revision_id)
