"""Cost of the exposition page beside prometheus-client's own way of the same page, in one run on the same board."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.openmetrics.exposition import generate_latest

from metrics.exposition import Exporter
from metrics.exposition.families import BOARD_FAMILIES
from metrics.exposition.family import Kind
from metrics.tracking.views import BoardState
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import cpu_seconds, in_turns
from tests.exposition.boards import NOW, board

#: Targets of each size; a target gives about a dozen series.
SIZES, QUICK_SIZES = (1_000, 8_500), (100,)
OPENMETRICS = "application/openmetrics-text; version=1.0.0"
AGAINST = "prometheus-client, gzip as it packs"
#: An unchanged page is so cheap that one reading of the clock would be noise.
REPEATED = 20


class LibraryCollector:
    """The same families through prometheus-client's custom collector."""

    def __init__(self, state: BoardState) -> None:
        self._state = state

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        for family in BOARD_FAMILIES:
            yield self._metric(family.name, family.help, family.kind, family)

    def _metric(self, name: str, help_text: str, kind: Kind, family: object) -> Metric:
        labels = () if kind is Kind.INFO else family.labels  # type: ignore[attr-defined]
        maker = {Kind.GAUGE: GaugeMetricFamily, Kind.COUNTER: CounterMetricFamily, Kind.INFO: InfoMetricFamily}[kind]
        metric = maker(name.removesuffix("_total").removesuffix("_info"), help_text, labels=labels)
        for values, number in family.samples(self._state):  # type: ignore[attr-defined]
            if number is not None and kind is Kind.INFO:
                metric.add_metric((), dict(zip(family.labels, values, strict=True)))  # type: ignore[attr-defined]
            elif number is not None:
                metric.add_metric(values, number)
        return metric


def measure(quick: bool) -> list[Row]:
    """A fresh and an unchanged page of each size, packed, as Prometheus asks for it."""
    sizes = QUICK_SIZES if quick else SIZES
    return [row for size in sizes for row in _measured(size, 1 if quick else 3)]


def _measured(targets: int, rounds: int) -> list[Row]:
    state = board(targets, source_count=max(8, targets // 50))
    registry = CollectorRegistry()
    registry.register(LibraryCollector(state))
    kept = Exporter(lambda _: state, lambda: NOW, max_age=timedelta(hours=1))
    kept.page(OPENMETRICS, "gzip")
    fresh, library, unchanged = in_turns(
        [
            cpu_seconds(lambda: Exporter(lambda _: state, lambda: NOW).page(OPENMETRICS, "gzip")),
            cpu_seconds(lambda: gzip.compress(generate_latest(registry))),
            cpu_seconds(lambda: [kept.page(OPENMETRICS, "gzip") for _ in range(REPEATED)]),
        ],
        rounds,
    )
    unchanged = max(unchanged, 1e-6) / REPEATED
    series = f"{sum(not line.startswith(b'#') for line in kept.page()[0].splitlines()):,} series"
    return [
        Row("fresh page", fresh * 1e3, library * 1e3, library / fresh, "ms CPU", series, AGAINST, at_least=5),
        Row("unchanged page", unchanged * 1e3, 5.0, unchanged / 5e-3, "ms CPU", series, "the bound, 5 ms", at_most=1),
    ]
