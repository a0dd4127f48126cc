"""Which bulletins of a crawl are history and no news: those that a backfill looked for, and the files beside such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from crawler.types import PageRole
from metrics.ingest.preparing import Prepared, is_short, local_day
from metrics.ingest.writing import Writing
from metrics.store.crawls import pages_by_url

#: An item that came to stand among known ones is news though its day lies so far back: days are typed by hand.
LATE_DAYS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Lists:
    """What lists showed: each address with its place, and the last place of one that was known before as news."""

    places: Mapping[str, int]
    last_known: int
    known: frozenset[str]
    heard: date

    def is_history(self, url: str, day: date | None) -> bool:
        """Was an address that no crawl saw before there already, or would a crawl of today's lists have found it?"""
        if url in self.known:
            return False
        if day is not None and day >= self.heard:
            return False
        is_among_known = self.places.get(url, self.last_known) < self.last_known
        return not (is_among_known and (day is None or day >= self.heard - LATE_DAYS))


def history_of(writing: Writing, prepared: Prepared) -> frozenset[str]:
    """The addresses of this crawl, fetched or only listed, whose bulletins are history.

    Without a backfill these are files beside bulletins that were listed by the source's first good crawl.
    """
    found: set[str] = set()
    if prepared.crawl.report.backfill and writing.source.first_success is not None:
        lists = _lists(writing, prepared)
        fetched = {page.url for page in prepared.pages if page.role is PageRole.ARTICLE}
        days = _days(prepared)
        found = {url for url in fetched | lists.places.keys() if lists.is_history(url, days.get(url))}
    return frozenset(found | set(_beside(writing, prepared, found)))


def _lists(writing: Writing, prepared: Prepared) -> Lists:
    source, links = writing.source, [link for link in prepared.crawl.report.links if is_short(link)]
    places = {url: place for place, url in enumerate(links)}
    held = {**writing.pages, **pages_by_url(writing.session, source.source_id, links)}
    told = [places[url] for url, page in held.items() if url in places and not page.initial]
    heard = source.last_success or writing.moment.finished_at
    return Lists(places, max(told, default=-1), frozenset(held), local_day(heard, ZoneInfo(source.timezone)))


def _days(prepared: Prepared) -> dict[str, date]:
    """The days of the bulletins: what their own pages say, else what the list says."""
    listed = {page.url: page.listed_date for page in prepared.pages if page.listed_date is not None}
    own = {url: text.facts.published for url, text in prepared.read.items() if text.facts.published is not None}
    return listed | own


def _beside(writing: Writing, prepared: Prepared, history: Iterable[str]) -> Iterable[str]:
    """Files that came with an article that is told of now and is no news."""
    told = set(prepared.read) - set(writing.documents)
    old = {url for url in told if url in history or writing.is_initial(url)}
    return (page.url for page in prepared.pages if page.role is PageRole.ATTACHMENT and page.parent_url in old)
