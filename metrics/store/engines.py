"""Engines and sessions for SQLite and PostgreSQL; what a database refuses is told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from metrics.errors import DatabaseError
from metrics.store.failures import failure_of, named

BUSY_SECONDS = 30.0
CONNECT_SECONDS = 10
#: Options of a connection that writes (SQLite takes its one write lock at once, so that no read turns into a deadlock)
#: and of one that reads (one consistent state from first to last query).
WRITE: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_begin": "BEGIN IMMEDIATE"},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}
READ: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_begin": "BEGIN"},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Database:
    """An open database. Work goes through ``write()`` or ``read()``; close it at the end."""

    def __init__(self, url: sa.URL, engine: Engine) -> None:
        self.url = url
        self.engine = engine
        self._writing = engine.execution_options(**WRITE[url.get_backend_name()])
        self._reading = engine.execution_options(**READ[url.get_backend_name()])

    @property
    def name(self) -> str:
        """The database as messages name it, without its password."""
        return named(self.url)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one transaction: kept whole at the end of the block, or not at all when the block raises."""
        with told(self.url), Session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one consistent state; what is changed in it is not kept."""
        with told(self.url), Session(self._reading) as session:
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection in one write transaction, for DDL and maintenance."""
        with told(self.url), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


@contextmanager
def told(url: sa.URL) -> Iterator[None]:
    """What the database refuses in this block is raised as a one-line ``DatabaseError``; mistakes of ours are not."""
    try:
        yield
    except DBAPIError as error:
        failure = failure_of(url, error)
        if failure is None:
            raise
        raise failure from error


def parsed(url: str) -> sa.URL:
    """The address of a database, checked: a file path in ``sqlite:///…`` or ``postgresql+psycopg://…``."""
    try:
        address = sa.make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError(
            "the database URL cannot be read: write sqlite:///FILE or postgresql+psycopg://…"
        ) from error
    if backend == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and address.database and address.database != ":memory:":
        return address
    raise DatabaseError(f"{named(address)} is no database for Goalboard: use sqlite:///FILE or postgresql+psycopg://…")


def connect(url: sa.URL, busy_seconds: float = BUSY_SECONDS) -> Database:
    """A database without any check of what is in it. Nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": busy_seconds})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return Database(url, engine)
    try:
        engine = sa.create_engine(url, connect_args={"connect_timeout": CONNECT_SECONDS}, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise DatabaseError("PostgreSQL needs psycopg: pip install 'goalboard[postgres]'") from error
    return Database(url, engine)


def sqlite_file(url: sa.URL) -> Path | None:
    """The file of a SQLite database, None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to us (Python's sqlite3 would begin them late) and hold references."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as the connection's options say."""
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
