"""Two fetches of one page: does the later one say the same, and did all of it arrive? Pure."""

from __future__ import annotations

import re

from crawler.reading.types import Article, PageReading

#: A whole page says that it ends within so many bytes of its end (hit counters and scripts may follow).
_TAIL = 4096
_OPENED = re.compile(rb"<(?:head|script|div|table|ul|td)\b", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:head|script|div|table|ul|td)\b", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)\s+(?=\d)")


def says_the_same(old: PageReading, new: PageReading) -> bool:
    """Do two articles hold the same title, days, words and files? What stands around them does not count."""
    return old.article is not None and new.article is not None and _content(old.article) == _content(new.article)


def _content(article: Article) -> tuple[object, ...]:
    """What counts, the page to go on with too. Files count by name: their addresses often hold a session."""
    names = tuple(file.name for file in article.attachments)
    return (
        _words(article.title),
        _words(article.body),
        article.published,
        article.document_number,
        names,
        article.next_part,
    )


def _words(text: str) -> str:
    """A text without its blanks, but for those that part two figures: 1 20 is not 12 0."""
    return _BLANKS.sub("", _BETWEEN_FIGURES.sub("|", text))


def is_cut_off(old: bytes, new: bytes) -> bool:
    """Is this page broken off in its middle, while it was whole before?

    Told by the page's own end, because a server or a proxy that cuts an answer often announces the shorter length.
    A template that leaves the last end tags out still closes what stands in the page.
    """
    if not _ends(old) or _ends(new):
        return False
    return len(_OPENED.findall(new)) > len(_CLOSED.findall(new))


def _ends(content: bytes) -> bool:
    tail = content[-_TAIL:].lower()
    return b"</html" in tail or b"</body" in tail
