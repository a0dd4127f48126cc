"""Follows goals through bulletins: binds statements to targets, judges them, and shows the state of the board."""

from metrics.tracking.binding import BindingSummary, bind_revision
from metrics.tracking.board import board_state, document_view, list_events, source_views, target_history

__all__ = [
    "BindingSummary",
    "bind_revision",
    "board_state",
    "document_view",
    "list_events",
    "source_views",
    "target_history",
]
