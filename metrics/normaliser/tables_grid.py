"""Finds tables in clean text and cuts them into captions, heads, rows and cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.tables_cells import Cell, Row, numbers_columns
from metrics.normaliser.tables_stream import find_streams
from metrics.normaliser.tables_stream_heads import Sort, sort_of_head
from metrics.normaliser.tables_yearly import find_yearly

_RULE = re.compile(r"[|:：\-—\s]+")
_NUMBER = re.compile(r"[≥≤><约\[（↑↓]?[-+]?[0-9]")
_YEAR_HEAD = re.compile(r"(?:19|20)[0-9]{2}年?")
_BARE_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
_INDEX = re.compile("[0-9]{1,3}[.、]?")
#: An amount said in words (新建幼儿园5所); heads name none.
_TOLD = re.compile("[一-龥]{2}[0-9][0-9.]*[万亿]?(?:[个所家人名户台套件项处座条亩吨%元]|公里|平方米|千瓦|公顷)")
_SENTENCE = re.compile("[。；！？]")
_UNIT_LINE = re.compile("单位[：:]")
LONGEST_LABEL, LONGEST_BLOCK_LABEL = 24, 40
LONGEST_CAPTION = 60
CAPTION_LINES = MOST_LABELS = 3
#: Lines of heads that one table has at most.
MOST_HEADS = 4
#: A row of more cells is none that anybody reads: a page that lost its line ends, or bait. It is told as unread.
MOST_CELLS = 2000


@dataclass(slots=True)
class Table:
    """One table with the lines above it."""

    caption: str
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    above: tuple[str, ...] = ()
    without_place: list[Row] = field(default_factory=list)


def find_tables(clean: CleanText, paragraphs: Sequence[Paragraph]) -> Iterator[Table]:
    """Tables of a text in order; short lines between rows label a group, before a new head they are a caption."""
    table: Table | None = None
    labels: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        text = clean.text[paragraph.start : paragraph.end]
        if not _is_row(paragraph, text):
            labels.append(text.strip())
            if table is not None and (len(labels) > MOST_LABELS or not _may_label(labels[-1])):
                yield table
                table = None
            continue
        if is_too_wide(text):
            continue
        if "\n" in text and (lost := _lost_table(clean, paragraph)) is not None:
            if table is not None:
                yield table
            table, labels = None, []
            lost.caption = " ".join(reversed(list(_lines_above(clean, paragraphs, at))))
            lost.above = paragraph.headings
            yield lost
            continue
        row = Row(text, paragraph.start)
        filled = row.filled
        if not filled or (text[0] == "|" and _RULE.fullmatch(text)):
            continue
        is_head = _is_head(table, filled, after_line=bool(labels))
        opens = len(filled) == 1 and _UNIT_LINE.search(filled[0].text) is not None and bool(table and table.rows)
        is_other = is_head and len(filled) > 1
        is_other = is_other and (bool(table and table.rows) or (bool(labels) and _numbers_rows(filled)))
        if table is None or opens or is_other or not _goes_on(table, row, labels):
            if table is not None:
                yield table
            above = tuple(reversed(list(_lines_above(clean, paragraphs, at))))
            table, labels = Table(" ".join(above), above=paragraph.headings), []
        _add(table, row, filled, labels, is_head=is_head)
        labels = []
    if table is not None:
        yield table


def _lost_table(clean: CleanText, paragraph: Paragraph) -> Table | None:
    """The table of a paragraph whose cells stand one a line, or between bars, so that its rows had to be found."""
    for find in (find_streams, find_yearly):
        for found in find(clean.text, paragraph.start, paragraph.end):
            return Table("", [found.heads], list(found.rows), without_place=list(found.unread))
    return None


def _add(table: Table, row: Row, filled: Sequence[Cell], labels: Sequence[str], *, is_head: bool) -> None:
    """Puts a row where it belongs; one that says a single thing above the heads is part of the caption."""
    is_note = len({cell.text for cell in filled}) == 1 and (len(filled) > 1 or bool(_UNIT_LINE.search(filled[0].text)))
    if not table.rows and is_note and len(row.cells) > 1:
        table.caption = f"{table.caption} {filled[0].text}".strip()
        return
    if not table.rows and not table.heads and len(filled) == 1 and len(row.cells) > 1:
        table.caption = f"{table.caption} {filled[0].text}".strip()
        return
    if not table.rows and not table.heads and any(_UNIT_LINE.match(cell.text) for cell in filled):
        table.caption = " ".join([table.caption, *(cell.text for cell in filled)]).strip()
        return
    if is_head and not table.rows and len(table.heads) < MOST_HEADS:
        table.heads.append(row)
        return
    if not table.rows and table.heads and numbers_columns([cell.text for cell in filled]):
        return
    group = labels[-1] if labels else (table.rows[-1].group if table.rows else "")
    table.rows.append(row._replace(group=group))


def _is_head(table: Table | None, filled: Sequence[Cell], *, after_line: bool) -> bool:
    may_be_head = table is None or not table.rows or after_line or name_head(filled[0].text)
    if not may_be_head or _parts_rows(filled[0].text) or _has_numbers(filled) or (table is not None and _tells(filled)):
        return False
    if table is None or not (table.heads or table.rows):
        return True
    # Under a line of heads, years side by side are heads only where no name stands before them.
    years = [cell.text for cell in filled[1:] if _BARE_YEAR.fullmatch(cell.text)]
    return (
        not years or "年" in years[0] or _YEAR_HEAD.fullmatch(filled[0].text) is not None or name_head(filled[0].text)
    )


def _numbers_rows(heads: Sequence[Cell]) -> bool:
    """Whether heads begin with that of the numbers of rows: behind a line of text, heads above it are another's."""
    return sort_of_head(heads[0].text) is Sort.INDEX


def name_head(text: str) -> bool:
    """Whether a row that begins so is one of heads; any other without figures inside a table is one of text values."""
    return _name_heads().search(text) is not None and not _parts_rows(text)


def _parts_rows(text: str) -> bool:
    """Whether a cell says by what the rows below it are parted (按品种分)."""
    return text[0] == "按" and text.endswith(("分", "分组", "分类"))


@cache
def _name_heads() -> re.Pattern[str]:
    return re.compile(load_lexicon("tables")["name_heads"])


def _goes_on(table: Table, row: Row, labels: Sequence[str]) -> bool:
    """Whether a row behind lines of text still belongs to the table: behind one short line, or as wide as the last."""
    if not labels:
        return True
    if any(_UNIT_LINE.search(label) for label in labels):
        return False
    if len(labels) == 1 and len(labels[0]) <= LONGEST_LABEL:
        return True
    last = table.rows[-1] if table.rows else table.heads[-1] if table.heads else None
    return last is not None and len(last.cells) == len(row.cells)


def _is_row(paragraph: Paragraph, text: str) -> bool:
    return paragraph.is_table_row or "\t" in text


def is_too_wide(row: str) -> bool:
    """Whether a row has more cells than a table of a bulletin can have."""
    return len(row) > MOST_CELLS and row.count("|" if row[0] == "|" else "\t") >= MOST_CELLS


def _may_label(line: str) -> bool:
    """Whether a line between two rows may label the rows after it."""
    return len(line) <= LONGEST_BLOCK_LABEL and not _SENTENCE.search(line)


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
    return digits * 2 >= len(text) or text[:1] in "≥≤><约↑↓"


def _lines_above(clean: CleanText, paragraphs: Sequence[Paragraph], at: int) -> Iterator[str]:
    for paragraph in reversed(paragraphs[max(0, at - CAPTION_LINES) : at]):
        text = clean.text[paragraph.start : paragraph.end]
        if paragraph.is_table_row or len(text) > LONGEST_CAPTION or _SENTENCE.search(text):
            return
        yield text
