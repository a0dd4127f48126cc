"""Whether a number is a level to reach or an amount to change by."""

from __future__ import annotations

from metrics.domain.statements import Direction
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch


def direction_of(clean: CleanText, match: QuantityMatch, clause: Clause) -> Direction:
    """Direction of change that the words around ``match`` give it."""
    before = clean.text[clause.start : match.outer_start]
    if any(word in before for word in ("增长", "新增", "增加")):
        return Direction.INCREASE
    if any(word in before for word in ("下降", "减少", "压减")):
        return Direction.DECREASE
    return Direction.LEVEL
