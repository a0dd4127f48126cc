"""Tables that lost their rows: cells one a line, or between bars that stand under no head.

Their heads stand in a run, and say what sort of cell each column holds (2025年: a figure, 属性: 约束性). Rows are found
by the order of these sorts; cells that fit in no order are told as a row without a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.normaliser.records import Record
from metrics.normaliser.tables_cells import Cell, Row, cell_of, numbers_columns
from metrics.normaliser.tables_stream_heads import Sort, fits, head_of, sort_of_head, sorts_of_heads, without_blanks
from metrics.normaliser.tables_stream_rows import FoundRow, RowReader

#: A head that tables begin with, alone in its cell: a sign that is cheap to look for.
_FIRST_HEAD = (
    "[ \u3000]*(?:序[ \u3000]*号|编号|[一-龥]{0,4}(?:类别|分类)|[一二三]级指标|名[ \u3000]*称"
    "|[一-龥]{0,3}指[ \u3000]*标(?:[ \u3000]*名[ \u3000]*称)?"
    "|[一-龥]{0,2}项[ \u3000]*目(?:[ \u3000]*名[ \u3000]*称|及?[ \u3000]*内[ \u3000]*容)?)[ \u3000]*(?=[|\n])"
)
_AT_START = re.compile(_FIRST_HEAD)
#: In most lines a character of no head comes before their end: that ends the matter there.
_MAY_BE_HEAD = "(?=[ \u3000一-龥]*+[|\n])"
_IN_LINE = re.compile(f"\n{_MAY_BE_HEAD}{_FIRST_HEAD}")
_IN_LINE_OR_CELL = re.compile(f"[\n|]{_MAY_BE_HEAD}{_FIRST_HEAD}")
#: Figures alone in their lines: without any, and without bars, no table lost its rows.
_FIGURE_LINE = re.compile("\n[ \u3000]*[≥≤<>]?[0-9][0-9.,]*[^0-9\n]{0,12}\n")
_CELL = re.compile("[^\n|]+")
#: A head in Latin letters of a table in two languages, and a name or a part of one in Latin letters.
_OTHER_HEAD = re.compile("[\n|][ \u3000]*(?:Item|Indicators?|Index)[ \u3000]*[|\n]")
_OTHER_NAME = re.compile("[A-Za-z][A-Za-z .,&'’（）()%/0-9-]{3,}")
#: A unit or a remark in brackets alone in its line belongs to the line above.
_OPEN, _CLOSE = ("（", "["), ("）", "]")
_FIGURE_END = re.compile("[0-9%‰—-]")
#: Heads that stand over several others (规划目标, of 2025年 and 年均增长).
_SPANNING = re.compile(
    "(?:“?十[一二三四五]五”?)?(?:规划|计划|发展|预期|主要|总体)?目标值?|(?:规划|目标|实际|完成)值|完成情况"
)
#: Heads stand within so many characters.
LONGEST_RUN_OF_HEADS = 200
#: Cells of a table that are read at most.
MOST_CELLS = 3000
MOST_HEADS, LEAST_ROWS = 16, 2
#: Heads of no known sort behind the others; what may stand before the first cell of a barred line.
_MOST_UNKNOWN, _FIRST_CELL = 2, 3
#: So many heads that open no table are tried.
MOST_FAILED = 60


@dataclass(slots=True)
class Stream(Record):
    """One table found in a run of cells: the span of its lines, its heads and its rows."""

    start: int
    end: int
    heads: Row
    rows: tuple[Row, ...]
    unread: tuple[Row, ...]


def find_streams(text: str, start: int = 0, end: int | None = None) -> list[Stream]:
    """Tables that lost their rows, in order."""
    stop = len(text) if end is None else end
    found: list[Stream] = []
    if "|" not in text and not _FIGURE_LINE.search(text, start, stop):
        return found
    at, failed = start, 0
    for first in _openings(text, start, stop):
        if first < at:
            continue
        heads = _cells(text, first, stop, MOST_HEADS)
        sorts = sorts_of_heads(cell.text for cell in heads)
        line = max(text.rfind("\n", 0, first) + 1, start)
        is_stream = len(sorts) > 1 and not _is_row_of_heads(text, line, heads, len(sorts))
        stream = _stream(text, heads[: len(sorts)], sorts, stop, line) if is_stream else None
        if stream is not None:
            found.append(stream)
            at = stream.end
            continue
        failed += 1
        if failed > MOST_FAILED:
            break
        if sorts[:1] == [Sort.INDEX]:
            at = heads[len(sorts) - 1].end  # a table of another sort: the heads behind its first open none
    return found


def _is_row_of_heads(text: str, line: int, heads: Sequence[Cell], count: int) -> bool:
    """Whether heads fill the rest of a barred line: its table kept its rows, each in a barred line of its own."""
    if text[line] != "|" or heads[0].start - line <= _FIRST_CELL:
        return False
    end = text.find("\n", heads[0].start)
    behind = heads[min(count + _MOST_UNKNOWN, len(heads)) - 1]
    return end >= 0 and behind.end > end and text[end + 1 : end + 2] == "|"


def _openings(text: str, start: int, stop: int) -> Iterator[int]:
    """Where tables may begin."""
    if _AT_START.match(text, start, stop):
        yield start
    is_barred = text.find("|", start, stop) >= 0
    for opening in (_IN_LINE_OR_CELL if is_barred else _IN_LINE).finditer(text, start, stop):
        yield opening.start() + 1


def _stream(text: str, heads: Sequence[Cell], sorts: Sequence[Sort], stop: int, line: int) -> Stream | None:
    """The table under some heads or the first of them; ``line`` is where the line of the first begins."""
    if Sort.NAME not in sorts or Sort.FIGURE not in sorts:
        return None
    first = heads[0].start
    cells = _cells(text, first, stop, MOST_CELLS)
    over = _heads_over(text, line, first)
    for count in range(len(sorts), 1, -1):
        for way in _ways(cells[:count], over):
            kinds = sorts_of_heads(head.text for head in way)
            is_numbered = numbers_columns([cell.text for cell in cells[count : 2 * count]])
            found = _read(cells[2 * count if is_numbered else count :], kinds)
            if found:
                last = max(row.end for row in found)
                end = text.find("\n", last)
                named = [cell._replace(text=head_of(cell.text, sort)) for cell, sort in zip(way, kinds, strict=True)]
                return Stream(line, len(text) if end < 0 else end, _row(text, named), *_sorted(text, found))
    return None


def _ways(heads: Sequence[Cell], over: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    """The heads as columns: with those of an upper line behind them, alone, or without one that spans others."""
    if over:
        yield [*heads, *over]
    yield heads
    for at, (head, behind) in enumerate(pairwise(heads)):
        if _SPANNING.fullmatch(without_blanks(head.text)) and sort_of_head(behind.text) is Sort.FIGURE:
            spanned = behind._replace(text=f"{head.text}{behind.text}")
            yield [*heads[:at], spanned, *heads[at + 2 :]]


def _cells(text: str, first: int, stop: int, most: int) -> list[Cell]:
    found: list[Cell] = []
    is_bilingual = _OTHER_HEAD.search(text, first, min(stop, first + LONGEST_RUN_OF_HEADS)) is not None
    for piece in _CELL.finditer(text, first, stop):
        cell = cell_of(piece[0], piece.start())
        if is_bilingual and _OTHER_NAME.fullmatch(cell.text):
            continue
        if (
            found
            and cell.text[:1] in _OPEN
            and cell.text[-1:] in _CLOSE
            and not _FIGURE_END.search(found[-1].text[-1:])
        ):
            cell = Cell(found[-1].start, cell.end, f"{found.pop().text}{cell.text}")
        if cell.text:
            if len(found) == most:
                break
            found.append(cell)
    return found


def _heads_over(text: str, line: int, first: int) -> list[Cell]:
    """Heads of an upper line that go on behind those of the lower one (年度指标值, of three, then 实际完成值)."""
    above = _cells(text, line, first, MOST_CELLS)
    run: list[Cell] = []
    for cell in reversed(above):
        if sort_of_head(cell.text) not in (Sort.FIGURE, Sort.SCORE, Sort.TEXT):
            break
        run.insert(0, cell)
    return run[1:] if len(run) > 1 else []


def _read(cells: Sequence[Cell], sorts: Sequence[Sort]) -> list[FoundRow]:
    """Rows under heads; none where too few fit, or more cells fit nowhere than fit."""
    if Sort.NAME not in sorts or Sort.FIGURE not in sorts:
        return []
    rows = RowReader(cells, sorts).read()
    read = [row for row in rows if row.is_read and not row.is_group]
    passed = sum(len(row.cells) for row in rows if not row.is_read)
    is_clear = len(read) >= LEAST_ROWS and passed <= sum(sum(1 for c in row.cells if c.text) for row in read)
    return rows if is_clear and rows[0].is_read and _holds_figures(read, sorts) else []


def _holds_figures(rows: Sequence[FoundRow], sorts: Sequence[Sort]) -> bool:
    """Whether most cells under the heads of figures are figures."""
    columns = [at for at, sort in enumerate(sorts) if sort is Sort.FIGURE]
    told = [row.cells[at].text for row in rows for at in columns if row.cells[at].text]
    return sum(fits(Sort.FIGURE, text) for text in told) * 2 > len(told)


def _sorted(text: str, rows: Sequence[FoundRow]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    read = tuple(_row(text, row.cells)._replace(is_guess=row.is_guess) for row in rows if row.is_read)
    return read, tuple(_row(text, row.cells) for row in rows if not row.is_read)


def _row(text: str, cells: Sequence[Cell]) -> Row:
    first = min(cell.start for cell in cells)
    return Row(text[first : max(cell.end for cell in cells)], first, held=tuple(cells))
