"""What a metric family is: one value that says its name, meaning, type, labels, and how to read it from a state.

A family keeps no state and asks neither clock nor database. Undefined numbers are yielded as None and never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

#: Every family of ours begins so.
PREFIX = "goalboard_"
#: The publishers' zone: a day of theirs begins and ends at their midnight.
PUBLISHERS_ZONE = ZoneInfo("Asia/Shanghai")

Number = int | float | Decimal
Sample = tuple[tuple[str, ...], Number | None]
Subject = TypeVar("Subject")


class Kind(StrEnum):
    """Type of a family. ``info`` is the only kind whose labels carry free text; its value is always 1."""

    GAUGE = "gauge"
    COUNTER = "counter"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Family(Generic[Subject]):
    """One metric family. ``samples`` yields (label values in the order of ``labels``, number or None)."""

    name: str
    help: str
    kind: Kind
    labels: tuple[str, ...]
    samples: Callable[[Subject], Iterable[Sample]]


def instant(moment: datetime | None) -> float | None:
    """Unix time of an aware instant."""
    return None if moment is None else moment.timestamp()


def day_start(day: date | None) -> float | None:
    """Unix time at which a publisher's day begins."""
    return None if day is None else _midnight(day)


def day_end(day: date | None) -> float | None:
    """Unix time at which a publisher's day is over: deadlines and reporting periods run to here."""
    if day is None:
        return None
    return _midnight(day + timedelta(days=1)) if day < date.max else None


@lru_cache(maxsize=4096)
def _midnight(day: date) -> float:
    return datetime.combine(day, time.min, tzinfo=PUBLISHERS_ZONE).timestamp()
