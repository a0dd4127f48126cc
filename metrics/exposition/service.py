"""Families about Goalboard itself: its scheduler's jobs, and the page's own making."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from metrics.domain.jobs import JobStats
from metrics.exposition.family import PREFIX, Family, Kind, Sample, instant


@dataclass(frozen=True, slots=True)
class Collection:
    """How the page came to be: ``read_at`` is the instant of the state shown, None before the first good read."""

    success: bool
    duration_seconds: float | None
    read_at: datetime | None
    shard_ordinal: int = 0
    total_shards: int = 1


Jobs = Sequence[JobStats]


def _job_runs(jobs: Jobs) -> Iterable[Sample]:
    return (((job.job_name, outcome), count) for job in jobs for outcome, count in sorted(job.runs.items()))


JOB_FAMILIES: tuple[Family[Jobs], ...] = (
    Family(
        f"{PREFIX}job_runs_total",
        "Runs of the scheduler's jobs by how they ended.",
        Kind.COUNTER,
        ("job_name", "outcome"),
        _job_runs,
    ),
    Family(
        f"{PREFIX}job_last_success_timestamp_seconds",
        "When the job last ended well.",
        Kind.GAUGE,
        ("job_name",),
        lambda jobs: (((job.job_name,), instant(job.last_success)) for job in jobs),
    ),
    Family(
        f"{PREFIX}job_last_duration_seconds",
        "How long the job's last run took.",
        Kind.GAUGE,
        ("job_name",),
        lambda jobs: (((job.job_name,), job.last_duration_seconds) for job in jobs),
    ),
    Family(
        f"{PREFIX}job_next_run_timestamp_seconds",
        "When the job is due again.",
        Kind.GAUGE,
        ("job_name",),
        lambda jobs: (((job.job_name,), instant(job.next_run)) for job in jobs),
    ),
)

COLLECTION_FAMILIES: tuple[Family[Collection], ...] = (
    Family(
        f"{PREFIX}collect_success",
        "1 when the database was read for this page, 0 when the last good page is shown again.",
        Kind.GAUGE,
        (),
        lambda collection: (((), int(collection.success)),),
    ),
    Family(
        f"{PREFIX}collect_duration_seconds",
        "How long the last reading of the database and making of the page took.",
        Kind.GAUGE,
        (),
        lambda collection: (((), collection.duration_seconds),),
    ),
    Family(
        f"{PREFIX}snapshot_timestamp_seconds",
        "When the state shown was read; the page is kept between readings.",
        Kind.GAUGE,
        (),
        lambda collection: (((), instant(collection.read_at)),),
    ),
    Family(
        f"{PREFIX}exporter_shard_ordinal",
        "Which part of the targets this exporter shows, counted from 0.",
        Kind.GAUGE,
        (),
        lambda collection: (((), collection.shard_ordinal),),
    ),
    Family(
        f"{PREFIX}exporter_total_shards",
        "Into how many parts the targets are divided.",
        Kind.GAUGE,
        (),
        lambda collection: (((), collection.total_shards),),
    ),
)
