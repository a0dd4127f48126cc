"""Tables of yearbooks whose columns are parted by single blanks: a line of years, and rows that end in as many figures.

Where names stand in two languages, the Chinese one is kept, with the rest of it from the line below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.normaliser.records import Record
from metrics.normaliser.tables_cells import Cell, Row, cell_of

_YEAR = "(?:19|20)[0-9]{2}"
#: A line of years, with nothing but words before them.
_LINE_OF_YEARS = rf"[^\n0-9，。；：]{{0,40}}+(?<![^\s]){_YEAR}年?(?:[ \u3000]+{_YEAR}年?)+[ \u3000]*$"
_HEAD, _HEAD_BELOW = re.compile(_LINE_OF_YEARS, re.MULTILINE), re.compile(f"\n{_LINE_OF_YEARS}", re.MULTILINE)
_WORD = re.compile(r"[^ \u3000\xa0）]*）|[^ \u3000\xa0）]+")
_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-—…]{1,3}|\.{3}")
_YEARS = re.compile(rf"{_YEAR}年?")
_IS_CHINESE = re.compile("[一-龥]")
_LATIN = re.compile("[A-Za-z]")
#: Where a name in Latin letters begins behind the Chinese one.
_OTHER_NAME = re.compile(r"(?<=[一-龥）%)])[ \u3000]*(?=[#(（\"“]?[A-Z])")
_SENTENCE = re.compile("[。；！？]")
_UNIT_AT_END = re.compile("）$")
LONGEST_LINE = 200
#: So many lines without figures may stand between two rows.
_MOST_BETWEEN = 3
_LEAST_ROWS = 2
#: Shorter titles between rows (人口, 教育) name what the table goes on with, and measure nothing.
_LONGEST_TOPIC = 2


@dataclass(slots=True)
class YearlyTable(Record):
    """One table: the span of its lines, its heads and its rows, and lines with figures that fit in no row."""

    start: int
    end: int
    heads: Row
    rows: tuple[Row, ...]
    unread: tuple[Row, ...]


def find_yearly(text: str, start: int = 0, end: int | None = None) -> list[YearlyTable]:
    """Tables of a text with a line of years over rows parted by blanks, in order."""
    found: list[YearlyTable] = []
    at, stop = start, len(text) if end is None else end
    while (head := _next_head(text, at, stop)) is not None:
        table = _table(text, *head, stop)
        at = table.end if table else head[1]
        if table:
            found.append(table)
    return found


def _next_head(text: str, at: int, stop: int) -> tuple[int, int] | None:
    """The next line of years, its line end left out."""
    if (at == 0 or text[at - 1] == "\n") and (head := _HEAD.match(text, at, stop)):
        return head.span()
    below = _HEAD_BELOW.search(text, at, stop)
    return (below.start() + 1, below.end()) if below else None


def _table(text: str, start: int, behind: int, stop: int) -> YearlyTable | None:
    words = [Cell(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, behind)]
    years = [word for word in words if _YEARS.fullmatch(word.text)]
    if len({year.text for year in years}) < len(years):
        return None
    rows: list[Row] = []
    unread: list[Row] = []
    group = before = ""
    between, end, opened = 0, behind, behind
    for first, last in _lines(text, behind, stop):
        line = text[first:last]
        cells = _row_cells(line, first, len(years))
        if cells and cells[0].text[0] == "（":
            cells = _with_beginning(cells, group, opened) if between else ()
            group = before
        if cells:
            rows.append(Row(line, first, group if len(group) > _LONGEST_TOPIC else "", held=cells))
            between, end = 0, last
            continue
        between += 1
        is_lost = between > _MOST_BETWEEN or len(unread) > len(rows) + _MOST_BETWEEN
        if is_lost or len(line) > LONGEST_LINE or _SENTENCE.search(line):
            break
        if _FIGURE.fullmatch(line.split()[-1]):
            unread.append(Row(line, first, held=_words(line, first)))
            between -= 1
        elif rows and between == 1 and _goes_on(rows[-1], line):
            rows[-1] = _with_rest(rows[-1], line)
            end = last
        elif _IS_CHINESE.search(line):
            before, group, opened = group, chinese_part(line), first
    if len(rows) < max(_LEAST_ROWS, len(unread)):
        return None
    name = Cell(start, start, "指标")
    unread = [row for row in unread if row.start < end]
    return YearlyTable(start, end, Row(text[start:behind], start, held=(name, *years)), named(rows), tuple(unread))


def _lines(text: str, at: int, stop: int) -> Iterator[tuple[int, int]]:
    """Lines with something in them."""
    while at < stop:
        end = text.find("\n", at, stop)
        end = stop if end < 0 else end
        kept = cell_of(text[at:end], at)
        if kept.text:
            yield kept.start, kept.end
        at = end + 1


def _row_cells(line: str, start: int, width: int) -> tuple[Cell, ...]:
    """The name and the figures of a row; none where there are more or fewer figures than years."""
    words = _words(line, start)
    figures = words[-width:]
    names = words[:-width]
    if not names or not all(_FIGURE.fullmatch(word.text) for word in figures) or _FIGURE.fullmatch(names[-1].text):
        return ()
    label = line[: figures[0].start - start].strip()
    if not _IS_CHINESE.search(label) or not any(figure.text[-1].isdigit() for figure in figures):
        return ()
    return (Cell(start, start + len(label), label), *figures)


def _words(line: str, start: int) -> tuple[Cell, ...]:
    return tuple(Cell(start + m.start(), start + m.end(), m[0]) for m in _WORD.finditer(line))


def chinese_part(label: str) -> str:
    """The Chinese name of two."""
    other = _OTHER_NAME.search(label)
    return label[: other.start()].strip() if other else label


def _goes_on(row: Row, line: str) -> bool:
    """Whether a line is the rest of a Chinese name: one without any Latin letter below a row named in both."""
    label = row.held[0].text
    is_bilingual = _LATIN.search(label) is not None
    return is_bilingual and _IS_CHINESE.search(line) is not None and _LATIN.search(line) is None and (
        _UNIT_AT_END.search(chinese_part(label)) is None
    )  # fmt: skip


def _with_rest(row: Row, line: str) -> Row:
    name = row.held[0]
    whole = Cell(name.start, name.end, f"{chinese_part(name.text)}{line.strip()}")
    return row._replace(held=(whole, *row.held[1:]))


def _with_beginning(cells: Sequence[Cell], beginning: str, start: int) -> tuple[Cell, ...]:
    """A row that begins with the unit alone, and the name from the line above it."""
    return (Cell(start, cells[0].end, f"{beginning}{chinese_part(cells[0].text)}"), *cells[1:])


def named(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows with the Chinese names alone."""
    return tuple(row._replace(held=(_chinese(row.held[0]), *row.held[1:])) for row in rows)


def _chinese(name: Cell) -> Cell:
    return name._replace(text=chinese_part(name.text))
