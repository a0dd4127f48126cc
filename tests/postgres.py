"""Fixtures of tests that need a database: each of them runs on SQLite and on a PostgreSQL server started here.

A conftest takes them in with ``from postgres import *``. The server listens on a socket in a folder of its own only,
and ends with the session that started it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from metrics.store.database import Database, open_database, upgrade

__all__ = ["database", "database_url", "empty_url", "postgres_server", "sqlite_template"]

START_SECONDS = 60
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@dataclass
class PostgresServer:
    """A running server; ``url(name)`` is the address of one of its databases."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """Address of the database ``name``."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def connect(self, name: str = "postgres") -> psycopg.Connection[Any]:
        """A connection of our own, outside the program under test."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of ``template``; its address."""
        name = f"test_{next(self.numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return self.url(name)


@pytest.fixture(scope="session")
def postgres_server(find_program: Callable[[str], str]) -> Iterator[PostgresServer]:
    """A PostgreSQL server of this session, with the database ``ready`` that holds our tables."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    account = _server_account(folder)
    cluster = folder / "cluster"
    initdb = [find_program("initdb"), "-D", str(cluster), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*initdb, "--locale=C"], check=True, capture_output=True, **account)
    settings = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", f"unix_socket_directories={folder}"]
    with (folder / "log").open("wb") as log:
        started = subprocess.Popen(
            [find_program("postgres"), "-D", str(cluster), *settings], stdout=log, stderr=log, **account
        )
    try:
        server = PostgresServer(folder)
        _wait_for(server, started)
        with server.connect() as connection:
            connection.execute("CREATE DATABASE ready")
        upgrade(server.url("ready"))
        yield server
    finally:
        started.send_signal(signal.SIGQUIT)  # what it holds is thrown away
        started.wait(START_SECONDS)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables and nothing in them."""
    file = tmp_path_factory.mktemp("sqlite") / "ready.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'goalboard.db'}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create()


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database with our tables, for this test alone."""
    if request.param == "sqlite":
        file = tmp_path / "goalboard.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create(template="ready")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database with our tables, for this test alone; the test runs once on each kind."""
    opened = open_database(database_url)
    yield opened
    opened.close()


def _server_account(folder: Path) -> dict[str, Any]:
    """How to start the server: PostgreSQL refuses root, so as another account where we are root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": folder}


def _wait_for(server: PostgresServer, started: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if started.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL did not start: {(server.folder / 'log').read_text()[-1000:]}")
            time.sleep(0.05)
        else:
            return
