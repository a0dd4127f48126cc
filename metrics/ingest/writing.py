"""What the steps of one ingest share while they write: where, when, what was there, what has come of it so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from crawler.types import SourceReport
from metrics.ingest.types import IngestSummary
from metrics.store.documents import DocumentState
from metrics.store.events import NewEvent
from metrics.store.models import Document, EventKind, Page, Source
from metrics.store.tallies import Tallies

#: More events of one kind in one crawl of a source are a burst.
BURST = 50


@dataclass(frozen=True, slots=True)
class Moment:
    """The crawl that is ingested, when it ended, and now. For bulletins given by hand ``crawl_id`` is their source."""

    crawl_id: str
    finished_at: datetime
    now: datetime


@dataclass
class Writing:
    """One transaction of ingest. ``pages`` and ``documents`` are what was known of the addresses before it.

    ``revisions`` are to be bound, ``unbound`` ones stay out of the board. ``ask_again`` are addresses to be kept
    without validators, so that the next crawl brings their bytes whatever they are. ``history`` are addresses whose
    bulletins are no news.
    """

    session: Session
    source: Source
    moment: Moment
    pages: Mapping[str, Page]
    documents: Mapping[str, DocumentState]
    events: list[NewEvent] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    unbound: list[int] = field(default_factory=list)
    ask_again: set[str] = field(default_factory=set)
    history: frozenset[str] = frozenset()
    tallies: Tallies = field(default_factory=Counter)
    summary: IngestSummary = field(default_factory=IngestSummary)

    def is_newest(self, report: SourceReport) -> bool:
        """Has no later crawl of this source been ingested?"""
        return self.is_newer(report.finished_at, self.source.last_attempt)

    def is_newer(self, instant: datetime, held: datetime | None) -> bool:
        """Does this come after what is held? An instant in the future was written while the clock was wrong."""
        return held is None or held > self.moment.now or instant >= held

    def is_initial(self, url: str | None) -> bool:
        """Does this bulletin belong to what the source's first good crawl listed, or to the past? Such are no news."""
        if self.source.by_hand or url is None:
            return False
        if self.source.first_success is None or url in self.history:
            return True
        page = self.pages.get(url)
        return page is not None and (page.initial or page.first_seen_at <= self.source.first_success <= self.moment.now)

    def count(self, **changes: int) -> None:
        """Add to the summary."""
        current = self.summary
        self.summary = replace(current, **{name: getattr(current, name) + more for name, more in changes.items()})

    def tell(self, kind: EventKind, subject: object, **details: object) -> None:
        """Record an event of this source; ``subject`` tells it from the others of its kind."""
        key = f"{kind.value}:{subject}"
        event = NewEvent(kind, key, self.moment.now, self.source.source_id)
        self.events.append(replace(event, **details))  # type: ignore[arg-type]

    def tell_of(self, kind: EventKind, document: Document, subject: object, **details: object) -> None:
        """Record an event of one of the source's documents."""
        self.tell(kind, subject, document_id=document.id, document_url=document.url, **details)

    def grouped_events(self) -> list[NewEvent]:
        """The events, those of a burst marked as belonging together: one notice should do for all."""
        amounts = Counter(event.kind for event in self.events)
        return [self._grouped(event, amounts[event.kind]) for event in self.events]

    def _grouped(self, event: NewEvent, amount: int) -> NewEvent:
        if amount <= BURST:
            return event
        words = f"one of {amount} in this crawl"
        note = f"{event.note}; {words}" if event.note else words
        return replace(event, note=note, group_key=f"{event.kind.value}:{event.source_id}:{self.moment.crawl_id}")
