"""The report of a crawl: one JSON object a line, appended while pages arrive."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pydantic import TypeAdapter, ValidationError

from crawler.errors import CrawlerError
from crawler.types import (
    SUCCESSFUL,
    CrawlFinished,
    CrawlOrder,
    KnownRobots,
    Outcome,
    PageFetched,
    PageRole,
    ReportLine,
    RobotsFetched,
    SourceOrder,
    SourceReport,
)

REPORT = "report.jsonl"
_LINE: TypeAdapter[ReportLine] = TypeAdapter(ReportLine)


def read_report(folder: Path) -> Iterator[ReportLine]:
    """Lines of a crawl's report, in order. A last line without its line end was torn by a kill and is left out."""
    path = folder / REPORT
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                yield _LINE.validate_json(line)
            except ValidationError as error:
                reason = error.errors(include_url=False)[0]["msg"]
                raise CrawlerError(f"{path}: line {number} is not a report line ({reason}); crawl again") from error


def close_begun_sources(folder: Path, order: CrawlOrder, now: datetime) -> None:
    """Close as partial each source of which pages are reported and no end, for a crawl that nobody will go on with.

    What was fetched then counts, and the next crawl of the source goes on from there.
    """
    with Report(folder) as report:
        for source in order.sources:
            pages = [page for (source_id, _), page in report.answered.items() if source_id == source.source_id]
            if pages and source.source_id not in report.sources:
                report.append(_cut_short(source, pages, now))


def _cut_short(source: SourceOrder, pages: Sequence[PageFetched], now: datetime) -> SourceReport:
    articles = [page.outcome in SUCCESSFUL for page in pages if page.role is PageRole.ARTICLE]
    return SourceReport(
        source_id=source.source_id,
        outcome=Outcome.PARTIAL,
        started_at=pages[0].fetched_at,
        finished_at=now,
        articles_fetched=sum(articles),
        articles_failed=len(articles) - sum(articles),
        backfill=source.since is not None,
        message=f"the crawl was ended after {len(pages)} pages of it; crawl again to go on where it stopped",
    )


class Report:
    """A crawl's report, open for appending by one process; ``with`` holds the file's lock."""

    def __init__(self, folder: Path, progress: Callable[[ReportLine], None] | None = None) -> None:
        self._path = folder / REPORT
        self._progress = progress
        self._stream: IO[bytes] | None = None
        #: What an earlier, unfinished run of this crawl has left: nothing of it is asked for again.
        self.sources: dict[str, SourceReport] = {}
        self.answered: dict[tuple[str, str], PageFetched] = {}
        self.robots: dict[str, KnownRobots] = {}
        self.finished: CrawlFinished | None = None
        self.pages = 0

    def __enter__(self) -> Self:
        self._stream = self._path.open("ab+", buffering=0)
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._stream.close()
            raise CrawlerError(f"{self._path}: another crawl is writing here; wait for its end") from error
        self._cut_torn_line(self._stream)
        for line in read_report(self._path.parent):
            self._remember(line)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            os.fsync(self._stream.fileno())
            self._stream.close()

    def append(self, line: ReportLine) -> None:
        """Write one line through to the operating system: it stays when this process is killed."""
        if self._stream is None:
            raise CrawlerError(f"{self._path}: the report is not open")
        self._write(self._stream, line.model_dump_json().encode() + b"\n")
        self.pages += isinstance(line, PageFetched)
        if isinstance(line, SourceReport):
            self.sources[line.source_id] = line
        if self._progress is not None:
            self._progress(line)

    def _remember(self, line: ReportLine) -> None:
        if isinstance(line, PageFetched):
            self.answered[line.source_id, line.url] = line
            self.pages += 1
        elif isinstance(line, SourceReport):
            self.sources[line.source_id] = line
        elif isinstance(line, RobotsFetched):
            self.robots[line.origin] = line
        else:
            self.finished = line

    @staticmethod
    def _write(stream: IO[bytes], content: bytes) -> None:
        """All of a line or, when the disk is full, nothing of it."""
        end, written = stream.tell(), 0
        try:
            while written < len(content):
                written += stream.write(content[written:])
        except OSError:
            stream.truncate(end)
            raise

    @staticmethod
    def _cut_torn_line(stream: IO[bytes]) -> None:
        stream.seek(0)
        content = stream.read()
        stream.truncate(content.rfind(b"\n") + 1)
        stream.seek(0, os.SEEK_END)
