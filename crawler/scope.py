"""How far a source's lists are followed: so many pages, or, for a backfill, until their items are older. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.reading.types import Link
from crawler.types import Expectations, SourceOrder

#: So many items in a row before the first day wanted end a backfill; fewer may be pinned ones.
OLDER_IN_A_ROW = 5
#: One backfill reads so much at the most: about an hour's work at one request a second. Run again it goes on.
MOST_PAGES, MOST_ARTICLES = 300, 3000


@dataclass
class Scope:
    """The scope of one source's crawl, as its list pages come."""

    source: SourceOrder
    _older: int = 0

    @property
    def is_backfill(self) -> bool:
        """Is this a crawl for the past?"""
        return self.source.since is not None

    @property
    def most_pages(self) -> int:
        """List pages to read at the most."""
        return MOST_PAGES if self.is_backfill else self.source.max_pages

    @property
    def most_articles(self) -> int:
        """Bulletins to ask for at the most."""
        return MOST_ARTICLES if self.is_backfill else self.source.max_articles

    @property
    def expect(self) -> Expectations:
        """What healthy lists show; a backfill may see any number of items."""
        expect = self.source.expect
        return expect.model_copy(update={"most_items": None}) if self.is_backfill else expect

    def is_passed(self, links: Iterable[Link]) -> bool:
        """Do these items, after those before them, lie behind the first day wanted? Undated ones do not tell."""
        since = self.source.since
        if since is None:
            return False
        for link in links:
            if self._older >= OLDER_IN_A_ROW:
                break
            if link.published is not None:
                self._older = self._older + 1 if link.published < since else 0
        return self._older >= OLDER_IN_A_ROW

    def covers(self, link: Link) -> bool:
        """Is this item wanted? Undated ones are: their own pages tell."""
        since, until, day = self.source.since, self.source.until, link.published
        return day is None or ((since is None or day >= since) and (until is None or day <= until))
