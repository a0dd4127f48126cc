"""All models in one place: import them from here, so that every table is known wherever one is used."""

from __future__ import annotations

from metrics.store.columns import Base
from metrics.store.crawl_models import CrawlRun, CrawlTally, GoalboardMeta, Page, Robots, Snapshot, Source
from metrics.store.document_models import Document, DocumentAddress, DocumentRevision, StatementRow, Tally
from metrics.store.event_models import Event, EventKind
from metrics.store.tracking_models import ObservationRow, ReviewItem, StatementBinding, Target, TargetVersion

__all__ = [
    "Base",
    "CrawlRun",
    "CrawlTally",
    "Document",
    "DocumentAddress",
    "DocumentRevision",
    "Event",
    "EventKind",
    "GoalboardMeta",
    "ObservationRow",
    "Page",
    "ReviewItem",
    "Robots",
    "Snapshot",
    "Source",
    "StatementBinding",
    "StatementRow",
    "Tally",
    "Target",
    "TargetVersion",
]
