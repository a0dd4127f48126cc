"""Alembic's entry: runs migrations in the transaction of the connection that it is given."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from metrics.store.columns import Base, ExactDecimal, PlainText, RowId, UtcDateTime
from metrics.store.models import Event

TYPE_NAMES = {PlainText: "TEXT", UtcDateTime: "INSTANT", ExactDecimal: "EXACT"}


def render_item(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Name our column types as ``migrations.column_types`` does, so that a migration does not lean on the models."""
    if kind != "type":
        return False
    name = "ROW_ID" if item is RowId else TYPE_NAMES.get(type(item))
    if name is None:
        return False
    autogenerate.imports.add(f"from migrations.column_types import {name}")
    return name


assert Event.metadata is Base.metadata, "metrics.store.models fills the metadata that migrations are compared with"
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
