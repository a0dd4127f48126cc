"""The fault sites by hand: what is listed, where they listen, how a fault is switched, what source files say."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path

import pytest

from crawler.faults import FAULTS, serve
from crawler.faults.apis import APIS
from crawler.faults.content import ARTICLES, FILES, LISTS
from crawler.faults.hostile import HOSTILE
from crawler.faults.server import OFF, ON
from crawler.faults.tls import TLS_FAULTS
from crawler.faults.transport import CONNECTIONS, REDIRECTS, ROBOTS, STATUSES
from crawler.source_file import load_sources

TABLES = (STATUSES, REDIRECTS, CONNECTIONS, ROBOTS, LISTS, APIS, ARTICLES, FILES, HOSTILE, TLS_FAULTS)


def test_no_fault_is_named_twice():
    assert sum(map(len, TABLES)) == len(FAULTS) > 80


def test_a_fault_is_switched_by_its_address():
    with serve("soft_404", today=date(2026, 11, 21)) as server:
        site = server.sites["soft_404"]

        def ask(address: str) -> str:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())

        assert "重点工作" in ask(site.url)
        ask(site.root + ON)
        assert "不存在" in ask(site.url)
        ask(site.root + OFF)
        assert "重点工作" in ask(site.url)
        assert site.root.startswith("http://127.0.0.1:")


def by_hand(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler.faults", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def test_all_are_listed_with_what_is_expected():
    done = by_hand("--list")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(FAULTS)


def test_an_unknown_fault_is_a_usage_error():
    done = by_hand("no_such")
    assert done.returncode == 2
    assert "no fault 'no_such'" in done.stderr


@pytest.mark.slow
def test_served_by_hand_with_source_files(tmp_path: Path):
    command = [sys.executable, "-m", "crawler.faults", "gone", "tls_weak_key_permitted", "--port", "0", "--on"]
    process = subprocess.Popen([*command, "--sources", str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
    finally:
        process.terminate()
        process.communicate(timeout=30)
    gone, weak = load_sources(tmp_path)
    assert lines[0].startswith(f"{gone.url}  gone: the list answers 410 → http_4xx")
    assert (weak.legacy_tls, gone.legacy_tls) == (True, False)
    assert "SSL_CERT_FILE" in lines[3]
