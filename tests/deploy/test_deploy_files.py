"""What is deployed beside the rules: containers, unit, environment and provisioning agree with each other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboards.boards import GENERATED
from dashboards.overview import UID
from metrics.config import Settings
from metrics.exposition.reference import GROUPS
from tests.conftest import ROOT
from tests.prometheus import DEPLOY, WEBHOOK_PLACE

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")


def configuration(*parts: str) -> Any:
    return yaml.safe_load(DEPLOY.joinpath(*parts).read_text("utf-8"))


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_pinned_watched_and_kept_local(name: str) -> None:
    service = SERVICES[name]
    assert re.search(r":v?\d+\.\d+(\.\d+)?[\w.-]*$", service["image"]), "the image is not pinned"
    assert "healthcheck" in service or "build" in service
    assert service["restart"] == "unless-stopped"
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_mounts_exists(name: str) -> None:
    for volume in SERVICES[name].get("volumes", ()):
        place = volume.split(":")[0]
        if place.startswith("."):
            assert (DEPLOY / place).exists(), place
        else:
            assert place in COMPOSE["volumes"]


def test_example_names_every_variable_and_holds_no_secret() -> None:
    example = dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / "env.example").read_text("utf-8"), re.M))
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert set(re.findall(r"(?<!\$)\$\{(\w+)", text)) == set(example)
    assert all(not value for name, value in example.items() if "PASSWORD" in name)
    assert ".env" in (DEPLOY / ".gitignore").read_text("utf-8").split()


@pytest.mark.parametrize("file", ["compose.yaml", "Dockerfile", "goalboard.env.example", "env.example"])
def test_settings_named_in_a_file_exist(file: str) -> None:
    named = set(re.findall(r"\bGOALBOARD_([A-Z_]+)(?==|:)", (DEPLOY / file).read_text("utf-8")))
    assert named and {name.lower() for name in named} <= Settings.model_fields.keys()


def test_image_is_built_from_pins_and_runs_as_nobody() -> None:
    assert "pip install --require-hashes -r constraints.txt" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M) == ["10001"]
    assert all(re.search(r":\d+\.\d+\.\d+-", image) for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.M))
    assert "psycopg" in (ROOT / "constraints.txt").read_text("utf-8")
    allowed = re.findall(r"^!(\S+)", (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8"), re.M)
    copied = [name for line in re.findall(r"^COPY (?!--)(.+)", DOCKERFILE, re.M) for name in line.split()[:-1]]
    assert set(copied) == set(allowed)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages <= set(copied)


def test_grafana_finds_its_data_source_and_board() -> None:
    (source,) = configuration("grafana", "provisioning", "datasources", "prometheus.yaml")["datasources"]
    scrape = configuration("prometheus", "prometheus.yml")["global"]["scrape_interval"]
    assert (source["type"], source["uid"]) == ("prometheus", "goalboard-prometheus")
    assert source["jsonData"]["timeInterval"] == scrape
    (provider,) = configuration("grafana", "provisioning", "dashboards", "goalboard.yaml")["providers"]
    assert f"../dashboards/generated:{provider['options']['path']}:ro" in SERVICES["grafana"]["volumes"]
    assert not provider["allowUiUpdates"] and f'"uid": "{UID}"' in (GENERATED / "overview.json").read_text("utf-8")


def test_prometheus_reads_what_compose_runs() -> None:
    config = configuration("prometheus", "prometheus.yml")
    (job,) = [job for job in config["scrape_configs"] if job["job_name"] == "goalboard"]
    assert job["static_configs"] == [{"targets": ["goalboard:8000"]}]
    assert "GOALBOARD_PORT=8000" in DOCKERFILE
    (alertmanagers,) = config["alerting"]["alertmanagers"]
    assert alertmanagers["static_configs"][0]["targets"] == ["alertmanager:9093"]
    assert any("retention.time=10y" in part for part in SERVICES["prometheus"]["command"])
    assert set(config["global"]["external_labels"]) == {"runbook"}


def test_routes_group_tell_and_hold_back() -> None:
    routes = configuration("alertmanager", "alertmanager.yml")
    grouped = {tuple(route["matchers"]): route["group_by"] for route in routes["route"]["routes"]}
    assert grouped[('subject="target"',)] == ["alertname", "domain"]
    assert grouped[('subject="source"',)] == ["alertname", "source_id"]
    for receiver in routes["receivers"]:
        (webhook,) = receiver["webhook_configs"]
        assert webhook["url"] == WEBHOOK_PLACE and webhook["max_alerts"] == 100
        assert webhook["send_resolved"] is (receiver["name"] == "operations")
    assert any('alertname="ExporterDown"' in rule["source_matchers"] for rule in routes["inhibit_rules"])


@pytest.mark.prometheus
@pytest.mark.parametrize("address", ["http://h/x?a=1&b=2", r"https://u:p@h/a|b\c", "http://127.0.0.1:9/"])
def test_start_script_fills_in_the_address(address: str, tmp_path: Path, find_program: Callable[[str], str]) -> None:
    filled = tmp_path / "filled.yml"
    environment = {
        "PATH": os.environ["PATH"],
        "ALERT_WEBHOOK_URL": address,
        "ALERTMANAGER_CONFIG": str(DEPLOY / "alertmanager" / "alertmanager.yml"),
        "ALERTMANAGER_FILLED": str(filled),
        "ALERTMANAGER": shutil.which("true") or "true",
    }
    script = ["sh", str(DEPLOY / "alertmanager" / "start.sh")]
    subprocess.run(script, env=environment, check=True, timeout=30)
    urls = {r["webhook_configs"][0]["url"] for r in yaml.safe_load(filled.read_text("utf-8"))["receivers"]}
    assert urls == {address} and filled.stat().st_mode & 0o077 == 0
    checked = subprocess.run([find_program("amtool"), "check-config", filled], capture_output=True, check=False)
    assert checked.returncode == 0
    del environment["ALERT_WEBHOOK_URL"]
    refused = subprocess.run(script, env=environment, capture_output=True, text=True, check=False, timeout=30)
    assert refused.returncode != 0 and "set ALERT_WEBHOOK_URL" in refused.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_unit_is_one_that_systemd_understands(tmp_path: Path) -> None:
    unit = tmp_path / "goalboard.service"
    text = (DEPLOY / "goalboard.service").read_text("utf-8")
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False, timeout=60
    )
    assert "goalboard.service" not in done.stderr
    assert "User=goalboard" in text and "ProtectSystem=strict" in text


def test_every_family_is_named_in_the_list_of_metrics() -> None:
    listed = re.findall(r"^\| `(goalboard_\w+)` \|", (DEPLOY / "metrics.md").read_text("utf-8"), re.M)
    assert listed == [family.name for _, families in GROUPS for family in families]
    assert len(set(listed)) == len(listed)


def test_runbook_has_the_place_for_settings_and_names_its_subjects() -> None:
    text = (DEPLOY / "runbook.md").read_text("utf-8")
    assert text.index("<!-- settings -->") < text.index("<!-- /settings -->")
    for heading in ("Install", "Settings", "Upgrade", "Back up and restore", "Faults"):
        assert f"\n## {heading}\n" in text
