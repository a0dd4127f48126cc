"""A program for tests: takes in crawl folders, and is killed right after its Nth SQL statement.

Arguments: N, database URL, snapshot folder, instant, crawl folders. A run that lives prints its number of statements.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from crawler.snapshots import SnapshotStore
from metrics.ingest.crawl import ingest_crawl
from metrics.store.database import open_database
from metrics.tracking import bind_revision


def die_after(statements: int) -> Iterator[int]:
    """End this process by SIGKILL, as a power cut would, after so many SQL statements; 0 lets it live. The counter."""
    numbers = count(1)

    def count_statement(*_arguments: Any) -> None:
        if next(numbers) == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count_statement)
    return numbers


def main(statements: str, url: str, snapshots: str, now: str, *folders: str) -> None:
    """Take the folders in, one after the other."""
    database = open_database(url)
    numbers = die_after(int(statements))
    for folder in folders:
        ingest_crawl(database, Path(folder), SnapshotStore(snapshots), datetime.fromisoformat(now), bind_revision)
    database.close()
    print(next(numbers) - 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
