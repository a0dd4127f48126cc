"""From a bureau's page to a number on a Prometheus server, a page in a browser, and an alert in a receiver."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.samples import SampleServer, serve
from dashboards.boards import BOARDS
from tests.chain.installation import Installation, installation, read, running
from tests.dashboards.test_dashboards import panel_queries
from tests.prometheus import Monitoring, free_address, monitoring, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.prometheus, pytest.mark.xdist_group("first_light")]


@dataclass
class Light:
    """The running service, the sites it crawls, and the servers that watch it."""

    address: str
    place: Installation
    sites: SampleServer
    watch: Monitoring


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory, find_program) -> Iterator[Light]:
    folder = tmp_path_factory.mktemp("light")
    port = int(free_address().rpartition(":")[2])
    with serve(revised=False) as sites:
        place = installation(folder / "goalboard", sites)
        with running(place, port) as address, monitoring(folder / "watch", find_program, [address]) as watch:
            watch.wait_for_page()
            yield Light(address, place, sites, watch)


def test_numbers_on_prometheus_are_those_of_the_bulletins(light: Light):
    rows = light.watch.query(
        "goalboard_target_goal_value * on (target_id) group_left (indicator, issuer) "
        'goalboard_target_info{source_id="yunxiu_education", indicator=~".*智慧校园.*"}'
    )
    assert rows
    shown = {target["target_id"]: target["goal"] for target in light.place.records("targets", "list")}
    for row in rows:
        assert float(row["value"][1]) == float(shown[row["metric"]["target_id"]])


@pytest.mark.chromium
def test_overview_in_a_browser_shows_the_targets(light: Light, find_program, tmp_path: Path):
    done = subprocess.run(
        [
            find_program("chromium"),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--screenshot={tmp_path / 'board.png'}",
            "--dump-dom",
            f"http://{light.address}/",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    dom = done.stdout
    for word in ("Off track", "On track", "Achieved", "Overdue", "moved", "智慧校园建成率", "云岫县教育局"):
        assert word in dom, word
    assert dom.count('href="/targets/t-') >= 60
    assert (tmp_path / "board.png").stat().st_size > 20_000


def test_every_number_opens_its_proof(light: Light):
    shown = light.place.records("targets", "list")
    page = read(f"http://{light.address}/targets/{shown[0]['target_id']}")
    assert "<mark>" in page
    assert "/documents/" in page


@dataclass
class Moved:
    """What stood before a bulletin was changed on a sample site, and the alert that followed."""

    before: dict[str, dict]
    alert: dict


@pytest.fixture(scope="module")
def moved(light: Light) -> Moved:
    """A figure is changed on a sample site: 18 practice bases become 20."""
    before = {target["target_id"]: target for target in light.place.records("targets", "list")}
    news = ("GoalMoved", "SourceChanged")
    assert not [told for told in news if light.watch.webhook.alerts(told)], "a first crawl finds history, no news"
    light.sites.publish_revision("yunxiu_education", "plan_this_year")
    return Moved(before, light.watch.webhook.wait_for_alert("GoalMoved", seconds=120))


def test_a_changed_figure_becomes_an_alert_that_names_the_source(light: Light, moved: Moved):
    assert moved.alert["annotations"]["runbook_url"].endswith("#goalmoved")
    changed = wait_for(
        lambda: [a for a in light.watch.webhook.alerts("SourceChanged") if a["labels"]["change"] == "revised"],
        60,
        "SourceChanged for a revision",
    )
    assert {one["labels"]["source_id"] for one in changed} == {"yunxiu_education"}
    assert "云岫县教育局" in changed[0]["annotations"]["summary"]


def test_a_changed_figure_becomes_a_version_with_old_and_new_sentence(light: Light, moved: Moved):
    newest = next(event for event in light.place.records("events") if event["kind"] == "goal_moved")
    assert newest["source_id"] == "yunxiu_education"
    history = light.place.records("targets", "show", newest["target_id"])[0]
    assert len(history["versions"]) == moved.before[newest["target_id"]]["version_count"] + 1
    old, new = history["versions"][-2:]
    assert (old["value"], new["value"]) == ("18", "20")
    assert old["evidence"]["quote"] in newest["old"]
    assert new["evidence"]["quote"] in newest["new"]


def test_prometheus_answers_the_boards_queries_with_rows(light: Light, moved: Moved):
    targets = light.watch.query("goalboard_target_info and on (target_id) goalboard_target_progress_ratio")
    chosen = {"$domain": ".*", "$target": targets[0]["metric"]["target_id"], "$__rate_interval": "10s"}
    assert BOARDS
    for name, expression, is_instant in panel_queries():
        for variable, value in chosen.items():
            expression = expression.replace(variable, value)
        ask = light.watch.query if is_instant else light.watch.query_range
        assert wait_for(lambda ask=ask, expression=expression: ask(expression), 60, name)


def test_a_silent_site_is_named_and_nothing_kept_is_lost(light: Light):
    before = light.place.records("targets", "list")
    light.sites.fail("songji_health", "500")
    try:
        failed = wait_for(
            lambda: light.watch.query('goalboard_source_up{source_id="songji_health"} == 0'), 60, "the source is down"
        )
        assert failed
        outcomes = {s["source_id"]: s["outcome"] for s in light.place.records("sources", "list")}
        assert outcomes["songji_health"] == "http_5xx"
    finally:
        light.sites.fail("songji_health", None)
    after = light.place.records("targets", "list")
    assert {target["target_id"] for target in after} == {target["target_id"] for target in before}
