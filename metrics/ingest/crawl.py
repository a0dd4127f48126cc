"""Takes a crawl's report in: per source one transaction with everything it brought."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from crawler.types import CrawlFinished
from metrics.ingest.preparing import Snapshots, known_source, prepare
from metrics.ingest.recording import record_crawl
from metrics.ingest.reports import crawl_id_of, source_crawls
from metrics.ingest.types import Binder, IngestSummary, SourceCrawl
from metrics.ingest.writing import Moment
from metrics.store.database import Database


def ingest_crawl(database: Database, folder: Path, snapshots: Snapshots, now: datetime, bind: Binder) -> IngestSummary:
    """Take in what the crawl in ``folder`` reported and was not taken in yet.

    Killed at any moment and run again it loses nothing and doubles nothing: what a source's crawl brought, the
    validators of its pages and the note that it was ingested are written together.
    """
    crawl_id = crawl_id_of(folder)
    summary = IngestSummary()
    for part in source_crawls(folder):
        if isinstance(part, CrawlFinished):
            summary += IngestSummary(finished=True)
        else:
            moment = Moment(crawl_id, part.report.finished_at, now)
            summary += _ingest_source(database, part, snapshots, moment, bind)
    return summary


def _ingest_source(
    database: Database, crawl: SourceCrawl, snapshots: Snapshots, moment: Moment, bind: Binder
) -> IngestSummary:
    while True:
        known = known_source(database, crawl, moment.crawl_id)
        if known is None:
            return IngestSummary(unknown_sources=(crawl.report.source_id,))
        if known.ingested:
            return IngestSummary(already_ingested=1)
        prepared = prepare(crawl, known, snapshots)
        with database.write() as session:
            summary = record_crawl(session, prepared, moment, bind)
        if summary is not None:
            return summary
