"""What a database refuses, told in one line that says what to do."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from metrics.errors import DatabaseError

#: A part of the driver's message, and what we say instead. First match.
SQLITE_FAILURES = (
    ("file is not a database", "is no SQLite database: give another file, or restore a backup over it"),
    ("malformed", "is damaged: restore a backup"),
    ("database is locked", "is locked by another program: end that program, or try again"),
    ("unable to open database file", "cannot be opened: check that its folder exists and may be written"),
    ("readonly database", "may not be written: check the rights of the file and its folder"),
    ("disk is full", "cannot grow, the disk is full: make room and try again"),
    ("disk I/O error", "cannot be read or written: check the disk"),
)
POSTGRES_FAILURES = (
    ("password authentication failed", "refuses the user or password: check the database URL"),
    ("does not exist", "does not exist: create the database or the role, or check the database URL"),
    ("permission denied", "does not let this user do that: grant the rights, or use another user"),
    ("could not extend file", "cannot grow, its disk is full: make room and try again"),
    ("No space left", "cannot grow, its disk is full: make room and try again"),
    ("deadlock detected", "had two writers wait for each other: try again"),
    ("could not serialize", "was changed by another writer: try again"),
)


def named(url: sa.URL) -> str:
    """The database as messages name it: the file, or the address without password."""
    if url.get_backend_name() == "sqlite":
        return f"database {url.database}"
    return f"database {url.render_as_string(hide_password=True)}"


def failure_of(url: sa.URL, error: DBAPIError) -> DatabaseError | None:
    """The one-line error for what the driver said, or None where the fault is in our own statement."""
    message = " ".join(str(error.orig).split())
    failures = SQLITE_FAILURES if url.get_backend_name() == "sqlite" else POSTGRES_FAILURES
    for part, advice in failures:
        if part in message:
            return DatabaseError(f"{named(url)} {advice}")
    if error.connection_invalidated or isinstance(error, OperationalError):
        return DatabaseError(f"{named(url)} cannot be reached: {message[:200]}; check that it runs, then try again")
    return None
