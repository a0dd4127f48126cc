"""One page of a source, from question to report line: fetched or found unchanged, kept, read once, named, reported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from crawler.addresses import is_fetchable, is_same_host, is_site_root
from crawler.attachments import is_document_file
from crawler.comparing import is_cut_off, says_the_same
from crawler.download import FetchFailedError
from crawler.errors import SnapshotError
from crawler.fetching import Fetched, Fetcher
from crawler.list_requests import asking_headers, is_conditional, kind_of_list, obstacle_to, page_address
from crawler.outcomes import Answer, outcome_of_page
from crawler.reading import read_page
from crawler.reading.types import Link, PageKind, PageReading
from crawler.report import Report
from crawler.snapshots import HEADERS_KEPT, Fetch, SnapshotStore, digest_of
from crawler.types import READ, KnownPage, Outcome, PageFetched, PageRole, SourceOrder

#: Days on pages are days in China, wherever the crawl runs.
CHINA = ZoneInfo("Asia/Shanghai")
#: Outcomes that are looked at again beside the bytes kept; a refusal or a move is one whatever was there before.
_COMPARABLE = frozenset({Outcome.CHANGED, Outcome.EMPTY, Outcome.LAYOUT_CHANGED, Outcome.PARSE_ERROR})
#: Characters of a listed title that go into the report.
_LONGEST_TITLE = 1000
#: What the reader is told of a page. A file may turn out to be any kind of page.
_EXPECTED: Mapping[PageRole, Literal["list", "article"] | None] = {
    PageRole.LIST: "list",
    PageRole.ARTICLE: "article",
    PageRole.ATTACHMENT: None,
    PageRole.PART: "article",
}
#: Pages of running text.
_WRITTEN = frozenset({PageRole.ARTICLE, PageRole.PART})


@dataclass(frozen=True, slots=True)
class Question:
    """A page to ask for: its address, what it should be, and where it was named.

    ``asked_by`` is the page whose script asks for this address: it answers a list then.
    """

    url: str
    role: PageRole
    link: Link | None = None
    parent_url: str | None = None
    asked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A reported page, with its reading where it was read."""

    page: PageFetched
    reading: PageReading | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What all visits of a crawl share."""

    fetcher: Fetcher
    store: SnapshotStore
    report: Report
    now: Callable[[], datetime]
    #: Seconds until no new page is to be asked for.
    time_left: Callable[[], float] = lambda: float("inf")


class Visitor:
    """Visits the pages of one source."""

    def __init__(self, desk: Desk, source: SourceOrder, known: dict[str, KnownPage]) -> None:
        self._desk = desk
        self._source = source
        self._known = known
        #: Bulletins that are known to go on elsewhere: their pages are read even where they did not change.
        self._continued = {page.parent_url for page in known.values() if page.role is PageRole.PART}

    async def visit(self, question: Question) -> Visit:
        """Ask for one page, unless an earlier run of this crawl has reported it; its bytes are kept before its line."""
        answered = self._desk.report.answered.get((self._source.source_id, question.url))
        if answered is not None:
            return self._revisit(answered, question)
        known = self._known.get(question.url, KnownPage(url=question.url))
        try:
            fetched = await self._desk.fetcher.fetch(question.url, self._source, self._headers(question, known))
        except FetchFailedError as error:
            visit = Visit(self._failed(question, error))
        else:
            visit = await self._arrived(question, known, fetched)
        self._desk.report.append(visit.page)
        return visit

    def _headers(self, question: Question, known: KnownPage) -> dict[str, str]:
        validators = self._validators(question.role, known) if is_conditional(question.url) else {}
        return validators | asking_headers(question.asked_by)

    def _validators(self, role: PageRole, known: KnownPage) -> dict[str, str]:
        """Conditional headers, only where the bytes they stand for are still kept; a list's are read again."""
        store = self._desk.store
        if known.digest is None or not (store.holds if self._is_read_again(role, known) else store.has)(known.digest):
            return {}
        pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in pairs.items() if value}

    def _is_read_again(self, role: PageRole, known: KnownPage) -> bool:
        """Does a page have to be read though its bytes are known? What it names is to be asked for."""
        return role in {PageRole.LIST, PageRole.PART} or known.url in self._continued

    def _revisit(self, page: PageFetched, question: Question) -> Visit:
        role = question.role
        if page.outcome not in READ or page.digest is None or role is PageRole.ATTACHMENT:
            return Visit(page)
        if role in _WRITTEN and page.outcome is Outcome.UNCHANGED:
            return Visit(page)
        content = self._desk.store.get(page.digest)
        return Visit(page, self._read(question, content, page.final_url, page.media_type))

    def _failed(self, question: Question, error: FetchFailedError) -> PageFetched:
        return self._line(question, error.outcome, question.url, status=error.status, message=str(error)[:500])

    async def _arrived(self, question: Question, known: KnownPage, fetched: Fetched) -> Visit:
        if fetched.status == 304 and known.digest is not None:
            return self._unchanged(question, known, fetched)
        digest = digest_of(fetched.content) if fetched.content else None
        reading = None
        if self._needs_reading(question, known, fetched, digest):
            content_type = fetched.headers.get("content-type")
            reading = self._read(question, fetched.content, fetched.final_url, content_type, fetched.status)
        outcome = outcome_of_page(
            Answer(
                role=question.role,
                status=fetched.status,
                kind=_kind(question, fetched, reading),
                left_host=not is_same_host(fetched.url, fetched.final_url),
                fell_to_root=is_site_root(fetched.final_url) and not is_site_root(fetched.url),
                known_digest=known.digest,
                digest=digest,
            )
        )
        outcome = self._compared(question, known, fetched, reading, outcome)
        if outcome is Outcome.UNCHANGED and known.digest is not None:
            digest = known.digest  # the same words: the bytes kept stand for these too
        kept = await self._keep(fetched, outcome, digest)
        return Visit(self._arrived_line(question, fetched, outcome, kept, reading), reading)

    def _compared(
        self, question: Question, known: KnownPage, fetched: Fetched, reading: PageReading | None, outcome: Outcome
    ) -> Outcome:
        """The outcome after a look at the bytes kept: other bytes may say the same, and half a page says nothing."""
        if reading is None or known.digest is None or outcome not in _COMPARABLE or fetched.status != 200:
            return outcome
        try:
            old = self._desk.store.get(known.digest)
        except SnapshotError:
            return outcome
        if old == fetched.content:
            return outcome
        if is_cut_off(old, fetched.content):
            return Outcome.CONNECTION
        if question.role in _WRITTEN and outcome is Outcome.CHANGED:
            before = self._read(question, old, fetched.final_url, None)
            return Outcome.UNCHANGED if says_the_same(before, reading) else outcome
        return outcome

    def _unchanged(self, question: Question, known: KnownPage, fetched: Fetched) -> Visit:
        """304: the list's items are read again from the bytes kept; an article needs no reading unless it goes on."""
        reading = None
        if known.digest is not None and self._is_read_again(question.role, known):
            reading = self._read(question, self._desk.store.get(known.digest), fetched.final_url, None)
        page = self._line(
            question,
            Outcome.UNCHANGED,
            fetched.final_url,
            status=304,
            digest=known.digest,
            message=fetched.legacy_tls,
            etag=fetched.headers.get("etag", known.etag),
            last_modified=fetched.headers.get("last-modified", known.last_modified),
            next_part=next_part_of(reading, fetched.final_url),
        )
        return Visit(page, reading)

    def _needs_reading(self, question: Question, known: KnownPage, fetched: Fetched, digest: str | None) -> bool:
        if digest is None:
            return question.role is not PageRole.ATTACHMENT
        if question.role is PageRole.LIST:
            return True
        if self._is_read_again(question.role, known):
            return not is_document_file(fetched.content)
        return digest != known.digest and not is_document_file(fetched.content)

    def _read(
        self, question: Question, content: bytes, url: str, content_type: str | None, status: int = 200
    ) -> PageReading:
        return read_page(
            content,
            url=page_address(question.url, url),
            content_type=content_type,
            status=status,
            expect=_EXPECTED[question.role],
            today=self._desk.now().astimezone(CHINA).date(),
            asked_by=question.asked_by,
        )

    async def _keep(self, fetched: Fetched, outcome: Outcome, digest: str | None) -> str | None:
        """Keep the bytes of every answer that was no error; known bytes are not written again."""
        if digest is None or (fetched.status >= 400 and outcome is not Outcome.BLOCKED):
            return None
        if outcome is Outcome.UNCHANGED and self._desk.store.holds(digest):
            return digest
        fetch = Fetch(
            url=fetched.url,
            final_url=fetched.final_url,
            fetched_at=self._desk.now(),
            status=fetched.status,
            media_type=fetched.media_type,
            headers={name: fetched.headers[name] for name in HEADERS_KEPT if name in fetched.headers},
        )
        return await asyncio.to_thread(self._desk.store.put, fetched.content, fetch)

    def _arrived_line(
        self, question: Question, fetched: Fetched, outcome: Outcome, digest: str | None, reading: PageReading | None
    ) -> PageFetched:
        valid = outcome in READ
        return self._line(
            question,
            outcome,
            fetched.final_url,
            status=fetched.status,
            digest=digest,
            media_type=fetched.media_type,
            content_type=fetched.headers.get("content-type"),
            etag=fetched.headers.get("etag") if valid else None,
            last_modified=fetched.headers.get("last-modified") if valid else None,
            next_part=next_part_of(reading, fetched.final_url) if valid else None,
            message=fetched.legacy_tls if valid else _reason(outcome, fetched, reading),
        )

    def _line(self, question: Question, outcome: Outcome, final_url: str, **answer: str | int | None) -> PageFetched:
        return PageFetched.model_validate(
            {
                "source_id": self._source.source_id,
                "url": question.url,
                "final_url": final_url,
                "role": question.role,
                "outcome": outcome,
                "fetched_at": self._desk.now(),
                "listed_title": question.link.title[:_LONGEST_TITLE] if question.link else None,
                "listed_date": question.link.published if question.link else None,
                "parent_url": question.parent_url,
            }
            | answer
        )


def next_part_of(reading: PageReading | None, url: str) -> str | None:
    """The address on which a bulletin goes on: a page of its own site, else there is none."""
    part = reading.article.next_part if reading is not None and reading.article is not None else None
    return part if part and is_fetchable(part) and is_same_host(part, url) and part != url else None


def _kind(question: Question, fetched: Fetched, reading: PageReading | None) -> PageKind | None:
    if question.role is PageRole.LIST:
        return kind_of_list(reading, fetched.final_url, is_answer=question.asked_by is not None)
    return reading.kind if reading is not None else None


def _reason(outcome: Outcome, fetched: Fetched, reading: PageReading | None) -> str:
    """Why a page that arrived cannot be used, in words."""
    if outcome is Outcome.CONNECTION:
        return "the page breaks off: its end, which it had before, is missing"
    if outcome is Outcome.MOVED and fetched.final_url != fetched.url:
        return f"moved to {fetched.final_url}"
    if outcome is Outcome.SOFT_404 and (reading is None or reading.kind is not PageKind.NOT_FOUND):
        return f"sent on to the front page {fetched.final_url}"
    if reading is not None and reading.reason:
        request = reading.list_request
        return reading.reason if request is None else f"{reading.reason}; {obstacle_to(request, fetched.final_url)}"
    read_as = f", reads as {reading.kind}" if reading is not None else ""
    return f"answered {fetched.status}{read_as}"
