"""The walk along one source's list pages, from the first to the last in scope; over an API where a script asks one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.addresses import is_fetchable, without_session
from crawler.list_requests import followed_request, told_request
from crawler.reading.api_answer import EMPTY_ANSWER
from crawler.reading.list_apis import maker_of
from crawler.reading.types import Link, Listing, ListRequest
from crawler.scope import Scope
from crawler.types import READ, Outcome, PageRole, SourceOrder
from crawler.visits import Question, Visit, Visitor


@dataclass
class ListWalk:
    """One source's list pages as they come. ``outcomes`` are those of pages and answers that should show items.

    ``asked`` holds all addresses asked for in the source's crawl; ``is_time_up`` ends the walk after a first page.
    """

    source: SourceOrder
    scope: Scope
    asked: set[str]
    outcomes: list[Outcome] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)
    repeats: bool = False
    message: str | None = None
    api: ListRequest | None = None
    _pages: list[tuple[str, ...]] = field(default_factory=list)
    _shown: set[str] = field(default_factory=set)
    _total: int | None = None

    async def run(self, visitor: Visitor, note: Callable[[Visit], None], is_time_up: Callable[[], bool]) -> None:
        """Visit list pages until they end, fail, or are enough. ``note`` is told of every visit."""
        question: Question | None = self._first()
        while question is not None and question.url not in self.asked and len(self.outcomes) < self.scope.most_pages:
            if self._pages and is_time_up():
                return
            self.asked.add(question.url)
            visit = await visitor.visit(question)
            note(visit)
            question = self._answer_to(visit, question) or self._after(visit, question)

    def _first(self) -> Question:
        address = self.source.list_api
        if address is None:
            return Question(self.source.url, PageRole.LIST)
        self.api = ListRequest(maker_of(address), address)
        return Question(address, PageRole.LIST, parent_url=self.source.url, asked_by=self.source.url)

    def _answer_to(self, visit: Visit, question: Question) -> Question | None:
        """What the page's script asks for, where the page is only its shell."""
        page = visit.page
        request = followed_request(visit.reading, page.final_url)
        if request is None or question.asked_by is not None or page.outcome not in READ:
            return None
        self.api = request
        return Question(request.address, PageRole.LIST, parent_url=self.source.url, asked_by=page.final_url)

    def _after(self, visit: Visit, question: Question) -> Question | None:
        """The question for the next page, or None where the walk ends."""
        listing = visit.reading.listing if visit.reading is not None else None
        if visit.page.outcome not in READ or listing is None:
            if not self._is_beyond_the_end(visit.page.message, question):
                self.outcomes.append(visit.page.outcome)
                self.message = self._told(visit.page.message, question)
            return None
        self.outcomes.append(visit.page.outcome)
        following = self._take(listing, question)
        if following is None:
            return None
        return Question(following, PageRole.LIST, parent_url=self.source.url, asked_by=question.asked_by)

    def _take(self, listing: Listing, question: Question) -> str | None:
        """Take in the items of a list; the address of the next one."""
        links = self._items_of(listing)
        page = tuple(link.url for link in links)
        if self._pages and page and page == self._pages[0]:
            self.repeats = True
            self.message = f"{question.url} repeats the first list page; if it has no others, set max_pages: 1"
            return None
        if self._pages and not set(page) - self.links.keys():
            return None  # some sites answer the last page again to whoever asks for more
        self._pages.append(page)
        self.links.update({link.url: link for link in links if link.url not in self.links})
        self._shown |= {link.url for link in listing.links}
        self._total = listing.announced_total if listing.announced_total is not None else self._total
        is_last = question.asked_by is not None and self._total is not None and len(self._shown) >= self._total
        return None if is_last or self.scope.is_passed(links) else listing.next_url

    def _is_beyond_the_end(self, message: str | None, question: Question) -> bool:
        """An empty answer ends an API's pages where it never said how many there are; else something is missing."""
        is_further_answer = question.asked_by is not None and bool(self._pages)
        return is_further_answer and message == EMPTY_ANSWER and self._total is None

    def _told(self, message: str | None, question: Question) -> str | None:
        if self.api is None or question.asked_by is None:
            return message
        return f"{message or 'it does not answer'} ({told_request(self.api)})"

    def _items_of(self, listing: Listing) -> list[Link]:
        pattern = re.compile(self.source.link_pattern) if self.source.link_pattern else None
        links = (replace(link, url=without_session(link.url)) for link in listing.links)
        return [
            link
            for link in links
            if is_fetchable(link.url) and (pattern is None or pattern.search(link.url)) and link.url != self.source.url
        ]
