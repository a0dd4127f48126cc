"""What is known of a scheduled job: shown on ``/metrics``, kept by the scheduler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JobStats:
    """What the scheduler knows of one of its jobs. ``runs`` counts by outcome (``done``, ``failed``, ``missed``)."""

    job_name: str
    runs: Mapping[str, int] = field(default_factory=dict)
    last_success: datetime | None = None
    last_duration_seconds: float | None = None
    next_run: datetime | None = None
