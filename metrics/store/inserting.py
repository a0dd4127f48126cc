"""Inserts that meet rows already there: SQLite and PostgreSQL write them alike, SQLAlchemy has one form for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

#: Rows a statement: PostgreSQL takes 65,535 parameters, SQLite 32,766.
CHUNK = 500
Row = Mapping[str, Any]


def insert_into(session: Session, model: type[DeclarativeBase]) -> sqlite.Insert | postgresql.Insert:
    """An insert with ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    connection: Connection = session.connection()
    return (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(model)


def insert_missing(session: Session, model: type[DeclarativeBase], rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet; leave the others as they are."""
    for chunk in chunks(rows):
        session.execute(insert_into(session, model).on_conflict_do_nothing(), [dict(row) for row in chunk])


def insert_or_update(
    session: Session, model: type[DeclarativeBase], rows: Sequence[Row], update: Sequence[str]
) -> None:
    """Insert rows; where the primary key is there already, take over the columns ``update``."""
    key = [column.name for column in model.__table__.primary_key]
    for chunk in chunks(rows):
        statement = insert_into(session, model)
        new = {name: statement.excluded[name] for name in update}
        session.execute(statement.on_conflict_do_update(index_elements=key, set_=new), [dict(row) for row in chunk])


def chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Parts of at most ``CHUNK`` rows."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
