"""The alert rules: the official checker, cases that fire and that do not, and what every alert must carry."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from dashboards.lint import KINDS, selected_metrics
from metrics.domain.progress import STATUS_CODE, TargetStatus
from metrics.exposition.outcomes import OUTCOME_CODE
from tests.prometheus import DEPLOY, RULES

CASES = sorted(Path(__file__).parent.glob("rule_cases/*.yml"))
#: Statuses by which alerts are told apart; the rules write them as numbers.
STATUSES = {
    "TargetOffTrack": {TargetStatus.BREACHED, TargetStatus.REGRESSING, TargetStatus.OFF_TRACK},
    "TargetAtRisk": {TargetStatus.AT_RISK},
    "TargetOverdue": {TargetStatus.OVERDUE},
    "TargetMissed": {TargetStatus.MISSED},
}
CLOSED = {
    TargetStatus.CANCELLED, TargetStatus.NOT_STARTED, TargetStatus.UNQUANTIFIED, TargetStatus.ACHIEVED,
    TargetStatus.ACHIEVED_LATE, TargetStatus.MISSED, TargetStatus.OVERDUE,
}  # fmt: skip
#: Series that Prometheus itself makes.
OF_PROMETHEUS = {"up", "scrape_duration_seconds"}


def rules() -> list[dict[str, Any]]:
    groups = [group for file in RULES for group in yaml.safe_load(file.read_text("utf-8"))["groups"]]
    return [rule for group in groups for rule in group["rules"]]


ALERTS = {rule["alert"]: rule for rule in rules() if "alert" in rule}
RECORDS = {rule["record"]: rule for rule in rules() if "record" in rule}


def cases() -> Iterator[tuple[str, bool]]:
    """Alert and whether it is expected to fire, for each case written."""
    for file in CASES:
        for test in yaml.safe_load(file.read_text("utf-8"))["tests"]:
            for case in test.get("alert_rule_test", ()):
                yield case["alertname"], bool(case["exp_alerts"])


def run(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.prometheus
@pytest.mark.parametrize("file", RULES, ids=[file.stem for file in RULES])
def test_checker_accepts_rules(file: Path, find_program: Callable[[str], str]) -> None:
    run(find_program("promtool"), "check", "rules", "--lint=all", "--lint-fatal", file)


@pytest.mark.prometheus
@pytest.mark.parametrize("file", CASES, ids=[file.stem for file in CASES])
def test_cases_fire_and_do_not_fire(file: Path, find_program: Callable[[str], str]) -> None:
    run(find_program("promtool"), "test", "rules", file)


@pytest.mark.prometheus
def test_checker_accepts_configurations(find_program: Callable[[str], str]) -> None:
    run(find_program("promtool"), "check", "config", DEPLOY / "prometheus" / "prometheus.yml")
    run(find_program("amtool"), "check-config", DEPLOY / "alertmanager" / "alertmanager.yml")


@pytest.mark.parametrize("name", ALERTS)
def test_alert_has_cases_of_both_kinds(name: str) -> None:
    assert {fires for alert, fires in cases() if alert == name} == {True, False}


@pytest.mark.parametrize("name", ALERTS)
def test_alert_says_what_people_need(name: str) -> None:
    rule = ALERTS[name]
    assert set(rule["labels"]) == {"severity", "subject"}
    assert rule["labels"]["severity"] in {"critical", "warning", "info"}
    assert rule["labels"]["subject"] in {"target", "source", "service"}
    assert set(rule["annotations"]) == {"summary", "description", "runbook_url"}
    assert rule["annotations"]["runbook_url"] == f"{{{{ $externalLabels.runbook }}}}#{name.lower()}"
    named = {"target": "$labels.indicator", "source": "$labels.name"}.get(rule["labels"]["subject"], "")
    assert named in rule["annotations"]["summary"] and named in rule["annotations"]["description"]
    assert rule["labels"]["subject"] == "service" or "$labels.issuer" in rule["annotations"]["description"]


def test_every_alert_has_a_heading_in_the_runbook_and_none_is_left_over() -> None:
    text = (DEPLOY / "runbook.md").read_text("utf-8")
    alerts, _, _ = text.partition("\n# Operations\n")
    assert re.findall(r"^## (\w+)$", alerts, re.M) == [
        rule["alert"] for name in ("targets", "sources", "service") for rule in file_rules(name)
    ]
    for section in alerts.split("\n## ")[1:]:
        assert all(part in section for part in ("**Means:**", "**Look at:**", "**Do:**")), section[:40]


def file_rules(name: str) -> list[dict[str, Any]]:
    groups = yaml.safe_load((DEPLOY / "prometheus" / "rules" / f"{name}.yml").read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize("rule", rules(), ids=[rule.get("alert") or rule["record"] for rule in rules()])
def test_expression_names_what_exists(rule: dict[str, Any]) -> None:
    expression = rule["expr"]
    selected = {name for name, _ in selected_metrics(promql_parser.parse(expression), is_rated=False)}
    assert selected and selected <= KINDS.keys() | RECORDS.keys() | OF_PROMETHEUS
    assert "topk" not in expression and "bottomk" not in expression
    if "alert" in rule:
        assert re.search(r"[=<>]=? \d|absent\(| < max", expression), "an alert compares, or it always fires"


@pytest.mark.parametrize("name", [name for name, rule in ALERTS.items() if rule["labels"]["subject"] != "service"])
def test_state_is_held_while_the_exporter_is_away(name: str) -> None:
    """Every selector of ours stands in last_over_time, or is a held record."""
    bare = re.sub(r"last_over_time\(\s*goalboard_\w+(\{[^}]*\})?\[1h\]\s*\)", "", ALERTS[name]["expr"])
    assert set(re.findall(r"[\w:]*goalboard_[\w:]+", bare)) <= RECORDS.keys()


@pytest.mark.parametrize("name", STATUSES)
def test_status_numbers_are_those_exported(name: str) -> None:
    written = {int(number) for number in re.findall(r"status_code:held == (\d+)", ALERTS[name]["expr"])}
    assert written == {STATUS_CODE[status] for status in STATUSES[name]}


def test_boundary_between_closed_and_open_statuses() -> None:
    assert "target_id:goalboard_target_status_code:held > 6" in ALERTS["TargetDeadlineNear"]["expr"]
    assert {status for status, code in STATUS_CODE.items() if code <= 6} == CLOSED


def test_outcome_number_of_blocked() -> None:
    for name in ("SourceBlocked", "SourceFailing"):
        assert f"outcome_code[1h]) == {OUTCOME_CODE['blocked']}" in ALERTS[name]["expr"]
