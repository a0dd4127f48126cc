"""Puts the cells of a row under the columns of its table, and says how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.normaliser.records import Record
from metrics.normaliser.tables_cells import Cell, Row, filled_of
from metrics.normaliser.tables_columns import Column
from metrics.normaliser.tables_figures import is_figure, is_no_figure, is_year
from metrics.normaliser.tables_stream_forms import with_sign
from metrics.normaliser.tables_stream_heads import Sort, is_sign, names_words, sort_of_head

#: How sure cells are that stand under their heads, and those whose place follows only from what they hold.
SURE, FITTED = 1.0, 0.6
#: In wider tables no row is moved to where it would fit.
_WIDEST_TO_MOVE = 60
#: A cell of words, which no column of numbers holds; sums and titles of parts stand there of right.
_TASK = re.compile("(?!(?:合|总|小) *计|[一二三四五六七八九十]{1,3}、|[（(第])[一-龥“]{3}")


@dataclass(slots=True)
class PlacedRow(Record):
    """Cells with their columns, in order; ``sureness`` is 0 where no place fits."""

    cells: tuple[tuple[Column, Cell], ...]
    sureness: float

    def under(self, columns: Sequence[Column]) -> PlacedRow:
        """Those cells that stand under some of the columns."""
        if len(self.cells) == len(columns):
            return self
        return PlacedRow(tuple(entry for entry in self.cells if any(entry[0] is c for c in columns)), self.sureness)


def parts_of(columns: Sequence[Column]) -> list[Sequence[Column]]:
    """Columns cut before those that name anew what the figures behind them are of (项目, 预算数, 三级指标, 指标值)."""
    cuts, has_figure_before = [0], False
    for at, column in enumerate(columns):
        if has_figure_before and column.is_words_only and names_words(column.head):
            cuts.append(at)
            has_figure_before = False
        is_mixed = not column.is_words_only and not column.holds_text and sort_of_head(column.head) is Sort.FIGURE
        has_figure_before = has_figure_before or column.holds_figures or is_mixed
    return [columns[start:end] for start, end in zip(cuts, [*cuts[1:], len(columns)], strict=True)]


def widths_of(rows: Sequence[Row]) -> tuple[int, int]:
    """How many cells most rows with figures have, and how many of them are filled."""
    wide: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for row in rows:
        cells = row.cells
        kept = filled_of(cells)
        if len(kept) > 1:
            wide[len(cells)] += 1
            filled[len(kept)] += 1
    if not wide:
        return 0, 0
    return wide.most_common(1)[0][0], filled.most_common(1)[0][0]


def place(row: Row, columns: Sequence[Column], text: str, *, is_sure: bool) -> PlacedRow:
    """Cells with their columns: by place, by order of the filled ones, or where all are of the sort that fits."""
    return _signed(_placed(row, columns, text, is_sure=is_sure))


def _placed(row: Row, columns: Sequence[Column], text: str, *, is_sure: bool) -> PlacedRow:
    cells, width = row.cells, len(columns)
    filled = filled_of(cells)
    whole = _padded(cells, width) if not any(cell.text for cell in cells[width:]) else ()
    if whole and not row.is_spaced and _goes_on_below_index(whole, columns):
        placed = tuple(zip(columns, (Cell(whole[0].start, whole[0].start, ""), *whole[:-1]), strict=True))
        if _fits(placed):
            return PlacedRow(placed, SURE if is_sure else FITTED)
    sure = SURE if is_sure else FITTED
    ways = [whole] if whole and (not row.is_spaced or len(cells) == width) else []
    if len(filled) == width and len(cells) != width:
        ways.append(filled)
    for way in ways:
        placed = tuple(zip(columns, way, strict=True))
        if _fits(placed) or (way is whole and is_sure and _is_bearable(placed)):
            return PlacedRow(placed, min(sure, SURE if way is filled or _is_ended(row, placed, text) else FITTED))
    if row.is_spaced:
        return PlacedRow((), 0)
    if whole and is_sure and not has_figures(filled):
        return PlacedRow(tuple(zip(columns, whole, strict=True)), sure)
    return _moved(columns, filled)


def _signed(placed: PlacedRow) -> PlacedRow:
    """A row whose figures have the signs of a column of natures before them (≥ | 95)."""
    if not any(column.is_words_only and is_sign(cell.text) for column, cell in placed.cells):
        return placed
    cells = list(placed.cells)
    for at, ((left, sign), (column, figure)) in enumerate(pairwise(placed.cells), 1):
        if left.is_words_only and is_sign(sign.text) and figure.text[:1].isdigit():
            cells[at] = (column, with_sign(sign.text, figure))
    return placed._replace(cells=tuple(cells))


def _goes_on_below_index(cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether a row lost its first cell, the number of a task that the rows above began with, to a merged one.

    What stands under the numbers then is words, and the last column holds nothing.
    """
    if sort_of_head(columns[0].head) is not Sort.INDEX or cells[-1].text or not cells[1].text:
        return False
    return _TASK.match(cells[0].text) is not None


def _padded(cells: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """As many cells as there are columns: empty ones at the end of a line may be cut off."""
    end = cells[-1].end
    return (*cells[:width], *[Cell(end, end, "")] * (width - len(cells)))


def _moved(columns: Sequence[Column], filled: Sequence[Cell]) -> PlacedRow:
    """A row with fewer cells than columns, where just one place of it holds figures under figures."""
    free = len(columns) - len(filled)
    if free < 1 or len(columns) > _WIDEST_TO_MOVE:
        return PlacedRow((), 0)
    found = []
    for by in range(free + 1):
        placed = tuple(zip(columns[by : by + len(filled)], filled, strict=True))
        if _fits(placed):
            found.append(placed)
    return PlacedRow(found[0], FITTED) if len(found) == 1 else PlacedRow((), 0)


def has_figures(cells: Sequence[Cell]) -> bool:
    """Whether any of the cells is a figure."""
    return any(is_figure(cell.text) for cell in cells)


def _is_ended(row: Row, placed: Sequence[tuple[Column, Cell]], text: str) -> bool:
    """Whether no figure is missing at the end: a line cut off without a tab may have lost one in its middle."""
    end = row.start + len(row.line)
    if row.line[0] == "|" or text[end : end + 1] == "\t":
        return True
    return not any(column.holds_figures for column, _ in placed[len(row.cells) :])


def _is_bearable(placed: Sequence[tuple[Column, Cell]]) -> bool:
    """Whether only a few words stand among the figures (基本建成), and no figure among the words."""
    at_fault = _misfits(placed)
    return not any(map(is_figure, at_fault)) and len(at_fault) * 2 < sum(1 for _, cell in placed if cell.text)


def _fits(placed: Sequence[tuple[Column, Cell]]) -> bool:
    """Whether each cell is of the sort that its column holds; the first one may be what it likes."""
    return not _misfits(placed)


def _misfits(placed: Sequence[tuple[Column, Cell]]) -> list[str]:
    filled = ((at, column, cell.text) for at, (column, cell) in enumerate(placed) if cell.text)
    return [text for at, column, text in filled if _is_misfit(column, text, is_first=at == 0)]


def _is_misfit(column: Column, text: str, *, is_first: bool) -> bool:
    if column.is_unit or column.is_words_only:
        return is_figure(text)
    if column.is_ignored or is_first:
        return False
    return column.holds_figures and not (is_figure(text) or is_no_figure(text))


def with_sorts(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """Columns that know whether they hold figures or words, told from rows as wide as the heads, else from all."""
    cut = [cells for row in rows if len(cells := row.cells) <= len(columns)]
    whole = [cells for cells in cut if len(cells) == len(columns)]
    whole = whole or [_padded(cells, len(columns)) for cells in cut]
    sorted_columns = []
    for at, column in enumerate(columns):
        texts = [cells[at].text for cells in whole if cells[at].text and not is_no_figure(cells[at].text)]
        figures = sum(map(is_figure, texts))
        many = len(texts) > 0 and figures * 2 > len(texts)
        if at > 0 and texts and not column.holds_text and names_words(column.head):
            sorted_columns.append(column.known_to_hold(figures=False, words=True))
            continue
        years = at == 0 and all(map(is_year, texts))
        many, words = many and not years, len(texts) > 0 and figures == 0 and not years
        sorted_columns.append(column.known_to_hold(figures=many and not column.holds_text, words=words))
    return sorted_columns
