"""A Goalboard as people run it: ``goalboard run`` in a process of its own, over sample sites that the test turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.samples import SampleServer, write_source_files

COMMAND = [sys.executable, "-m", "metrics"]
#: Everything as soon as possible: sources every 10 s (the least), sweeps each second, a fresh page at each scrape.
HURRIED = {
    "GOALBOARD_SWEEP_SECONDS": "1",
    "GOALBOARD_REFRESH_SECONDS": "0.5",
    "GOALBOARD_RECHECK_DAYS": "10000",
    "GOALBOARD_CONTACT": "tests@goalboard.invalid",
}


@dataclass
class Installation:
    """Settings, source files and data folder of one Goalboard."""

    folder: Path
    environment: dict[str, str]

    def command(self, *arguments: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command in the background, its output in ``log``."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*COMMAND, *arguments], env=self.environment, cwd=self.folder, stdout=log, stderr=log
            )

    def records(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command prints as JSON lines."""
        done = self.command(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    @property
    def log(self) -> str:
        """What the background commands printed so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


def installation(folder: Path, server: SampleServer | None = None, every: str = "10s") -> Installation:
    """A fresh installation in ``folder`` whose sources are the sample sites."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    if server is not None:
        write_source_files(data / "sources", server.base_urls, every=every)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GOALBOARD_")}
    return Installation(folder, {**inherited, **HURRIED, "GOALBOARD_DATA_DIR": str(data)})


@contextmanager
def running(place: Installation, port: int) -> Iterator[str]:
    """``goalboard run`` until the block ends; yields its address once every source was taken in."""
    address = f"127.0.0.1:{port}"
    process = place.start("run", "--port", str(port))
    try:
        wait_for_board(address, place)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for_board(address: str, place: Installation, seconds: float = 120) -> None:
    """Until the pages answer and every source has had its first crawl."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            page = read(f"http://{address}/metrics")
        except (urllib.error.URLError, ConnectionError):
            page = ""
        known = page.count("\ngoalboard_source_info{")
        if known and page.count("\ngoalboard_source_last_success_timestamp_seconds{") == known:
            return
        time.sleep(0.3)
    raise AssertionError(f"no board within {seconds} s:\n{place.log[-3000:]}")


def read(url: str) -> str:
    """The text at an address."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))
