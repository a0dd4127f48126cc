"""Finds tables in clean text and cuts them into captions, heads, rows and cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from metrics.normaliser.segments import CleanText, Paragraph

_RULE = re.compile(r"[|:：\-—\s]+")
_NUMBER = re.compile(r"[≥≤><约\[（]?[-+]?[0-9]")
#: Words that a row of heads begins with; any other row without figures inside a table is a row of text values.
_HEAD_WORD = re.compile(
    r"指标|项目|名称|类别|序号|年份|年度|单位|地区|品种|产品|学校|区域|分类|种类|内容|县区|行业|科目|时间"
)
_YEAR_HEAD = re.compile(r"(?:19|20)[0-9]{2}年?")
_INDEX = re.compile("[0-9]{1,3}[.、]?")
#: An amount said in words (新建幼儿园5所); heads name none.
_TOLD = re.compile("[一-龥]{2}[0-9][0-9.]*[万亿]?(?:[个所家人名户台套件项处座条亩吨%元]|公里|平方米|千瓦|公顷)")
_SENTENCE = re.compile("[。；！？]")
_BLANK = " \u3000\xa0*"
LONGEST_LABEL = 24
LONGEST_CAPTION = 60
CAPTION_LINES = 3
#: A row of more cells is none that anybody reads: a page that lost its line ends, or bait. It is told as unread.
MOST_CELLS = 2000


class Cell(NamedTuple):
    """One cell: its stripped text and where that stands."""

    start: int
    end: int
    text: str


class Row(NamedTuple):
    """One row as written, where it stands, and the label of the group of rows it stands in.

    Its cells are cut when they are asked for: a table keeps its rows, and cells weigh much more than the text.
    """

    line: str
    start: int
    group: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, empty ones too."""
        return tuple(_cells(self.line, self.start))

    @property
    def filled(self) -> tuple[Cell, ...]:
        """Cells with something in them."""
        return filled_of(self.cells)


@dataclass(slots=True)
class Table:
    """One table with the lines above it."""

    caption: str
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    above: tuple[str, ...] = ()


def find_tables(clean: CleanText, paragraphs: Sequence[Paragraph]) -> Iterator[Table]:
    """Tables of a text in order; a short line between rows labels a group, before a new head it is a caption."""
    table: Table | None = None
    group, after_line = "", False
    for at, paragraph in enumerate(paragraphs):
        text = clean.text[paragraph.start : paragraph.end]
        if not _is_row(paragraph, text):
            if table is not None and not _is_label(clean, paragraphs, at, text):
                yield table
                table = None
            group, after_line = text.strip() if len(text) <= LONGEST_LABEL else "", True
            continue
        if is_too_wide(text):
            continue
        row = Row(text, paragraph.start, group)
        filled = row.filled
        if not filled or (text[0] == "|" and _RULE.fullmatch(text)):
            continue
        may_be_head = table is None or not table.rows or after_line or _HEAD_WORD.search(filled[0].text)
        is_head = bool(may_be_head) and not _has_numbers(filled) and not (table is not None and _tells(filled))
        after_line = False
        if table is None or (is_head and table.rows and len(filled) > 1):
            if table is not None:
                yield table
            above = tuple(reversed(list(_lines_above(clean, paragraphs, at))))
            table, group = Table(" ".join(above), above=paragraph.headings), ""
            row = row._replace(group="")
        (table.heads if is_head and not table.rows else table.rows).append(row)
    if table is not None:
        yield table


def _is_row(paragraph: Paragraph, text: str) -> bool:
    return paragraph.is_table_row or "\t" in text


def is_too_wide(row: str) -> bool:
    """Whether a row has more cells than a table of a bulletin can have."""
    return len(row) > MOST_CELLS and row.count("|" if row[0] == "|" else "\t") >= MOST_CELLS


def _is_label(clean: CleanText, paragraphs: Sequence[Paragraph], at: int, text: str) -> bool:
    """Whether a line between two rows labels the rows after it."""
    following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if following is None or not _is_row(following, clean.text[following.start : following.end]):
        return False
    return len(text) <= LONGEST_LABEL and not _SENTENCE.search(text) and "单位" not in text


def filled_of(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row that have something in them."""
    return tuple(cell for cell in cells if cell.text)


def _cells(line: str, start: int) -> Iterator[Cell]:
    piped = line[0] == "|"
    if piped:
        start += 1
        line = line[1:].removesuffix("|")
    for written in line.split("|" if piped else "\t"):
        kept = written.lstrip(_BLANK)
        first = start + len(written) - len(kept)
        kept = kept.rstrip(_BLANK)
        yield Cell(first, first + len(kept), kept)
        start += len(written) + 1


def _has_numbers(filled: Sequence[Cell]) -> bool:
    """Whether a row holds figures; years that head columns are none."""
    return any(_NUMBER.match(c.text) and not _YEAR_HEAD.match(c.text) and _is_figure(c.text) for c in filled[1:])


def _tells(filled: Sequence[Cell]) -> bool:
    """Whether a row below the heads is told in words: it begins with its number or says how much of something."""
    return _INDEX.fullmatch(filled[0].text) is not None or any(_TOLD.search(c.text) for c in filled)


def _is_figure(text: str) -> bool:
    if any(c in "年月季" for c in text):
        return False
    digits = sum(c.isdigit() or c in ".,%-+" for c in text)
    return digits * 2 >= len(text) or text[:1] in "≥≤><约"


def _lines_above(clean: CleanText, paragraphs: Sequence[Paragraph], at: int) -> Iterator[str]:
    for paragraph in reversed(paragraphs[max(0, at - CAPTION_LINES) : at]):
        text = clean.text[paragraph.start : paragraph.end]
        if paragraph.is_table_row or len(text) > LONGEST_CAPTION or _SENTENCE.search(text):
            return
        yield text
