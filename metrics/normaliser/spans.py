"""Whether a place in a text is already taken, by a date or a table row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class SpanIndex:
    """Half-open spans, overlapping or not, that can be asked whether one of them touches a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def next_start(self, at: int) -> int:
        """Where the first span begins that does not begin before a place; -1 when there is none."""
        which = bisect_left(self._starts, at)
        return self._starts[which] if which < len(self._starts) else -1

    def end_around(self, at: int) -> int | None:
        """Where the spans that hold a place end; None for a free place."""
        which = bisect_right(self._starts, at) - 1
        return self._furthest[which] if which >= 0 and self._furthest[which] > at else None

    def touches(self, start: int, end: int) -> bool:
        """Whether some span shares a character with ``[start, end)``."""
        which = bisect_right(self._starts, end - 1) - 1
        return which >= 0 and self._furthest[which] > start
