"""Whether a reported figure belongs to a target: a score with its reasons. Pure; what is uncertain is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from metrics.domain.areas import Issuer
from metrics.domain.statements import Comparator, Direction, Statement
from metrics.tracking.identity import GoalIdentity, base_of, is_amount, is_rate, is_ratio
from metrics.tracking.indicators import IndicatorKey, likeness
from metrics.tracking.passages import Passage
from metrics.tracking.words import indicator_words

#: At and above this score a figure is shown as fact; below it a person is asked; below the lower one nothing happens.
FACT_SCORE = 0.95
ASK_SCORE = 0.6
#: Least confidence of the reader for a fact.
SURE, SURE_OF_GOAL = 0.75, 0.8
#: An amount this many times the goal is more likely a stock, or of another time.
MOST_PLAUSIBLE_AMOUNT = Decimal("1.5")
#: How long before the start a level still tells where the way begins, and how long after the deadline it counts.
BASELINE_DAYS = 400
LATE_DAYS = 400
#: How long before a period ends its summary may go out.
EARLY_DAYS = 31
_LOWER = frozenset({Comparator.LT, Comparator.LE})
_UPPER = frozenset({Comparator.GT, Comparator.GE})


class Role(StrEnum):
    """What a statement is to its target."""

    TARGET = "target"
    OBSERVATION = "observation"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Report:
    """A result statement as it stands in its text."""

    statement_id: int
    statement: Statement
    key: IndicatorKey
    issuer: Issuer
    passage: Passage
    published: date | None

    @property
    def period_end(self) -> date | None:
        """The last day that the figure describes; without a date, or with one still to come, the day of its text.

        已改造食堂6所 in a text of July is dated by its year alone, but nobody counts what is not done yet.
        """
        due, published = self.statement.due, self.published
        if due is None or published is None or due - published <= timedelta(days=EARLY_DAYS):
            return due or published
        return published


@dataclass(frozen=True, slots=True)
class OpenGoal:
    """What a figure is compared with: a target as it stands."""

    target_id: str
    identity: GoalIdentity
    comparator: Comparator
    goal: Decimal | None
    start: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a report fits a goal. A score of 0 means not at all."""

    target_id: str
    score: float
    role: Role
    reasons: tuple[str, ...]


def fit(report: Report, goal: OpenGoal) -> Fit:
    """Score of a report against a goal: the likeness of the names, lowered by each thing that is not sure."""
    refused = Fit(goal.target_id, 0.0, Role.OBSERVATION, ())
    alike = _likeness(report, goal)
    role = _role_by_time(report, goal)
    if not alike or role is None:
        return refused
    doubts = [doubt for doubt in _doubts(report, goal) if doubt[0]]
    score = alike - sum(doubt[0] for doubt in doubts)
    name = "same indicator" if alike == 1.0 else f"indicators alike by {alike:.2f}"
    return Fit(goal.target_id, max(0.0, round(score, 4)), role, (name, *(doubt[1] for doubt in doubts)))


def _likeness(report: Report, goal: OpenGoal) -> float:
    """Likeness of names; 0 where area, unit, direction, base or recurrence rule the goal out."""
    read, wanted = report.statement, goal.identity
    if report.issuer.area != wanted.issuer.area or read.direction is not wanted.direction:
        return 0.0
    if not indicator_words().same_unit(read.unit, wanted.unit) or base_of(read) != wanted.per:
        return 0.0
    if read.period not in (None, wanted.period):
        return 0.0
    one, other = report.key, wanted.key
    if one.action != other.action and not (one.action and other.action) and one.stem == other.stem:
        return 0.85
    return likeness(one, other)


def _role_by_time(report: Report, goal: OpenGoal) -> Role | None:
    """Observation, baseline, or None where the figure is of another time."""
    end = report.period_end
    if end is None:
        return None
    if _adds_up(goal):
        inside = goal.start <= end and (goal.due is None or end <= goal.due)
        return Role.OBSERVATION if inside else None
    if end <= goal.start:
        return Role.BASELINE if goal.start - end <= timedelta(days=BASELINE_DAYS) else None
    if goal.due is not None and end > goal.due + timedelta(days=LATE_DAYS):
        return None
    return Role.OBSERVATION


def _adds_up(goal: OpenGoal) -> bool:
    """Whether the quantity is counted or compared within the goal's own time only."""
    return is_amount(goal.identity.key, goal.identity.unit) or goal.identity.direction is not Direction.LEVEL


def _doubts(report: Report, goal: OpenGoal) -> list[tuple[float, str]]:
    """What lowers the score, with its reason; 0 where there is no doubt."""
    read, passage = report.statement, report.passage
    adds_up = _adds_up(goal)
    over_years = adds_up and goal.identity.time_period.startswith("/")
    counts_unsure = not is_ratio(read) and not report.key.action and not _is_measured(read.unit)
    return [
        (0.2 * (report.issuer.department != goal.identity.issuer.department), "another issuer"),
        (0.2 * goal.identity.key.is_vague, "the name is too general"),
        (0.2 * (read.due is None and adds_up), "the text does not date the figure"),
        (0.2 * (adds_up and passage.is_part_of_year), "the figure is of a part of the year only"),
        (0.2 * (adds_up and not over_years and passage.spans_several_years), "the figure may count other years too"),
        (0.2 * (over_years and not passage.counts_so_far), "the figure may be of one year only"),
        (0.2 * _says_too_little(read, goal), "the text bounds the figure without saying it"),
        (0.2 * (read.implicit and passage.is_nearly), "nearly all is not all"),
        (0.2 * (adds_up and _is_far_above(read, goal)), "the figure is far above the goal"),
        (0.15 * counts_unsure, "a count that may be of all there is"),
        (0.2 * (read.confidence < _sure_enough(read, goal)), "the reading is not sure"),
    ]


def _sure_enough(read: Statement, goal: OpenGoal) -> float:
    """A figure equal to the goal may be the goal itself, taken for a result: then more is asked of the reading."""
    return SURE_OF_GOAL if read.value == goal.goal else SURE


def _is_measured(unit: str) -> bool:
    """Whether a unit is money or physical (CNY, km, m2), not a measure word of counts."""
    return unit.isascii() and unit != "1"


def _says_too_little(read: Statement, goal: OpenGoal) -> bool:
    """Whether 不足20所, 近20所 or 20所以上 would have to be taken for more than it says to call the goal met."""
    if read.value is None or goal.goal is None:
        return False
    if goal.comparator in _LOWER:
        return read.comparator in (*_UPPER, Comparator.APPROX) and read.value <= goal.goal
    return read.comparator in (*_LOWER, Comparator.APPROX) and read.value >= goal.goal


def _is_far_above(read: Statement, goal: OpenGoal) -> bool:
    if read.value is None or goal.goal is None or is_rate(read.unit):
        return False
    return goal.goal > 0 and read.value > goal.goal * MOST_PLAUSIBLE_AMOUNT
