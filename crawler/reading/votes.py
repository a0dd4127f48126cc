"""Article or list: what speaks for each, counted. Most pages show signs of both; no single sign decides."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.article import ArticleCandidate
from crawler.reading.document import Document
from crawler.reading.families import Family
from crawler.reading.index_page import ListCandidate
from crawler.reading.meta import MetaTags

#: So many votes for an article are more than any list can have.
_CERTAIN = 10
_ENOUGH_IN_CONTAINER = 5
#: Column names are short; a longer heading is a bulletin's.
_LONGEST_COLUMN = 6


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page after parsing, before anything is decided about it."""

    source: str
    encoding: str
    url: str | None
    base: str | None
    document: Document
    meta: MetaTags
    family: Family

    @property
    def address(self) -> str:
        """The address in lower case, for the patterns of the families."""
        return (self.url or "").lower()


def is_certain_article(page: Parsed, written: ArticleCandidate) -> bool:
    """True where the lists beside an article need not be read: a CMS container full of text that is hardly linked."""
    votes, span = article_votes(page, written, None), written.span
    if votes >= _CERTAIN or span is None:
        return votes >= _CERTAIN
    plain = page.document.plain_length(span.start, span.end)
    linked = page.document.linked_length(span.start, span.end)
    return span.trusted and votes >= _ENOUGH_IN_CONTAINER and linked * 5 < plain


def article_votes(page: Parsed, written: ArticleCandidate, listed: ListCandidate | None) -> int:
    """How much speaks for an article: meta tags, a CMS container, labelled header, text outside the list."""
    votes = (3 if page.meta.article_title else 0) + (2 if page.meta.published else 0)
    votes += _text_votes(page.document, written, listed)
    fields = written.fields
    votes += 2 if fields.published_rank <= 1 or fields.written else 0
    votes += 1 if fields.source_rank == 0 else 0
    if written.headed:
        votes += 2 if len(written.article.title) > _LONGEST_COLUMN else 1
    votes += 1 if written.article.published else 0
    votes += 2 if page.url and page.family.owns_article(page.address) else 0
    return votes + (1 if written.article.attachments else 0)


def _text_votes(document: Document, written: ArticleCandidate, listed: ListCandidate | None) -> int:
    span, votes = written.span, 0
    if span is None:
        return 0
    plain = document.plain_length(span.start, span.end)
    marks = document.sentence_marks(span.start, span.end)
    if listed and listed.visible and span.start <= listed.group.start and listed.group.end <= span.end:
        inner = document.plain_length(listed.group.start, listed.group.end)
        votes -= 3 if inner > 0.6 * plain else 0
        plain -= inner
        marks -= document.sentence_marks(listed.group.start, listed.group.end)
    votes += 3 if span.trusted and plain >= 20 else 0
    return votes + (1 if plain >= 100 else 0) + (1 if plain >= 400 and marks >= 8 else 0)


def list_votes(page: Parsed, written: ArticleCandidate, listed: ListCandidate | None) -> int:
    """How much speaks for a list: items with days, a pager, a column's name without an article's."""
    if listed is None:
        return 0
    group, span = listed.group, written.span
    votes = 2 if group.is_convincing else 0
    votes += (1 if group.dated >= 5 else 0) + (1 if group.dated >= 10 else 0)
    votes += 2 if listed.paged else 0
    votes += 2 if page.url and page.family.owns_list(page.address) else 0
    votes += 1 if page.meta.column_name and not page.meta.article_title else 0
    if listed.visible and span is not None and span.trusted and span.start <= group.start < span.end:
        votes -= 3
    return votes
