"""How a fetch or a source's crawl is named: tables from what happened to an ``Outcome``. Pure."""

from __future__ import annotations

import ssl
from collections.abc import Collection
from dataclasses import dataclass

import aiohttp

from crawler.reading.types import PageKind
from crawler.types import READ, Expectations, Outcome, PageRole

#: Statuses by which the firewalls of Chinese government sites refuse a visitor: 403, 412 (Ruishu), 521 (Jiasule);
#: 429 is plain rate limiting.
BLOCKED_STATUSES = frozenset({403, 412, 429, 521})
#: Worth asking again in the same crawl.
PASSING_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
PASSING_OUTCOMES = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION, Outcome.DNS})
#: Outcomes that speak of the site, not of the one page: many of them in a row end a source's crawl.
SITE_TROUBLE = frozenset(
    {Outcome.TIMEOUT, Outcome.CONNECTION, Outcome.DNS, Outcome.TLS, Outcome.HTTP_5XX, Outcome.BLOCKED}
)

#: First match counts, so the particular stands before the general.
_OUTCOME_OF_EXCEPTION: tuple[tuple[type[BaseException], Outcome], ...] = (
    (TimeoutError, Outcome.TIMEOUT),
    (aiohttp.ClientConnectorDNSError, Outcome.DNS),
    (aiohttp.ClientSSLError, Outcome.TLS),
    (ssl.SSLError, Outcome.TLS),
    (aiohttp.InvalidURL, Outcome.PARSE_ERROR),
    (aiohttp.TooManyRedirects, Outcome.MOVED),
    (aiohttp.ClientError, Outcome.CONNECTION),
    (OSError, Outcome.CONNECTION),
)

_OUTCOME_OF_TEXT = {
    PageKind.ARTICLE: Outcome.OK,
    PageKind.LIST: Outcome.PARSE_ERROR,
    PageKind.BLOCKED: Outcome.BLOCKED,
    PageKind.NOT_FOUND: Outcome.SOFT_404,
    PageKind.EMPTY: Outcome.EMPTY,
}
_OUTCOME_OF_KIND = {
    PageRole.LIST: {
        PageKind.LIST: Outcome.OK,
        PageKind.ARTICLE: Outcome.LAYOUT_CHANGED,
        PageKind.BLOCKED: Outcome.BLOCKED,
        PageKind.NOT_FOUND: Outcome.SOFT_404,
        PageKind.EMPTY: Outcome.EMPTY,
    },
    PageRole.ARTICLE: _OUTCOME_OF_TEXT,
    PageRole.PART: _OUTCOME_OF_TEXT,
    PageRole.ATTACHMENT: {
        PageKind.BLOCKED: Outcome.BLOCKED,
        PageKind.NOT_FOUND: Outcome.SOFT_404,
        PageKind.ARTICLE: Outcome.PARSE_ERROR,
        PageKind.LIST: Outcome.PARSE_ERROR,
        PageKind.EMPTY: Outcome.EMPTY,
    },
}


def outcome_of_exception(error: BaseException) -> Outcome:
    """Name of a fetch that brought no answer."""
    for kind, outcome in _OUTCOME_OF_EXCEPTION:
        if isinstance(error, kind):
            return outcome
    raise error


def outcome_of_status(status: int) -> Outcome:
    """Name of an answer by its status alone; ``OK`` for what has to be read first."""
    if status in BLOCKED_STATUSES:
        return Outcome.BLOCKED
    if status >= 500:
        return Outcome.HTTP_5XX
    if status >= 400:
        return Outcome.HTTP_4XX
    if status == 304:
        return Outcome.UNCHANGED
    return Outcome.OK if 200 <= status < 300 else Outcome.MOVED


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one page once it arrived. ``kind`` is None for files that are no web pages (PDF, Word …)."""

    role: PageRole
    status: int
    kind: PageKind | None = None
    left_host: bool = False
    fell_to_root: bool = False
    known_digest: str | None = None
    digest: str | None = None


def outcome_of_page(answer: Answer) -> Outcome:
    """Name of a page that arrived. A challenge page is named so whatever its status says."""
    if answer.kind is PageKind.BLOCKED:
        return Outcome.BLOCKED
    by_status = outcome_of_status(answer.status)
    if by_status is not Outcome.OK:
        return by_status
    if answer.left_host:
        return Outcome.MOVED
    if answer.fell_to_root:
        return Outcome.SOFT_404
    by_kind = Outcome.OK if answer.kind is None else _OUTCOME_OF_KIND[answer.role][answer.kind]
    if by_kind is not Outcome.OK or answer.known_digest is None:
        return by_kind
    return Outcome.UNCHANGED if answer.known_digest == answer.digest else Outcome.CHANGED


def outcome_of_items(count: int, expect: Expectations) -> Outcome:
    """Name of a source's lists by how many items they showed."""
    if count < expect.least_items:
        return Outcome.PARTIAL if count else Outcome.EMPTY
    if expect.most_items is not None and count > expect.most_items:
        return Outcome.LAYOUT_CHANGED
    return Outcome.OK


@dataclass(frozen=True, slots=True)
class SourceTally:
    """What a source's crawl came to: outcomes of its list pages, and of the articles on its own host."""

    lists: tuple[Outcome, ...]
    items: int
    expect: Expectations
    articles: tuple[Outcome, ...] = ()
    new: int = 0
    changed: int = 0
    known: int = 0
    is_another_list: bool = False
    gave_up: bool = False
    repeats: bool = False
    is_cut_short: bool = False


def is_complete(tally: SourceTally) -> bool:
    """Did every list page in scope arrive, was it read, and did it show enough of what it showed before?"""
    every_page = bool(tally.lists) and READ.issuperset(tally.lists)
    enough = outcome_of_items(tally.items, tally.expect) is Outcome.OK
    return every_page and enough and not (tally.is_another_list or tally.repeats or tally.is_cut_short)


def outcome_of_source(tally: SourceTally) -> Outcome:
    """Name of a source's crawl. What is wrong with its lists comes first: a broken list is never called a change."""
    if not tally.lists or tally.lists[0] not in READ:
        return tally.lists[0] if tally.lists else Outcome.CONNECTION
    by_items = outcome_of_items(tally.items, tally.expect)
    if by_items is not Outcome.OK:
        return by_items
    if tally.is_another_list:
        return Outcome.LAYOUT_CHANGED
    if tally.gave_up or tally.repeats or tally.is_cut_short or not READ.issuperset(tally.lists):
        return Outcome.PARTIAL
    if _trouble(tally.articles) * 2 > len(tally.articles):
        return Outcome.PARTIAL
    if tally.new or tally.changed:
        return Outcome.CHANGED
    return Outcome.UNCHANGED if tally.known else Outcome.OK


def _trouble(outcomes: Collection[Outcome]) -> int:
    return sum(outcome in SITE_TROUBLE for outcome in outcomes)
