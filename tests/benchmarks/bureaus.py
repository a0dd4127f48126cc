"""The bureaus of ``bureau_server`` while a benchmark needs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.bureau_server import host_name, paths
from tests.benchmarks.inputs import ROOT


@dataclass(frozen=True, slots=True)
class Bureaus:
    """Running bureaus."""

    port: int
    hosts: int
    pages: int

    def urls(self, host: int) -> list[str]:
        """Pages of one host, the list first."""
        return [f"http://{host_name(host)}:{self.port}{path}" for path in paths(self.pages)]


@contextmanager
def serving(hosts: int, pages: int) -> Iterator[Bureaus]:
    """So many bureaus with so many pages each, ended with the block."""
    command = [sys.executable, "-m", "tests.benchmarks.bureau_server", str(hosts), str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        line = server.stdout.readline()
        if not line:
            raise RuntimeError("the bureaus could not be served on 127.1.x.y")
        try:
            yield Bureaus(int(line), hosts, pages)
        finally:
            server.stdin.close()
