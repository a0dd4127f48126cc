"""What the head of a column and the label of a row say: name, unit, date, growth, target or base."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from metrics.domain.statements import Recurrence
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.tables_units import unit_in
from metrics.normaliser.times_context import expressions_in
from metrics.normaliser.times_readings import Reference, TimeRole

_MARKS = re.compile(
    r"^(?:[#＃*·•\-—]+|其中[：:，]?|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、])+"
)
_PART = re.compile(r"[ \u3000]*(?:[#＃]|其中)")
#: A second meaning in brackets: 年均增长[累计].
_BESIDE = re.compile(r"\[[^\[\]]{1,6}\]")
_YEAR_AT_START = re.compile("^((?:19|20)[0-9]{2})年度?")
_LONGEST_GENERIC = 16
_BRACKETED = re.compile("（([^（）]{0,16})）")
_SIGNS = re.compile(r"[±%‰+\-（）()]")
#: A year without 年: 2008, 2023实际, 2025E.
_BARE_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9.,年/\-])(?:[EF](?![A-Za-z]))?")
#: A blank that a page put into a time (1- 8月).
_BLANK_IN_TIME = re.compile("(?<=[0-9]) (?=[-—月年日季])|(?<=[0-9][-—]) (?=[0-9])")


@dataclass(frozen=True, slots=True)
class Column:
    """Meaning of one column.

    ``back`` says that its figures are of a time before that of the table, ``span`` over what they are summed up
    (本月, 自年初累计). A unit that is not said is the percent that every change is in.
    """

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
    back: str | None = None
    span: str = ""
    head: str = ""
    is_unit_said: bool = True
    holds_figures: bool = False
    is_words_only: bool = False
    is_ambiguous: bool = False
    is_scope: bool = False
    is_place: bool = False

    @property
    def holds_text(self) -> bool:
        """Whether no figure belongs into this column."""
        return self.is_unit or self.is_ignored

    @property
    def is_growth_in_all(self) -> bool:
        """Whether the figures are changes over all the years of a plan (年均增长[累计])."""
        return self.is_growth and (self.period is not None or self.name.startswith("累计"))

    @property
    def is_share(self) -> bool:
        """Whether the figures are shares of something else (为预算的%, 完成率)."""
        return self.unit == "%" and (self.name.startswith("占") or says("shares_done", self.head))

    def known_to_hold(self, *, figures: bool, words: bool) -> Column:
        """The column with what its cells are: figures in most, or no figure in any."""
        return replace(self, holds_figures=figures, is_words_only=words)


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


def says(name: str, text: str) -> bool:
    """Whether a text holds one of the words that the table lexicon lists under a name."""
    return _pattern(name).search(text) is not None


def with_years(text: str) -> str:
    """A head whose bare years are written in full (2023实际 → 2023年实际)."""
    return _BARE_YEAR.sub(r"\1年", text)


def read_column(head: str, reference: Reference) -> Column:
    """Meaning of a column from its head, several lines of heads joined."""
    head = _BLANK_IN_TIME.sub("", with_years(head))
    if head.replace(" ", "") in load_lexicon("tables")["unit_columns"]:
        return Column(head, is_unit=True, head=head)
    if says("scopes", head):
        return Column(head, is_ignored=True, is_scope=True, head=head)
    if says("deadlines", head):
        return Column(head, is_ignored=True, is_deadline=True, head=head)
    name, unit = unit_in(head)
    dated = _pattern("no_days").sub("", name)
    due = last_day_in(dated, reference)
    if says("ignored", name) and unit is None and due is None:
        return Column(name, is_ignored=True, head=head)
    is_done = says("shares_done", head)
    is_growth = not is_done and says("growth", name) and not name.endswith("就业")
    due = due or _year_named(dated)
    plain = _MARKS.sub("", _YEAR_AT_START.sub("", without_times(_BESIDE.sub("", name), reference)))
    span = _pattern("spans").search(plain)
    plain = _pattern("spans").sub("", plain, count=1) if span else plain
    is_said = unit is not None or "%" in head
    unit = _unit_of_growth(head, name, unit) if is_growth else "%" if is_done and unit is None else unit
    plain = _BRACKETED.sub(_telling_bracket, plain)
    plain = _growth_name(_SIGNS.sub("", plain)) if is_growth else _share_name(plain, unit)
    is_named = bool(plain) and not (is_generic(plain) or is_generic(name))
    is_base = not is_growth and (is_done or says("bases", name))
    return Column(
        plain if is_named else "", unit, due, is_growth=is_growth, is_named=is_named, is_base=is_base,
        is_target=says("targets", name) and not is_base and not is_done, period=period_of(name),
        back=None if is_growth else _time_back(name), span=span[0] if span else "", head=head, is_unit_said=is_said,
    )  # fmt: skip


def _telling_bracket(found: re.Match[str]) -> str:
    """A bracket as it stands; none where it only says what sort of figure it is (（实际）, （目标）)."""
    return "" if not found[1] or is_generic(found[1]) else found[0]


def summed_up(column: Column) -> Column:
    """A column of yearly changes for a figure in [ ], which is that of all its years together."""
    return replace(column, period=None, name=column.name.replace("年均", "累计"))


def is_generic(head: str) -> bool:
    """Whether a head says nothing of what is measured (绝对数, 2023年实际完成数)."""
    return len(head) <= _LONGEST_GENERIC and _generics().fullmatch(head) is not None


@cache
def _generics() -> re.Pattern[str]:
    return re.compile(f"(?:{load_lexicon('tables')['generic']}){{1,3}}")


def _year_named(head: str) -> date | None:
    """Last day of the year that a head begins with (2023年预算数)."""
    found = _YEAR_AT_START.match(head)
    return date(int(found[1]), 12, 31) if found else None


def _unit_of_growth(head: str, name: str, unit: str | None) -> str | None:
    """A change is in percent unless its own words say what it is in (产量（万吨）同比: percent)."""
    if unit is None and says("growth_of_rates", name):
        return "百分点"
    if says("growth_amounts", name[_pattern("growth").search(name).start() :]):  # type: ignore[union-attr]
        return unit
    if unit is not None and head.find(unit) < _pattern("growth").search(head).start():  # type: ignore[union-attr]
        return "%"
    return unit or "%"


def _time_back(name: str) -> str | None:
    return next((back for back in ("year_begin", "last_year") if says(back, name)), None)


def _growth_name(name: str) -> str:
    return f"{name}增长" if name in ("同比", "环比", "比上年", "较上年", "比去年") else name


def _share_name(name: str, unit: str | None) -> str:
    """Name of a column of shares: 为年初预算 and 执行数为预算数的% are the share of the budget."""
    name = re.sub("^(?:执行数|决算数|完成数?|累计完成)(?=[为占])", "", name)
    is_share = unit == "%" and name.startswith(("为", "占")) and not name.endswith("比重")
    return f"占{name[1:].rstrip('的%')}比重" if is_share else name


def read_label(text: str) -> Label:
    """Name and unit of a row; # and 其中 mark a part of the row above."""
    name, unit = unit_in(text)
    bare = _MARKS.sub("", name).strip()
    return Label(bare or name, unit, _PART.match(text) is not None)


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
