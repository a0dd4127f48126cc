"""A source that is being crawled says so in a column of its own, no longer by a mark on the time of its next visit."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from migrations.column_types import INSTANT, TEXT

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

#: Up to 0004 this microsecond of the next visit said that it is no visit but the end of a claim, made so long before.
CLAIM_MICROSECOND = 1
CLAIM_LASTED = timedelta(hours=2)

SOURCES = sa.table(
    "sources",
    sa.column("source_id", TEXT),
    sa.column("next_crawl_at", INSTANT),
    sa.column("claimed_until", INSTANT),
)


def upgrade() -> None:
    """Forward. A source under crawl was due when it was claimed at the latest."""
    op.add_column("sources", sa.Column("claimed_until", INSTANT, nullable=True))
    visits = sa.select(SOURCES.c.source_id, SOURCES.c.next_crawl_at).where(SOURCES.c.next_crawl_at.is_not(None))
    for source_id, until in op.get_bind().execute(visits).all():
        if until.microsecond == CLAIM_MICROSECOND:
            _set(source_id, next_crawl_at=until - CLAIM_LASTED, claimed_until=until)


def downgrade() -> None:
    """Back. Sources under crawl stay claimed."""
    claims = sa.select(SOURCES.c.source_id, SOURCES.c.claimed_until).where(SOURCES.c.claimed_until.is_not(None))
    for source_id, until in op.get_bind().execute(claims).all():
        _set(source_id, next_crawl_at=until.replace(microsecond=CLAIM_MICROSECOND))
    op.drop_column("sources", "claimed_until")


def _set(source_id: str, **values: object) -> None:
    op.get_bind().execute(sa.update(SOURCES).where(SOURCES.c.source_id == source_id).values(**values))
