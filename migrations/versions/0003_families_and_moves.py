"""Copies of one text under several addresses, addresses that moved, and events that belong together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.column_types import INSTANT, ROW_ID, TEXT

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    op.add_column("documents", sa.Column("copy_of", ROW_ID, nullable=True))
    op.add_column("documents", sa.Column("conflicts_with", ROW_ID, nullable=True))
    op.add_column("documents", sa.Column("title_key", TEXT, nullable=True))
    op.create_index(op.f("ix_documents_title_key"), "documents", ["title_key"])
    op.add_column("document_revisions", sa.Column("body_digest", TEXT, nullable=True))
    op.add_column("document_revisions", sa.Column("returns_to", ROW_ID, nullable=True))
    op.create_index(op.f("ix_document_revisions_body_digest"), "document_revisions", ["body_digest"])
    op.add_column("events", sa.Column("note", TEXT, nullable=True))
    op.add_column("events", sa.Column("group_key", TEXT, nullable=True))
    op.create_table(
        "document_addresses",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("left_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_addresses_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.source_id"], name=op.f("fk_document_addresses_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("source_id", "address", name=op.f("pk_document_addresses")),
    )


def downgrade() -> None:
    """Back. What moved and what is a copy of what is forgotten."""
    op.drop_table("document_addresses")
    op.drop_column("events", "group_key")
    op.drop_column("events", "note")
    op.drop_index(op.f("ix_document_revisions_body_digest"), "document_revisions")
    op.drop_column("document_revisions", "returns_to")
    op.drop_column("document_revisions", "body_digest")
    op.drop_index(op.f("ix_documents_title_key"), "documents")
    op.drop_column("documents", "title_key")
    op.drop_column("documents", "conflicts_with")
    op.drop_column("documents", "copy_of")
