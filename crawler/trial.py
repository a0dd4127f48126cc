"""A crawl that keeps nothing: through the same code as any, into a folder that is gone when it ends."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.report import read_report
from crawler.run import crawl, utc_now
from crawler.snapshots import SnapshotStore
from crawler.types import CrawlOrder, PageFetched, PageRole, ReportLine, SourceOrder, SourceReport


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and how patiently."""

    user_agent: str
    timeout_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What one source's crawl would have brought: its report, its pages, and their bytes by address."""

    source: SourceOrder
    report: SourceReport
    pages: tuple[PageFetched, ...]
    contents: Mapping[str, bytes]

    def of_role(self, role: PageRole) -> list[PageFetched]:
        """The pages of one role, in the order in which they arrived."""
        return [page for page in self.pages if page.role is role]


def try_source(
    source: SourceOrder,
    visitor: Visitor,
    progress: Callable[[ReportLine], None] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Trial:
    """Crawl a source as if nothing were known of it, and keep nothing. Must not be called from a running event loop."""
    with tempfile.TemporaryDirectory(prefix="goalboard-trial-") as name:
        folder = Path(name)
        order = CrawlOrder(
            crawl_id="trial",
            sources=(source,),
            snapshots=str(folder / "snapshots"),
            user_agent=visitor.user_agent,
            timeout_seconds=visitor.timeout_seconds,
            retries=1,
        )
        crawl(order, folder, progress, now=now)
        lines = list(read_report(folder))
        pages = tuple(line for line in lines if isinstance(line, PageFetched))
        store = SnapshotStore(folder / "snapshots")
        contents = {page.url: store.get(page.digest) for page in pages if page.digest}
    (report,) = (line for line in lines if isinstance(line, SourceReport))
    return Trial(source, report, pages, contents)
