"""The benchmarks by name, in the order in which they run and are shown."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

from tests.benchmarks.rows import BenchmarkFailedError, Row, SkippedError

#: Each is a module ``bench_NAME`` with ``measure(quick) -> list[Row]``; its docstring is what the results say of it.
BENCHMARKS = ("normaliser", "linearity", "pages", "crawl", "polls", "exposition", "board")


def measured(name: str, *, quick: bool) -> list[Row]:
    """Rows of one benchmark, taken in a process of its own, so that none carries the memory of those before it.

    Raises SkippedError, and BenchmarkFailedError whatever else went wrong there.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        future = fresh.submit(_measure, name, quick)
        error = future.exception()
    if error is not None and not isinstance(error, SkippedError):
        raise BenchmarkFailedError(f"{name}: {type(error).__name__}: {error}") from error
    return future.result()


def told_of(name: str) -> str:
    """What the benchmark compares."""
    return import_module(f"tests.benchmarks.bench_{name}").__doc__ or ""


def _measure(name: str, quick: bool) -> list[Row]:
    rows: list[Row] = import_module(f"tests.benchmarks.bench_{name}").measure(quick)
    return rows
