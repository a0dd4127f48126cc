"""Where a quantity stands: the words right before and after it, and whether it is quoted or part of a title."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from metrics.domain.statements import Comparator
from metrics.normaliser.choices import spans_of_ways
from metrics.normaliser.records import Record
from metrics.normaliser.segments import Clause, QuantityMatch

#: Titles and quotations by the mark that each opens with.
_TITLES_AND_QUOTES = {
    "《": r"《[^《》\n]{1,80}》", "“": r"“[^“”\n]{1,40}”", "‘": r"‘[^‘’\n]{1,30}’", "〔": r"〔[^〕\n]{1,12}〕",
    '"': r'"[^"\n]{1,24}"',
}  # fmt: skip
_WAYS = {first: re.compile(way) for first, way in _TITLES_AND_QUOTES.items()}
#: Where a mark both opens and closes, what stands before tells which: all are looked for together.
_ALL_WAYS = re.compile("|".join(_TITLES_AND_QUOTES.values()))
#: How far before and after a quantity words are looked at.
REACH = 28
TIME_UNITS = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})
#: Comparators that bound from one side.
BOUNDED = (Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT)


@dataclass(slots=True)
class Site(Record):
    """A quantity in its clause. ``before`` ends where its bounding words begin, ``after`` begins where they end."""

    text: str
    match: QuantityMatch
    clause: Clause
    before: str
    after: str
    quoted: str | None
    is_in_rights: bool = False

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency (ISO 4217)."""
        unit = self.match.unit
        return len(unit) == 3 and unit.isascii() and unit.isupper()


class QuoteIndex:
    """Titles in 《》 and short quotations of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        last = 0
        for start, end in _spans(text):
            if start >= last:
                self._starts.append(start)
                self._ends.append(end)
                last = end

    def around(self, at: int) -> str | None:
        """The title or quotation, with its marks, that holds position ``at``."""
        which = bisect_right(self._starts, at) - 1
        if which < 0 or self._ends[which] <= at:
            return None
        return self._text[self._starts[which] : self._ends[which]]


def _spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _ALL_WAYS.finditer(text)] if '"' in text else spans_of_ways(text, _WAYS)


def site_of(text: str, match: QuantityMatch, clause: Clause, quotes: QuoteIndex, is_in_rights: bool = False) -> Site:
    """The words around a quantity, not further than its sentence."""
    first, last = match.outer_start, match.outer_end
    start, stop = first - REACH, last + REACH
    if start < clause.sentence_start:
        start = clause.sentence_start
    if stop > clause.sentence_end:
        stop = clause.sentence_end
    return Site(text, match, clause, text[start:first], text[last:stop], quotes.around(match.start), is_in_rights)
