"""A copy of a SQLite database while it is in use: whole or not there at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from metrics.errors import DatabaseError, UsageError
from metrics.store.database import check_version
from metrics.store.engines import parsed, sqlite_file


def backup(url: str, copy: Path) -> None:
    """Write a consistent copy of the database to ``copy``, which must not exist yet."""
    source = sqlite_file(parsed(url))
    if source is None:
        raise UsageError("the database is PostgreSQL: back it up with pg_dump")
    if copy.exists():
        raise UsageError(f"{copy}: is there already; name a new file")
    check_version(url)
    unfinished = copy.with_name(f"{copy.name}.part")
    try:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(unfinished)) as target:
            origin.backup(target)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(copy)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise DatabaseError(
            f"{copy}: the copy could not be made ({error}); see that its folder can be written"
        ) from error
