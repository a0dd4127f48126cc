"""What the head of a column and the label of a row say: name, unit, date, growth, target or base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from metrics.domain.statements import Recurrence
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.times_context import expressions_in
from metrics.normaliser.times_readings import Reference, TimeRole
from metrics.normaliser.units import canonical

_BRACKET = re.compile(r"[（(\[]([^（）()\[\]]{1,12})[）)\]]")
_CAPTION_UNIT = re.compile(r"单位[：:][ 　]*([^\s，。；）)]{1,12})")
_MARKS = re.compile(
    r"^(?:[#＃*·•\-—]+|其中[：:，]?|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、])+"
)
_SIGNS = re.compile(r"[±%‰+\-（）()]")
_SLASH_UNIT = re.compile(r"[/／]([^/／]{1,8})$")


@dataclass(frozen=True, slots=True)
class Column:
    """Meaning of one column."""

    name: str
    unit: str | None = None
    due: date | None = None
    is_unit: bool = False
    is_ignored: bool = False
    is_growth: bool = False
    is_target: bool = False
    is_base: bool = False
    is_named: bool = True
    is_deadline: bool = False
    period: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Name of a row, the unit in it, and whether it is a part of a row above."""

    name: str
    unit: str | None
    is_part: bool
    parent: str = ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("tables")[name])


def unit_in(text: str) -> tuple[str, str | None]:
    """Text without its bracketed unit, and that unit (产量（万吨） → 产量, 万吨)."""
    for found in _BRACKET.finditer(text):
        word = found[1].replace("±", "").strip()
        if canonical(word) is not None:
            return (text[: found.start()] + text[found.end() :]).strip(), word
    slash = _SLASH_UNIT.search(text)
    if slash and canonical(slash[1]) is not None:
        return text[: slash.start()].strip(), slash[1]
    return text.strip(), None


def unit_of_caption(caption: str) -> str | None:
    """The one unit that a caption gives for the table (单位：亿元)."""
    found = _CAPTION_UNIT.search(caption)
    word = found[1] if found else unit_in(caption)[1]
    return word if word and canonical(word) is not None else None


def read_column(head: str, reference: Reference) -> Column:
    """Meaning of a column from its head, several lines of heads joined."""
    if head.replace(" ", "") in load_lexicon("tables")["unit_columns"]:
        return Column(head, is_unit=True)
    if _pattern("deadlines").search(head):
        return Column(head, is_ignored=True, is_deadline=True)
    name, unit = unit_in(head)
    due = last_day_in(name, reference)
    plain = _MARKS.sub("", without_times(name, reference))
    if _pattern("ignored").search(name) and unit is None and due is None:
        return Column(name, is_ignored=True)
    is_growth = bool(_pattern("growth").search(name)) and not name.endswith("就业")
    if is_growth and unit is None and not _pattern("growth_amounts").search(name):
        unit = "%"
    plain = _growth_name(_SIGNS.sub("", plain)) if is_growth else _share_name(plain, unit)
    is_named = bool(plain) and not any(_pattern("generic").fullmatch(part) for part in (plain, name))
    is_base = bool(_pattern("bases").search(name))
    return Column(
        plain if is_named else "", unit, due, is_growth=is_growth, is_named=is_named, is_base=is_base,
        is_target=bool(_pattern("targets").search(name)) and not is_base, period=period_of(name),
    )  # fmt: skip


def _growth_name(name: str) -> str:
    return f"{name}增长" if name in ("同比", "环比", "比上年", "较上年", "比去年") else name


def _share_name(name: str, unit: str | None) -> str:
    return f"占{name[1:]}比重" if unit == "%" and name.startswith(("为", "占")) and not name.endswith("比重") else name


def read_label(text: str) -> Label:
    """Name and unit of a row; # and 其中 mark a part of the row above."""
    name, unit = unit_in(text)
    bare = _MARKS.sub("", name).strip()
    return Label(bare or name, unit, text.lstrip().startswith(("#", "其中", "＃")))


def last_day_in(text: str, reference: Reference) -> date | None:
    """Last day of the time that a head or caption names."""
    days = [e.last for e in expressions_in(text, 0, len(text), reference) if e.role is not TimeRole.COMPARED and e.last]
    return days[-1] if days else None


def without_times(text: str, reference: Reference) -> str:
    """A head without its dates (2025年目标 → 目标)."""
    kept, position = [], 0
    for expression in expressions_in(text, 0, len(text), reference):
        if expression.role is TimeRole.DATE:
            kept.append(text[position : expression.start].removesuffix("到").removesuffix("至"))
            position = expression.end
    return "".join([*kept, text[position:]]).strip(" 　，、：")


def period_of(name: str) -> Recurrence | None:
    """Period after which the amounts of a column or row recur (年均增速, 日供水量)."""
    times = expressions_in(name, 0, len(name), Reference())
    return next((e.period for e in times if e.role is TimeRole.RECURRENCE), None)


def is_change_of_all(caption: str) -> bool:
    """Whether a caption makes every figure of its table a change (比上年涨跌幅度), not one of two things shown."""
    found = _pattern("growth_captions").search(caption)
    return found is not None and not _pattern("more_than_growth").search(caption, 0, found.start())


def implied_unit(name: str) -> str | None:
    """Unit that a name of rates or of counts implies where none is written."""
    if _pattern("percent_names").search(name[-4:]):
        return "%"
    return next((u or None for word, u in load_lexicon("tables")["count_names"].items() if name.endswith(word)), None)
