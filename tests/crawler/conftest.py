"""Bureaus to crawl, and a crawl of them with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.run import crawl
from crawler.types import CrawlOrder, SourceOrder
from tests.crawler.bureau import Bureau, serving
from tests.crawler.crawls import NOW, Crawled, take_apart


@pytest.fixture
def order_of(tmp_path: Path) -> Callable[..., CrawlOrder]:
    """Function from sources to an order that fails fast."""

    def build(*sources: SourceOrder, **changes: Any) -> CrawlOrder:
        values: dict[str, Any] = {
            "crawl_id": "c1",
            "sources": sources,
            "snapshots": str(tmp_path / "snapshots"),
            "user_agent": "GoalboardTest/1.0 (+http://127.0.0.1/about)",
            "timeout_seconds": 3,
            "retries": 1,
            "retry_wait_seconds": 0.05,
        }
        return CrawlOrder(**values | changes)

    return build


@pytest.fixture
def run(tmp_path: Path, order_of: Callable[..., CrawlOrder]) -> Callable[..., Crawled]:
    """Function from sources to their finished crawl, each in a new folder."""
    folders = iter(range(100))

    def crawl_now(*sources: SourceOrder, now: Callable[[], datetime] = lambda: NOW, **changes: Any) -> Crawled:
        folder = tmp_path / f"crawl-{next(folders)}"
        return take_apart(folder, crawl(order_of(*sources, **changes), folder, now=now))

    return crawl_now


@pytest.fixture
def bureaus() -> Iterator[Callable[[], Bureau]]:
    """Function that opens one more bureau on a port of its own."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(serving())


@pytest.fixture
def bureau(bureaus: Callable[[], Bureau]) -> Bureau:
    """A bureau with five bulletins."""
    opened = bureaus()
    opened.add_bulletins(5)
    return opened
