"""Finds tables in clean text and cuts them into captions, heads, rows and cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from metrics.normaliser.segments import CleanText, Paragraph

_TABBED = re.compile(r"[^\t]*")
_PIPED = re.compile(r"[^|]*")
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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its stripped text and where that stands."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row as written, empty ones too, and the label of the group of rows it stands in."""

    cells: tuple[Cell, ...]
    group: str = ""

    @property
    def filled(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.text)


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
            group, after_line = text.strip(), True
            continue
        row = Row(tuple(_cells(clean.text, paragraph)), group)
        if not row.filled or (text[0] == "|" and _RULE.fullmatch(text)):
            continue
        may_be_head = table is None or not table.rows or after_line or _HEAD_WORD.search(row.filled[0].text)
        is_head = bool(may_be_head) and not _has_numbers(row) and not (table is not None and _tells(row))
        after_line = False
        if table is None or (is_head and table.rows and len(row.filled) > 1):
            if table is not None:
                yield table
            above = tuple(reversed(list(_lines_above(clean, paragraphs, at))))
            table, group = Table(" ".join(above), above=paragraph.headings), ""
            row = Row(row.cells)
        (table.heads if is_head and not table.rows else table.rows).append(row)
    if table is not None:
        yield table


def _is_row(paragraph: Paragraph, text: str) -> bool:
    return paragraph.is_table_row or "\t" in text


def _is_label(clean: CleanText, paragraphs: Sequence[Paragraph], at: int, text: str) -> bool:
    """Whether a line between two rows labels the rows after it."""
    following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if following is None or not _is_row(following, clean.text[following.start : following.end]):
        return False
    return len(text) <= LONGEST_LABEL and not _SENTENCE.search(text) and "单位" not in text


def _cells(text: str, paragraph: Paragraph) -> Iterator[Cell]:
    start, end = paragraph.start, paragraph.end
    piped = text[start] == "|"
    if piped:
        start += 1
        end -= text[end - 1] == "|"
    position = start
    while position <= end:
        found = (_PIPED if piped else _TABBED).match(text, position, end)
        stop = found.end() if found else end
        yield _stripped(text, position, stop)
        position = stop + 1


def _stripped(text: str, start: int, end: int) -> Cell:
    written = text[start:end]
    kept = written.lstrip(_BLANK)
    start += len(written) - len(kept)
    kept = kept.rstrip(_BLANK)
    return Cell(start, start + len(kept), kept)


def _has_numbers(row: Row) -> bool:
    """Whether a row holds figures; years that head columns are none."""
    return any(_NUMBER.match(c.text) and not _YEAR_HEAD.match(c.text) and _is_figure(c.text) for c in row.filled[1:])


def _tells(row: Row) -> bool:
    """Whether a row below the heads is told in words: it begins with its number or says how much of something."""
    return _INDEX.fullmatch(row.filled[0].text) is not None or any(_TOLD.search(c.text) for c in row.filled)


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
