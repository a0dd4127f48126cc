"""``extract --explain`` tells of every number which rules read it, or which one passed over it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from metrics.cli import app


def test_every_number_is_told_of(tmp_path: Path) -> None:
    bulletin = tmp_path / "bulletin.txt"
    bulletin.write_text("云岭县2024年工作要点\n新建学校不少于8所，每人每年补助800元。", encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", "--explain", str(bulletin)])
    assert done.exit_code == 0
    assert "8所  target, confidence 0." in done.output
    assert "comparator ge from 不少于…" in done.output
    assert "800元  passed over: entitlement" in done.output
