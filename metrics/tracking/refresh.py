"""Progress of all targets on a day. What did not change since the last refresh of the same day is taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from metrics.domain.goals import Observation
from metrics.domain.statements import Comparator, Direction, Recurrence
from metrics.tracking.judging import TargetState, judge
from metrics.tracking.views import TargetView

#: Days are the publishers' days.
ZONE = ZoneInfo("Asia/Shanghai")

_COMPARATORS = {each.value: each for each in Comparator}
_DIRECTIONS = {each.value: each for each in Direction}
_RECURRENCES = {each.value: each for each in Recurrence}


def day_of(as_of: datetime) -> date:
    """The publishers' day at an instant."""
    return as_of.astimezone(ZONE).date()


def target_views(
    rows: Iterable[sa.Row[Any]], figures: Mapping[str, Sequence[tuple[date, Decimal]]], today: date
) -> list[TargetView]:
    """Targets as boards show them, judged on a day."""
    return [target_view(row, figures.get(row.target_id, ()), today) for row in rows]


def target_view(row: Any, figures: Sequence[tuple[date, Decimal]], today: date) -> TargetView:
    """One target as a board shows it."""
    seen = [Observation(day, value) for day, value in figures]
    newest = _newest(seen, today)
    return TargetView(
        target_id=row.target_id,
        indicator=row.indicator,
        issuer=row.issuer,
        admin_area=row.admin_area,
        domain=row.domain,
        source_id=row.source_id,
        unit=row.unit,
        comparator=row.comparator,
        direction=row.direction,
        period=row.period,
        goal=row.goal,
        goal_max=row.goal_max,
        baseline=row.baseline,
        baseline_source=row.baseline_source,
        start=row.start,
        due=row.due,
        observed=newest.value if newest else None,
        observed_on=newest.period_end if newest else None,
        revised_at=row.revised_at,
        version_count=row.version_count,
        progress=judge(_state(row), seen, today),
        changed_at=row.changed_at,
    )


def _newest(seen: Sequence[Observation], today: date) -> Observation | None:
    """The figure of the last day until today; the last said of that day."""
    for figure in reversed(seen):
        if figure.period_end <= today:
            return figure
    return None


def _state(row: Any) -> TargetState:
    return TargetState(
        indicator=row.indicator,
        indicator_key=row.indicator_key,
        unit=row.unit,
        direction=_DIRECTIONS[row.direction],
        period=_RECURRENCES[row.period] if row.period else None,
        time_period=row.time_period or "",
        start=row.start,
        due=row.due,
        comparator=_COMPARATORS[row.comparator],
        goal=row.goal,
        goal_max=row.goal_max,
        baseline=row.baseline,
        baseline_on=row.baseline_on,
        is_cancelled=row.cancelled_at is not None,
    )
