"""Cost of the exposition page beside prometheus-client's own way of the same page, in one run on the same board."""

from __future__ import annotations

import gc
import gzip
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.openmetrics.exposition import generate_latest

from metrics.exposition import Exporter
from metrics.exposition.families import BOARD_FAMILIES
from metrics.exposition.family import Kind
from metrics.tracking.views import BoardState
from tests.exposition.boards import NOW, board

#: Targets of each size; a target gives about a dozen series.
SIZES = (1_000, 8_500)
OPENMETRICS = "application/openmetrics-text; version=1.0.0"


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


def measure() -> list[dict[str, object]]:
    """One row a size: series, milliseconds of each way, and the ratios."""
    return [_measured(size) for size in SIZES]


def _measured(targets: int) -> dict[str, object]:
    state = board(targets, source_count=max(8, targets // 50))
    registry = CollectorRegistry()
    registry.register(LibraryCollector(state))
    kept = Exporter(lambda _: state, lambda: NOW, max_age=timedelta(hours=1))
    kept.page(OPENMETRICS, "gzip")
    library = _best(lambda: gzip.compress(generate_latest(registry)))
    fresh = _best(lambda: Exporter(lambda _: state, lambda: NOW).page(OPENMETRICS, "gzip"))
    unchanged = _best(lambda: kept.page(OPENMETRICS, "gzip"), rounds=20)
    return {
        "series": sum(not line.startswith(b"#") for line in kept.page()[0].splitlines()),
        "library_ms": round(library * 1e3, 1),
        "fresh_ms": round(fresh * 1e3, 1),
        "unchanged_ms": round(unchanged * 1e3, 2),
        "fresh_ratio": round(library / fresh, 1),
        "unchanged_ratio": round(library / unchanged),
    }


def _best(work: Callable[[], object], rounds: int = 3) -> float:
    """Shortest time of several rounds, with the collector of garbage held back as in timeit."""
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
        gc.enable()
    return min(times)


if __name__ == "__main__":
    for row in measure():
        print(json.dumps(row))
