"""Bulletins on several pages, bulletins of the past, robots.txt files, and hosts that asked to be left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.column_types import INSTANT, TEXT

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    op.add_column("pages", sa.Column("parent_url", TEXT, nullable=True))
    op.add_column("pages", sa.Column("initial", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_pages_parts",
        "pages",
        ["source_id"],
        postgresql_where=sa.text("role = 'part'"),
        sqlite_where=sa.text("role = 'part'"),
    )
    op.add_column("document_revisions", sa.Column("parts", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("document_revisions", sa.Column("incomplete_reason", TEXT, nullable=True))
    op.add_column("sources", sa.Column("not_before", INSTANT, nullable=True))
    op.create_table(
        "robots",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("fetched_at", INSTANT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_robots_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", "origin", name=op.f("pk_robots")),
    )


def downgrade() -> None:
    """Back. Joined texts stay as they are; which pages they came from is forgotten, and robots.txt is asked anew."""
    op.drop_table("robots")
    op.drop_column("sources", "not_before")
    op.drop_column("document_revisions", "incomplete_reason")
    op.drop_column("document_revisions", "parts")
    op.execute(sa.text("DELETE FROM pages WHERE role = 'part'"))
    op.drop_index("ix_pages_parts", "pages")
    op.drop_column("pages", "initial")
    op.drop_column("pages", "parent_url")
