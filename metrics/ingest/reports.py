"""Reads a crawl's report source by source, so that a long one is never held whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from crawler.errors import CrawlerError
from crawler.report import read_report
from crawler.types import CrawlFinished, PageFetched, RobotsFetched, SourceReport
from metrics.ingest.types import SourceCrawl

ORDER = "order.json"


def crawl_id_of(folder: Path) -> str:
    """The name of the crawl, from its order."""
    path = folder / ORDER
    try:
        return str(json.loads(path.read_bytes())["crawl_id"])
    except FileNotFoundError as error:
        raise CrawlerError(f"{path}: not found; a crawl folder holds the order that it answers") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CrawlerError(f"{path}: is no crawl order; crawl again") from error


def source_crawls(folder: Path) -> Iterator[SourceCrawl | CrawlFinished]:
    """Each source that the report closes, when it closes it, and the report's last line.

    Pages of a source that is not closed yet are left: they belong to a crawl that still runs, or was killed and will
    be gone on with.
    """
    waiting: dict[str, dict[str, PageFetched]] = {}
    robots: dict[str, list[RobotsFetched]] = {}
    for line in read_report(folder):
        if isinstance(line, PageFetched):
            waiting.setdefault(line.source_id, {})[line.url] = line
        elif isinstance(line, RobotsFetched):
            robots.setdefault(line.source_id, []).append(line)
        elif isinstance(line, SourceReport):
            yield SourceCrawl(line, waiting.pop(line.source_id, {}), tuple(robots.pop(line.source_id, ())))
        else:
            yield line
