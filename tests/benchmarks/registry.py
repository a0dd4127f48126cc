"""The benchmarks by name, in the order in which they run and are shown."""

from __future__ import annotations

from types import ModuleType

from tests.benchmarks import (
    bench_board,
    bench_crawl,
    bench_exposition,
    bench_linearity,
    bench_normaliser,
    bench_pages,
    bench_polls,
)

#: A module has ``measure(quick) -> list[Row]``; its docstring is what the results say of it.
BENCHMARKS: dict[str, ModuleType] = {
    "normaliser": bench_normaliser,
    "linearity": bench_linearity,
    "pages": bench_pages,
    "crawl": bench_crawl,
    "polls": bench_polls,
    "exposition": bench_exposition,
    "board": bench_board,
}
