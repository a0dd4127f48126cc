"""A text cut into parts with a place: what every rule of the normaliser works on.

``CleanText`` is the text as rules see it (simplified script, half-width digits, pinyin noise removed); its map leads
every position back to the text as given. All other spans here are in clean coordinates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.domain.statements import Comparator
from metrics.normaliser.records import Record


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text and where characters of its source were taken out.

    ``cuts`` are those places as offsets in ``text``, in order and from 0 on; ``removed`` tells for each of them how
    many characters of the source were taken out up to there.
    """

    text: str
    source: str
    cuts: Sequence[int]
    removed: Sequence[int]

    def source_offset(self, at: int) -> int:
        """Where a character of the clean text stands in the source; for the end of the text, the end of the source."""
        return at + self.removed[bisect_right(self.cuts, at) - 1]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span in the source of the clean span ``[start, end)``; it ends right after its last character."""
        cuts, removed = self.cuts, self.removed
        which = bisect_right(cuts, start)
        first = start + removed[which - 1]
        if start >= end:
            return first, first
        if which < len(cuts) and cuts[which] < end:
            which = bisect_right(cuts, end - 1)
        return first, end + removed[which - 1]


@dataclass(slots=True)
class Paragraph(Record):
    """One block of running text or one table row: a half-open span without its line end.

    ``headings`` are the texts of the section headings above it, outermost first (一、…  （一）…  1.…).
    """

    index: int
    start: int
    end: int
    headings: tuple[str, ...] = ()
    is_heading: bool = False
    is_table_row: bool = False


@dataclass(slots=True)
class Clause(Record):
    """A span between commas inside a sentence, with the sentence and the paragraph it belongs to."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    paragraph: Paragraph


@dataclass(slots=True)
class QuantityMatch(Record):
    """One number with its unit (or an all/none word) found in clean text, before it is known what it counts.

    ``start``/``end`` is the shortest span with the number and its unit; ``outer_start``/``outer_end`` includes the
    comparator words around it. ``measure`` is the unit as written (simplified), ``unit`` the canonical one.
    ``baseline_value`` is the old level of a from–to pair; ``group`` numbers the members of one list
    (分别增长39.9%、65.3%和35.5%) from 0, with ``group_id`` shared.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: Decimal | None
    unit: str
    measure: str
    comparator: Comparator
    rule: str
    value_max: Decimal | None = None
    implicit: bool = False
    baseline_value: Decimal | None = None
    per: str | None = None
    group_id: int | None = None
    group: int | None = None
