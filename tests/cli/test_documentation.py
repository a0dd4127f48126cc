"""Documentation names what there is, and only that: commands, settings, metrics, alerts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from metrics.cli.reference import commands, renewed

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["README.md", "deploy/runbook.md"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generated_parts_are_up_to_date(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert renewed(text) == text, f"run: python -m metrics.cli.reference {name}"


@pytest.mark.parametrize("name", [*DOCUMENTS, "deploy/goalboard.service", "CHANGELOG.md", "deploy/metrics.md"])
def test_every_command_named_exists(name: str):
    known = {command for command, _ in commands()}
    groups = {command.split()[0] for command in known}
    text = (ROOT / name).read_text(encoding="utf-8")
    for words in re.findall(r"`goalboard ((?:[a-z]+ ?)+)", text):
        first, *rest = words.split()
        named = f"{first} {rest[0]}" if first not in known and rest else first
        assert named in known or (named in groups and not rest), f"{name} names `goalboard {words}`"


def test_every_command_has_help_and_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command, help_text in commands():
        assert help_text, command
        assert f"`goalboard {command}`" in readme, command
