"""What a crawl is told of the pages that the database knows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from crawler.types import KnownPage, PageRole
from metrics.store.crawls import known_pages


def known_pages_of(session: Session, source_ids: Iterable[str]) -> dict[str, tuple[KnownPage, ...]]:
    """The ``known`` part of a crawl order for these sources."""
    return {
        source_id: tuple(
            KnownPage(
                url=page.url,
                etag=page.etag,
                last_modified=page.last_modified,
                digest=page.digest,
                fetched_at=page.fetched_at,
                role=PageRole(page.role),
                published=published,
            )
            for page, published in known_pages(session, source_id)
        )
        for source_id in source_ids
    }
