"""XLS (and ET) to text by python-calamine, which shows no number formats. Runs apart: see ``apart``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from metrics.documents.lines import join_lines
from metrics.documents.number_formats import plain
from metrics.documents.unreadable import UnreadableError
from metrics.documents.workbook import MOST_SHEETS, Grid, SheetText, sheets_text

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def old_workbook_text(content: bytes) -> SheetText:
    """The text of an XLS file; hidden sheets are left out."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return sheets_text(_grids(book))
    except PasswordError:
        raise UnreadableError("locked by a password: save it without one and give that file") from None
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError(f"broken: not a whole XLS file ({error}); get the file again") from None


def _grids(book: CalamineWorkbook) -> Iterator[tuple[str, Grid]]:
    shown = [sheet.name for sheet in book.sheets_metadata if "Visible" in str(sheet.visible)]
    for name in shown[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        grid = {at: {column: _shown(cell) for column, cell in enumerate(row)} for at, row in enumerate(rows)}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            text = grid.get(top, {}).get(left, "")
            for row in range(top, min(bottom + 1, len(rows))):
                grid[row].update(dict.fromkeys(range(left, right + 1), text) if text else {})
        yield name, grid


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return plain(Decimal(repr(cell))) if cell == cell and abs(cell) < 1e300 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return join_lines(str(cell).split("\n"))
