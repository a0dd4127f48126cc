"""The columns of a table together: what is told of one by those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from metrics.normaliser.tables_cells import Row
from metrics.normaliser.tables_columns import Column, is_change_of_all, read_column, says
from metrics.normaliser.tables_rows import with_sorts
from metrics.normaliser.tables_scene import Scene

#: Columns of so many times are a series.
_LEAST_DAYS = 2


def columns_of(heads: Sequence[str], rows: Sequence[Row], scene: Scene) -> list[Column]:
    """The columns under some heads, with what those beside them and the caption say of each."""

    columns = with_sorts([read_column(head, scene.reference) for head in heads], rows)
    if any(column.is_base for column in columns):
        columns = [_beside_done(column, scene.day) for column in columns]
    if is_change_of_all(scene.caption) and not any(column.is_growth for column in columns):
        columns = [replace(column, is_growth=True) for column in columns]
    columns = _with_times_beside(columns)
    aims = [column.due for column in columns if column.is_target]
    if not aims:
        return _with_last_year(columns)
    aim = max(filter(None, aims), default=None)
    return [replace(c, is_target=True, due=c.due or aim) if c.period and c.is_growth else c for c in columns]


def _beside_done(column: Column, day: date | None) -> Column:
    """A column beside one of what was done: an aim of no other time is that of the year, not of the day reported."""
    is_target = column.is_target or says("aims_beside_done", column.head)
    is_of_year = is_target and day is not None and column.due is None and not says("of_months", column.head)
    return replace(column, is_target=is_target, due=date(day.year, 12, 31) if is_of_year and day else column.due)


def _with_last_year(columns: Sequence[Column]) -> list[Column]:
    """Yearly changes beside years are those up to the last of them."""
    days = [column.due for column in columns if column.due]
    if len(days) < _LEAST_DAYS:
        return list(columns)
    return [replace(c, due=max(days)) if c.period and c.is_growth and not c.due else c for c in columns]


def _with_times_beside(columns: Sequence[Column]) -> list[Column]:
    """Changes and shares without a time of their own are of the column to their left, or the later one before it."""
    told: list[Column] = []
    for column in columns:
        beside = [c for c in told[-2:] if not c.holds_text]
        last = beside[-1] if beside else None
        if last is None or last.due is None or column.due or column.period or not (column.is_growth or column.is_share):
            told.append(column)
            continue
        first = beside[0]
        of = first if column.is_growth and first.due and first.due > last.due else last
        told.append(replace(column, due=of.due, is_target=column.is_growth and of.is_target))
    return told
