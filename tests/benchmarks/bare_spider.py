"""A Scrapy spider that throws its pages away: what a crawl costs without reading, keeping or reporting anything.

A program of its own: ``python -m tests.benchmarks.bare_spider FILE`` with a JSON list of ``[address, ETag or null]``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

CONCURRENCY = 64
SETTINGS = {
    "TWISTED_REACTOR_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "CONCURRENT_REQUESTS": CONCURRENCY,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
}


class BareSpider(scrapy.Spider):
    """Asks for the pages it is given."""

    name = "bare"
    handle_httpstatus_list = [304]  # noqa: RUF012 - the form is Scrapy's

    def __init__(self, pages: list[tuple[str, str | None]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pages = pages
        self.answered = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """All pages at once; Scrapy's queue gives each host one at a time."""
        for url, etag in self._pages:
            yield scrapy.Request(url, headers={"If-None-Match": etag} if etag else None)

    def parse(self, response: Response, **_: Any) -> None:
        """Throw the page away."""
        self.answered += 1


def main(file: str) -> int:
    """Exit code 1 unless every page was answered."""
    pages = json.loads(Path(file).read_text(encoding="utf-8"))
    process = AsyncCrawlerProcess(SETTINGS)
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, pages=pages)
    process.start()
    assert isinstance(crawler.spider, BareSpider)
    print(f"{crawler.spider.answered} of {len(pages)} pages answered", file=sys.stderr)
    return int(crawler.spider.answered != len(pages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
