"""The exposition page: the board's state as Prometheus metrics. It reads through ``tracking`` only."""

from __future__ import annotations

from metrics.domain.jobs import JobStats
from metrics.exposition.exporter import Exporter
from metrics.exposition.rendering import PageFormat

__all__ = ["Exporter", "JobStats", "PageFormat"]
