"""What stands over each column of a table: one line of heads or several, and a line of units below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.tables_grid import Row
from metrics.normaliser.units import canonical


def head_texts(heads: Sequence[Row]) -> list[str]:
    """What stands over each column; a line of units under the names is put into brackets behind them."""
    if len(heads) == 1:
        return [cell.text for cell in heads[0].filled]
    if not _holds_units(heads[-1]):
        return _joined_heads(heads)
    units = [cell.text.strip("（）()") for cell in heads[-1].cells]
    names = [cell.text for cell in heads[0].cells] if len(heads) == 2 else _joined_heads(heads[:-1])
    return [f"{name}（{unit}）" if unit else name for name, unit in zip_longest(names, units, fillvalue="")]


def _holds_units(row: Row) -> bool:
    """Whether a line below the heads only says the unit of each column."""
    words = [cell.text.strip("（）()") for cell in row.filled]
    words = [word for word in words if word not in load_lexicon("tables")["unit_columns"]]
    return len(words) > 0 and all(canonical(word) is not None for word in words)


def _joined_heads(heads: Sequence[Row]) -> list[str]:
    """Heads of several lines, joined column by column; an empty upper head repeats the one to its left."""
    lines = [row.cells for row in heads]
    width = max(map(len, lines))
    joined = [""] * width
    for line, cells in enumerate(lines, 1):
        upper = ""
        for at in range(width):
            text = cells[at].text if at < len(cells) else ""
            upper = text or (upper if line < len(lines) else "")
            said = text or (upper if at else "")
            joined[at] += said if said not in joined[at] else ""
    return [head for head in joined if head]
