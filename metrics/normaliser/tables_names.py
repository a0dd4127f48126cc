"""The indicator of a figure: the name of its row, with group and column where they are needed to tell it apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from metrics.normaliser.tables_columns import Column, says
from metrics.normaliser.tables_labels import RowName

LONGEST_INDICATOR = 40
#: Shorter names of parts say little alone (国有, 女性).
_SHORT_LABEL = 3
_UNIT_OR_SIGN = re.compile(r"[（(][^（）()]*[）)]|[±%‰]")


def told_apart(columns: Sequence[Column]) -> list[Column]:
    """Columns with the same name, time and unit get their heads for names; those with the same head stay in doubt.

    Beside a sum since January, a figure of the month alone says so.
    """
    keys = [_key(column) for column in columns]
    many = Counter(key for column, key in zip(columns, keys, strict=True) if not column.holds_text and column.head)
    heads = Counter(column.head for column in columns)
    told = []
    for column, key in zip(columns, keys, strict=True):
        if many[key] < 2 or column.holds_text or not column.holds_figures:
            told.append(column)
        elif heads[column.head] > 1:
            told.append(replace(column, is_ambiguous=True))
        elif column.span:
            told.append(column if "累计" in column.span else replace(column, name=f"{column.span}{column.name}"))
        else:
            told.append(replace(column, name=_UNIT_OR_SIGN.sub("", column.head), is_named=True))
    return told


def _key(column: Column) -> tuple[object, ...]:
    return (
        column.name, column.due, column.unit, column.is_growth, column.is_target, column.is_base, column.back,
        column.period, column.holds_figures,
    )  # fmt: skip


def indicator_for(name: RowName, column: Column, *, is_twice: bool) -> str:
    """The indicator of one figure, without the year of its column or row."""
    label = "" if name.is_year else name.label.name
    parent = name.label.parent
    needs_parent = not column.name or (column.span and len(label) <= _SHORT_LABEL)
    if parent and needs_parent and parent not in label and parent != name.group:
        label = f"{parent}（{label}）"
    parts = [label]
    if is_twice and name.left and name.left not in label:
        parts.insert(0, name.left)
    elif _needs(name.group, label, is_twice=is_twice):
        parts.insert(len(parts) if _is_measured(name.group) else 0, name.group)
    if column.name and column.name not in label and not (column.is_growth_in_all and is_change(label)):
        parts.append(column.name)
    return "".join(parts)[:LONGEST_INDICATOR]


def _needs(group: str, label: str, *, is_twice: bool) -> bool:
    """Whether the group belongs into the name: it says what is measured, or tells equal labels apart."""
    if not group or group in label or (label and label in group):
        return False
    return is_twice or _is_measured(group)


def _is_measured(group: str) -> bool:
    return says("measured_groups", group) and not says("mixed_groups", group)


def is_change(label: str) -> bool:
    """Whether the name of a row is that of a change already (研发投入增长, 单位能耗降低)."""
    return says("changes", label)
