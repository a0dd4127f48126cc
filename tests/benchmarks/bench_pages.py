"""Page bytes to article, beside trafilatura with its metadata; and whose bodies come out whole and clean.

A body is whole when all that a reader found is in it, and clean when nothing is in it that does not belong there
(pages of our own: nothing at all but body and title). White space and table rules do not count.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

import trafilatura

from crawler.reading import read_page
from tests.benchmarks.inputs import GoldPage, own_pages, public_pages, sample_pages
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import cpu_seconds, in_turns

AGAINST = f"trafilatura {trafilatura.__version__}"
Reader = Callable[[GoldPage], str]


def measure(quick: bool) -> list[Row]:
    """Speed and quality on the public pages and on our own."""
    public, own, sample = public_pages(), own_pages(), sample_pages(1 if quick else None)
    if quick:
        public, own = public[:2], own[:6]
    rows = [*_quality("public pages", public), *_quality("pages of our own", own)]
    sets = {"public pages": public, "pages of our own": own, "pages of the sample sites": sample}
    return [_speed(name, pages, 1 if quick else 5) for name, pages in sets.items() if pages] + rows


def our_body(page: GoldPage) -> str:
    """The body as our crawler reads it."""
    article = read_page(page.content, url=page.url, expect="article").article
    return article.body if article else ""


def their_body(page: GoldPage) -> str:
    """The body as trafilatura reads it."""
    document = trafilatura.bare_extraction(page.content, url=page.url, with_metadata=True)
    return (document.text or "") if document is not None else ""


def _speed(name: str, pages: Sequence[GoldPage], rounds: int) -> Row:
    ours, theirs = in_turns([_reading(our_body, pages), _reading(their_body, pages)], rounds)
    size = sum(len(page.content) for page in pages) / len(pages) / 1000
    return Row(
        name="page to article",
        ours=ours * 1e3 / len(pages),
        theirs=theirs * 1e3 / len(pages),
        ratio=theirs / ours,
        unit="ms CPU/page",
        input=f"{name}: {len(pages)}, {size:.0f} KB on average",
        against=AGAINST,
        at_least=5,
    )


def _reading(read: Reader, pages: Sequence[GoldPage]) -> Callable[[], float]:
    return cpu_seconds(lambda: [read(page) for page in pages])


def _quality(name: str, pages: Sequence[GoldPage]) -> list[Row]:
    """Shares of all pages: nothing is left out because one side cannot read it."""
    if not pages:
        return []
    rows = []
    for check, holds in (("bodies whole", is_whole), ("bodies clean", is_clean)):
        ours = sum(holds(page, our_body(page)) for page in pages)
        theirs = sum(holds(page, their_body(page)) for page in pages)
        ratio = ours / theirs if theirs else float(ours + 1)
        rows.append(Row(check, ours, theirs, ratio, "pages", f"{name}: {len(pages)}", AGAINST, at_least=1))
    return rows


def is_whole(page: GoldPage, body: str) -> bool:
    """All that a reader found is there."""
    text = squeezed(body)
    return all(squeezed(piece) in text for piece in page.wanted)


def is_clean(page: GoldPage, body: str) -> bool:
    """Nothing strange is there; an empty body is not clean."""
    text = squeezed(body)
    if page.is_whole_body:
        rest = text
        for piece in sorted((*page.wanted, page.title), key=len, reverse=True):
            rest = rest.replace(squeezed(piece), "")
        return bool(text) and not rest
    return bool(text) and not any(squeezed(piece) in text for piece in page.unwanted)


def squeezed(text: str) -> str:
    """The text without white space and the marks that tables are drawn with."""
    return re.sub(r"[\s|\-]+", "", unicodedata.normalize("NFKC", html.unescape(text)))
