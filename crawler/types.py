"""What goes into a crawl and what comes out of it: the only types that the rest of Goalboard knows of the crawler.

A crawl is a folder. ``order.json`` (a ``CrawlOrder``) goes in; ``report.jsonl`` grows line by line while pages arrive
(``PageFetched``, then one ``SourceReport`` a source, then one ``CrawlFinished``). Page bytes go to the snapshot store
*before* the line that names them is written, so that a crawl killed at any moment leaves only lines that hold.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Outcome(StrEnum):
    """How the crawl of a source, or the fetch of one page, ended."""

    OK = "ok"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    MOVED = "moved"
    LAYOUT_CHANGED = "layout_changed"
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    TOO_LARGE = "too_large"
    ROBOTS_DENIED = "robots_denied"
    PARSE_ERROR = "parse_error"


#: Outcomes of a page whose bytes were read as what they should be.
READ = frozenset({Outcome.OK, Outcome.CHANGED, Outcome.UNCHANGED})
#: A source crawl that ended so was heard: its silence clock starts again.
SUCCESSFUL = READ


class Strict(BaseModel):
    """Base of all records: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Expectations(Strict):
    """What a healthy list page of this source looks like; beside the source, so that a redesign is seen."""

    least_items: int = Field(default=1, ge=0)
    most_items: int | None = Field(default=None, ge=1)


class PageRole(StrEnum):
    """What a page is to its source. A ``PART`` is a further page of a bulletin that its own site splits."""

    LIST = "list"
    ARTICLE = "article"
    ATTACHMENT = "attachment"
    PART = "part"


class SourceOrder(Strict):
    """One source as the crawl needs it."""

    source_id: str
    url: str
    issuer: str
    family: str | None = None
    max_pages: int = 1
    max_articles: int = 200
    delay_seconds: float = 1.0
    allow_private: bool = False
    legacy_tls: bool = False
    expect: Expectations = Expectations()
    link_pattern: str | None = None
    list_api: str | None = Field(
        default=None, description="what the list page's script asks for its items; asked instead of the page"
    )
    since: date | None = Field(
        default=None, description="backfill: follow the list until its items are older, whatever max_pages says"
    )
    until: date | None = Field(default=None, description="backfill: items younger than this are left alone")


class KnownPage(Strict):
    """What is already known of an address: validators for a conditional request, and the digest of the bytes kept.

    Taken from the last line about the address whose outcome was ok, changed or unchanged, never from another one: bytes
    with the digest given here are not read again.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    fetched_at: datetime | None = None
    role: PageRole | None = Field(default=None, description="None: an article, unless it is fetched as a list")
    published: date | None = Field(default=None, description="day of the article; without it fetched_at tells its age")
    parent_url: str | None = Field(
        default=None, description="the article that an attachment stands beside, or that a part goes on with"
    )


class KnownRobots(Strict):
    """A site's robots.txt as it was last answered; ``content`` is empty where the answer holds no rules."""

    origin: str = Field(description="scheme, host and port: https://www.example.gov.cn")
    fetched_at: datetime
    status: int
    content: str = ""


class CrawlOrder(Strict):
    """Sources to crawl in one process, and what is known of their pages (keyed by source)."""

    crawl_id: str
    sources: tuple[SourceOrder, ...]
    known: dict[str, tuple[KnownPage, ...]] = {}
    robots: tuple[KnownRobots, ...] = ()
    snapshots: str
    user_agent: str
    concurrency: int = Field(default=64, ge=1)
    timeout_seconds: float = Field(default=30, gt=0)
    max_bytes: int = Field(default=20_000_000, gt=0)
    recheck_days: int = Field(
        default=30, ge=0, description="articles younger than this are asked for changes each time"
    )
    retries: int = Field(default=2, ge=0, description="how often a passing failure is tried again")
    retry_wait_seconds: float = Field(default=2, ge=0, description="wait before the first retry; doubled for each more")
    most_seconds: float | None = Field(
        default=None, gt=0, description="after this long no new page is asked for; sources begun are closed as partial"
    )


class PageFetched(Strict):
    """One page that arrived (or did not), in order of arrival. ``digest`` names the snapshot, None without bytes."""

    type: Literal["page"] = "page"
    source_id: str
    url: str
    final_url: str
    role: PageRole
    outcome: Outcome
    fetched_at: datetime
    status: int | None = None
    digest: str | None = None
    media_type: str | None = None
    content_type: str | None = Field(default=None, description="the header as it came, with its charset")
    etag: str | None = None
    last_modified: str | None = None
    listed_title: str | None = None
    listed_date: date | None = None
    parent_url: str | None = None
    next_part: str | None = Field(default=None, description="address on which this bulletin goes on")
    message: str | None = None


class RobotsFetched(KnownRobots):
    """A robots.txt that was asked for in this crawl, on behalf of this source."""

    type: Literal["robots"] = "robots"
    source_id: str


class SourceReport(Strict):
    """How one source went. ``links`` are the item addresses that its list pages showed, in page order.

    ``complete`` is True only when every list page in scope arrived and was read: only then may anything be called gone.
    ``backfill`` marks a crawl for the past; ``not_before`` is until when the source's host asked to be left alone.
    """

    type: Literal["source"] = "source"
    source_id: str
    outcome: Outcome
    started_at: datetime
    finished_at: datetime
    items: int = 0
    articles_fetched: int = 0
    articles_failed: int = 0
    complete: bool = False
    links: tuple[str, ...] = ()
    message: str | None = None
    backfill: bool = False
    not_before: datetime | None = None


class CrawlFinished(Strict):
    """The last line of a report: everything that was ordered has been answered."""

    type: Literal["finished"] = "finished"
    crawl_id: str
    finished_at: datetime
    pages: int


ReportLine = Annotated[PageFetched | RobotsFetched | SourceReport | CrawlFinished, Field(discriminator="type")]
