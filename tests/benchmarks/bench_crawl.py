"""A crawl of many hosts in a process of its own, beside a bare Scrapy spider that throws the same pages away.

Same concurrency, one request at a time a host, no delay, no reactor. Ours also asks for each robots.txt, reads every
page, keeps it and reports it; CPU is that of the whole process, start and imports included. The second crawl finds
everything unchanged (304).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from crawler.report import read_report
from crawler.run import ORDER
from crawler.types import CrawlOrder, KnownPage, Outcome, PageFetched, SourceOrder
from tests.benchmarks.bare_spider import CONCURRENCY
from tests.benchmarks.bureaus import Bureaus, serving
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import child_cost, in_turns

AGAINST = "bare Scrapy spider"
Known = dict[str, tuple[KnownPage, ...]]


def measure(quick: bool) -> list[Row]:
    """CPU a page of a first crawl, and of one that finds nothing changed."""
    hosts, pages, rounds = (10, 5, 1) if quick else (200, 20, 2)
    with serving(hosts, pages) as bureaus, tempfile.TemporaryDirectory() as folder:
        bench = _CrawlBench(bureaus, Path(folder))
        first = in_turns([bench.ours({}, Outcome.OK), bench.bare({})], rounds, warm_up=False)
        known = bench.known()
        second = in_turns([bench.ours(known, Outcome.UNCHANGED), bench.bare(known)], rounds, warm_up=False)
    label = f"{hosts} hosts × {pages} pages"
    return [_row("crawl", label, first, hosts * pages), _row("crawl, all 304", label, second, hosts * pages)]


def _row(name: str, label: str, seconds: list[float], pages: int) -> Row:
    ours, theirs = (taken * 1e3 / pages for taken in seconds)
    return Row(name, ours, theirs, ours / theirs, "ms CPU/page", label, AGAINST, at_most=2.5)


class _CrawlBench:
    """Crawls of the same bureaus, each in a folder of its own; what the first kept serves the second."""

    def __init__(self, bureaus: Bureaus, folder: Path) -> None:
        self._bureaus = bureaus
        self._folder = folder
        self._numbers = count()
        self._snapshots = folder
        self._last = folder

    def ours(self, known: Known, outcome: Outcome) -> Callable[[], float]:
        """Our crawl as work that returns its CPU; every page must have the outcome."""

        def crawled() -> float:
            crawl = self._folder / f"crawl{next(self._numbers)}"
            crawl.mkdir()
            if not known:
                self._snapshots = crawl / "snapshots"
            (crawl / ORDER).write_text(self._order(crawl.name, known).model_dump_json(), encoding="utf-8")
            cost = child_cost([sys.executable, "-m", "crawler", str(crawl)])
            self._last = crawl
            right = sum(page.outcome is outcome for page in self._pages())
            if right != self._bureaus.hosts * self._bureaus.pages:
                raise RuntimeError(f"only {right} pages were {outcome}")
            return cost.cpu_seconds

        return crawled

    def bare(self, known: Known) -> Callable[[], float]:
        """The bare spider over the same addresses."""
        etags = {page.url: page.etag for pages in known.values() for page in pages}
        urls = [url for host in range(self._bureaus.hosts) for url in self._bureaus.urls(host)]
        asked = self._folder / f"bare{len(etags)}.json"
        asked.write_text(json.dumps([(url, etags.get(url)) for url in urls]), encoding="utf-8")
        command = [sys.executable, "-m", "tests.benchmarks.bare_spider", str(asked)]
        return lambda: child_cost(command).cpu_seconds

    def known(self) -> Known:
        """What the last crawl makes known to the next."""
        kept: dict[str, list[KnownPage]] = {}
        for page in self._pages():
            validators = page.model_dump(include={"url", "etag", "last_modified", "digest", "fetched_at", "role"})
            kept.setdefault(page.source_id, []).append(KnownPage(**validators, published=page.listed_date))
        return {source_id: tuple(pages) for source_id, pages in kept.items()}

    def _pages(self) -> list[PageFetched]:
        return [line for line in read_report(self._last) if isinstance(line, PageFetched)]

    def _order(self, crawl_id: str, known: Known) -> CrawlOrder:
        return CrawlOrder(
            crawl_id=crawl_id,
            sources=tuple(
                SourceOrder(
                    source_id=f"s{host}",
                    url=self._bureaus.urls(host)[0],
                    issuer="平川市教育局",
                    delay_seconds=0.0,
                    allow_private=True,
                )
                for host in range(self._bureaus.hosts)
            ),
            known=known,
            snapshots=str(self._snapshots),
            user_agent="Goalboard benchmark",
            concurrency=CONCURRENCY,
            recheck_days=100_000,
        )
