"""What the pages need from tracking, as one protocol: any object that answers so can stand behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from metrics.tracking.views import BoardState, DocumentView, EventView, TargetHistory


class BoardReader(Protocol):
    """Reads for pages. Each call is one consistent read; DatabaseError where the database is away."""

    def state(self) -> BoardState:
        """Targets and sources as they stand now."""
        ...

    def history(self, target_id: str) -> TargetHistory | None:
        """Everything ever said of one target; None for an unknown one."""
        ...

    def events(
        self,
        *,
        since: datetime | None = None,
        limit: int = 200,
        target_id: str | None = None,
        source_id: str | None = None,
    ) -> Sequence[EventView]:
        """What changed, newest first."""
        ...

    def document(self, document_id: int, revision_id: int | None = None) -> DocumentView | None:
        """One bulletin with its text: the newest, or the named revision."""
        ...
