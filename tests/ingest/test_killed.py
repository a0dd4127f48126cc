"""kill -9 in the middle of an ingest, again and again: nothing is lost and nothing doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.store.database import open_database, upgrade
from tests.ingest.crawled import GOALS, MISSING, address, dump, page

#: What differs between a run and the same run after others were killed: numbers given by the database.
NUMBERS = {"id", "document_id", "revision_id", "latest_revision_id", "statement_id", "natural_key", "origin", "copy_of"}
PLAN, NEWS, GONE = address("plan"), address("news"), address("gone")
HERE, THERE, COPY = address("here"), address("there"), address("copy")
#: How many times the process dies at most, evenly over the statements of a whole run.
DEATHS = 10


def crawls(bureau) -> list[Path]:
    """A first crawl, and one that finds a bulletin revised, one new, one vanished, one moved, and a copy."""
    first = {name: page(f"关于{number}号工作的计划") for number, name in enumerate((PLAN, GONE, HERE))}
    lowered = page("关于0号工作的计划", GOALS.replace("20所", "15所"))
    second = {PLAN: lowered, NEWS: page("新闻"), GONE: MISSING, HERE: MISSING, THERE: first[HERE], COPY: lowered}
    return [bureau.crawl(first), bureau.crawl(second, links=(PLAN, NEWS, THERE, COPY))]


def program(url: str, bureau, folders: list[Path], statements: int = 0) -> list[str]:
    dying = [sys.executable, str(Path(__file__).with_name("dying.py")), str(statements), url]
    return [*dying, str(bureau.folder / "snapshots"), bureau.now.isoformat(), *map(str, folders)]


def ingest(url: str, bureau, folders: list[Path], statements: int = 0) -> int:
    """Run the program; how many statements it took, or 0 when it was killed."""
    ended = subprocess.run(program(url, bureau, folders, statements), check=False, capture_output=True)
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr.decode()
    return int(ended.stdout) if ended.returncode == 0 else 0


def contents(database) -> dict[str, list[dict[str, object]]]:
    return {
        table: [{name: value for name, value in row._mapping.items() if name not in NUMBERS} for row in rows]
        for table, rows in dump(database).items()
    }


def assert_whole(database) -> None:
    """Each crawl is in with everything, or not at all."""
    rows = dump(database)
    ingested = len(rows["crawl_runs"])
    assert (len(rows["pages"]), len(rows["documents"])) == {0: (0, 0), 1: (3, 3), 2: (6, 5)}[ingested]
    assert len(rows["document_revisions"]) == {0: 0, 1: 3, 2: 6}[ingested]
    assert len(rows["document_addresses"]) == {0: 0, 1: 0, 2: 1}[ingested]
    told = [event.kind for event in rows["events"] if event.kind.startswith("document_")]
    assert len(told) == {0: 0, 1: 3, 2: 8}[ingested]
    assert len(rows["statements"]) == 4 * len(rows["document_revisions"])
    assert all(row.bound_at for row in rows["document_revisions"])


@pytest.fixture
def unharmed(bureau, tmp_path):
    """A database for a run that nothing disturbs."""
    url = f"sqlite:///{tmp_path / 'unharmed.db'}"
    upgrade(url)
    database = open_database(url)
    bureau.settle(database)
    yield database
    database.close()


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again(database, database_url, unharmed, bureau):
    folders = crawls(bureau)
    whole = ingest(str(unharmed.url), bureau, folders)
    deaths = 0
    for part in range(1, DEATHS + 1):
        deaths += ingest(database_url, bureau, folders, whole * part // (DEATHS + 1)) == 0
        assert_whole(database)
    assert deaths >= DEATHS // 2
    ingest(database_url, bureau, folders)
    assert contents(database) == contents(unharmed)


@pytest.mark.slow
def test_two_at_once_store_what_one_does(database, database_url, unharmed, bureau):
    folders = crawls(bureau)
    ingest(str(unharmed.url), bureau, folders)
    started = [subprocess.Popen(program(database_url, bureau, folders), stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
    assert contents(database) == contents(unharmed)
