"""Which goal a statement speaks of: two statements with the same identity promise the same quantity.

A plan of 2025 and a plan of 2026 promise different things; a revised plan, or a later text about the same due year,
promises the same thing again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from metrics.domain.areas import Issuer
from metrics.domain.statements import Commitment, Comparator, Direction, Recurrence, Statement
from metrics.tracking.indicators import IndicatorKey, indicator_key
from metrics.tracking.passages import Passage
from metrics.tracking.words import holds_any, indicator_words

UPPER_BOUNDS = frozenset({Comparator.LE, Comparator.LT})
#: First and last year of the five-year plans that a due year may belong to.
_FIVE_YEARS = 5
_ID_LENGTH = 10
#: Actions whose amounts are counted from the start of the plan.
NO_ACTIONS = frozenset({"", "stock"})


@dataclass(frozen=True, slots=True)
class GoalIdentity:
    """What makes a goal the one it is. ``time_period`` is ``2025``, ``/2025`` (over years), ``year/2025`` or ``~2024``.

    ``firmness`` parts what is expected or striven for from what is promised; ``is_upper`` parts a ceiling from a goal.
    """

    issuer: Issuer
    key: IndicatorKey
    unit: str
    direction: Direction
    period: Recurrence | None
    per: str
    firmness: str
    is_upper: bool
    time_period: str

    def without_time(self) -> tuple[str, ...]:
        """Everything but the time; units that count the same things are one."""
        issuer = (self.issuer.area, self.issuer.department)
        bounds = (self.direction.value, self.period.value if self.period else "", self.per, self.firmness)
        return (*issuer, self.key.text, _unit_class(self.unit), *bounds, "upper" if self.is_upper else "")

    def matching_key(self) -> tuple[str, ...]:
        """What two statements of one goal have in common."""
        return (*self.without_time(), self.time_period)


def identity_of(statement: Statement, passage: Passage, issuer: Issuer, reference_year: int | None) -> GoalIdentity:
    """The identity of a promised quantity; ``reference_year`` is the year that its text plans for."""
    return GoalIdentity(
        issuer=issuer,
        key=key_of(statement, passage, issuer),
        unit=statement.unit,
        direction=statement.direction,
        period=statement.period,
        per=base_of(statement),
        firmness=firmness_of(statement.commitment),
        is_upper=statement.comparator in UPPER_BOUNDS,
        time_period=time_period_of(statement, passage, reference_year),
    )


def base_of(statement: Statement) -> str:
    """What the number is shared out to; "" for a plain number, one of a time, or where the name tells it."""
    is_named = statement.per is None or "每" in statement.indicator
    return "" if is_named or statement.per in indicator_words().time_bases else statement.per or ""


def key_of(statement: Statement, passage: Passage, issuer: Issuer) -> IndicatorKey:
    """The plain form of a statement's indicator."""
    names = [name for name in (issuer.area, issuer.department) if name]
    return indicator_key(statement.indicator, passage.clause, is_rate=is_ratio(statement), own_names=names)


def is_rate(unit: str) -> bool:
    """Whether numbers in this unit are shares or rates."""
    return unit in indicator_words().rate_units


def is_ratio(statement: Statement) -> bool:
    """Whether a statement is of a rate, by its unit or by its name (每千人口医师数)."""
    return is_rate(statement.unit) or holds_any(statement.indicator, indicator_words().ratio)


def is_amount(key: IndicatorKey, unit: str) -> bool:
    """Whether the quantity is counted from zero at the start of its plan (新建学校), not a level (高中学校达到30所)."""
    return key.action not in NO_ACTIONS and not is_rate(unit)


def firmness_of(commitment: Commitment | None) -> str:
    """``strive`` and ``expected`` are goals of their own beside what is promised; to ensure is to promise."""
    return commitment.value if commitment in (Commitment.STRIVE, Commitment.EXPECTED) else ""


def time_period_of(statement: Statement, passage: Passage, reference_year: int | None) -> str:
    """What time a promise is for; for amounts and growth it matters how many years they take."""
    if statement.period is not None:
        return f"{statement.period}/{statement.due.year if statement.due else ''}"
    if statement.due is None:
        return f"~{reference_year or ''}"
    is_level_of_share = is_ratio(statement) and statement.direction is Direction.LEVEL
    over_years = passage.spans_several_years or (reference_year is not None and statement.due.year > reference_year)
    return f"/{statement.due.year}" if over_years and not is_level_of_share else str(statement.due.year)


def start_of(statement: Statement, passage: Passage, reference_year: int | None) -> date:
    """First day from which progress is counted."""
    if statement.due is None:
        return date(reference_year or 1970, 1, 1)
    due = statement.due
    if passage.names_five_year_plan and due.year % _FIVE_YEARS == 0:
        return date(due.year - _FIVE_YEARS + 1, 1, 1)
    year = due.year if reference_year is None else min(reference_year, due.year)
    return date(year, 1, 1)


def target_id_of(identity: GoalIdentity, sibling: int = 0) -> str:
    """Short stable name of a target; ``sibling`` tells apart goals that a text names alike."""
    digest = sha256("|".join((*identity.matching_key(), str(sibling))).encode())
    return f"t-{digest.hexdigest()[:_ID_LENGTH]}"


def _unit_class(unit: str) -> str:
    """One name for all units that count the same things; a unit in two classes goes by the first."""
    for units in indicator_words().unit_classes:
        if unit in units:
            return min(units)
    return unit
