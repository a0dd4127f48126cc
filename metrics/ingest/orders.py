"""What a crawl is told of the pages that the database knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from crawler.types import KnownPage, KnownRobots, PageRole
from metrics.store.crawls import known_pages, known_parts, known_robots
from metrics.store.models import Page

#: Older robots.txt files are not told to a crawl: it would not use them.
ROBOTS_KNOWN_FOR = timedelta(days=30)


def known_pages_of(session: Session, source_ids: Sequence[str]) -> dict[str, tuple[KnownPage, ...]]:
    """The ``known`` part of a crawl order for these sources."""
    parts: dict[str, list[KnownPage]] = {}
    for page in known_parts(session, source_ids):
        parts.setdefault(page.source_id, []).append(_known_page(page, None))
    return {
        source_id: (
            *(_known_page(page, published) for page, published in known_pages(session, source_id)),
            *parts.get(source_id, ()),
        )
        for source_id in source_ids
    }


def known_robots_of(session: Session, source_ids: Sequence[str], now: datetime) -> tuple[KnownRobots, ...]:
    """The ``robots`` part of a crawl order for these sources: of each site the newest answer."""
    newest = {
        robots.origin: KnownRobots(
            origin=robots.origin, fetched_at=robots.fetched_at, status=robots.status, content=robots.content
        )
        for robots in known_robots(session, source_ids, now - ROBOTS_KNOWN_FOR)
    }
    return tuple(newest.values())


def _known_page(page: Page, published: date | None) -> KnownPage:
    return KnownPage(
        url=page.url,
        etag=page.etag,
        last_modified=page.last_modified,
        digest=page.digest,
        fetched_at=page.fetched_at,
        role=PageRole(page.role),
        published=published,
        parent_url=page.parent_url,
    )
