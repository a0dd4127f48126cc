"""The table of boards, and their JSON as it is committed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dashboards.overview import overview
from dashboards.sdk import JSONEncoder

#: File name of each board, and the function that makes it.
BOARDS: Mapping[str, Callable[[], Any]] = {"overview.json": overview}
#: The SDK writes these keys of interval variables into all variables; Grafana's own types do not know them there.
_OF_INTERVALS = ("auto", "auto_count", "auto_min")
GENERATED = Path(__file__).parent / "generated"


def board_json(make: Callable[[], Any]) -> str:
    """One board as JSON text, the same on every machine; panels numbered in their order."""
    board = json.loads(json.dumps(make(), cls=JSONEncoder))
    for number, panel in enumerate(board["panels"], start=1):
        panel["id"] = number
    for variable in board["templating"]["list"]:
        for key in _OF_INTERVALS:
            variable.pop(key, None)
    return json.dumps(board, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def build_boards(folder: Path = GENERATED) -> list[Path]:
    """Write every board into ``folder``; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, make in BOARDS.items():
        (folder / name).write_text(board_json(make), encoding="utf-8")
        written.append(folder / name)
    return written


def outdated_boards(folder: Path = GENERATED) -> list[str]:
    """Names of boards whose file is missing or says something else than the code."""
    return [name for name, make in BOARDS.items() if _kept(folder / name) != board_json(make)]


def _kept(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None
