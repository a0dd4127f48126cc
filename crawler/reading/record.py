"""A reading as one JSON object, for ``goalboard page --format json``."""

from __future__ import annotations

from typing import Any

from crawler.reading.types import PageReading


def as_record(reading: PageReading, file: str) -> dict[str, Any]:
    """The record of one page: all keys always there, dates as ISO days, absent values null."""
    article, listing = reading.article, reading.listing
    title = article.title if article else listing.title if listing else None
    return {
        "file": file,
        "kind": reading.kind.value,
        "title": title,
        "published": article.published.isoformat() if article and article.published else None,
        "source": article.source if article else None,
        "document_number": article.document_number if article else None,
        "body": article.body if article else None,
        "tables": [[list(row) for row in table] for table in article.tables] if article else [],
        "attachments": [{"url": item.url, "name": item.name} for item in article.attachments] if article else [],
        "links": [
            {"url": link.url, "title": link.title, "published": link.published.isoformat() if link.published else None}
            for link in (listing.links if listing else ())
        ],
        "next": listing.next_url if listing else article.next_part if article else None,
        "family": reading.family,
        "encoding": reading.encoding,
        "reason": reading.reason,
    }
