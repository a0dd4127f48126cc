"""What was promised at one time, and how a later promise differs: raised, lowered, postponed, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from metrics.domain.statements import Comparator

_BOUND_CLASS = {Comparator.LE: "upper", Comparator.LT: "upper", Comparator.RANGE: "range"}


class Change(StrEnum):
    """How a target version differs from the one before."""

    FIRST = "first"
    RAISED = "raised"
    LOWERED = "lowered"
    POSTPONED = "postponed"
    BROUGHT_FORWARD = "brought_forward"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Promise:
    """A quantity with its deadline, as one statement says it."""

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    due: date | None

    names_year_end: bool = False
    """Whether the text itself says so where ``due`` is a 31 December, which is also what no date at all comes to."""

    def is_same_as(self, other: Promise) -> bool:
        """Whether two statements promise the same."""
        if (self.value, self.value_max) != (other.value, other.value_max):
            return False
        if bound_class(self.comparator) != bound_class(other.comparator):
            return False
        return self.due == other.due or self._differs_in_exactness(other)

    def _differs_in_exactness(self, other: Promise) -> bool:
        """Whether one deadline is a day of the year that is all the other names."""
        if self.due is None or other.due is None or self.due.year != other.due.year:
            return False
        return self._names_only_year() or other._names_only_year()

    def _names_only_year(self) -> bool:
        return self.due is not None and (self.due.month, self.due.day) == (12, 31) and not self.names_year_end


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said and when we learnt of it; orders what was said."""

    on: date | None
    learnt_at: datetime

    @property
    def order(self) -> tuple[date, datetime]:
        """Earlier said comes first; of two said on one day, the one learnt first."""
        return self.on or self.learnt_at.date(), self.learnt_at


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a target with its statement and document."""

    promise: Promise
    said: Said
    statement_id: int
    document_id: int
    sentence: str = ""


def bound_class(comparator: Comparator) -> str:
    """Comparators that bound alike: 建成20所, 不少于20所 and 约20所 are promises of 20."""
    return _BOUND_CLASS.get(comparator, "lower")


def change_between(old: Promise, new: Promise) -> Change:
    """The word for what changed; several things at once are just ``changed``."""
    value_moved = (old.value, old.value_max) != (new.value, new.value_max)
    due_moved = old.due != new.due
    if value_moved and not due_moved:
        return _value_change(old, new)
    if due_moved and not value_moved and old.due and new.due:
        return Change.POSTPONED if new.due > old.due else Change.BROUGHT_FORWARD
    return Change.CHANGED


def in_force(versions: Sequence[Version], said: Said) -> Version:
    """The version that held when something was said: the last one said until then, else the first of all."""
    until_then = [version for version in versions if version.said.order <= said.order]
    return until_then[-1] if until_then else versions[0]


def _value_change(old: Promise, new: Promise) -> Change:
    low, high = new.value - old.value, (new.value_max or new.value) - (old.value_max or old.value)
    if low >= 0 and high >= 0:
        return Change.RAISED
    return Change.LOWERED if low <= 0 and high <= 0 else Change.CHANGED
