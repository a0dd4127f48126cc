"""The spider of a crawl order: many sources at once in one event loop, those of one host one after another."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import scrapy

from crawler.addresses import slot_of
from crawler.fetching import Fetcher
from crawler.report import Report
from crawler.robots_cache import RobotsCache
from crawler.snapshots import SnapshotStore
from crawler.source_crawl import SourceCrawl
from crawler.types import CrawlOrder, Outcome, SourceOrder, SourceReport
from crawler.visits import Desk

logger = logging.getLogger(__name__)


class BulletinSpider(scrapy.Spider):
    """Crawls what an order names and writes the report; ``failure`` is set when the crawl itself could not go on."""

    name = "bulletins"

    def __init__(
        self, order: CrawlOrder, report: Report, store: SnapshotStore, now: Callable[[], datetime], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._order = order
        self._report = report
        self._store = store
        self._now = now
        self.failure: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's entry. Sources ask for their pages themselves, so nothing is left to yield."""
        robots = RobotsCache(self._order, self._report, self._now)
        fetcher = Fetcher(self.crawler.engine, self._order, robots, self._now)
        desk = Desk(fetcher, self._store, self._report, self._now, _countdown(self._order.most_seconds))
        places = asyncio.Semaphore(self._order.concurrency)
        tasks = [asyncio.create_task(self._crawl_host(desk, places, group)) for group in _by_host(self._order.sources)]
        try:
            await asyncio.gather(*tasks)
        except OSError as error:
            self.failure = error
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        no_requests: tuple[scrapy.Request, ...] = ()
        for request in no_requests:
            yield request

    async def _crawl_host(self, desk: Desk, places: asyncio.Semaphore, sources: list[SourceOrder]) -> None:
        async with places:
            for source in sources:
                if source.source_id not in self._report.sources and desk.time_left() > 0:
                    self._report.append(await self._crawl_source(desk, source))

    async def _crawl_source(self, desk: Desk, source: SourceOrder) -> SourceReport:
        """One source's report. An error that its pages provoke stays its own; a full disk ends the whole crawl."""
        started = self._now()
        crawl = SourceCrawl(desk, self._order, source)
        (result,) = await asyncio.gather(crawl.run(), return_exceptions=True)
        if isinstance(result, SourceReport):
            return result
        if isinstance(result, OSError) or not isinstance(result, Exception):
            raise result
        logger.error("source %s: its pages could not be read", source.source_id, exc_info=result)
        return SourceReport(
            source_id=source.source_id,
            outcome=Outcome.PARSE_ERROR,
            started_at=started,
            finished_at=self._now(),
            message=f"its pages could not be read ({type(result).__name__}: {result}); see the crawl's log"[:500],
        )


def _countdown(seconds: float | None) -> Callable[[], float]:
    """Function that says how many seconds are left from now on."""
    end = float("inf") if seconds is None else time.monotonic() + seconds
    return lambda: end - time.monotonic()


def _by_host(sources: tuple[SourceOrder, ...]) -> list[list[SourceOrder]]:
    groups: dict[str, list[SourceOrder]] = {}
    for source in sources:
        groups.setdefault(slot_of(urlsplit(source.url).netloc), []).append(source)
    return list(groups.values())
