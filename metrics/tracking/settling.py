"""Brings a target's row up to what its versions, baselines and figures say; nothing is written that did not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.domain.goals import GoalKind
from metrics.domain.statements import Comparator, Direction, Recurrence
from metrics.store.models import StatementRow, Target
from metrics.store.targets import StoredFigure, StoredVersion, baseline_statements, figures_of, versions_of
from metrics.tracking.judging import TargetState, acceptable, counts_from_zero, kind_of
from metrics.tracking.rows import by_target
from metrics.tracking.work import Work

#: Where a baseline comes from.
STATED, REPORTED, PLAN_START, FIRST_OBSERVATION = "stated", "reported", "plan_start", "first_observation"
Baseline = tuple[Decimal | None, date | None, str | None]


def settle(work: Work) -> None:
    """Bring the rows of all touched targets up to date."""
    touched = sorted(work.touched)
    versions = by_target(versions_of(work.session, touched))
    figures: dict[str, list[StoredFigure]] = defaultdict(list)
    for figure in figures_of(work.session, touched):
        figures[figure.row.target_id].append(figure)
    before: dict[str, list[tuple[StatementRow, date | None]]] = defaultdict(list)
    for target_id, row, published in baseline_statements(work.session, touched):
        before[target_id].append((row, published))
    for target_id in touched:
        target = work.targets[target_id]
        columns = _columns(target, versions[target_id], figures[target_id], before[target_id])
        _write(target, columns, work)
    work.session.flush()


def state_of(target: Target) -> TargetState:
    """A target's row as it is judged."""
    return TargetState(
        indicator=target.indicator,
        indicator_key=target.indicator_key,
        unit=target.unit,
        direction=Direction(target.direction),
        period=Recurrence(target.period) if target.period else None,
        time_period=target.time_period or "",
        start=target.start,
        due=target.due,
        comparator=Comparator(target.comparator),
        goal=target.goal,
        goal_max=target.goal_max,
        baseline=target.baseline,
        baseline_on=target.baseline_on,
        is_cancelled=target.cancelled_at is not None,
    )


def _columns(
    target: Target,
    versions: Sequence[StoredVersion],
    figures: Sequence[StoredFigure],
    before: Collection[tuple[StatementRow, date | None]],
) -> dict[str, Any]:
    current = versions[-1].version
    newest = figures[-1].row if figures else None
    columns: dict[str, Any] = {
        "comparator": current.comparator,
        "goal": current.value,
        "goal_max": current.value_max,
        "due": current.due,
        "version_count": len(versions),
        "revised_at": max((stored.version.learnt_at for stored in versions[1:] if not stored.is_initial), default=None),
        "observed": newest.value if newest else None,
        "observed_on": newest.period_end if newest else None,
    }
    for name in ("comparator", "goal", "goal_max", "due"):
        setattr(target, name, columns[name])
    value, on, source = _baseline(target, versions, figures, before)
    return columns | {"baseline": value, "baseline_on": on, "baseline_source": source}


def _baseline(
    target: Target,
    versions: Sequence[StoredVersion],
    figures: Sequence[StoredFigure],
    before: Collection[tuple[StatementRow, date | None]],
) -> Baseline:
    """The best source of a baseline: what the text says, a figure before the start, zero, the first of two figures."""
    stated = next(
        (v.quoted.row.baseline_value for v in reversed(versions) if v.quoted.row.baseline_value is not None), None
    )
    if stated is not None:
        return stated, None, STATED
    state = state_of(target)
    if counts_from_zero(state):
        return Decimal(0), None, PLAN_START
    reported = [(row.due or published, row.value) for row, published in before if row.value is not None]
    dated = [(day, value) for day, value in reported if day is not None and day <= target.start]
    if dated:
        return max(dated)[1], None, REPORTED
    days = sorted({figure.row.period_end for figure in figures})
    if kind_of(state, acceptable(state)[0]) is GoalKind.REACH and len(days) > 1:
        last_word = [figure.row.value for figure in figures if figure.row.period_end == days[0]]
        return last_word[-1], days[0], FIRST_OBSERVATION
    return None, None, None


def _write(target: Target, columns: dict[str, Any], work: Work) -> None:
    for name, value in columns.items():
        if getattr(target, name) != value:
            setattr(target, name, value)
    if work.session.is_modified(target) or target.target_id in work.changed:
        target.changed_at = work.now
