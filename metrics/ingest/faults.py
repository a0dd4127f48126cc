"""Mistakes of our own readers on one bulletin: told and passed over, so that no page can stop all that come after it.

Only mistakes: what the database, the disk or the snapshot store refuse is not among them and ends the ingest.
"""

from __future__ import annotations

import logging

from sqlalchemy.exc import DataError, IntegrityError

log = logging.getLogger("goalboard.ingest")

READER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    TypeError,
    ValueError,
)
BINDER_FAULTS = (*READER_FAULTS, DataError, IntegrityError)


def report_fault(doing: str, place: object, fault: Exception) -> str:
    """Log a fault with where it happened; the words for the page's message."""
    log.error("%s %s failed: %r; the rest goes on", doing, place, fault, exc_info=fault)
    return f"{doing} failed: {type(fault).__name__}"
