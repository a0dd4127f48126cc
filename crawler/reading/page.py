"""Page bytes to what the page holds: article, list, or why it is neither. Pure: it cannot fetch, and asks no clock."""

from __future__ import annotations

from datetime import date
from typing import Literal
from urllib.parse import urljoin

from crawler.reading.article import ArticleCandidate, read_article
from crawler.reading.carriers import parse_json
from crawler.reading.document import Document, parse_document
from crawler.reading.encoding import decode
from crawler.reading.families import Family, find_family
from crawler.reading.index_page import ListCandidate, read_json_list, read_list
from crawler.reading.meta import MetaTags, read_meta
from crawler.reading.types import PageKind, PageReading
from crawler.reading.verdict import block_reason, empty_reason, gone_reason, is_gone_status, status_reason

Expected = Literal["list", "article"]
#: So many votes for an article are more than any list can have.
_CERTAIN = 10


def read_page(
    content: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    status: int = 200,
    expect: Expected | None = None,
    today: date | None = None,
) -> PageReading:
    """What a page is and holds. ``expect`` is what the link to it promised; ``today`` only dates days without a year."""
    source, encoding = decode(content, content_type)
    if source.lstrip()[:1] in ("{", "["):
        value = parse_json(source)
        listed = read_json_list(value, url, today) if value is not None else None
        if listed:
            return PageReading(PageKind.LIST, "json", encoding, listing=listed.listing)
    document = parse_document(source)
    family = find_family(source, url)
    base = _base(document, url)
    meta = read_meta(document)
    written = read_article(document, meta, url, base)
    certain = expect != "list" and _is_certain(
        document, written, article_votes(document, meta, family, written, None, url)
    )
    listed = None if certain else read_list(source, document, meta, url, base, today)
    verdict = _verdict(source, document, meta, written, listed, status)
    if verdict:
        return PageReading(verdict[0], family.name, encoding, reason=verdict[1])
    return _choose(document, meta, family, encoding, written, listed, url, expect, source)


def _is_certain(document: Document, written: ArticleCandidate, votes: int) -> bool:
    """True where the lists beside an article need not be read: a CMS container full of text that is hardly linked."""
    span = written.span
    if votes >= _CERTAIN or span is None:
        return votes >= _CERTAIN
    plain, linked = document.plain_length(span.start, span.end), document.linked_length(span.start, span.end)
    return span.trusted and votes >= 5 and linked * 10 < plain


def _base(document: Document, url: str | None) -> str | None:
    if url is None:
        return None
    node = document.first("base")
    try:
        return urljoin(url, node.attribute("href")) if node and node.attribute("href") else url
    except ValueError:
        return url


def _verdict(
    source: str,
    document: Document,
    meta: MetaTags,
    written: ArticleCandidate,
    listed: ListCandidate | None,
    status: int,
) -> tuple[PageKind, str] | None:
    """Refused and vanished pages: by status, or by their words where there is nothing to read."""
    if is_gone_status(status):
        return PageKind.NOT_FOUND, f"the server says {status}"
    refused = status_reason(status)
    if refused:
        return PageKind.BLOCKED, refused
    if listed and listed.group.is_convincing and len(listed.listing.links) >= 3:
        return None
    body = written.article.body
    text = document.text(0) if document.nodes and document.plain[-1] < 20_000 else body
    named = bool(meta.article_title or meta.published or written.fields.published_rank <= 1)
    trusted = written.span is not None and written.span.trusted
    if len(body) >= 400 or (body and (trusted or named)) or written.article.attachments:
        return None
    blocked = block_reason(source, text, len(document.links))
    if blocked:
        return PageKind.BLOCKED, blocked
    gone = gone_reason(meta.page_title, text, body)
    return (PageKind.NOT_FOUND, gone) if gone else None


def _choose(
    document: Document,
    meta: MetaTags,
    family: Family,
    encoding: str,
    written: ArticleCandidate,
    listed: ListCandidate | None,
    url: str | None,
    expect: Expected | None,
    source: str,
) -> PageReading:
    for_article = article_votes(document, meta, family, written, listed, url) + (3 if expect == "article" else 0)
    for_list = list_votes(meta, family, written, listed, url) + (3 if expect == "list" else 0)
    is_list = listed is not None and (listed.group.is_convincing or listed.group.dated > 0)
    if listed and is_list and for_list > 1 and for_list >= for_article:
        return PageReading(PageKind.LIST, family.name, encoding, listing=listed.listing)
    article = written.article
    if for_article > 0 and (article.body or article.attachments):
        return PageReading(PageKind.ARTICLE, family.name, encoding, article=article)
    text = document.text(0) if document.nodes else ""
    return PageReading(PageKind.EMPTY, family.name, encoding, reason=empty_reason(document, source, text))


def article_votes(
    document: Document,
    meta: MetaTags,
    family: Family,
    written: ArticleCandidate,
    listed: ListCandidate | None,
    url: str | None,
) -> int:
    """How much speaks for an article: meta tags, a CMS body container, labelled header, running text outside the list."""
    votes = 3 if meta.article_title else 0
    votes += 2 if meta.published else 0
    span, fields = written.span, written.fields
    if span is not None:
        plain = document.plain_length(span.start, span.end)
        marks = document.sentence_marks(span.start, span.end)
        if listed and listed.visible and listed.group.start >= span.start and listed.group.end <= span.end:
            plain -= document.plain_length(listed.group.start, listed.group.end)
            marks -= document.sentence_marks(listed.group.start, listed.group.end)
        votes += 3 if span.trusted and plain >= 20 else 0
        votes += (1 if plain >= 100 else 0) + (1 if plain >= 400 and marks >= 8 else 0)
    votes += 2 if fields.published_rank <= 1 or fields.written else 0
    votes += 1 if written.headed else 0
    votes += 1 if written.article.published else 0
    votes += 2 if url and family.owns_article(url.lower()) else 0
    return votes + (1 if written.article.attachments else 0)


def list_votes(
    meta: MetaTags, family: Family, written: ArticleCandidate, listed: ListCandidate | None, url: str | None
) -> int:
    """How much speaks for a list: items with days, a pager, a column's name without an article's."""
    if listed is None:
        return 0
    group, span = listed.group, written.span
    votes = 2 if group.is_convincing else 0
    votes += (1 if group.dated >= 5 else 0) + (1 if group.dated >= 10 else 0)
    votes += 2 if listed.listing.next_url else 0
    votes += 2 if url and family.owns_list(url.lower()) else 0
    votes += 1 if meta.column_name and not meta.article_title else 0
    if listed.visible and span is not None and span.trusted and span.start <= group.start < span.end:
        votes -= 3
    return votes
