"""The settings and commands as the documentation lists them. ``python -m metrics.cli.reference FILE`` renews a file.

What is generated stands between ``<!-- settings -->`` and ``<!-- /settings -->``, or ``commands`` likewise.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from metrics.cli.app import app
from metrics.config import PREFIX, Settings


def settings_table() -> str:
    """All settings with default and meaning, as a Markdown table."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows])


def command_table() -> str:
    """All commands with what they do, as a Markdown table."""
    rows = [f"| `goalboard {name}` | {help_text} |" for name, help_text in commands()]
    return "\n".join(["| command | does |", "| --- | --- |", *rows])


def commands() -> Iterator[tuple[str, str]]:
    """Every command that can be run, with the first paragraph of its help."""
    yield from _commands_of(typer.main.get_command(app), ())


def renewed(text: str) -> str:
    """The text with its generated parts made anew."""
    for name, make in PARTS.items():
        pattern = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = pattern.sub(lambda found, make=make: f"{found[1]}{make()}\n{found[2]}", text)  # type: ignore[misc]
    return text


PARTS: Mapping[str, Callable[[], str]] = {"settings": settings_table, "commands": command_table}


def _commands_of(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(path), " ".join((command.help or "").split("\n\n")[0].split())
        return
    for name, part in inner.items():
        yield from _commands_of(part, (*path, name))


def _default(value: object) -> str:
    return "" if value is None else f"`{value}`"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")
