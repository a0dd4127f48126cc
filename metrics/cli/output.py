"""How commands print: JSON for scripts, tables for people, progress bars only where a person watches."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

Item = TypeVar("Item")
#: Columns that a table may take where no terminal says how wide it is.
WIDTH_OF_FILES = 400


def plain_decimal(value: Decimal | None) -> str | None:
    """Decimal as digits without exponent or trailing zeros; None stays None."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def jsonable(value: object) -> Any:
    """Value as JSON can hold it: days and instants in ISO form, decimals as strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return jsonable(asdict(value))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [jsonable(item) for item in value]
    return value


def print_json_line(value: object) -> None:
    """One JSON object on a line of its own, Chinese as Chinese."""
    print(json.dumps(jsonable(value), ensure_ascii=False))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """A table for people. Its first column, which names the row, is not broken; in a file or a pipe nothing is."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console = Console(width=WIDTH_OF_FILES)
    table = Table(header_style="bold")
    for at, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=at == 0)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(jsonable(cell))) for cell in row))
    if title is not None:
        print(" ".join(title.split()))
    console.print(table)


def with_progress(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items one by one, under a progress bar on stderr when that is a terminal."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, console=Console(stderr=True), transient=True)
