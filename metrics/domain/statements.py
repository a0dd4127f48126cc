"""What a reader takes from a text: quantified statements with their place, and the facts of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class StatementKind(StrEnum):
    """Whether a number was promised, reported, or left blank in a form text."""

    TARGET = "target"
    RESULT = "result"
    PLACEHOLDER = "placeholder"


class Comparator(StrEnum):
    """How the value bounds what is acceptable."""

    EQ = "eq"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    APPROX = "approx"
    RANGE = "range"


class Direction(StrEnum):
    """Whether the number is a level to reach or an amount to change by."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"


class Recurrence(StrEnum):
    """The period after which a recurring amount starts again."""

    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    TERM = "term"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Commitment(StrEnum):
    """How firmly a target was said."""

    ENSURE = "ensure"
    EXPECTED = "expected"
    STRIVE = "strive"


class DocumentKind(StrEnum):
    """What sort of bulletin a text is; a ``template`` is a form text and exports nothing."""

    PLAN = "plan"
    REPORT = "report"
    NEWS = "news"
    MIXED = "mixed"
    TEMPLATE = "template"


@dataclass(slots=True, unsafe_hash=True)
class Statement:
    """One number (or all/none word) that says how much is to be reached, or was reached; nothing changes it.

    ``start``/``end`` are a half-open character span in the text as given, before any cleaning; ``quote`` is that
    slice. ``value`` is in the canonical ``unit`` (money by ISO 4217, physical units by UCUM, counts by their measure
    word, ``%``, ``[pp]``, ``1``) and None for a placeholder. ``due`` is the last day it is to hold or is reported for.
    (Thousands are made of one text; ``frozen`` would make each four times as dear.)
    """

    start: int
    end: int
    quote: str
    kind: StatementKind
    value: Decimal | None
    unit: str
    comparator: Comparator
    indicator: str
    rule: str
    confidence: float
    value_max: Decimal | None = None
    due: date | None = None
    period: Recurrence | None = None
    direction: Direction = Direction.LEVEL
    implicit: bool = False
    baseline_value: Decimal | None = None
    commitment: Commitment | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a text says of itself. ``published`` is the day it went out, ``signed`` the day under the signature."""

    doc_kind: DocumentKind
    issuer: str | None = None
    published: date | None = None
    plan_year: int | None = None
    title: str | None = None
    document_number: str | None = None
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class UnreadNumeral:
    """A numeral in scope that no rule could read: the worklist for the lexicon."""

    start: int
    end: int
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class BulletinReading:
    """Everything read from one text."""

    facts: DocumentFacts
    statements: tuple[Statement, ...] = ()
    unread: tuple[UnreadNumeral, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is already known of a text (from its page or from a person) and outranks what the text itself says."""

    issuer: str | None = None
    published: date | None = None
    plan_year: int | None = None
    title: str | None = None
