"""What ingest reads and what it came to, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy.orm import Session

from crawler.types import PageFetched, RobotsFetched, SourceReport
from metrics.domain.statements import Statement
from metrics.store.documents import RevisionFacts, RevisionText

#: Binds the statements of a document revision to targets: ``metrics.tracking`` provides it, whoever starts an ingest
#: passes it in. Called in the transaction that stores the revision.
Binder = Callable[[Session, int, datetime], object]


@dataclass(frozen=True, slots=True)
class SourceCrawl:
    """All that a report says of one source: its closing line, and its pages by address, in order of arrival.

    ``robots`` are the robots.txt files that were asked for on its behalf.
    """

    report: SourceReport
    pages: dict[str, PageFetched]
    robots: tuple[RobotsFetched, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A distinct text that is new to the database, read and ready to be stored. ``size`` is that of its bytes."""

    key: str
    url: str | None
    facts: RevisionFacts
    text: RevisionText
    statements: tuple[Statement, ...]
    size: int


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What an ingest changed. ``failed`` pages arrived and could not be read; ``refused`` addresses are too long;
    ``documents_copied`` counts texts that other documents say already, ``documents_partial`` those of which a further
    page could not be read.
    ``unbound`` revisions wait, because binding them failed (``bind_waiting`` tries again).

    ``finished`` says whether the report has its last line: without it more may follow, and the same ingest run again
    takes in what is new.
    """

    sources: int = 0
    already_ingested: int = 0
    unknown_sources: tuple[str, ...] = ()
    documents_new: int = 0
    documents_revised: int = 0
    documents_vanished: int = 0
    documents_reappeared: int = 0
    documents_moved: int = 0
    documents_copied: int = 0
    documents_unread: int = 0
    documents_partial: int = 0
    statements: int = 0
    numerals_unread: int = 0
    failed: int = 0
    refused: int = 0
    unbound: int = 0
    finished: bool = False

    def __add__(self, other: IngestSummary) -> IngestSummary:
        """Both together."""
        return IngestSummary(
            **{
                field.name: getattr(self, field.name) or getattr(other, field.name)
                if field.name == "finished"
                else getattr(self, field.name) + getattr(other, field.name)
                for field in fields(IngestSummary)
            }
        )
