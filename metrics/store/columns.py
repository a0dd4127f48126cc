"""Column types that mean the same on SQLite and PostgreSQL, and the base of all models."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Numeric, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

#: Row numbers: SQLite counts up only an INTEGER key, PostgreSQL should not end at two thousand million.
RowId = BigInteger().with_variant(Integer(), "sqlite")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def storable(value: str) -> str:
    """The text with each character that PostgreSQL cannot keep (NUL, lone surrogate) replaced by U+FFFD.

    One character for one, so that spans into the text stay true.
    """
    if "\x00" in value:
        value = value.replace("\x00", "�")
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return "".join("�" if "\ud800" <= letter <= "\udfff" else letter for letter in value)
    return value


class PlainText(TypeDecorator[str]):
    """Text of any length that both databases can keep; see ``storable``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - their form
        """What is sent to the database."""
        return None if value is None else storable(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware datetimes in, aware datetimes in UTC out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - their form
        """What is sent to the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone: every instant in the database is aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - their form
        """What the program gets."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number kept digit for digit: NUMERIC on PostgreSQL, text on SQLite (its NUMERIC is a float)."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Numeric or text, by database."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """What is sent to the database."""
        if value is None:
            return None
        if not value.is_finite():
            raise ValueError(f"{value} is no number that can be kept")
        return format(value, "f") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - their form
        """What the program gets."""
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """Base of all models; what a Python type becomes in the database stands here once."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - the name and form are SQLAlchemy's
        str: PlainText(),
        datetime: UtcDateTime(),
        Decimal: ExactDecimal(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }
