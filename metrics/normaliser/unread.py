"""Numerals in scope that no rule could read: the worklist for the lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.domain.statements import UnreadNumeral
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.sites import QuoteIndex
from metrics.normaliser.tables_cells import Row
from metrics.normaliser.tables_grid import MOST_CELLS, is_too_wide

_GLUED_BEFORE = re.compile(r"[0-9A-Za-z.+\-—/#_@&第：=×（［\[〔]")
#: What stands behind an unread numeral that could have a unit: a character that is no mark of a list, code or ratio.
_UNIT_LIKE = re.compile(r"[\u4e00-\u9fff]")
#: So much of a row that is not read is shown.
SHOWN_OF_ROW = 24
OUT_OF_PLACE = "a table row whose figures stand under no head for certain"


def unread_numerals(
    clean: CleanText,
    spans: Sequence[tuple[int, int]],
    paragraphs: Sequence[Paragraph],
    quotes: QuoteIndex,
    rows_without_place: Sequence[Row] = (),
) -> tuple[UnreadNumeral, ...]:
    """Those of the unread numerals that look as if they counted something, and rows of tables without a place."""
    openings = {paragraph.start for paragraph in paragraphs}
    found = [_unread(clean, span) for span in spans if _is_in_scope(clean.text, span, openings, quotes)]
    rows = [_unread_row(clean, row) for row in paragraphs if row.is_table_row and _is_too_wide(clean, row)]
    rows += [_unread_span(clean, row.start, row.start + len(row.line), OUT_OF_PLACE) for row in rows_without_place]
    return tuple(sorted([*found, *rows], key=lambda numeral: numeral.start) if rows else found)


def _is_in_scope(text: str, span: tuple[int, int], openings: set[int], quotes: QuoteIndex) -> bool:
    start, end = span
    if start in openings or (start and _GLUED_BEFORE.match(text, start - 1)) or quotes.around(start) is not None:
        return False
    return _UNIT_LIKE.match(text, end) is not None and not text.startswith(("号", "版", "届"), end)


def _is_too_wide(clean: CleanText, row: Paragraph) -> bool:
    return row.end - row.start > MOST_CELLS and is_too_wide(clean.text[row.start : row.end])


def _unread_row(clean: CleanText, row: Paragraph) -> UnreadNumeral:
    """A row that is no table's, told by its beginning."""
    return _unread_span(clean, row.start, row.end, f"a row of more than {MOST_CELLS} cells")


def _unread_span(clean: CleanText, first: int, last: int, reason: str) -> UnreadNumeral:
    start, end = clean.source_span(first, min(last, first + SHOWN_OF_ROW))
    return UnreadNumeral(start, end, clean.source[start:end], reason)


def _unread(clean: CleanText, span: tuple[int, int]) -> UnreadNumeral:
    start, end = clean.source_span(*span)
    behind = clean.text[span[1] : span[1] + 4].split("\n")[0]
    return UnreadNumeral(start, end, clean.source[start:end], f"no unit known in “{behind}”")
