"""The crawl as a child process: a fault, a leak or a kill in there cannot take the service with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from metrics.errors import GoalboardError

LOG_NAME = "crawl.log"
POLL_SECONDS = 0.2
#: Time that a crawl gets to end by itself after it was told to stop.
GRACE_SECONDS = 10.0


class CrawlFailedError(GoalboardError):
    """The crawl process ended badly; what it had reported until then still holds."""


def run_crawl_process(folder: Path, lock: int, limit_seconds: float, watch: Callable[[], None] | None = None) -> None:
    """Crawl what ``folder/order.json`` asks for and wait for the end.

    ``lock`` is inherited by the child. ``watch`` is called now and then (progress). Raises CrawlFailedError when the
    child fails or takes longer than ``limit_seconds``.
    """
    with (folder / LOG_NAME).open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "crawler", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            start_new_session=True,
        )
        try:
            _wait(child, time.monotonic() + limit_seconds, watch)
        finally:
            _end(child)
    if child.returncode != 0:
        raise CrawlFailedError(f"{folder}: the crawl ended with code {child.returncode}: {_last_line(folder)}")


def _wait(child: subprocess.Popen[bytes], deadline: float, watch: Callable[[], None] | None) -> None:
    while time.monotonic() < deadline:
        try:
            child.wait(POLL_SECONDS)
        except subprocess.TimeoutExpired:
            if watch is not None:
                watch()
        else:
            break
    if watch is not None:
        watch()


def _end(child: subprocess.Popen[bytes]) -> None:
    """Stop the child's process group where it still runs: first asked, then killed."""
    for name in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        os.killpg(child.pid, name)
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            continue


def _last_line(folder: Path) -> str:
    lines = (folder / LOG_NAME).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else f"see {folder / LOG_NAME}"
