"""The page of changes as values: one kind or all, a page at a time. Pure, so that pages only print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.tracking.views import EventView

PAGE_SIZE = 200
#: Newest events that one read gives at most, of all sources or of the chosen one.
LOOK_BACK = 1000
KINDS = (
    "goal_moved",
    "figures_conflict",
    "document_new",
    "document_revised",
    "document_vanished",
    "document_reappeared",
    "document_moved",
    "source_layout_changed",
    "source_blocked",
    "source_recovered",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of changes. ``is_cut`` says that there may be older ones than were looked through."""

    rows: Sequence[EventView]
    found: int
    first: int
    page: int
    pages: int
    is_cut: bool

    @property
    def last(self) -> int:
        """Place of the last row among all that were found, from 1."""
        return self.first + len(self.rows) - 1


def changes_of(events: Sequence[EventView], kind: str = "", page: int = 1) -> Changes:
    """A page of the newest events (newest first), of one kind or of all; a page that is not there is the nearest."""
    found = [event for event in events if kind in ("", event.kind)]
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, page), pages)
    begin = (page - 1) * PAGE_SIZE
    return Changes(
        rows=found[begin : begin + PAGE_SIZE],
        found=len(found),
        first=begin + 1,
        page=page,
        pages=pages,
        is_cut=len(events) >= LOOK_BACK,
    )
