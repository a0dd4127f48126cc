"""kill -9 at any moment of crawl and ingest, then run again: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.samples import SampleServer, serve
from tests.chain.installation import Installation, installation

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]

#: Its pages count their visits, so that their bytes are others each time; the bulletins are the same.
COUNTS_VISITS = "wangxi_housing"
#: What a database holds, apart from when it was learnt and which row came first.
CONTENT = {
    "documents": "SELECT document_key, title, issuer, doc_kind, published, plan_year, revisions FROM documents",
    "texts": """SELECT d.document_key, r.number, r.text_digest, r.unread_count
                FROM document_revisions r JOIN documents d ON d.id = r.document_id""",
    "statements": """SELECT d.document_key, s.span_start, s.kind, s.value, s.unit, s.due, s.indicator
                     FROM statements s JOIN document_revisions r ON r.id = s.revision_id
                     JOIN documents d ON d.id = r.document_id""",
    "targets": "SELECT target_id, goal, unit, due, baseline, observed, observed_on, version_count FROM targets",
    "versions": "SELECT target_id, number, change, value, due, said_on FROM target_versions",
    "observations": "SELECT target_id, value, period_end, status FROM observations",
    "events": "SELECT kind, source_id, document_url, target_id, old, new FROM events",
    "pages": f"SELECT source_id, url, role, etag, digest FROM pages WHERE source_id != '{COUNTS_VISITS}'",
}


def content(place: Installation) -> dict[str, list[tuple]]:
    with sqlite3.connect(place.folder / "data" / "goalboard.sqlite") as connection:
        return {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in CONTENT.items()}


@pytest.fixture(scope="module")
def sites() -> Iterator[SampleServer]:
    with serve(revised=False) as server:
        yield server


@pytest.fixture(scope="module")
def whole(sites: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation whose one pass nobody disturbed."""
    place = installation(tmp_path_factory.mktemp("whole"), sites, every="1d")
    done = place.command("run", "--once")
    assert done.returncode == 0, done.stderr
    return place


def test_a_second_run_changes_nothing(whole: Installation):
    before = content(whole)
    assert before["targets"]
    again = whole.command("crawl", *sorted({page[0] for page in before["pages"]}), COUNTS_VISITS)
    assert again.returncode == 0, again.stderr
    assert "0 new bulletins, 0 revised, 0 gone" in again.stdout
    assert content(whole) == before
    assert whole.command("snapshots", "verify").returncode == 0


@pytest.mark.parametrize("with_children", [True, False], ids=["crawl killed too", "crawl goes on alone"])
def test_killed_again_and_again_it_ends_as_if_undisturbed(sites, whole, tmp_path: Path, with_children: bool):
    place = installation(tmp_path, sites, every="1d")
    kills = 0
    for moment in (0.6, 1.5, 2.2, 2.8, 3.4, 4.2, 5.0, 6.0):
        process = place.start("run", "--once")
        time.sleep(moment)
        if process.poll() is None:
            kills += 1
            _kill(process.pid, with_children)
        process.wait(timeout=30)
    assert kills >= 4
    last = place.command("run", "--once", seconds=180)
    while "another crawl is under way" in last.stderr:
        time.sleep(1)
        last = place.command("run", "--once", seconds=180)
    assert last.returncode == 0, last.stderr
    assert content(place) == content(whole)
    assert place.command("snapshots", "verify").returncode == 0


def _kill(pid: int, with_children: bool) -> None:
    """kill -9 of a process, with what it started where wanted."""
    children = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            children.append(int(entry.parent.name))
    os.kill(pid, signal.SIGKILL)
    for child in children if with_children else ():
        os.kill(child, signal.SIGKILL)
