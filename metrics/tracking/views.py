"""What pages, metrics and commands show: plain values read from one consistent state of the database.

Undefined is None, never 0 or NaN. All instants are aware datetimes in UTC; days are dates in the publisher's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from metrics.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The sentence behind a number: where it stands, as published, with its context."""

    statement_id: int
    quote: str
    before: str
    after: str
    start: int
    end: int
    document_id: int
    document_title: str
    document_url: str | None
    revision_id: int
    snapshot_digest: str | None
    issuer: str
    published: date | None
    learnt_at: datetime
    rule: str
    extractor_version: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TargetVersionView:
    """What was promised at one time: said on a day, learnt at an instant, with its proof.

    ``change`` is ``first``, ``raised``, ``lowered``, ``postponed``, ``brought_forward``, ``withdrawn`` or ``changed``.
    """

    number: int
    change: str
    comparator: str
    value: Decimal | None
    value_max: Decimal | None
    due: date | None
    said_on: date | None
    learnt_at: datetime
    evidence: EvidenceView


@dataclass(frozen=True, slots=True)
class ObservationView:
    """What was reported for one period, with its proof."""

    value: Decimal
    comparator: str
    period_end: date
    status: str
    learnt_at: datetime
    evidence: EvidenceView | None


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target as a board shows it: identity, goal, newest figure and progress at ``as_of``.

    ``revised_at`` is when a move of the goal was last learnt; what a source's first crawl finds is history, no news.
    """

    target_id: str
    indicator: str
    issuer: str
    admin_area: str
    domain: str
    source_id: str
    unit: str
    comparator: str
    direction: str
    period: str | None
    goal: Decimal | None
    goal_max: Decimal | None
    baseline: Decimal | None
    baseline_source: str | None
    start: date
    due: date | None
    observed: Decimal | None
    observed_on: date | None
    revised_at: datetime | None
    version_count: int
    progress: Progress
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TargetHistory:
    """One target with everything that was ever said of it, oldest first."""

    target: TargetView
    versions: tuple[TargetVersionView, ...]
    observations: tuple[ObservationView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source with its last outcome; ``last_change`` maps new|revised|vanished|layout to the newest instant.

    ``not_before`` is until when its host asked to be left alone, ``claimed_until`` when a crawl under way is given up.
    """

    source_id: str
    url: str
    issuer: str
    name: str
    admin_area: str
    family: str | None
    paused_reason: str | None
    outcome: str | None
    message: str | None
    last_attempt: datetime | None
    last_success: datetime | None
    next_crawl_at: datetime | None
    expected_interval_seconds: float
    last_change: dict[str, datetime]
    items: int
    documents: int
    crawls: dict[str, int]
    targets: int = 0
    not_before: datetime | None = None
    claimed_until: datetime | None = None

    def is_under_way(self, now: datetime) -> bool:
        """Whether it is being crawled; a claim that ran out is that of a crawl never heard of again."""
        return self.claimed_until is not None and self.claimed_until > now


@dataclass(frozen=True, slots=True)
class EventView:
    """Something changed; ``kind`` is one of the design's event kinds.

    ``note`` says what old and new do not; events of one ``group_key`` came in a burst; ``initial`` ones are history.
    ``document_id`` is None where no document of ours stands behind it.
    """

    at: datetime
    kind: str
    source_id: str
    document_url: str | None
    target_id: str | None
    old: str | None
    new: str | None
    note: str | None = None
    group_key: str | None = None
    initial: bool = False
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One bulletin with its text as kept, newest revision first.

    ``unread_reason`` says why there is no text; ``incomplete_reason`` which further page of it could not be read.
    """

    document_id: int
    source_id: str
    title: str
    url: str | None
    issuer: str
    doc_kind: str
    published: date | None
    text: str
    revision_id: int
    revisions: int
    unread_reason: str | None = None
    incomplete_reason: str | None = None


@dataclass(frozen=True, slots=True)
class BoardState:
    """All that ``/metrics`` and the overview need, from one read. ``read_at`` is when.

    ``source_files_wrong`` is None before source files were ever read.
    """

    read_at: datetime
    targets: tuple[TargetView, ...]
    sources: tuple[SourceView, ...]
    statements: dict[str, int]
    documents: dict[str, int]
    review_queue: int
    numerals_unread: int
    source_files_wrong: int | None = None
