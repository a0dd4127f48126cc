"""The column types of migrations, by name. Never changed: a migration that has run must keep meaning what it meant."""

from __future__ import annotations

import sqlalchemy as sa

TEXT = sa.Text()
INSTANT = sa.DateTime(timezone=True)
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
