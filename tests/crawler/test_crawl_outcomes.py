"""The outcome tables: each way that a fetch or a source can end, one line of data each."""

from __future__ import annotations

import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from crawler.outcomes import (
    Answer,
    SourceTally,
    is_complete,
    outcome_of_exception,
    outcome_of_items,
    outcome_of_page,
    outcome_of_source,
    outcome_of_status,
)
from crawler.reading.types import PageKind
from crawler.types import SUCCESSFUL, Expectations, Outcome, PageRole

KEY = ConnectionKey("jyj.example", 443, True, True, None, None, None)
OS_ERROR = OSError(111, "refused")

EXCEPTIONS = [
    (TimeoutError(), Outcome.TIMEOUT),
    (aiohttp.ServerTimeoutError(), Outcome.TIMEOUT),
    (aiohttp.ConnectionTimeoutError(), Outcome.TIMEOUT),
    (aiohttp.ClientConnectorDNSError(KEY, OS_ERROR), Outcome.DNS),
    (aiohttp.ClientConnectorError(KEY, OS_ERROR), Outcome.CONNECTION),
    (aiohttp.ClientConnectorSSLError(KEY, OS_ERROR), Outcome.TLS),
    (aiohttp.ClientConnectorCertificateError(KEY, ssl.CertificateError("expired")), Outcome.TLS),
    (aiohttp.ServerDisconnectedError(), Outcome.CONNECTION),
    (aiohttp.ClientPayloadError("cut off"), Outcome.CONNECTION),
    (aiohttp.ClientOSError(104, "reset"), Outcome.CONNECTION),
    (ConnectionResetError(), Outcome.CONNECTION),
]


@pytest.mark.parametrize(("error", "outcome"), EXCEPTIONS, ids=lambda value: type(value).__name__)
def test_exceptions(error, outcome):
    assert outcome_of_exception(error) is outcome


def test_our_own_mistakes_are_not_named_as_the_site_s():
    with pytest.raises(ZeroDivisionError):
        outcome_of_exception(ZeroDivisionError())


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.OK), (202, Outcome.OK), (304, Outcome.UNCHANGED), (302, Outcome.MOVED),
        (400, Outcome.HTTP_4XX), (401, Outcome.HTTP_4XX), (404, Outcome.HTTP_4XX), (410, Outcome.HTTP_4XX),
        (403, Outcome.BLOCKED), (412, Outcome.BLOCKED), (429, Outcome.BLOCKED), (521, Outcome.BLOCKED),
        (500, Outcome.HTTP_5XX), (502, Outcome.HTTP_5XX), (503, Outcome.HTTP_5XX), (599, Outcome.HTTP_5XX),
    ],
)  # fmt: skip
def test_statuses(status, outcome):
    assert outcome_of_status(status) is outcome


LIST, ARTICLE, ATTACHMENT = PageRole.LIST, PageRole.ARTICLE, PageRole.ATTACHMENT
PAGES = [
    (Answer(LIST, 200, PageKind.LIST), Outcome.OK),
    (Answer(LIST, 200, PageKind.ARTICLE), Outcome.LAYOUT_CHANGED),
    (Answer(LIST, 200, PageKind.EMPTY), Outcome.EMPTY),
    (Answer(LIST, 200, PageKind.NOT_FOUND), Outcome.SOFT_404),
    (Answer(LIST, 200, PageKind.BLOCKED), Outcome.BLOCKED),
    (Answer(LIST, 404, PageKind.BLOCKED), Outcome.BLOCKED),
    (Answer(LIST, 200, PageKind.BLOCKED, left_host=True), Outcome.BLOCKED),
    (Answer(LIST, 404, PageKind.NOT_FOUND), Outcome.HTTP_4XX),
    (Answer(LIST, 200, PageKind.LIST, left_host=True), Outcome.MOVED),
    (Answer(LIST, 200, PageKind.LIST, fell_to_root=True), Outcome.SOFT_404),
    (Answer(LIST, 200, PageKind.LIST, known_digest="a", digest="a"), Outcome.UNCHANGED),
    (Answer(LIST, 200, PageKind.LIST, known_digest="a", digest="b"), Outcome.CHANGED),
    (Answer(ARTICLE, 200, PageKind.ARTICLE, digest="a"), Outcome.OK),
    (Answer(ARTICLE, 200, PageKind.ARTICLE, known_digest="a", digest="b"), Outcome.CHANGED),
    (Answer(ARTICLE, 200, None, known_digest="a", digest="a"), Outcome.UNCHANGED),
    (Answer(ARTICLE, 200, PageKind.BLOCKED, known_digest="a", digest="b"), Outcome.BLOCKED),
    (Answer(ARTICLE, 200, PageKind.EMPTY, known_digest="a"), Outcome.EMPTY),
    (Answer(ARTICLE, 200, PageKind.NOT_FOUND, known_digest="a", digest="b"), Outcome.SOFT_404),
    (Answer(ARTICLE, 200, PageKind.LIST), Outcome.PARSE_ERROR),
    (Answer(ARTICLE, 304, known_digest="a"), Outcome.UNCHANGED),
    (Answer(ARTICLE, 404, PageKind.ARTICLE, known_digest="a", digest="b"), Outcome.HTTP_4XX),
    (Answer(ATTACHMENT, 200, None, digest="a"), Outcome.OK),
    (Answer(ATTACHMENT, 200, PageKind.ARTICLE, digest="a"), Outcome.PARSE_ERROR),
]


@pytest.mark.parametrize(("answer", "outcome"), PAGES)
def test_pages(answer, outcome):
    assert outcome_of_page(answer) is outcome


@pytest.mark.parametrize("role", PageRole)
@pytest.mark.parametrize("kind", PageKind)
def test_every_kind_of_page_has_a_name_in_every_role(role, kind):
    assert outcome_of_page(Answer(role, 200, kind)) in Outcome


EXPECT = Expectations(least_items=3, most_items=6)


@pytest.mark.parametrize(
    ("count", "outcome"),
    [(0, Outcome.EMPTY), (2, Outcome.PARTIAL), (3, Outcome.OK), (6, Outcome.OK), (7, Outcome.LAYOUT_CHANGED)],
)
def test_item_counts(count, outcome):
    assert outcome_of_items(count, EXPECT) is outcome


def test_a_source_may_expect_nothing():
    assert outcome_of_items(0, Expectations(least_items=0)) is Outcome.OK


OK, SAME, BAD = Outcome.OK, Outcome.UNCHANGED, Outcome.TIMEOUT
SOURCES = [
    # lists, items, articles on its own host, new, changed, known → outcome, complete
    ((), 0, (), 0, 0, 0, Outcome.CONNECTION, False),
    ((BAD,), 0, (), 0, 0, 9, Outcome.TIMEOUT, False),
    ((Outcome.MOVED,), 0, (), 0, 0, 9, Outcome.MOVED, False),
    ((OK,), 0, (), 0, 0, 9, Outcome.EMPTY, False),
    ((OK,), 2, (OK,), 1, 0, 9, Outcome.PARTIAL, False),
    ((OK,), 9, (), 0, 0, 9, Outcome.LAYOUT_CHANGED, False),
    ((OK, BAD), 5, (OK,), 1, 0, 9, Outcome.PARTIAL, False),
    ((OK,), 5, (OK, SAME), 1, 0, 9, Outcome.CHANGED, True),
    ((SAME,), 5, (Outcome.CHANGED,), 0, 1, 9, Outcome.CHANGED, True),
    ((Outcome.CHANGED,), 5, (SAME, SAME), 0, 0, 9, Outcome.UNCHANGED, True),
    ((SAME,), 5, (), 0, 0, 9, Outcome.UNCHANGED, True),
    ((OK,), 5, (), 0, 0, 0, Outcome.OK, True),
    ((OK,), 5, (OK, BAD, BAD), 1, 0, 0, Outcome.PARTIAL, True),
    ((OK,), 5, (OK, BAD), 1, 0, 0, Outcome.CHANGED, True),
    ((OK,), 5, (OK, Outcome.HTTP_4XX, Outcome.HTTP_4XX), 1, 0, 0, Outcome.CHANGED, True),
]


@pytest.mark.parametrize(("lists", "items", "articles", "new", "changed", "known", "outcome", "complete"), SOURCES)
def test_sources(lists, items, articles, new, changed, known, outcome, complete):
    tally = SourceTally(lists, items, EXPECT, articles, new=new, changed=changed, known=known)
    assert (outcome_of_source(tally), is_complete(tally)) == (outcome, complete)


def test_another_list_is_neither_a_change_nor_complete():
    tally = SourceTally((OK,), 5, EXPECT, (OK,) * 5, new=5, known=9, is_another_list=True)
    assert (outcome_of_source(tally), is_complete(tally)) == (Outcome.LAYOUT_CHANGED, False)


def test_giving_up_is_never_a_success():
    tally = SourceTally((OK,), 5, EXPECT, (OK,) * 9 + (BAD,) * 4, new=9, gave_up=True)
    assert outcome_of_source(tally) not in SUCCESSFUL
