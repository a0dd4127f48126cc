"""What stands over each column of a table: one line of heads or several, and a line of units below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.records import Record
from metrics.normaliser.tables_cells import Row
from metrics.normaliser.tables_grid import name_head
from metrics.normaliser.units import canonical


@dataclass(slots=True)
class Heads(Record):
    """What stands over each column, by place. ``is_sure`` is False where the lines of heads leave a doubt."""

    texts: tuple[str, ...]
    is_sure: bool = True


def read_heads(lines: Sequence[Row], width: int, filled: int) -> Heads:
    """Heads of a table whose rows are mostly ``width`` cells wide, ``filled`` of them with something in them."""
    texts = [[cell.text for cell in row.cells] for row in lines]
    units: list[str] = []
    if len(texts) > 1 and _holds_units(texts[-1]):
        units = [text.strip("（）()") for text in texts.pop()]
    is_sure = True
    heads = texts[0]
    for below in texts[1:]:
        heads, is_fit = _joined(heads, below, width)
        is_sure = is_sure and is_fit
    if units:
        heads = [f"{name}（{unit}）" if unit else name for name, unit in zip_longest(heads, units, fillvalue="")]
    return _fitted(heads, width, filled, is_sure=is_sure)


def _fitted(heads: Sequence[str], width: int, filled: int, *, is_sure: bool) -> Heads:
    """Heads brought to the width of the rows: as they stand, without empty ones, or with an empty one put first."""
    named = [head for head in heads if head]
    if len(heads) == width:
        return Heads(tuple(heads), is_sure)
    if len(named) in (width, filled):
        return Heads(tuple(named), is_sure)
    if len(heads) > width:  # the last cells of the rows are empty, and so cut off
        return Heads(tuple(heads), is_sure)
    if len(named) == width - 1 and not name_head(named[0]):
        return Heads(("", *named), is_sure)
    return Heads(tuple(named), False)


def _holds_units(texts: Sequence[str]) -> bool:
    """Whether a line below the heads only says the unit of each column."""
    words = [text.strip("（）()") for text in texts if text]
    words = [word for word in words if word not in load_lexicon("tables")["unit_columns"]]
    return len(words) > 0 and all(canonical(word) is not None for word in words)


def _joined(upper: Sequence[str], lower: Sequence[str], width: int) -> tuple[list[str], bool]:
    """Two lines of heads as one, and whether it is clear which stands under which.

    Merged cells are repeated, or leave empty places behind them, or are one cell each: then the last of the upper
    line share the cells of the lower one evenly.
    """
    if width in (len(upper), len(lower)) or "" in upper or "" in lower:
        return _over_another(upper, lower), len(lower) == width or "" in lower
    over = [text for text in upper if text]
    under = [text for text in lower if text]
    spanning = len(over) - (width - len(under))
    if spanning > 0 and len(under) % spanning == 0:
        each, first = len(under) // spanning, len(over) - spanning
        below = [_told(over[first + at // each], text) for at, text in enumerate(under)]
        return [*over[:first], *below], True
    return _over_another(upper, lower), len(upper) == len(lower)


def side_by_side(heads: Heads, rows: Sequence[Row]) -> tuple[Heads, list[Row]]:
    """A table set in two halves with the same heads, as one with the rows of both."""
    half, odd = divmod(len(heads.texts), 2)
    if odd or half < 2 or heads.texts[:half] != heads.texts[half:]:
        return heads, list(rows)
    return Heads(heads.texts[:half], heads.is_sure), [part for row in rows for part in _halves(row, half)]


def _halves(row: Row, half: int) -> list[Row]:
    parts = row.line.split("\t")
    left = "\t".join(parts[:half])
    if not any(part.strip() for part in parts[half:]):
        return [row._replace(line=left)]
    return [row._replace(line=left), row._replace(line=row.line[len(left) + 1 :], start=row.start + len(left) + 1)]


def _over_another(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    joined, span = [], ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        span = above or span
        joined.append(_told(above or (span if below else ""), below))
    return joined


def _told(above: str, below: str) -> str:
    return above if below in above else below if above in below else f"{above}{below}"
