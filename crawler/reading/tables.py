"""Data tables as rows of cells, spans filled in; tables that only place things on the page are told apart."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.document import Document, Node

Rows = tuple[tuple[str, ...], ...]

_MOST_COLUMNS = 200
_MOST_CELLS = 100_000
_ROW_GROUPS = frozenset({"tbody", "thead", "tfoot"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the source: its node and how far it reaches."""

    node: Node
    columns: int
    rows: int


def _span(node: Node, name: str, most: int) -> int:
    value = node.attribute(name)
    if not (value.isascii() and value.isdigit()) or len(value) > 5:
        return 1
    return max(1, min(int(value), most))


def source_rows(document: Document, table: int) -> list[list[Cell]]:
    """The cells of a table, row by row, without those of tables inside it."""
    rows: list[list[Cell]] = []
    pending = list(document.children(table))[::-1]
    while pending:
        node = pending.pop()
        if node.tag in _ROW_GROUPS:
            pending.extend(list(document.children(node.index))[::-1])
        elif node.tag == "tr":
            rows.append(
                [
                    Cell(child, _span(child, "colspan", _MOST_COLUMNS), _span(child, "rowspan", 5000))
                    for child in document.children(node.index)
                    if child.tag in ("td", "th")
                ]
            )
    return rows


def is_data_table(document: Document, table: int, rows: list[list[Cell]]) -> bool:
    """True where rows and columns carry meaning: two of each, no table inside, no cell that holds most of it."""
    node = document.nodes[table]
    if any(inner.tag == "table" for inner in document.nodes[table + 1 : node.end]):
        return False
    filled = [row for row in rows if row]
    if max((len(row) for row in filled), default=0) < 2 or len(filled) < 2:
        return False
    whole = document.plain_length(table, node.end)
    for row in filled:
        for cell in row:
            length = document.plain_length(cell.node.index, cell.node.end)
            inner = sum(1 for child in document.nodes[cell.node.index : cell.node.end] if child.tag == "p")
            if length > 400 and length > whole * 0.6 and inner > 3:
                return False
    return True


def expand(document: Document, rows: list[list[Cell]]) -> Rows:
    """All rows at full width: a cell that spans columns or rows stands in each place that it covers."""
    open_cells: dict[int, tuple[int, str]] = {}
    expanded: list[tuple[str, ...]] = []
    written = 0
    for cells in rows:
        row: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        queue = iter(cells)
        cell = next(queue, None)
        while cell is not None or len(row) in open_cells:
            column = len(row)
            if column in open_cells:
                left, text = open_cells.pop(column)
                row.append(text)
                if left > 1:
                    below[column] = (left - 1, text)
                continue
            assert cell is not None
            text = document.text(cell.node.index)
            for offset in range(min(cell.columns, _MOST_COLUMNS - column) or 1):
                row.append(text)
                if cell.rows > 1:
                    below[column + offset] = (cell.rows - 1, text)
            cell = next(queue, None)
            if len(row) >= _MOST_COLUMNS:
                break
        # Spans that start right of a short row still reach below.
        for column, (left, text) in open_cells.items():
            if left > 1:
                below.setdefault(column, (left - 1, text))
        open_cells = below
        written += len(row)
        if any(row):
            expanded.append(tuple(row))
        if written > _MOST_CELLS:
            break
    return tuple(expanded)


def table_lines(rows: Rows) -> list[str]:
    """Rows as lines of cells parted by tabs; a row that is one cell over the whole width is said once."""
    return ["\t".join(row) if len(set(row)) > 1 else row[0] for row in rows]
