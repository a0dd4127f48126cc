"""Boards as code: the committed JSON, the rules they keep to, and every query run on a real Prometheus."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboards.__main__ import main
from dashboards.boards import BOARDS, GENERATED, board_json, build_boards, outdated_boards
from dashboards.lint import board_problems, query_problems
from dashboards.overview import UID
from dashboards.queries import TARGETS_REGEX
from metrics.exposition import Exporter
from tests.exposition.boards import board as board_state
from tests.prometheus import Monitoring, monitoring, page_server, wait_for

#: What stands for the board's variables while its queries are tried; t000013 is off track and has figures.
CHOSEN = {"$domain": ".*", "$target": "t000013", "$__rate_interval": "5s"}
QUERIES = [
    ("sum(goalboard_targets)", None),
    ("rate(goalboard_source_crawls_total[$__rate_interval])", None),
    ("sum(goalboard_targets", "not PromQL"),
    ("goalboard_target_mood", "no such metric: goalboard_target_mood"),
    ("sum(goalboard_source_crawls_total)", "counter without rate"),
    ("rate(goalboard_target_goal_value[$__rate_interval])", "rate of something that is no counter"),
    ("rate(goalboard_source_crawls_total[5m])", "a rate without $__rate_interval"),
    ("goalboard_source_up and (1 - goalboard_nothing)", "no such metric: goalboard_nothing"),
]
#: A change that breaks a board, and what the rules say of it. The second panel is the first that is no row.
BREAKS: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("no title", lambda b: b["panels"][1].pop("title"), "no title"),
    ("no description", lambda b: b["panels"][1].update(description=""), "no description"),
    ("no unit", lambda b: b["panels"][1]["fieldConfig"]["defaults"].pop("unit"), "no unit"),
    ("no query", lambda b: b["panels"][1].update(targets=[]), "no query"),
    ("no refId", lambda b: b["panels"][1]["targets"][0].pop("refId"), "queries are called [None]"),
    ("data source", lambda b: b["panels"][1]["datasource"].update(uid="abc"), "asks another data source"),
    ("same title", lambda b: b["panels"][1].update(title=b["panels"][2]["title"]), "two panels are called"),
    ("overlap", lambda b: b["panels"][2].update(gridPos=b["panels"][1]["gridPos"]), "lies over"),
    ("edge", lambda b: b["panels"][1]["gridPos"].update(w=30), "reaches over the edge"),
    ("editable", lambda b: b.update(editable=True), "can be edited by hand"),
    ("old schema", lambda b: b.update(schemaVersion=36), "older than 42"),
    ("variable", lambda b: b["templating"]["list"][1].update(refresh=1), "not read again"),
    ("source variable", lambda b: b["templating"]["list"][0].update(name="ds"), "not one called 'datasource'"),
]


def boards() -> dict[str, dict[str, Any]]:
    return {name: json.loads(board_json(make)) for name, make in BOARDS.items()}


def panel_queries() -> Iterator[tuple[str, str, bool]]:
    for board in boards().values():
        for panel in board["panels"]:
            for asked in panel.get("targets", ()):
                yield f"{panel['title']} {asked['refId']}", asked["expr"], asked["instant"]


def filled(expression: str) -> str:
    for variable, value in CHOSEN.items():
        expression = expression.replace(variable, value)
    return expression


def test_committed_boards_are_what_the_code_makes() -> None:
    assert outdated_boards() == [], "run: python -m dashboards build"
    assert {file.name for file in GENERATED.glob("*.json")} == set(BOARDS)


@pytest.mark.parametrize("name", BOARDS)
def test_boards_keep_to_the_rules(name: str) -> None:
    assert board_problems(boards()[name]) == []


@pytest.mark.parametrize(("expression", "problem"), QUERIES)
def test_rules_for_queries(expression: str, problem: str | None) -> None:
    found = query_problems(expression)
    assert found == [] if problem is None else any(line.startswith(problem) for line in found)


@pytest.mark.parametrize(("change", "problem"), [(c, p) for _, c, p in BREAKS], ids=[name for name, _, _ in BREAKS])
def test_a_broken_board_is_named(change: Callable[[dict[str, Any]], object], problem: str) -> None:
    broken = deepcopy(boards()["overview.json"])
    change(broken)
    assert any(problem in line for line in board_problems(broken))


def test_overview_has_the_shape_grafana_reads() -> None:
    board = boards()["overview.json"]
    assert (board["uid"], board["schemaVersion"], board["editable"]) == (UID, 42, False)
    assert [variable["name"] for variable in board["templating"]["list"]] == ["datasource", "domain", "target"]
    rows = [panel for panel in board["panels"] if panel["type"] == "row"]
    assert all(row["panels"] == [] and row["collapsed"] is False for row in rows)
    for panel in board["panels"]:
        assert set(panel["gridPos"]) >= {"w", "h"} and panel["gridPos"]["w"] > 0
        if panel["type"] == "table":
            assert [step["id"] for step in panel["transformations"]] == ["merge", "organize"]
            assert {asked["format"] for asked in panel["targets"]} == {"table"}


def test_building_twice_gives_the_same(tmp_path: Path) -> None:
    assert [file.read_text("utf-8") for file in build_boards(tmp_path)] == [
        (GENERATED / name).read_text("utf-8") for name in BOARDS
    ]
    (tmp_path / "overview.json").write_text("{}", encoding="utf-8")
    assert outdated_boards(tmp_path) == ["overview.json"]


def test_command_checks_and_refuses_nonsense(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert main(["publish"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, find_program: Callable[[str], str]) -> Iterator[Monitoring]:
    shown = board_state(40, read_at=datetime.now(UTC))
    exporter = Exporter(lambda _: shown, lambda: datetime.now(UTC))
    folder = tmp_path_factory.mktemp("monitoring")
    with page_server(exporter.page) as address, monitoring(folder, find_program, [address], rules=()) as running:
        running.wait_for_page()
        running.wait_for_rows("rate(goalboard_source_crawls_total[5s])")
        yield running


@pytest.mark.prometheus
@pytest.mark.slow
@pytest.mark.xdist_group("dashboards")
@pytest.mark.parametrize(
    ("expression", "instant"), [q[1:] for q in panel_queries()], ids=[q[0] for q in panel_queries()]
)
def test_panel_query_has_rows(stack: Monitoring, expression: str, instant: bool) -> None:
    ask = stack.query if instant else stack.query_range
    assert wait_for(lambda: ask(filled(expression)), 5, expression)


@pytest.mark.prometheus
@pytest.mark.slow
@pytest.mark.xdist_group("dashboards")
def test_variables_have_choices(stack: Monitoring) -> None:
    domain, target = [v for v in boards()["overview.json"]["templating"]["list"] if v["type"] == "query"]
    metric, label = re.fullmatch(r"label_values\((\w+), (\w+)\)", domain["query"]).groups()  # type: ignore[union-attr]
    assert stack.label_values(label, metric) == ["education", "health", "transport", "water"]
    query = re.fullmatch(r"query_result\((.*)\)", target["query"])
    assert query and target["regex"] == TARGETS_REGEX
    pattern = re.compile(TARGETS_REGEX.strip("/").replace("(?<", "(?P<"))
    rows = stack.query(filled(query[1]))
    shown = ["{" + ",".join(f'{key}="{value}"' for key, value in row["metric"].items()) + "} 1" for row in rows]
    choices = {match["value"]: match["text"] for line in shown if (match := pattern.search(line))}
    assert len(choices) == 40 and choices["t000013"] == "指标13"


@pytest.mark.prometheus
@pytest.mark.slow
@pytest.mark.xdist_group("dashboards")
def test_attention_table_shows_just_the_targets_that_need_it(stack: Monitoring) -> None:
    (expression,) = [q for name, q, _ in panel_queries() if name == "Targets that need attention A"]
    rows = stack.query(filled(expression))
    expected = {
        t.target_id
        for t in board_state(40).targets
        if t.progress.status in {"missed", "overdue", "breached", "regressing", "at_risk", "off_track"}
    }
    assert {row["metric"]["target_id"] for row in rows} == expected
    assert all(row["metric"]["indicator"] and row["metric"]["issuer"] for row in rows)
