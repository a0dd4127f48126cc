"""Opens the database and brings it to this program's version; tells ours from a foreign or a newer one."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import migrations
from metrics.errors import DatabaseError
from metrics.store.engines import BUSY_SECONDS, Database, connect, parsed, sqlite_file, told
from metrics.store.failures import named

__all__ = ["Database", "check_version", "downgrade", "open_database", "upgrade"]

#: Tables that may stand beside ours in one database: those of the task queue of larger installations.
NEIGHBOUR_PREFIX = "procrastinate_"
OUR_MARK = "goalboard_meta"
#: Any number; PostgreSQL lets one holder of it migrate at a time.
MIGRATION_LOCK = 6_710_642_195


def open_database(url: str, busy_seconds: float = BUSY_SECONDS) -> Database:
    """The database at ``url``, found to be ours and of this program's version; else a ``DatabaseError``."""
    address = parsed(url)
    check_version(url)
    database = connect(address, busy_seconds)
    if address.get_backend_name() == "sqlite":
        with told(address), database.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
    return database


def upgrade(url: str) -> None:
    """Create the tables, or bring them to this version: all in one transaction."""
    address = parsed(url)
    file = sqlite_file(address)
    if file is not None:
        _make_folder(file)
    database = connect(address)
    try:
        with database.connection() as connection:
            _lock(connection)
            _refuse_foreign(connection, address)
            _refuse_newer(connection, address)
            command.upgrade(alembic_config(connection), "head")
    finally:
        database.close()


def downgrade(url: str, revision: str = "base") -> None:
    """Take the tables back to an older version; ``base`` drops them all."""
    database = connect(parsed(url))
    try:
        with database.connection() as connection:
            _lock(connection)
            _refuse_foreign(connection, database.url)
            _refuse_newer(connection, database.url)
            command.downgrade(alembic_config(connection), revision)
    finally:
        database.close()


def check_version(url: str) -> None:
    """Raise ``DatabaseError`` unless the database is ours and exactly of this program's version."""
    address = parsed(url)
    file = sqlite_file(address)
    if file is not None and not file.exists():
        raise DatabaseError(f"{named(address)} does not exist: run `goalboard db upgrade` to create it")
    database = connect(address)
    try:
        _check(database)
    finally:
        database.close()


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings: the scripts stand in the installed ``migrations`` package, wherever that is."""
    config = Config()
    folder = Path(migrations.__file__ or "").resolve().parent
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _check(database: Database) -> None:
    with database.read() as session:
        connection = session.connection()
        _refuse_foreign(connection, database.url)
        _refuse_newer(connection, database.url)
        held = set(MigrationContext.configure(connection).get_current_heads())
    if held != set(ScriptDirectory.from_config(alembic_config()).get_heads()):
        state = "is older than this program" if held else "has no tables yet"
        raise DatabaseError(f"{database.name} {state}: run `goalboard db upgrade`")


def _refuse_foreign(connection: Connection, url: sa.URL) -> None:
    tables = {name for name in sa.inspect(connection).get_table_names() if not name.startswith(NEIGHBOUR_PREFIX)}
    if tables - {"alembic_version"} and OUR_MARK not in tables:
        raise DatabaseError(
            f"{named(url)} holds tables of another program ({min(tables)}): give Goalboard a database of its own"
        )


def _refuse_newer(connection: Connection, url: sa.URL) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    for held in MigrationContext.configure(connection).get_current_heads():
        if held not in known:
            raise DatabaseError(
                f"{named(url)} was written by a newer Goalboard (version {held}): upgrade it, or restore a backup"
            )


def _lock(connection: Connection) -> None:
    """One migration at a time; SQLite's write transaction already is that lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"folder {file.parent} for the database cannot be made: {error.strerror}") from error
