"""Page numbers and running heads: lines at the edge of pages that say nothing of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.documents.pdf_lines import Line

#: Share of the height of a page, at its top and at its bottom, where such lines stand.
EDGE = 0.13
_LINES = 3
_PAGE_NUMBER = re.compile(
    r"[-—–―－·•.|]{0,4}(?:第|Page|page|PAGE|P\.?)?(?:[0-9]{1,4}|[ivxIVX]{1,6})页?"
    r"(?:(?:/|of|，|,|共|/共|，共)(?:共)?[0-9]{1,4}页?)?[-—–―－·•.|]{0,4}"
)
#: What shows a page number beside other words: browsers print the address and 1/3 in one line.
_OF_PAGES = re.compile(
    r"[0-9]{1,4}/[0-9]{1,4}|[-—–―－]{1,2}[0-9]{1,4}[-—–―－]{1,2}|第[0-9]{1,4}页(?:[，,]?共[0-9]{1,4}页)?"
)
_DIGITS = re.compile("[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines of one page outside of ruled tables, and the extent of the page."""

    lines: tuple[Line, ...]
    bottom: float
    height: float


def without_furniture(pages: Sequence[PageLines]) -> list[list[Line]]:
    """The lines of each page that belong to the document."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_key(page_line) for page_line in edge})
    often = max(2, round(len(pages) * 0.4))
    kept: list[list[Line]] = []
    for page, edge in zip(pages, edges, strict=True):
        dropped = {id(line) for line in edge if _is_page_number(line) or _is_repeated(line, seen, often)}
        kept.append([line for line in page.lines if id(line) not in dropped])
    return kept


def _edge_lines(page: PageLines) -> list[Line]:
    low, high = page.bottom + page.height * EDGE, page.bottom + page.height * (1 - EDGE)
    first = [line for line in page.lines[:_LINES] if line.base > high]
    last = [line for line in page.lines[-_LINES:] if line.base < low]
    return [*first, *last]


def _is_page_number(line: Line) -> bool:
    if len(line.pieces) > 1 and any(_OF_PAGES.fullmatch(piece.text.replace(" ", "")) for piece in line.pieces):
        return True
    return _PAGE_NUMBER.fullmatch(line.text.replace(" ", "")) is not None


def _is_repeated(line: Line, seen: Counter[tuple[str, int]], often: int) -> bool:
    return seen[_key(line)] >= often


def _key(line: Line) -> tuple[str, int]:
    """The line with its numbers blanked, at its height: heads are set to the point."""
    return _DIGITS.sub("#", line.text), round(line.base / 4)
