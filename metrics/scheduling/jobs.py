"""The few jobs of the service under APScheduler: never two runs of one at once, none lost to a late start."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from metrics.domain.jobs import JobStats
from metrics.errors import GoalboardError

log = logging.getLogger("goalboard.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """A unit of work that is done every so many seconds, first at once."""

    name: str
    seconds: float
    work: Callable[[], None]


class JobRunner:
    """Runs jobs in the background and knows how each went.

    Missed runs are made up by one run (coalesced), however late; a run still under way is never doubled. Jobs are
    built anew at each start and kept in memory: what is due is data in the database, not a pickle.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._stats_lock = threading.Lock()
        self._runs: dict[str, Counter[str]] = {job.name: Counter() for job in jobs}
        self._last_success: dict[str, datetime] = {}
        self._duration: dict[str, float] = {}
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max(1, len(jobs)))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(self._note_missed, EVENT_JOB_MISSED)

    def start(self) -> None:
        """Start all jobs; each runs once at once."""
        for job in self._jobs:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=job.seconds, timezone=UTC),
                args=(job,),
                id=job.name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Let what runs come to its end, start nothing more."""
        self._scheduler.shutdown(wait=True)

    def stats(self) -> list[JobStats]:
        """How each job went, by name."""
        with self._stats_lock:
            return [
                JobStats(
                    job_name=job.name,
                    runs=dict(self._runs[job.name]),
                    last_success=self._last_success.get(job.name),
                    last_duration_seconds=self._duration.get(job.name),
                    next_run=self._next_run(job.name),
                )
                for job in self._jobs
            ]

    def _next_run(self, name: str) -> datetime | None:
        scheduled = self._scheduler.get_job(name)
        return None if scheduled is None else scheduled.next_run_time

    def _run(self, job: Job) -> None:
        """One run; an expected failure is logged in a line and tried again at the next turn."""
        started = time.monotonic()
        outcome = "failed"
        try:
            job.work()
            outcome = "done"
        except GoalboardError as error:
            log.warning("%s: %s", job.name, error)
        finally:
            self._note(job.name, outcome, time.monotonic() - started)

    def _note(self, name: str, outcome: str, seconds: float) -> None:
        with self._stats_lock:
            self._runs[name][outcome] += 1
            self._duration[name] = seconds
            if outcome == "done":
                self._last_success[name] = datetime.now(UTC)

    def _note_missed(self, event: JobExecutionEvent) -> None:
        with self._stats_lock:
            self._runs[event.job_id]["missed"] += 1
