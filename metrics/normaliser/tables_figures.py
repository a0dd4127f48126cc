"""Cells of tables that hold one figure, read as quantities."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.domain.statements import Comparator
from metrics.normaliser.numerals import parse_number
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.tables_cells import Cell
from metrics.normaliser.units import canonical

#: A number with the words that bound it and its unit.
FIGURE = re.compile(
    r"(?P<before>≥|>=|≤|<=|>|<|不少于|不低于|达到|达|超过|不超过|控制在|约|\[|（|增长|上升|下降|↑|↓)?[ ]?"
    r"(?P<number>[-+]?[0-9][0-9,]*(?:\.[0-9]+)?)(?:[-—~至](?P<upper>[0-9][0-9,]*(?:\.[0-9]+)?))?[ ]?"
    r"(?P<unit>[%‰一-龥²³㎡/]{0,8}?)(?P<after>以上|以下|左右|以内|及以上)?[\]）*]?"
)
_COMPARATORS = {
    "≥": Comparator.GE, ">=": Comparator.GE, "不少于": Comparator.GE, "不低于": Comparator.GE, "达到": Comparator.GE,
    "达": Comparator.GE, "以上": Comparator.GE, "及以上": Comparator.GE, "≤": Comparator.LE, "<=": Comparator.LE,
    "不超过": Comparator.LE, "控制在": Comparator.LE, "以内": Comparator.LE, "以下": Comparator.LE, ">": Comparator.GT,
    "超过": Comparator.GT, "<": Comparator.LT, "约": Comparator.APPROX, "左右": Comparator.APPROX,
}  # fmt: skip


_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?(?:度|末)?")
_UNCHANGED = frozenset({"持平", "同比持平", "基本持平"})
#: Cells that say that there is no figure.
_NO_FIGURE = re.compile(r"一{1,2}|[-—…/\\*.·“”\"]{1,6}|无|略|持平|同比持平|基本持平|另行?下达|待定|完成|未完成|达标")
#: Words before a figure that make it a change, with its sign.
CHANGES = {"增长": 1, "上升": 1, "↑": 1, "下降": -1, "↓": -1}


def is_year(text: str) -> bool:
    """Whether a cell is a year, as in the first column of a table of years."""
    return _YEAR.fullmatch(text) is not None


def is_no_figure(text: str) -> bool:
    """Whether a cell of a column of figures says that there is none (—, 持平)."""
    return _NO_FIGURE.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Whether a cell is a number with a unit or none; 12345热线满意率 is not."""
    found = FIGURE.fullmatch(text)
    return found is not None and (not found["unit"] or canonical(found["unit"]) is not None)


def quantity_of(cell: Cell, found: re.Match[str], measure: str, known: tuple[str, Decimal]) -> QuantityMatch:
    """The figure of a cell in the canonical unit of its measure; ``known`` is that unit and its factor."""
    unit, factor = known
    value = parse_number(found["number"].lstrip("+"))
    upper = parse_number(found["upper"]) if found["upper"] else None
    comparator = (
        Comparator.RANGE if upper else _COMPARATORS.get(found["before"] or "") or _COMPARATORS.get(found["after"] or "")
    )
    start = cell.start + found.start("number")
    end = cell.start + (found.end("unit") if found["unit"] else found.end("upper" if upper else "number"))
    return QuantityMatch(
        start, end, cell.start, cell.end, None if value is None else _whole(value * factor), unit, measure,
        comparator or Comparator.EQ, "table_cell", value_max=None if upper is None else _whole(upper * factor),
    )  # fmt: skip


def _whole(value: Decimal) -> Decimal:
    """A value without decimals that say nothing (32000.0 → 32000)."""
    integral = value.to_integral_value()
    return integral if value == integral else value


def is_unchanged(text: str) -> bool:
    """Whether a cell of a column of changes says that there was none."""
    return text in _UNCHANGED


def unchanged(cell: Cell) -> QuantityMatch:
    """A word such as 持平 in a column of growth: no change."""
    return QuantityMatch(
        cell.start,
        cell.end,
        cell.start,
        cell.end,
        Decimal(0),
        "%",
        "%",
        Comparator.EQ,
        "table_unchanged",
        implicit=True,
    )
