"""Reads the lexicon's data files; what a file says is checked by the tests of this package, not at run time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_lexicon(name: str) -> Any:
    """Content of ``<name>.yml``; callers must not change it."""
    with (FOLDER / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Loader)


@cache
def load_script_table() -> dict[int, int]:
    """Translation table (``str.translate``) from traditional to simplified characters, one to one."""
    lines = (FOLDER / "script.txt").read_text(encoding="utf-8").splitlines()[1:]
    table: dict[int, int] = {}
    for traditional, simplified in zip(lines[::2], lines[1::2], strict=True):
        table.update(zip(map(ord, traditional), map(ord, simplified), strict=True))
    return table
