"""One fault site, a database and a snapshot store, and crawls of the site that are taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.faults import FAULTS, serve
from metrics.store.database import Database, open_database
from tests.faults.chain import NOW, Chain
from tests.postgres import sqlite_template  # noqa: F401


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:  # noqa: F811
    """A SQLite database with our tables; storage as such is tested elsewhere, on both kinds."""
    path = tmp_path / "goalboard.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def chain_of(tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Chain]]:
    """Function from a fault's name to the chain of its site, which is healthy and not crawled yet."""
    servers = []

    def build(name: str) -> Chain:
        server = serve(name, today=NOW.date())
        servers.append(server)
        if server.authority is not None:
            monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        return Chain(FAULTS[name], server.sites[name], tmp_path, database)

    yield build
    for server in servers:
        server.close()
