"""One crawl at a time: the lock is held by whoever has the file open, also after its first holder was killed."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from metrics.scheduling.lock import CrawlUnderWayError, crawl_lock


def test_a_second_crawl_is_refused_in_one_line(tmp_path):
    with (
        crawl_lock(tmp_path),
        pytest.raises(CrawlUnderWayError, match="another crawl is under way") as refused,
        crawl_lock(tmp_path),
    ):
        pass
    assert "\n" not in str(refused.value)


def test_the_lock_is_free_again_afterwards(tmp_path):
    with crawl_lock(tmp_path):
        pass
    with crawl_lock(tmp_path):
        pass


def test_a_child_keeps_the_lock_when_its_parent_is_gone(tmp_path):
    with crawl_lock(tmp_path) as descriptor:
        child = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE, pass_fds=(descriptor,)
        )
    try:
        with pytest.raises(CrawlUnderWayError), crawl_lock(tmp_path):
            pass
    finally:
        child.communicate(timeout=30)
    with crawl_lock(tmp_path):
        pass


def test_waiting_ends_when_the_lock_is_given_back(tmp_path):
    with crawl_lock(tmp_path) as descriptor:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1)"], pass_fds=(descriptor,))
    started = time.monotonic()
    with crawl_lock(tmp_path, wait_seconds=30):
        assert time.monotonic() - started < 30
    child.wait(timeout=30)
