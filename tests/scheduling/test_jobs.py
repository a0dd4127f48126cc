"""Jobs under the scheduler: at once, never doubled, a failure told and tried again."""

from __future__ import annotations

import threading
import time

import pytest

from metrics.errors import DatabaseError
from metrics.scheduling.jobs import Job, JobRunner


@pytest.fixture
def started():
    runners = []

    def start(*jobs: Job) -> JobRunner:
        runner = JobRunner(jobs)
        runner.start()
        runners.append(runner)
        return runner

    yield start
    for runner in runners:
        runner.stop()


def wait_until(holds, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.02)


def test_a_job_runs_at_once_and_again(started):
    ran = threading.Semaphore(0)
    runner = started(Job("sweep", 0.1, ran.release))
    assert all(ran.acquire(timeout=20) for _ in range(3))
    wait_until(lambda: runner.stats()[0].runs.get("done", 0) >= 3)
    stats = runner.stats()[0]
    assert stats.last_success is not None
    assert stats.next_run is not None


def test_a_slow_run_is_not_doubled_and_not_called_missed(started):
    under_way, most = [], []

    def slow():
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.3)
        under_way.pop()

    runner = started(Job("sweep", 0.05, slow))
    wait_until(lambda: runner.stats()[0].runs.get("done", 0) >= 3)
    assert max(most) == 1
    assert runner.stats()[0].runs.get("missed", 0) == 0


def test_a_failure_is_counted_and_the_job_goes_on(started):
    answers = iter([DatabaseError("the database is away")])

    def failing():
        for error in answers:
            raise error

    runner = started(Job("ingest", 0.05, failing))
    wait_until(lambda: runner.stats()[0].runs.get("done", 0) >= 1)
    assert runner.stats()[0].runs["failed"] == 1


def test_a_defect_in_one_job_does_not_stop_it_or_another(started, caplog):
    tried = []

    def broken():
        tried.append(1)
        raise ZeroDivisionError

    ran = threading.Semaphore(0)
    runner = started(Job("broken", 0.05, broken), Job("sound", 0.05, ran.release))
    assert all(ran.acquire(timeout=20) for _ in range(3))
    wait_until(lambda: len(tried) >= 2)
    assert runner.stats()[0].runs["failed"] >= 1
    assert any("ZeroDivisionError" in (record.exc_text or "") for record in caplog.records)
