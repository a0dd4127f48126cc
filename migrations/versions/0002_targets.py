"""What statements become: targets, versions, observations, bindings, review items, events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.column_types import EXACT, INSTANT, ROW_ID, TEXT

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    _create_targets()
    _create_target_versions()
    _create_statement_bindings()
    _create_observations()
    _create_review_items()
    _create_events()


def downgrade() -> None:
    """Back."""
    for table in ("events", "review_items", "observations", "statement_bindings", "target_versions", "targets"):
        op.drop_table(table)


def _create_targets() -> None:
    op.create_table(
        "targets",
        sa.Column("target_id", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("indicator_key", TEXT, nullable=False),
        sa.Column("admin_area", TEXT, nullable=False),
        sa.Column("issuer", TEXT, nullable=False),
        sa.Column("domain", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("direction", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=True),
        sa.Column("per", TEXT, nullable=True),
        sa.Column("commitment", TEXT, nullable=True),
        sa.Column("time_period", TEXT, nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("comparator", TEXT, nullable=False),
        sa.Column("goal", EXACT, nullable=True),
        sa.Column("goal_max", EXACT, nullable=True),
        sa.Column("baseline", EXACT, nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_source", TEXT, nullable=True),
        sa.Column("observed", EXACT, nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("version_count", sa.Integer(), nullable=False),
        sa.Column("learnt_at", INSTANT, nullable=False),
        sa.Column("revised_at", INSTANT, nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_targets_source_id_sources")),
        sa.PrimaryKeyConstraint("target_id", name=op.f("pk_targets")),
    )
    op.create_index(op.f("ix_targets_changed_at"), "targets", ["changed_at"], unique=False)
    op.create_index(op.f("ix_targets_source_id"), "targets", ["source_id"], unique=False)
    op.create_index(op.f("ix_targets_admin_area"), "targets", ["admin_area"], unique=False)


def _create_target_versions() -> None:
    op.create_table(
        "target_versions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("target_id", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("change", TEXT, nullable=False),
        sa.Column("comparator", TEXT, nullable=False),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("value_max", EXACT, nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("learnt_at", INSTANT, nullable=False),
        sa.Column("statement_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_target_versions_statement_id_statements")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["targets.target_id"], name=op.f("fk_target_versions_target_id_targets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_versions")),
        sa.UniqueConstraint("statement_id", name=op.f("uq_target_versions_statement_id")),
        sa.UniqueConstraint("target_id", "number", name=op.f("uq_target_versions_target_id_number")),
    )


def _create_statement_bindings() -> None:
    op.create_table(
        "statement_bindings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("statement_id", ROW_ID, nullable=False),
        sa.Column("target_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("bound_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_statement_bindings_statement_id_statements")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["targets.target_id"], name=op.f("fk_statement_bindings_target_id_targets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_bindings")),
        sa.UniqueConstraint(
            "statement_id", "target_id", "role", name=op.f("uq_statement_bindings_statement_id_target_id_role")
        ),
    )
    op.create_index(op.f("ix_statement_bindings_target_id"), "statement_bindings", ["target_id"], unique=False)


def _create_observations() -> None:
    op.create_table(
        "observations",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("target_id", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("comparator", TEXT, nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("learnt_at", INSTANT, nullable=False),
        sa.Column("statement_id", ROW_ID, nullable=True),
        sa.Column("evidence", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_observations_statement_id_statements")
        ),
        sa.ForeignKeyConstraint(["target_id"], ["targets.target_id"], name=op.f("fk_observations_target_id_targets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
        sa.UniqueConstraint("target_id", "origin", name=op.f("uq_observations_target_id_origin")),
    )
    op.create_index(op.f("ix_observations_statement_id"), "observations", ["statement_id"], unique=False)


def _create_review_items() -> None:
    op.create_table(
        "review_items",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("natural_key", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("statement_id", ROW_ID, nullable=True),
        sa.Column("target_id", TEXT, nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("settled_by", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_review_items_statement_id_statements")
        ),
        sa.ForeignKeyConstraint(["target_id"], ["targets.target_id"], name=op.f("fk_review_items_target_id_targets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_items")),
        sa.UniqueConstraint("natural_key", name=op.f("uq_review_items_natural_key")),
    )
    op.create_index(op.f("ix_review_items_state"), "review_items", ["state"], unique=False)
    op.create_index(op.f("ix_review_items_statement_id"), "review_items", ["statement_id"], unique=False)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("natural_key", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=True),
        sa.Column("document_url", TEXT, nullable=True),
        sa.Column("target_id", TEXT, nullable=True),
        sa.Column("old", TEXT, nullable=True),
        sa.Column("new", TEXT, nullable=True),
        sa.Column("initial", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_events_document_id_documents")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.source_id"], name=op.f("fk_events_source_id_sources")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.target_id"], name=op.f("fk_events_target_id_targets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("natural_key", name=op.f("uq_events_natural_key")),
    )
    op.create_index(op.f("ix_events_at"), "events", ["at"], unique=False)
    op.create_index(op.f("ix_events_document_id"), "events", ["document_id"], unique=False)
    op.create_index("ix_events_source_id_at", "events", ["source_id", "at"], unique=False)
    op.create_index(op.f("ix_events_target_id"), "events", ["target_id"], unique=False)
