"""The dated parts of a file of several pieces of news, each of which opens with its day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.kinds_announced import announcement
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_context import TimeExpression

#: A plan is named within so many characters.
LONGEST_TITLE = 60
#: Rules of stretches of years that a plan is for.
_OF_YEARS = frozenset({"plan_period", "year_span"})


class Parts(NamedTuple):
    """Where the dated parts of a text begin, in order (nowhere in a text that has none), and where it ends.

    ``dues``: from where to where news tells what a plan says for its years, and the last day of these.
    """

    starts: tuple[int, ...] = ()
    end: int = 0
    dues: tuple[tuple[int, int, date], ...] = ()

    def at(self, position: int) -> tuple[int, int]:
        """Span of the part in which a place lies; of the whole text where it has none."""
        which = bisect_right(self.starts, position)
        start = self.starts[which - 1] if which else 0
        return start, self.starts[which] if which < len(self.starts) else self.end

    def due_at(self, position: int) -> date | None:
        """Last day of the plan that the news tells of in which a place lies."""
        return next((due for start, end, due in self.dues if start <= position < end), None)


#: The parts of a text that has none.
WHOLE = Parts()


def parts_dated(
    clean: CleanText,
    paragraphs: Sequence[Paragraph],
    sections: Mapping[int, date],
    facts: DocumentFacts,
    expressions: Sequence[TimeExpression],
) -> Parts:
    """The parts of a text; ``sections`` are the days by the index of the paragraph that opens with one."""
    days = {paragraph.start: sections[paragraph.index] for paragraph in paragraphs if paragraph.index in sections}
    parts = Parts(tuple(days), len(clean.text))
    if facts.doc_kind is not DocumentKind.NEWS:
        return parts
    dues = []
    for start in parts.starts or (0,):
        part = parts.at(start)
        said = announcement(clean.text, part)
        if said is not None and (due := _last_of_plan(said, expressions, days.get(start) or facts.published)):
            dues.append((said, part[1], due))
    return parts._replace(dues=tuple(dues))


def _last_of_plan(said: int, expressions: Sequence[TimeExpression], day: date | None) -> date | None:
    """Last day of the years that a plan is for, which the words from ``said`` on name; they were not over then."""
    which = bisect_left(expressions, said, key=attrgetter("start"))
    for expression in islice(expressions, which, None):
        if expression.start >= said + LONGEST_TITLE:
            return None
        last = expression.last
        if last is not None and expression.rule in _OF_YEARS and (day is None or day < last):
            return last
    return None
