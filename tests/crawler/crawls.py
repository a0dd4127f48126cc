"""What tests of the crawl share: sources of a bureau, and a crawl's report taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.report import read_report
from crawler.types import (
    CrawlFinished,
    Expectations,
    KnownPage,
    Outcome,
    PageFetched,
    PageRole,
    SourceOrder,
    SourceReport,
)
from tests.crawler.bureau import Bureau

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass
class Crawled:
    """A crawl's report, taken apart."""

    folder: Path
    finished: CrawlFinished
    pages: list[PageFetched] = field(default_factory=list)
    sources: dict[str, SourceReport] = field(default_factory=dict)

    def page(self, url: str) -> PageFetched:
        (found,) = [page for page in self.pages if page.url == url]
        return found

    def outcomes(self, role: PageRole = PageRole.ARTICLE) -> list[Outcome]:
        return [page.outcome for page in self.pages if page.role is role]

    def known(self) -> dict[str, tuple[KnownPage, ...]]:
        """What the next crawl's order knows, as the rest of Goalboard would keep it."""
        kept: dict[str, list[KnownPage]] = {}
        for page in self.pages:
            if page.digest:
                kept.setdefault(page.source_id, []).append(
                    KnownPage(
                        url=page.url,
                        etag=page.etag,
                        last_modified=page.last_modified,
                        digest=page.digest,
                        fetched_at=page.fetched_at,
                        role=page.role,
                        published=page.listed_date,
                        parent_url=page.parent_url,
                    )
                )
        return {source_id: tuple(pages) for source_id, pages in kept.items()}


def take_apart(folder: Path, finished: CrawlFinished) -> Crawled:
    crawled = Crawled(folder, finished)
    for line in read_report(folder):
        if isinstance(line, PageFetched):
            crawled.pages.append(line)
        elif isinstance(line, SourceReport):
            crawled.sources[line.source_id] = line
    return crawled


def source_of(bureau: Bureau, source_id: str = "edu", **changes: Any) -> SourceOrder:
    values: dict[str, Any] = {
        "source_id": source_id,
        "url": f"{bureau.root}/zdgz/",
        "issuer": "平川市教育局",
        "delay_seconds": 0.0,
        "allow_private": True,
        "expect": Expectations(least_items=3),
    }
    return SourceOrder(**values | changes)
