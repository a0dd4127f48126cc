"""``RESULTS.md``: one section a benchmark. A run of some replaces their sections and leaves the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.benchmarks.rows import HEADINGS, Row

RESULTS = Path(__file__).with_name("RESULTS.md")
_TITLE = """# Speed, as ratios
Made by `make bench`; not edited by hand. Both sides of a row ran in one run, in turns, on the same input; numbers are
medians of CPU time unless the unit says otherwise. Single numbers hold for the machine named, ratios carry further.
"""
_SECTION = re.compile(r"^## (\w+)\n", re.MULTILINE)


def section(text: str, conditions: str, rows: Iterable[Row]) -> str:
    """What is said of one benchmark under its heading."""
    lines = [_line(HEADINGS), _line("---" for _ in HEADINGS), *(_line(row.cells()) for row in rows)]
    return f"{text.strip()}\n\n{conditions}\n\n" + "\n".join(lines) + "\n"


def merged(written: str, sections: Mapping[str, str], order: Iterable[str]) -> str:
    """The file's text with some sections replaced."""
    parts = _SECTION.split(written)[1:]
    kept = dict(zip(parts[::2], (part.strip("\n") + "\n" for part in parts[1::2]), strict=True)) | dict(sections)
    return _TITLE + "".join(f"\n## {name}\n{kept[name]}" for name in order if name in kept)


def keep(sections: Mapping[str, str], order: Iterable[str]) -> None:
    """Write the sections into the file."""
    written = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(merged(written, sections, order), encoding="utf-8")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
