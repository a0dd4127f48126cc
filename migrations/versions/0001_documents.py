"""What is crawled and published: sources, pages, runs, snapshots, documents, statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.column_types import EXACT, INSTANT, ROW_ID, TEXT

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    _create_goalboard_meta()
    _create_snapshots()
    _create_sources()
    _create_tallies()
    _create_crawl_runs()
    _create_crawl_tallies()
    _create_pages()
    _create_documents()
    _create_document_revisions()
    _create_statements()
    op.execute("INSERT INTO goalboard_meta (key, value) VALUES ('owner', 'goalboard')")


def downgrade() -> None:
    """Back."""
    for table in (
        "statements",
        "document_revisions",
        "documents",
        "pages",
        "crawl_tallies",
        "crawl_runs",
        "tallies",
        "sources",
        "snapshots",
        "goalboard_meta",
    ):
        op.drop_table(table)


def _create_goalboard_meta() -> None:
    op.create_table(
        "goalboard_meta",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_goalboard_meta")),
    )


def _create_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("first_fetched", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_snapshots")),
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("issuer", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("admin_area", TEXT, nullable=False),
        sa.Column("domain", TEXT, nullable=False),
        sa.Column("family", TEXT, nullable=True),
        sa.Column("cadence", sa.JSON(), nullable=False),
        sa.Column("timezone", TEXT, nullable=False),
        sa.Column("expected_interval_seconds", sa.Double(), nullable=False),
        sa.Column("crawl_settings", sa.JSON(), nullable=False),
        sa.Column("config_digest", TEXT, nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("paused_reason", TEXT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("next_crawl_at", INSTANT, nullable=True),
        sa.Column("last_attempt", INSTANT, nullable=True),
        sa.Column("first_success", INSTANT, nullable=True),
        sa.Column("last_success", INSTANT, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("trouble", TEXT, nullable=True),
        sa.Column("failures_in_row", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("last_listed_at", INSTANT, nullable=True),
        sa.Column("last_new_at", INSTANT, nullable=True),
        sa.Column("last_revised_at", INSTANT, nullable=True),
        sa.Column("last_vanished_at", INSTANT, nullable=True),
        sa.Column("last_layout_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_next_crawl_at"), "sources", ["next_crawl_at"], unique=False)


def _create_tallies() -> None:
    op.create_table(
        "tallies",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "value", name=op.f("pk_tallies")),
    )


def _create_crawl_runs() -> None:
    op.create_table(
        "crawl_runs",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("crawl_id", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=False),
        sa.Column("ingested_at", INSTANT, nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("articles_fetched", sa.Integer(), nullable=False),
        sa.Column("articles_failed", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("documents_new", sa.Integer(), nullable=False),
        sa.Column("documents_revised", sa.Integer(), nullable=False),
        sa.Column("documents_vanished", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_crawl_runs_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", "crawl_id", name=op.f("pk_crawl_runs")),
    )
    op.create_index("ix_crawl_runs_ingested_at", "crawl_runs", ["ingested_at"], unique=False)


def _create_crawl_tallies() -> None:
    op.create_table(
        "crawl_tallies",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_crawl_tallies_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", "outcome", name=op.f("pk_crawl_tallies")),
    )


def _create_pages() -> None:
    op.create_table(
        "pages",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("etag", TEXT, nullable=True),
        sa.Column("last_modified", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=True),
        sa.Column("fetched_at", INSTANT, nullable=True),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_pages_source_id_sources")),
        sa.PrimaryKeyConstraint("source_id", "url", name=op.f("pk_pages")),
    )
    op.create_index("ix_pages_source_id_last_seen_at", "pages", ["source_id", "last_seen_at"], unique=False)


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("document_key", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("issuer", TEXT, nullable=False),
        sa.Column("doc_kind", TEXT, nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("plan_year", sa.Integer(), nullable=True),
        sa.Column("document_number", TEXT, nullable=True),
        sa.Column("learnt_at", INSTANT, nullable=False),
        sa.Column("revised_at", INSTANT, nullable=False),
        sa.Column("vanished_at", INSTANT, nullable=True),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("latest_revision_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_documents_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("source_id", "document_key", name=op.f("uq_documents_source_id_document_key")),
    )
    op.create_index(op.f("ix_documents_doc_kind"), "documents", ["doc_kind"], unique=False)
    op.create_index("ix_documents_published", "documents", ["published"], unique=False)


def _create_document_revisions() -> None:
    op.create_table(
        "document_revisions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("text_digest", TEXT, nullable=False),
        sa.Column("snapshot_digest", TEXT, nullable=True),
        sa.Column("learnt_at", INSTANT, nullable=False),
        sa.Column("extractor_version", TEXT, nullable=False),
        sa.Column("initial", sa.Boolean(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("issuer", TEXT, nullable=False),
        sa.Column("doc_kind", TEXT, nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("plan_year", sa.Integer(), nullable=True),
        sa.Column("document_number", TEXT, nullable=True),
        sa.Column("signed", sa.Date(), nullable=True),
        sa.Column("media_type", TEXT, nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("unread_reason", TEXT, nullable=True),
        sa.Column("unread_count", sa.Integer(), nullable=False),
        sa.Column("unread_numerals", sa.JSON(), nullable=False),
        sa.Column("bound_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_revisions_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_digest"], ["snapshots.digest"], name=op.f("fk_document_revisions_snapshot_digest_snapshots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_revisions")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_revisions_document_id_number")),
    )
    op.create_index(
        op.f("ix_document_revisions_snapshot_digest"), "document_revisions", ["snapshot_digest"], unique=False
    )
    op.create_index(
        "ix_document_revisions_unbound",
        "document_revisions",
        ["id"],
        unique=False,
        postgresql_where=sa.text("bound_at IS NULL"),
        sqlite_where=sa.text("bound_at IS NULL"),
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("revision_id", ROW_ID, nullable=False),
        sa.Column("extractor_version", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("value_max", EXACT, nullable=True),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("comparator", TEXT, nullable=False),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("period", TEXT, nullable=True),
        sa.Column("direction", TEXT, nullable=False),
        sa.Column("implicit", sa.Boolean(), nullable=False),
        sa.Column("baseline_value", EXACT, nullable=True),
        sa.Column("commitment", TEXT, nullable=True),
        sa.Column("per", TEXT, nullable=True),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["document_revisions.id"], name=op.f("fk_statements_revision_id_document_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint(
            "revision_id",
            "extractor_version",
            "ordinal",
            name=op.f("uq_statements_revision_id_extractor_version_ordinal"),
        ),
    )
