"""``extract --explain`` tells of every number which rules read it, or which one passed over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from metrics.cli import app
from tests.cli.conftest import Run


def test_every_number_is_told_of(tmp_path: Path) -> None:
    bulletin = tmp_path / "bulletin.txt"
    bulletin.write_text("云岭县2024年工作要点\n新建学校不少于8所，每人每年补助800元。", encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", "--explain", str(bulletin)])
    assert done.exit_code == 0
    assert "8所  target, confidence 0." in done.output
    assert "comparator ge from 不少于…" in done.output
    assert "800元  passed over: entitlement" in done.output


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--unread"], "--explain and --unread do not go together"),
        (["--format", "jsonl"], "--explain and --format do not go together"),
        (["--format", "table", "--unread"], "--explain and --format and --unread do not go together"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(run: Run, options: list[str], named: str) -> None:
    Path("a.txt").write_text("新建学校8所。", encoding="utf-8")
    done = run("extract", "a.txt", "--explain", *options)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert named in done.err


def test_each_of_them_alone_goes_on(run: Run) -> None:
    Path("a.txt").write_text("新建学校8所。", encoding="utf-8")
    assert run("extract", "a.txt", "--unread", "--format", "jsonl").code == 0
    assert run("extract", "a.txt").out == run("extract", "a.txt", "--format", "table").out
