"""The indicator of a figure: the name of its row, with group and column where they are needed to tell it apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from metrics.domain.statements import Comparator
from metrics.normaliser.tables_columns import Column, says
from metrics.normaliser.tables_labels import SUMS, RowName

LONGEST_INDICATOR = 40
#: Shorter names of parts say little alone (国有, 女性).
_SHORT_LABEL = 3
#: So many places side by side are what the columns are about.
_LEAST_PLACES = 3
_BOUNDS = {
    "不低于": Comparator.GE, "不少于": Comparator.GE, "不高于": Comparator.LE, "不超过": Comparator.LE,
    "控制在": Comparator.LE, "低于": Comparator.LT, "达到": Comparator.GE, "超过": Comparator.GT,
}  # fmt: skip
_BOUNDING = tuple(_BOUNDS)
_CAPTION_PARTS = re.compile("[ \u3000：:]+")
_ABOUT = re.compile(
    "(?:附[件表][0-9]{0,2})?(?:[一-龥]{2,7}?[省市县区])?(?:(?:19|20)[0-9]{2}年度?)?([一-龥]{3,14}?)"
    "(?:目标|任务)+(?:数|量)?(?:分解|分配|安排|下达|完成|进展|进度)?(?:情况)?(?:计划|统计|汇总|明细|一览)?表"
)
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


def with_places(columns: Sequence[Column]) -> list[Column]:
    """Columns of which several are places, so that each figure is that of its place."""
    places = [column.holds_figures and says("places", column.head.replace(" ", "")) for column in columns]
    if sum(places) < _LEAST_PLACES:
        return list(columns)
    return [replace(c, is_place=True) if is_place else c for c, is_place in zip(columns, places, strict=True)]


def subject_of_caption(caption: str) -> str:
    """What a table of places is about, as its caption says (农村改厕任务分解表: 农村改厕); empty if unclear."""
    for part in reversed(_CAPTION_PARTS.split(caption)):
        found = _ABOUT.fullmatch(part)
        if found and not says("unclear_captions", found[1]):
            return found[1]
    return ""


def about_place(name: RowName, subject: str) -> RowName:
    """The name of a row that is a place alone, with what the table is about."""
    label = name.label.name
    if not subject or not (says("places", label) or label in SUMS):
        return name
    return replace(name, label=replace(name.label, name=f"{label}{subject}"))


def without_bound(name: RowName) -> tuple[RowName, Comparator | None]:
    """A name without the word that bounds its figures (城镇登记失业率低于), and what that word says."""
    label = name.label.name
    if not label.endswith(_BOUNDING) or label in _BOUNDS:
        return name, None
    word = next(word for word in _BOUNDING if label.endswith(word))
    return replace(name, label=replace(name.label, name=label.removesuffix(word))), _BOUNDS[word]


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
    if column.is_place:
        parts.insert(0, column.name)
    elif column.name and column.name not in label and not (column.is_growth_in_all and is_change(label)):
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
