"""What one sample site shows on a day: addresses and the bytes behind them. Pure: no sockets, no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.samples.docx import MEDIA_TYPE as DOCX
from crawler.samples.docx import docx_of
from crawler.samples.families import FAMILIES, Family, ListPage, article_page, encoded, list_page
from crawler.samples.texts import Attached, Bulletin, Bureau, revised

ZONE = ZoneInfo("Asia/Shanghai")
_ROBOTS = b"User-agent: *\nDisallow: /manage/\n"


@dataclass(frozen=True, slots=True)
class Resource:
    """Bytes behind an address, and when they last changed."""

    body: bytes
    media_type: str
    changed_at: datetime


def office_hour(day: date) -> datetime:
    """Nine in the morning in China: when a page of that day went online."""
    return datetime.combine(day, time(9), ZONE).astimezone(UTC)


def changed_at(one: Bulletin) -> datetime:
    """When a bulletin last changed: by hand, by its revision, or by being published."""
    return one.edited_at or office_hour(one.changed_on or one.published)


@dataclass(slots=True)
class Site:
    """One bureau's site. ``edited`` holds bulletins changed by hand, ``withdrawn`` those taken off, by slug.

    ``revisions``: None shows each revision from its day on, True all at once, False none.
    """

    bureau: Bureau
    bulletins: tuple[Bulletin, ...]
    revisions: bool | None = None
    edited: dict[str, Bulletin] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    relisted_at: datetime | None = None

    @property
    def family(self) -> Family:
        return FAMILIES[self.bureau.family]

    @property
    def start_path(self) -> str:
        """Address of the column: what a source file names."""
        return self.family.list_path(1, 1)

    def published(self, today: date) -> tuple[Bulletin, ...]:
        """Bulletins that the site shows on a day, newest first, each in its version of that day."""
        shown = (one for one in self.bulletins if one.published <= today and one.slug not in self.withdrawn)
        return tuple(self.version(one, today) for one in shown)

    def version(self, bulletin: Bulletin, today: date) -> Bulletin:
        """The version of a bulletin that is online on a day."""
        if bulletin.slug in self.edited:
            return self.edited[bulletin.slug]
        due = bulletin.revised is not None and (
            self.revisions or (self.revisions is None and bulletin.revised.published <= today)
        )
        return revised(bulletin) if due else bulletin

    def resource(self, target: str, today: date, *, listed: bool = True) -> Resource | None:
        """What stands at an address (path and query) on a day, or None. ``listed=False`` empties the lists."""
        routes = self._routes(today, self.published(today), listed=listed)
        found = routes.get(target) or routes.get(urlsplit(target).path)
        return found() if found else None

    def _routes(self, today: date, shown: tuple[Bulletin, ...], *, listed: bool) -> dict[str, Callable[[], Resource]]:
        routes: dict[str, Callable[[], Resource]] = {}
        for one in shown:
            routes[self.family.article_path(one)] = partial(self._article, one)
            for attached in one.attachments:
                path = self.family.attachment_path(one, attached)
                routes[path] = partial(self._attachment, one, attached)
        for page in self._list_pages(shown if listed else ()):
            routes[self.family.list_path(page.number, page.pages)] = partial(self._list, page, today)
        if self.bureau.robots != "missing":
            routes["/robots.txt"] = partial(self._robots, today)
        return routes

    def _list_pages(self, shown: tuple[Bulletin, ...]) -> list[ListPage]:
        size = self.family.per_page
        pages = max(1, -(-len(shown) // size))
        return [ListPage(shown[at * size : (at + 1) * size], at + 1, pages, len(shown)) for at in range(pages)]

    def _list(self, page: ListPage, today: date) -> Resource:
        newest = office_hour(max((one.published for one in page.bulletins), default=today))
        return self._markup(list_page(self.bureau, page), max(newest, self.relisted_at or newest))

    def _article(self, one: Bulletin) -> Resource:
        return self._markup(article_page(self.bureau, one), changed_at(one))

    def _attachment(self, one: Bulletin, attached: Attached) -> Resource:
        return Resource(docx_of(attached.lines), DOCX, changed_at(one))

    def _markup(self, markup: str, changed: datetime) -> Resource:
        return Resource(encoded(self.family, markup), self.family.media_type, changed)

    def _robots(self, today: date) -> Resource:
        if self.bureau.robots == "page":  # many sites answer any unknown address with a page and 200
            return self._markup(f"<html><body><p>{self.bureau.name}</p></body></html>", office_hour(today))
        return Resource(_ROBOTS, "text/plain", office_hour(today))
