"""The stage on which a fault plays: a healthy site and its neighbour as tables of answers, and what a fault is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crawler.faults.answers import Answer, html
from crawler.faults.files import WORD, good_word_file
from crawler.faults.section import (
    FILE_PATH,
    LIST_PATH,
    PER_PAGE,
    SECOND_PAGE,
    Bulletin,
    article_page,
    bulletins_until,
    list_page,
    rows,
)
from crawler.types import Outcome


@dataclass
class Stage:
    """A site and its neighbour (another host), by path; ``tls`` names the certificate and settings that it uses."""

    root: str
    neighbour_root: str
    today: date
    bulletins: tuple[Bulletin, ...] = ()
    pages: dict[str, Answer] = field(default_factory=dict)
    neighbour: dict[str, Answer] = field(default_factory=dict)
    tls: str | None = None

    def __post_init__(self) -> None:
        self.bulletins = bulletins_until(self.today)
        self.pages = healthy_pages(self.bulletins)

    @property
    def first(self) -> Bulletin:
        """The newest bulletin: what befalls one article befalls this one."""
        return self.bulletins[0]

    def lists(self, change: Callable[[str], str]) -> None:
        """Change the text of both list pages."""
        for path in (LIST_PATH, SECOND_PAGE):
            self.pages[path] = html(change(self.pages[path].body.decode()))

    def articles(self, change: Callable[[str], str]) -> None:
        """Change the text of every bulletin's page."""
        for bulletin in self.bulletins:
            self.pages[bulletin.path] = html(change(self.pages[bulletin.path].body.decode()))

    def replace(self, old: str, new: str) -> None:
        """Change a piece of the first bulletin that stands there once or more."""
        text = self.pages[self.first.path].body.decode()
        assert old in text, f"{old} does not stand in the first bulletin"
        self.pages[self.first.path] = html(text.replace(old, new))


Play = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a site does wrong, and what Goalboard is expected to make of it.

    ``outcome`` is that of the source, ``page`` that of the first bulletin where it is the one concerned, and
    ``file`` that of its attachment. ``events`` are the kinds of event that have to follow, and no others. ``order``
    changes the crawl's order and ``source`` the source's, so that the fault comes to bear within seconds. ``before`` is
    what the site is like while it is healthy, where that differs from others.
    """

    name: str
    says: str
    play: Play
    outcome: Outcome
    events: tuple[str, ...] = ()
    page: Outcome | None = None
    file: Outcome | None = None
    order: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)
    tls: str | None = None
    has_mirror: bool = False
    before: Play | None = None


def healthy_pages(bulletins: tuple[Bulletin, ...]) -> dict[str, Answer]:
    """Every address of the healthy section."""
    pages = {bulletin.path: html(article_page(bulletin)) for bulletin in bulletins}
    pages[LIST_PATH] = html(list_page(rows(bulletins[:PER_PAGE]), following="index_1.html"))
    pages[SECOND_PAGE] = html(list_page(rows(bulletins[PER_PAGE:])))
    pages[FILE_PATH] = Answer(good_word_file(), media_type=WORD)
    return pages
