"""Runs a crawl order to its end, in this process. The folder holds the order and grows the report."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from scrapy.crawler import AsyncCrawlerRunner

from crawler.errors import CrawlerError
from crawler.report import Report
from crawler.settings import scrapy_settings
from crawler.snapshots import SnapshotStore
from crawler.spider import BulletinSpider
from crawler.types import CrawlFinished, CrawlOrder, ReportLine

ORDER = "order.json"
#: Threads for DNS look-ups (a dead name server holds one for seconds) and for writing snapshots.
_THREADS = 32


def utc_now() -> datetime:
    """The clock of a crawl that is given no other."""
    return datetime.now(UTC)


def load_order(folder: Path) -> CrawlOrder:
    """The order of a crawl folder."""
    path = folder / ORDER
    try:
        return CrawlOrder.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise CrawlerError(f"{path}: not found; a crawl folder starts with an order") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise CrawlerError(f"{path}: {place}: {first['msg']}; write the order again") from error


def crawl(
    order: CrawlOrder,
    folder: Path,
    progress: Callable[[ReportLine], None] | None = None,
    *,
    now: Callable[[], datetime] = utc_now,
) -> CrawlFinished:
    """Do what the order says; ``progress`` is called with every report line.

    A folder with an unfinished report is gone on with: what it has reported is not asked for again. A finished one is
    left as it is. Must not be called from a running event loop.
    """
    _check_sources(order)
    folder.mkdir(parents=True, exist_ok=True)
    _keep_order(order, folder)
    with Report(folder, progress) as report:
        if report.finished is None:
            asyncio.run(_crawl(order, report, now))
            finished = CrawlFinished(crawl_id=order.crawl_id, finished_at=now(), pages=report.pages)
            report.append(finished)
            return finished
        return report.finished


async def _crawl(order: CrawlOrder, report: Report, now: Callable[[], datetime]) -> None:
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=_THREADS))
    runner = AsyncCrawlerRunner(scrapy_settings(order))
    crawler = runner.create_crawler(BulletinSpider)
    await runner.crawl(crawler, order=order, report=report, store=SnapshotStore(order.snapshots), now=now)
    spider = crawler.spider
    if isinstance(spider, BulletinSpider) and spider.failure is not None:
        raise CrawlerError(f"crawl {order.crawl_id} stopped: {spider.failure}") from spider.failure
    missing = len(order.sources) - len(report.sources)
    if missing:
        raise CrawlerError(f"crawl {order.crawl_id} stopped with {missing} sources unanswered; run it again")


def _check_sources(order: CrawlOrder) -> None:
    twice = [source_id for source_id, count in Counter(s.source_id for s in order.sources).items() if count > 1]
    if twice:
        raise CrawlerError(f"crawl {order.crawl_id}: source {twice[0]} is ordered twice; order it once")


def _keep_order(order: CrawlOrder, folder: Path) -> None:
    path = folder / ORDER
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.write_text(order.model_dump_json(indent=1), encoding="utf-8")
        unfinished.replace(path)
    elif load_order(folder) != order:
        raise CrawlerError(f"{path}: holds another order; give each crawl a folder of its own")
