"""The tables come and go as a whole, and what is not ours stays untouched."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from metrics.errors import DatabaseError
from metrics.store.database import alembic_config, check_version, downgrade, open_database, upgrade
from metrics.store.engines import connect, parsed
from metrics.store.models import Base, Page, Source
from metrics.store.sources import claim_sources, due_sources

SOURCE_OF_0003 = (
    "INSERT INTO sources (source_id, name, issuer, url, admin_area, domain, cadence, timezone,"
    " expected_interval_seconds, crawl_settings, config_digest, by_hand, failures_in_row, items, documents)"
    " VALUES ('edu', 'n', 'i', 'u', '', '', '{}', 'UTC', 1, '{}', '', false, 0, 0, 0)"
)


def tables(url: str) -> set[str]:
    database = connect(parsed(url))
    with database.read() as session:
        names = set(sa.inspect(session.connection()).get_table_names())
    database.close()
    return names


def test_upgrade_from_empty_and_back(empty_url):
    upgrade(empty_url)
    upgrade(empty_url)
    assert tables(empty_url) == set(Base.metadata.tables) | {"alembic_version"}
    check_version(empty_url)
    downgrade(empty_url)
    assert tables(empty_url) == {"alembic_version"}
    with pytest.raises(DatabaseError, match="has no tables yet: run `goalboard db upgrade`"):
        check_version(empty_url)
    upgrade(empty_url)
    open_database(empty_url).close()


def test_migrations_say_what_the_models_say(database):
    with database.connection() as connection:
        command.check(alembic_config(connection))


def test_rows_come_through_the_columns_for_parts_and_history(database_url):
    downgrade(database_url, "0003")
    moment = "2026-03-01 00:00:00+00:00"
    database = connect(parsed(database_url))
    with database.connection() as connection:
        connection.execute(sa.text(SOURCE_OF_0003))
        connection.execute(
            sa.text(
                "INSERT INTO pages (source_id, url, role, outcome, first_seen_at, last_seen_at)"
                f" VALUES ('edu', 'a', 'article', 'ok', '{moment}', '{moment}')"
            )
        )
    upgrade(database_url)
    with database.write() as session:
        page = session.get_one(Page, ("edu", "a"))
        assert (page.parent_url, page.initial) == (None, False)
        session.add(Page(source_id="edu", url="a_1", role="part", outcome="ok", parent_url="a", **both(page)))
    downgrade(database_url, "0003")
    upgrade(database_url)
    with database.read() as session:
        assert [page.url for page in session.query(Page)] == ["a"], "an older program knows no parts"
    database.close()


def test_claims_come_through_the_column_for_them(database_url):
    downgrade(database_url, "0004")
    claimed, later = datetime(2026, 3, 1, 8, 0, 0, 1, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
    database = connect(parsed(database_url))
    visits = sa.table("sources", *(sa.column(name) for name in ("source_id", "next_crawl_at")))
    with database.connection() as connection:
        for source_id, at in {"claimed": claimed, "waiting": later, "never": None}.items():
            connection.execute(sa.text(SOURCE_OF_0003.replace("'edu'", f"'{source_id}'")))
            moved = sa.update(visits).where(visits.c.source_id == source_id)
            connection.execute(moved.values(next_crawl_at=sa.bindparam("at", at, sa.DateTime(timezone=True))))
    upgrade(database_url)
    with database.read() as session:
        read = {source.source_id: (source.next_crawl_at, source.claimed_until) for source in session.query(Source)}
    assert read == {
        "claimed": (claimed - timedelta(hours=2), claimed),
        "waiting": (later, None),
        "never": (None, None),
    }
    with database.write() as session:
        assert due_sources(session, claimed - timedelta(minutes=1), 10) == []
        assert [source.source_id for source in due_sources(session, claimed, 10)] == ["claimed"]
        claim_sources(session, [session.get_one(Source, "waiting")], later.replace(microsecond=500))
    downgrade(database_url, "0004")
    with database.connection() as connection:
        kept = sa.select(visits.c.source_id, sa.type_coerce(visits.c.next_crawl_at, sa.DateTime(timezone=True)))
        assert {name: at and at.replace(tzinfo=UTC) for name, at in connection.execute(kept)} == {
            "claimed": claimed,
            "waiting": later.replace(microsecond=1),
            "never": None,
        }
    database.close()


def both(page: Page) -> dict[str, datetime]:
    return {"first_seen_at": page.first_seen_at, "last_seen_at": page.last_seen_at}


def test_a_step_back_is_told_as_older(database_url):
    downgrade(database_url, "0001")
    with pytest.raises(DatabaseError, match="is older than this program: run `goalboard db upgrade`"):
        open_database(database_url)


def test_a_newer_database_is_left_alone(database, database_url):
    with database.connection() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for refused in (open_database, upgrade, downgrade):
        with pytest.raises(DatabaseError, match="newer Goalboard \\(version 9999\\): upgrade it, or restore"):
            refused(database_url)


def test_a_foreign_database_is_left_alone(empty_url):
    database = connect(parsed(empty_url))
    with database.connection() as connection:
        connection.execute(sa.text("CREATE TABLE invoices (number INTEGER)"))
    database.close()
    for refused in (upgrade, downgrade, open_database):
        with pytest.raises(
            DatabaseError, match="tables of another program \\(invoices\\): give Goalboard a database of"
        ):
            refused(empty_url)
    assert tables(empty_url) == {"invoices"}


def test_a_task_queue_may_be_a_neighbour(empty_url):
    database = connect(parsed(empty_url))
    with database.connection() as connection:
        connection.execute(sa.text("CREATE TABLE procrastinate_jobs (id INTEGER)"))
    database.close()
    upgrade(empty_url)
    check_version(empty_url)


def test_a_file_that_is_no_database(tmp_path: Path):
    file = tmp_path / "notes.txt"
    file.write_text("会议记录\n" * 500)
    before = file.read_bytes()
    for refused in (upgrade, open_database):
        with pytest.raises(DatabaseError, match=r"notes\.txt is no SQLite database: give another file"):
            refused(f"sqlite:///{file}")
    assert file.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


def test_opening_makes_no_file(tmp_path: Path):
    with pytest.raises(DatabaseError, match="does not exist: run `goalboard db upgrade`"):
        open_database(f"sqlite:///{tmp_path / 'absent.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_is_told(database_url, tmp_path: Path):
    if not database_url.startswith("sqlite"):
        pytest.skip("SQLite's lock")
    database = open_database(database_url, busy_seconds=0.1)
    holder = sqlite3.connect(tmp_path / "goalboard.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseError, match=r"goalboard\.db is locked by another program"), database.write() as session:
        session.execute(sa.text("SELECT 1"))
    holder.execute("ROLLBACK")
    holder.close()
    with database.write() as session:
        session.execute(sa.text("DELETE FROM tallies"))
    database.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql+psycopg://someone:secret@127.0.0.1:{port}/x", "cannot be reached: .*check that it runs"),
        ("sqlite:////proc/none/x.db", "folder /proc/none for the database cannot be made"),
        ("sqlite://", "is no database for Goalboard"),
        ("mysql://root@localhost/x", "is no database for Goalboard"),
        ("not a url", "the database URL cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere(url, message, free_port):
    with pytest.raises(DatabaseError, match=message) as raised:
        upgrade(url.format(port=free_port))
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.postgres
def test_a_missing_postgres_database_is_told(postgres_server):
    with pytest.raises(DatabaseError, match="does not exist: create the database"):
        upgrade(postgres_server.url("nowhere"))


def test_upgrade_does_not_depend_on_the_folder(tmp_path: Path):
    program = "from metrics.store.database import upgrade; upgrade('sqlite:///deep/down/goalboard.db')"
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, env=environment)
    assert (tmp_path / "deep/down/goalboard.db").stat().st_size > 0


@pytest.mark.parametrize("statements", [3, 8, 20, 32, 38])
def test_a_killed_upgrade_leaves_nothing_behind(empty_url, statements):
    program = [sys.executable, str(Path(__file__).with_name("dying.py")), str(statements), empty_url]
    killed = subprocess.run(program, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert tables(empty_url) == set()
    upgrade(empty_url)
    open_database(empty_url).close()


@pytest.mark.postgres
def test_a_connection_that_is_cut_is_told_and_the_next_one_works(postgres_server):
    database = open_database(postgres_server.create(template="ready"))
    with (
        pytest.raises(DatabaseError, match=r"cannot be reached: .*check that it runs") as raised,
        database.write() as session,
    ):
        own = session.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
        session.execute(sa.text("INSERT INTO tallies VALUES ('statement', 'target', 1)"))
        with postgres_server.connect() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [own])
        session.execute(sa.text("SELECT 1"))
    assert "\n" not in str(raised.value)
    with database.write() as session:
        assert session.execute(sa.text("SELECT count(*) FROM tallies")).scalar_one() == 0
    database.close()


def test_upgrades_at_once_make_one(empty_url):
    program = "import sys; from metrics.store.database import upgrade; upgrade(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", program, empty_url]) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    check_version(empty_url)
