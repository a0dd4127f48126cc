"""The exposition page: the board's state as Prometheus metrics. It reads through ``tracking`` only."""

from __future__ import annotations

from metrics.exposition.endpoint import metrics_route
from metrics.exposition.exporter import Exporter
from metrics.exposition.rendering import PageFormat
from metrics.exposition.service import JobStats

__all__ = ["Exporter", "JobStats", "PageFormat", "metrics_route"]
