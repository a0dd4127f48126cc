"""Tables drawn with bars alone, brought to rows of cells between tabs; every character keeps its place.

Either the cells of a row stand in one line (a | b | c), or each in a line of its own that ends in a bar. There, where
nothing marks the rows, their width follows from the numbers of the rows or from what the columns hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.normaliser.records import Record
from metrics.normaliser.tables_cells import numbers_columns

#: So many lines in a row with so many bars each are a table.
LEAST_ROWS, LEAST_BARS = 3, 2
#: So many cells one a line, each with a bar behind it, may be a table; longer ones are running text.
LEAST_CELLS, LONGEST_CELL = 9, 400
#: Heads are no longer, and of so many columns.
LONGEST_HEAD, LEAST_WIDTH, MOST_WIDTH = 24, 3, 16
_LAST_BAR = re.compile(r"\|[ \u3000]*(?:\n|$)")
_FIRST_HEAD = re.compile(r"序[ \u3000]*号|编号|[一-龥]{0,4}(?:指[ \u3000]*标|项[ \u3000]*目)(?:名称)?|地区|县区")
_NUMBERED = re.compile(r"序[ \u3000]*号|编号")
_FIGURE = re.compile(r"[-+≥≤<>]?[0-9][0-9.,]*[^0-9]{0,4}|[-—―/]{1,3}")
_YEAR = re.compile("(?:19|20)[0-9]{2}年?")
_BLANK = " \u3000\xa0\n"


#: A row whose number holds for several lines of its table holds at most so many.
MOST_MERGED = 8


@dataclass(slots=True)
class _Cell(Record):
    """One cell: its text, where that begins, and where its bar stands."""

    text: str
    start: int
    bar: int


#: The cells of a row, and whether its first cell is merged with that of the row above.
_FoundRow = tuple[Sequence[_Cell], bool]


def cells_of_tables_as_rows(plain: str) -> str:
    """A text whose tables of one cell a line, with a bar behind each, are rows between tabs."""
    if plain.count("|\n") < LEAST_CELLS - 1:
        return plain
    changed: list[str] = []
    last = 0
    for run in _runs(plain):
        for row, goes_on in _rows(run):
            start, end = row[0].start, row[-1].bar
            gap, line = plain[last:start], _line(plain, row)
            if goes_on:  # its first cell is that of the row above: the bar before it becomes the end of that row
                changed[-1], gap = "\n", gap.replace("\n", "\t", 1)
            changed.extend((gap, line, "\t"))
            last = end + 1
    return "".join((*changed, plain[last:])) if changed else plain


def _line(plain: str, row: Sequence[_Cell]) -> str:
    """The cells of a row between tabs; what stands in one cell is parted by blanks."""
    starts = [row[0].start, *(cell.bar + 1 for cell in row[:-1])]
    written = (plain[start : cell.bar] for start, cell in zip(starts, row, strict=True))
    return "\t".join(cell.replace("|", " ").replace("\n", " ") for cell in written)


def _runs(plain: str) -> Iterator[list[_Cell]]:
    """Cells one after the other that all end in a bar at the end of their line."""
    run: list[_Cell] = []
    start = 0
    bar = plain.find("|")
    while bar >= 0:
        is_last = _LAST_BAR.match(plain, bar) is not None
        if bar - start > LONGEST_CELL or not is_last:
            if len(run) >= LEAST_CELLS:
                yield run
            run = []
        if is_last:
            run.append(_cell(plain, start, bar))
        start, bar = bar + 1, plain.find("|", bar + 1)
    if len(run) >= LEAST_CELLS:
        yield run


def _cell(plain: str, start: int, bar: int) -> _Cell:
    start = max(start, bar - LONGEST_CELL)
    written = plain[start:bar]
    kept = written.lstrip(_BLANK)
    return _Cell(kept.rstrip(_BLANK), start + len(written) - len(kept), bar)


def _rows(run: Sequence[_Cell]) -> Iterator[_FoundRow]:
    """The row of heads and those under it; none where they cannot be told for certain."""
    first = next((at for at, cell in enumerate(run) if _FIRST_HEAD.fullmatch(_last_line(cell))), None)
    if first is None:
        return
    opening = run[first]
    head = _last_line(opening)
    cells = [_Cell(head, opening.start + len(opening.text) - len(head), opening.bar), *run[first + 1 :]]
    width = _width_by_numbers(cells) if _NUMBERED.fullmatch(head) else _width_by_figures(cells)
    if width is None:
        return
    yield cells[:width], False
    yield from (
        _numbered_rows(cells, width) if _NUMBERED.fullmatch(head) else ((row, False) for row in _cut(cells, width))
    )


def _last_line(cell: _Cell) -> str:
    return cell.text[cell.text.rfind("\n") + 1 :].strip(_BLANK)


def _are_heads(cells: Sequence[_Cell]) -> bool:
    return all(cell.text and len(cell.text) <= LONGEST_HEAD and _may_be_head(cell.text) for cell in cells)


def _may_be_head(text: str) -> bool:
    return _FIGURE.fullmatch(text) is None or _YEAR.fullmatch(text) is not None


def _width_by_numbers(cells: Sequence[_Cell]) -> int | None:
    """How many heads stand before the row that is numbered 1, where a row 2 stands as far behind."""
    width = next((at for at, cell in enumerate(cells[: MOST_WIDTH + 1]) if cell.text == "1"), 0)
    is_clear = width >= LEAST_WIDTH and 2 * width < len(cells) and cells[2 * width].text == "2"
    return width if is_clear and _are_heads(cells[:width]) else None


def _width_by_figures(cells: Sequence[_Cell]) -> int | None:
    """The only width at which each column holds either figures or words, and the first one names."""
    widths = [width for width in range(LEAST_WIDTH, MOST_WIDTH + 1) if _is_width(cells, width)]
    return widths[0] if len(widths) == 1 else None


def _is_width(cells: Sequence[_Cell], width: int) -> bool:
    rows = [row for row in _cut(cells, width) if not numbers_columns([cell.text for cell in row])]
    left_over = cells[len(cells) - len(cells) % width :]
    if len(rows) < LEAST_ROWS - 1 or not _are_heads(cells[:width]) or any(_FIGURE.fullmatch(c.text) for c in left_over):
        return False
    columns = [[_FIGURE.fullmatch(row[at].text) is not None for row in rows if row[at].text] for at in range(width)]
    return (
        len(columns[0]) == len(rows)
        and not any(columns[0])
        and all(all(column) or not any(column) for column in columns)
        and any(map(any, columns))
    )


def _cut(cells: Sequence[_Cell], width: int) -> Iterator[Sequence[_Cell]]:
    for at in range(width, len(cells) - width + 1, width):
        yield cells[at : at + width]


def _numbered_rows(cells: Sequence[_Cell], width: int) -> Iterator[_FoundRow]:
    """Rows from their number to the next; one of more cells is told whole, as it fits under no heads."""
    at, number = width, 1
    while at < len(cells) and cells[at].text == str(number):
        following = str(number + 1)
        ends = (n for n in range(at + width, min(at + MOST_MERGED * width, len(cells))) if cells[n].text == following)
        end = next(ends, len(cells))
        if end - at < width or end - at > MOST_MERGED * width:
            return
        yield from _parted(cells[at:end], width)
        at, number = end, number + 1


def _parted(cells: Sequence[_Cell], width: int) -> Iterator[_FoundRow]:
    """The rows of one number: below the first they lack it, and a name over all of them may stand behind it."""
    group = (len(cells) - width) % (width - 1)
    if group > 1 or len(cells) == width + 1:
        yield cells, False
        return
    first = cells[: width + group]
    if group:
        number, over = first[:2]
        first = [_Cell(f"{number.text} {over.text}", number.start, over.bar), *first[2:]]
    yield first, False
    for at in range(width + group, len(cells), width - 1):
        yield cells[at : at + width - 1], True


def bars_of_tables_as_tabs(plain: str) -> str:
    """Lines without a bar before them (a | b | c) are table rows, where some that follow each other have as many."""
    lines = plain.split("\n")
    run: list[int] = []
    for at, line in enumerate((*lines, "end")):
        kept = line.strip()
        if not kept:
            continue
        if kept[0] != "|" and kept.count("|") >= LEAST_BARS:
            run.append(at)
            continue
        if len(run) >= LEAST_ROWS and Counter(lines[row].count("|") for row in run).most_common(1)[0][1] >= LEAST_ROWS:
            for row in run:
                lines[row] = lines[row].replace("|", "\t")
        run = []
    return "\n".join(lines)
