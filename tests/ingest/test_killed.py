"""kill -9 in the middle of an ingest, again and again: nothing is lost and nothing doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.crawled import GOALS, MISSING, address, dump, page
from metrics.store.database import open_database, upgrade

#: What differs between a run and the same run after others were killed: numbers given by the database.
NUMBERS = {"id", "document_id", "revision_id", "latest_revision_id", "natural_key"}
PLAN, NEWS, GONE = address("plan"), address("news"), address("gone")
#: Where the process dies, in SQL statements; the whole takes about twice the last of them.
DEATHS = (2, 5, 9, 14, 19, 25, 30, 36, 43)


def crawls(bureau) -> list[Path]:
    """A first crawl, and one that finds a revised, a new and a vanished bulletin."""
    first = {name: page(f"关于{number}号工作的计划") for number, name in enumerate((PLAN, GONE))}
    lowered = page("关于0号工作的计划", GOALS.replace("20所", "15所"))
    return [bureau.crawl(first), bureau.crawl({PLAN: lowered, NEWS: page("新闻"), GONE: MISSING}, links=(PLAN, NEWS))]


def ingest(url: str, bureau, folders: list[Path], statements: int) -> int:
    program = [sys.executable, str(Path(__file__).with_name("dying.py")), str(statements), url]
    arguments = [str(bureau.folder / "snapshots"), bureau.now.isoformat(), *map(str, folders)]
    ended = subprocess.run([*program, *arguments], check=False, capture_output=True)
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr.decode()
    return ended.returncode


def contents(database) -> dict[str, list[dict[str, object]]]:
    return {
        table: [{name: value for name, value in row._mapping.items() if name not in NUMBERS} for row in rows]
        for table, rows in dump(database).items()
    }


def assert_whole(database) -> None:
    """Each crawl is in with everything, or not at all."""
    rows = dump(database)
    ingested = len(rows["crawl_runs"])
    assert (len(rows["pages"]), len(rows["documents"])) == {0: (0, 0), 1: (2, 2), 2: (3, 3)}[ingested]
    assert (len(rows["document_revisions"]), len(rows["events"])) == {0: (0, 0), 1: (2, 2), 2: (4, 5)}[ingested]
    assert len(rows["statements"]) == 4 * len(rows["document_revisions"])
    assert all(row.bound_at for row in rows["document_revisions"])


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again(database, database_url, bureau, tmp_path):
    folders = crawls(bureau)
    for statements in DEATHS:
        assert ingest(database_url, bureau, folders, statements) == -signal.SIGKILL
        assert_whole(database)
    while ingest(database_url, bureau, folders, 50) != 0:
        assert_whole(database)
    upgrade(f"sqlite:///{tmp_path / 'unharmed.db'}")
    unharmed = open_database(f"sqlite:///{tmp_path / 'unharmed.db'}")
    bureau.settle(unharmed)
    assert ingest(str(unharmed.url), bureau, folders, 0) == 0
    assert contents(database) == contents(unharmed)
    unharmed.close()
