"""The rules and routes of deploy/ on a real Prometheus and Alertmanager: a page goes in, a notification comes out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from metrics.exposition import Exporter
from metrics.tracking.views import BoardState
from tests.exposition.boards import HOSTILE, source, state, target
from tests.prometheus import NotInTime, hurried_rules, monitoring, page_server, wait_for


class Board:
    """A board that a test changes while it is read."""

    def __init__(self) -> None:
        self.exporter = Exporter(self.read, lambda: datetime.now(UTC), max_age=timedelta(0))
        self.targets = (target(),)
        self.sources = (source(source_id="yunxi-edu", last_success=datetime.now(UTC)),)

    def read(self, as_of: datetime) -> BoardState:
        return state(self.targets, self.sources, as_of)


@pytest.mark.prometheus
@pytest.mark.slow
def test_a_change_is_told_by_the_name_of_its_source(tmp_path: Path, find_program: Callable[[str], str]) -> None:
    board = Board()
    with page_server(board.exporter.page) as address, monitoring(tmp_path, find_program, [address]) as stack:
        stack.wait_for_page()
        assert stack.webhook.wait_for_alert("TargetOffTrack")["labels"]["indicator"] == "智慧校园建成率"
        assert stack.webhook.alerts("SourceChanged") == []
        board.sources = (source(last_success=datetime.now(UTC), last_change={"revised": datetime.now(UTC)}),)
        alert = stack.webhook.wait_for_alert("SourceChanged")
        assert alert["labels"]["source_id"] == "yunxi-edu"
        assert alert["annotations"]["summary"] == "通知公告: document revised"
        assert alert["annotations"]["runbook_url"] == "deploy/runbook.md#sourcechanged"
        assert "runbook" not in alert["labels"]
        unhealthy = {name: rule["lastError"] for name, rule in stack.rules().items() if rule["health"] == "err"}
        assert unhealthy == {}


@pytest.mark.prometheus
@pytest.mark.slow
def test_a_dead_exporter_is_told_and_nothing_is_said_to_be_well(
    tmp_path: Path, find_program: Callable[[str], str]
) -> None:
    board = Board()
    with ExitStack() as exporter, ExitStack() as servers:
        address = exporter.enter_context(page_server(board.exporter.page))
        stack = servers.enter_context(monitoring(tmp_path, find_program, [address], for_="2s"))
        stack.wait_for_page()
        stack.webhook.wait_for_alert("TargetOffTrack")
        exporter.close()
        stack.webhook.wait_for_alert("ExporterDown")
        assert stack.query("goalboard_target_status_code") == []
        firing = {row["metric"]["alertname"] for row in stack.query('ALERTS{alertstate="firing"}')}
        assert {"TargetOffTrack", "ExporterDown"} <= firing
        assert stack.webhook.alerts("TargetOffTrack", "resolved") == []


@pytest.mark.prometheus
@pytest.mark.slow
def test_hostile_text_does_not_lose_the_page(tmp_path: Path, find_program: Callable[[str], str]) -> None:
    targets = tuple(target(target_id=f"t{number}", indicator=text) for number, text in enumerate(HOSTILE))
    exporter = Exporter(lambda as_of: state(targets, read_at=as_of), lambda: datetime.now(UTC))
    with (
        page_server(exporter.page) as address,
        monitoring(tmp_path, find_program, [address], rules=()) as stack,
    ):
        stack.wait_for_page()
        assert len(stack.wait_for_rows("goalboard_target_goal_value")) == len(HOSTILE)
        assert stack.query("goalboard_forged") == []


def test_hurried_rules_differ_in_waiting_alone(tmp_path: Path) -> None:
    rule = tmp_path / "a.yml"
    rule.write_text("groups: [{name: g, rules: [{alert: A, expr: up == 0, for: 2h}, {record: b, expr: up}]}]")
    (copy,) = hurried_rules([rule], tmp_path / "copies", for_="3s")
    assert "for: 3s" in copy.read_text() and "interval: 1s" in copy.read_text() and "2h" not in copy.read_text()


def test_waiting_has_an_end() -> None:
    with pytest.raises(NotInTime, match="rain: not within 0"):
        wait_for(lambda: None, 0, "rain")
