"""Finds tables in clean text and cuts them into captions, heads, rows and cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import CleanText, Paragraph

_RULE = re.compile(r"[|:：\-—\s]+")
_NUMBER = re.compile(r"[≥≤><约\[（↑↓]?[-+]?[0-9]")
_YEAR_HEAD = re.compile(r"(?:19|20)[0-9]{2}年?")
_BARE_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
_INDEX = re.compile("[0-9]{1,3}[.、]?")
#: An amount said in words (新建幼儿园5所); heads name none.
_TOLD = re.compile("[一-龥]{2}[0-9][0-9.]*[万亿]?(?:[个所家人名户台套件项处座条亩吨%元]|公里|平方米|千瓦|公顷)")
_SENTENCE = re.compile("[。；！？]")
_UNIT_LINE = re.compile("单位[：:]")
_GAP = re.compile("[ \u3000]{2,}|\u3000")
_BLANK = " \u3000\xa0*"
LONGEST_LABEL, LONGEST_BLOCK_LABEL = 24, 40
LONGEST_CAPTION = 60
CAPTION_LINES = MOST_LABELS = 3
#: Lines of heads that one table has at most.
MOST_HEADS = 4
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

    @property
    def is_spaced(self) -> bool:
        """Whether only blanks part the cells, so that an empty cell leaves no trace."""
        return self.line[0] != "|" and "\t" not in self.line and "|" not in self.line and "\n" not in self.line


@dataclass(slots=True)
class Table:
    """One table with the lines above it."""

    caption: str
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    above: tuple[str, ...] = ()


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
        row = Row(text, paragraph.start)
        filled = row.filled
        if not filled or (text[0] == "|" and _RULE.fullmatch(text)):
            continue
        is_head = _is_head(table, filled, after_line=bool(labels))
        opens = len(filled) == 1 and _UNIT_LINE.search(filled[0].text) is not None and bool(table and table.rows)
        if table is None or opens or (is_head and table.rows and len(filled) > 1) or not _goes_on(table, row, labels):
            if table is not None:
                yield table
            above = tuple(reversed(list(_lines_above(clean, paragraphs, at))))
            table, labels = Table(" ".join(above), above=paragraph.headings), []
        _add(table, row, filled, labels, is_head=is_head)
        labels = []
    if table is not None:
        yield table


def _add(table: Table, row: Row, filled: Sequence[Cell], labels: Sequence[str], *, is_head: bool) -> None:
    """Puts a row where it belongs; one that says a single thing above the heads is part of the caption."""
    is_note = len({cell.text for cell in filled}) == 1 and (len(filled) > 1 or bool(_UNIT_LINE.search(filled[0].text)))
    if not table.rows and is_note and len(row.cells) > 1:
        table.caption = f"{table.caption} {filled[0].text}".strip()
        return
    if not table.rows and not table.heads and len(filled) == 1 and len(row.cells) > 2:
        table.caption = f"{table.caption} {filled[0].text}".strip()
        return
    if is_head and not table.rows and len(table.heads) < MOST_HEADS:
        table.heads.append(row)
        return
    if not table.rows and table.heads and _numbers_columns(filled):
        return
    group = labels[-1] if labels else (table.rows[-1].group if table.rows else "")
    table.rows.append(row._replace(group=group))


def _is_head(table: Table | None, filled: Sequence[Cell], *, after_line: bool) -> bool:
    may_be_head = table is None or not table.rows or after_line or name_head(filled[0].text)
    if not may_be_head or _has_numbers(filled) or (table is not None and _tells(filled)):
        return False
    if table is None or not (table.heads or table.rows):
        return True
    # Under a line of heads, years side by side are heads only where no name stands before them.
    years = [cell.text for cell in filled[1:] if _BARE_YEAR.fullmatch(cell.text)]
    return (
        not years or "年" in years[0] or _YEAR_HEAD.fullmatch(filled[0].text) is not None or name_head(filled[0].text)
    )


def name_head(text: str) -> bool:
    """Whether a row that begins so is one of heads; any other without figures inside a table is one of text values."""
    return _name_heads().search(text) is not None


@cache
def _name_heads() -> re.Pattern[str]:
    return re.compile(load_lexicon("tables")["name_heads"])


def _numbers_columns(filled: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns (甲 乙 1 2 3)."""
    numbers = [cell.text for cell in filled if cell.text.isdigit()]
    others = [cell.text for cell in filled if not cell.text.isdigit()]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)] and all(
        text in "甲乙丙丁戊" or text in ("栏次", "栏目", "列次") for text in others
    )  # fmt: skip


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


def filled_of(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row that have something in them."""
    return tuple(cell for cell in cells if cell.text)


def _cells(line: str, start: int) -> list[Cell]:
    if line[0] == "|":
        return _parted_cells(line[1:].removesuffix("|"), "|", start + 1)
    if "\n" in line:
        return [cell for cell in _parted_cells(line, "\n", start) if cell.text]
    if "\t" in line or "|" in line:
        return _parted_cells(line, "\t" if "\t" in line else "|", start)
    return _spaced_cells(line, start)


def _parted_cells(line: str, mark: str, start: int) -> list[Cell]:
    cells: list[Cell] = []
    for written in line.split(mark):
        cells.append(_cell(written, start))
        start += len(written) + 1
    return cells


def _spaced_cells(line: str, start: int) -> list[Cell]:
    cells: list[Cell] = []
    last = 0
    for gap in _GAP.finditer(line):
        cells.append(_cell(line[last : gap.start()], start + last))
        last = gap.end()
    cells.append(_cell(line[last:], start + last))
    return cells


def _cell(written: str, start: int) -> Cell:
    if not written or (written[0] not in _BLANK and written[-1] not in _BLANK):
        return Cell(start, start + len(written), written)
    kept = written.lstrip(_BLANK)
    first = start + len(written) - len(kept)
    kept = kept.rstrip(_BLANK)
    return Cell(first, first + len(kept), kept)


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
