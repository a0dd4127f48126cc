"""Which list requests of scripts are followed, and as what. ``reading`` only says what is asked.

A request is followed where it goes to the page's own site. It is asked for like any page, with the page that asks for
it as its Referer, as a browser names it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.addresses import is_fetchable, slot_of
from crawler.reading.api_address import fields_of, shown_request
from crawler.reading.api_answer import EMPTY_ANSWER
from crawler.reading.types import ListRequest, PageKind, PageReading
from crawler.reading.verdict import NO_CONTENT, SAYS


def followed_request(reading: PageReading | None, page_url: str) -> ListRequest | None:
    """What the page's script asks for its list, where that may be asked for."""
    request = reading.list_request if reading is not None else None
    return request if request is not None and _obstacle(request, page_url) is None else None


def told_request(request: ListRequest) -> str:
    """The request in words, for reports and probes."""
    return f"list comes from API {request.api}: {shown_request(request.address)[:300]}"


def obstacle_to(request: ListRequest, page_url: str) -> str:
    """Why a list is not followed to its API, in words."""
    return f"{told_request(request)}; not followed: {_obstacle(request, page_url)}"


def _obstacle(request: ListRequest, page_url: str) -> str | None:
    url, _, _ = fields_of(request.address)
    if not is_fetchable(url):
        return "it is no http or https address"
    if slot_of(urlsplit(url).netloc) != slot_of(urlsplit(page_url).netloc):
        return "it is another site; give it as list_api in the source file if the site is the publisher's"
    return None


def asking_headers(asked_by: str | None) -> dict[str, str]:
    """What a page's script sends with its request; nothing for pages."""
    if asked_by is None:
        return {}
    return {"Referer": asked_by.partition("#")[0], "X-Requested-With": "XMLHttpRequest"}


def is_conditional(address: str) -> bool:
    """May validators be sent? What a POST answers is nobody's copy."""
    return fields_of(address)[1] is None


def kind_of_list(reading: PageReading | None, page_url: str, *, is_answer: bool) -> PageKind | None:
    """The kind of page that a list turned out to be, by which its fetch is named.

    A page whose script is asked for the list is one. An answer in an unknown form is something else than a list, as a
    bulletin in its place would be: the layout changed.
    """
    if reading is None:
        return None
    if not is_answer:
        return PageKind.LIST if followed_request(reading, page_url) else reading.kind
    says_empty = reading.reason in (EMPTY_ANSWER, NO_CONTENT) or (reading.reason or "").startswith(SAYS)
    return PageKind.ARTICLE if reading.kind is PageKind.EMPTY and not says_empty else reading.kind


def page_address(question_url: str, final_url: str) -> str:
    """The address of a page that arrived, with the fragment that a redirect drops: scripts read it."""
    url, mark, fragment = question_url.partition("#")
    return final_url if not mark or "#" in final_url or url == final_url else f"{final_url}#{fragment}"
