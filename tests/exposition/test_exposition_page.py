"""The page as other programs read it: the official checker, two parsers, and hostile text inside."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse_text

from metrics.exposition import Exporter, JobStats
from metrics.exposition.rendering import MAX_LABEL_CHARACTERS
from metrics.tracking.views import BoardState
from tests.exposition.boards import HOSTILE, NOW, board, source, state, target

OPENMETRICS = "application/openmetrics-text; version=1.0.0"
JOBS = (JobStats("sweep", {"done": 4, "failed": 1}, NOW, 0.25, NOW),)


def page(shown: BoardState, accept: str = "") -> str:
    exporter = Exporter(lambda _: shown, lambda: NOW, read_jobs=lambda: JOBS)
    return exporter.page(accept)[0].decode()


@pytest.mark.prometheus
def test_official_checker_has_no_complaint(find_program: Callable[[str], str]) -> None:
    checked = subprocess.run(
        [find_program("promtool"), "check", "metrics"],
        check=False,
        input=page(board()),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@pytest.mark.parametrize(("accept", "parse"), [("text/plain", parse_text), (OPENMETRICS, parse_openmetrics)])
def test_page_reads_back(accept: str, parse: Callable[[str], object]) -> None:
    families = {family.name: family for family in parse(page(board(), accept))}  # type: ignore[attr-defined]
    goals = {s.labels["target_id"]: s.value for s in families["goalboard_target_goal_value"].samples}
    assert goals == {t.target_id: float(t.goal) for t in board().targets if t.goal is not None}
    (queue,) = families["goalboard_review_queue"].samples
    (unread,) = families["goalboard_numerals_unread"].samples
    assert (queue.value, unread.value) == (3, 17)
    assert families["goalboard_job_runs"].type == "counter"
    assert "process_cpu_seconds" in families


@pytest.mark.parametrize(("accept", "parse"), [("text/plain", parse_text), (OPENMETRICS, parse_openmetrics)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_inside_its_label(accept: str, parse: Callable[[str], object], name: str) -> None:
    shown = state((target(indicator=name),), (source(name=name),))
    samples = [s for family in parse(page(shown, accept)) for s in family.samples]  # type: ignore[attr-defined]
    (info,) = [s for s in samples if s.name == "goalboard_target_info"]
    cleaned = "".join(" " if c < " " and c != "\n" else c for c in name)
    assert info.labels["indicator"] == cleaned.encode("utf-8", "replace").decode()
    assert [s.labels for s in samples if s.name == "goalboard_target_goal_value"] == [{"target_id": "t1"}]
    assert not [s for s in samples if "forged" in s.name]


def test_a_megabyte_of_title_is_cut() -> None:
    shown = page(state((target(indicator="长" * 1_000_000),)))
    assert len(shown) < 20_000
    assert "长" * (MAX_LABEL_CHARACTERS - 1) + "…" in shown


def test_no_sample_carries_a_timestamp() -> None:
    lines = [line for line in page(board()).splitlines() if not line.startswith("#")]
    assert lines and all(line.rsplit("}", 1)[-1].count(" ") == 1 for line in lines)


def test_openmetrics_ends_as_it_must() -> None:
    assert page(board(), OPENMETRICS).endswith("# EOF\n")
    assert "# EOF" not in page(board())
