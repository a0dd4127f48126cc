"""One crawl at a time on this machine: a lock on a file that the crawl process inherits.

The lock belongs to whoever holds the open file: when this process dies by kill -9, a crawl that it started still
holds it, so that nobody crawls the same source beside it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.errors import GoalboardError

LOCK_NAME = "crawl.lock"
POLL_SECONDS = 0.2


class CrawlUnderWayError(GoalboardError):
    """Another process on this machine is crawling."""


@contextmanager
def crawl_lock(folder: Path, wait_seconds: float = 0.0) -> Iterator[int]:
    """Hold the lock of a crawl folder; yields the file descriptor to hand to the crawl process.

    Raises CrawlUnderWayError when another process still holds it after ``wait_seconds``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK_NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(descriptor, path, time.monotonic() + wait_seconds)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise CrawlUnderWayError(
                    f"{path}: another crawl is under way on this machine; wait for it, or stop it"
                ) from None
            time.sleep(POLL_SECONDS)
        else:
            return
