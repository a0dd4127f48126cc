"""Page bytes to what the page holds: article, list, or why it is neither. Pure: it cannot fetch, and asks no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal
from urllib.parse import urljoin

from crawler.reading.api_answer import read_answer
from crawler.reading.article import ArticleCandidate, read_article
from crawler.reading.carriers import parse_json
from crawler.reading.containers import PICTURES
from crawler.reading.document import Document, parse_document
from crawler.reading.empties import hollow_reason
from crawler.reading.encoding import decode
from crawler.reading.fallback import extract_text
from crawler.reading.families import find_family
from crawler.reading.index_page import ListCandidate, read_json_list, read_list, with_like_blocks
from crawler.reading.list_apis import CERTAIN, find_list_request
from crawler.reading.listing import is_aside
from crawler.reading.meta import read_meta
from crawler.reading.types import PageKind, PageReading
from crawler.reading.verdict import (
    SAYS,
    block_reason,
    empty_reason,
    fault_reason,
    file_reason,
    finds_nothing,
    gone_reason,
    is_gone_status,
    status_reason,
)
from crawler.reading.votes import Parsed, article_votes, is_certain_article, list_votes

Expected = Literal["list", "article"]
#: What the promise of a link weighs beside what the page itself shows.
_PROMISE = 3
#: Votes for an article whose body is nothing but pictures of the paper, or a film.
_BY_PICTURES = 5
#: Visible characters outside links from which on a page without article and list is worth another look.
_MUCH_TEXT = 300
#: Text without a day, shorter than this, on a page that should be a list: its foot or its crumbs, no bulletin.
_SCRAP = 200
#: Text that long is read for the words of a vanished page only where it is short enough to be nothing else.
_LONG_PAGE = 20_000


def read_page(
    content: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    status: int = 200,
    expect: Expected | None = None,
    today: date | None = None,
    asked_by: str | None = None,
) -> PageReading:
    """What a page is and holds. ``expect``: what the link to it promised; ``today`` only dates days without year.

    ``asked_by`` is the address of the page whose script asks for this one: it is the answer of a list API then.
    """
    binary = file_reason(content)
    if binary:
        return PageReading(PageKind.EMPTY, "", "", reason=binary)
    source, encoding = decode(content, content_type)
    answered = _answer(source, encoding, url, asked_by, status, today)
    if answered is not None:
        return answered
    page = _parse(source, encoding, url)
    if asked_by is not None:
        page = replace(page, base=asked_by)
    if "<record>" in source and not page.meta.article_title and expect != "article":
        carried = read_list(source, page.document, page.meta, url, page.base, today)
        if carried and not carried.visible and carried.group.is_convincing:
            return PageReading(PageKind.LIST, page.family.name, encoding, listing=carried.listing)
    written = read_article(page.document, page.meta, url, page.base)
    certain = expect != "list" and is_certain_article(page, written)
    listed = None if certain else read_list(source, page.document, page.meta, url, page.base, today)
    is_column = expect == "list" or bool(page.meta.column_name and not page.meta.article_title)
    verdict = _verdict(page, written, listed, status, is_column=is_column)
    if verdict:
        return PageReading(verdict[0], page.family.name, encoding, reason=verdict[1])
    reading = _choose(page, written, listed, expect, today)
    return reading if asked_by is not None or expect == "article" else _with_request(reading, page, expect)


def _answer(
    source: str, encoding: str, url: str | None, asked_by: str | None, status: int, today: date | None
) -> PageReading | None:
    """The reading of a JSON answer. Only what a list page's script asked for is one whatever stands in it."""
    if asked_by is not None:
        refused = is_gone_status(status) or status_reason(status)
        return None if refused else read_answer(source, encoding, url=url, base=asked_by, today=today)
    if source.lstrip()[:1] not in ("{", "["):
        return None
    value = parse_json(source)
    answered = read_json_list(value, url, today) if value is not None else None
    return PageReading(PageKind.LIST, "json", encoding, listing=answered.listing) if answered else None


def _with_request(reading: PageReading, page: Parsed, expect: Expected | None) -> PageReading:
    """The reading, with what the page's script asks for where it shows no list.

    Links without any day, a text that is no bulletin, and a page that says it has nothing, give way only to makers
    whose pages name their request outright.
    """
    if page.url is None or not page.document.scripts:
        return reading
    article, listing = reading.article, reading.listing
    undated = listing is not None and not any(link.published for link in listing.links)
    is_text = expect == "list" and article is not None and not (article.published or page.meta.article_title)
    if not (undated or is_text or reading.kind is PageKind.EMPTY):
        return reading
    request = find_list_request(page.source, page.document, page.url, page.base)
    says_empty = (reading.reason or "").startswith(SAYS)
    if request is None or ((undated or is_text or says_empty) and request.api not in CERTAIN):
        return reading
    return replace(reading, list_request=request)


def _parse(source: str, encoding: str, url: str | None) -> Parsed:
    document = parse_document(source)
    return Parsed(source, encoding, url, _base(document, url), document, read_meta(document), find_family(source, url))


def _base(document: Document, url: str | None) -> str | None:
    if url is None:
        return None
    node = document.first("base")
    try:
        return urljoin(url, node.attribute("href")) if node and node.attribute("href") else url
    except ValueError:
        return url


def _verdict(
    page: Parsed, written: ArticleCandidate, listed: ListCandidate | None, status: int, *, is_column: bool
) -> tuple[PageKind, str] | None:
    """Refused and vanished pages: by status, or by their words where there is nothing to read."""
    if is_gone_status(status):
        return PageKind.NOT_FOUND, f"the server says {status}"
    refused = status_reason(status)
    if refused:
        return PageKind.BLOCKED, refused
    fault = None if page.meta.article_title else fault_reason(page.meta.page_title)
    if fault:
        return PageKind.EMPTY, fault
    if _is_readable(page, written, listed):
        return None
    document, body = page.document, written.article.body
    text = document.text(0) if document.nodes and document.plain[-1] < _LONG_PAGE else body
    blocked = block_reason(page.source, text, len(document.links))
    if blocked:
        return PageKind.BLOCKED, blocked
    gone = gone_reason(page.meta.page_title, text, body)
    if gone and is_column and finds_nothing(gone):
        return PageKind.EMPTY, f"the page says: {gone}"
    return (PageKind.NOT_FOUND, gone) if gone else None


def _is_readable(page: Parsed, written: ArticleCandidate, listed: ListCandidate | None) -> bool:
    """True where a list or a bulletin stands on the page: its words are then content, not an excuse."""
    if listed and listed.group.is_convincing and len(listed.listing.links) >= 3:
        return not (listed.visible and is_aside(page.document, listed.group.start)) or bool(written.article.body)
    meta, body = page.meta, written.article.body
    named = bool(meta.article_title or meta.published or written.fields.published_rank <= 1)
    trusted = written.span is not None and written.span.trusted
    return len(body) >= 400 or bool(body and (trusted or named)) or bool(written.article.attachments)


def _has_pictures(page: Parsed, written: ArticleCandidate) -> bool:
    span = written.span
    return span is not None and any(node.tag in PICTURES for node in page.document.nodes[span.start : span.end])


def _is_hollow(page: Parsed, written: ArticleCandidate) -> bool:
    """True where the CMS's own container for the text holds none: what else the page says is not the bulletin."""
    span = written.span
    if span is None or not span.trusted:
        return False
    return not page.document.plain_length(span.start, span.end) + page.document.linked_length(span.start, span.end)


def _choose(
    page: Parsed,
    written: ArticleCandidate,
    listed: ListCandidate | None,
    expect: Expected | None,
    today: date | None,
) -> PageReading:
    for_article = article_votes(page, written, listed) + (_PROMISE if expect == "article" else 0)
    for_list = list_votes(page, written, listed) + (_PROMISE if expect == "list" else 0)
    article = written.article
    tied = for_list == for_article and not (written.headed and article.published)
    is_list = listed is not None and (listed.group.is_convincing or listed.group.dated > 0)
    filled = bool(article.body or article.attachments or (for_article >= _BY_PICTURES and _has_pictures(page, written)))
    if listed and is_list and for_list > 1 and (for_list > for_article or tied or not filled):
        hollow = hollow_reason(page.document, listed.group) if listed.visible else None
        if hollow:
            return PageReading(PageKind.EMPTY, page.family.name, page.encoding, reason=hollow)
        listing = with_like_blocks(listed, page.document, page.base, today or page.meta.rendered)
        return PageReading(PageKind.LIST, page.family.name, page.encoding, listing=listing)
    is_scrap = expect == "list" and not (article.published or article.attachments) and len(article.body) < _SCRAP
    if for_article > 0 and filled and not is_scrap:
        return PageReading(PageKind.ARTICLE, page.family.name, page.encoding, article=article)
    document = page.document
    is_full = (
        bool(article.title) and document.plain[-1] >= _MUCH_TEXT and not is_scrap and not _is_hollow(page, written)
    )
    body = extract_text(page.source) if is_full else ""
    if body:
        found = replace(article, body=body)
        return PageReading(PageKind.ARTICLE, page.family.name, page.encoding, article=found)
    text = document.text(0) if document.nodes else ""
    reason = empty_reason(document, page.source, text)
    return PageReading(PageKind.EMPTY, page.family.name, page.encoding, reason=reason)
