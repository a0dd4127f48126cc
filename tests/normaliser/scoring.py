"""Compare what the normaliser reads with what a careful reader took from the same text.

A statement read counts as the reader's when kind, value, unit and implicitness agree and the spans overlap; the other
fields are judged on those pairs only. Statements marked optional count neither way.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from metrics.domain.statements import Statement

#: Measure words that readers use for one another.
SAME_UNITS = (
    frozenset("所个家间处座栋幢"),
    frozenset("人名位"),
    frozenset({"场", "次", "期", "场次", "批次", "届"}),
    frozenset("项个件"),
    frozenset("条篇个"),
)
#: Bounds that include and that exclude the value are one thing to a board.
SAME_BOUNDS = {"gt": "ge", "lt": "le"}
#: Share of a value that rounding may cost (亩 into square metres).
ROUNDING = Decimal("0.003")

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated text: its facts and its statements."""

    doc: Record
    statements: Sequence[Record]


@dataclass(slots=True)
class Tally:
    """Statements of one group: found, missed, and read where there is none."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


@dataclass(slots=True)
class Score:
    """Tallies by group, fields judged and right, and every disagreement in words."""

    groups: dict[str, Tally] = field(default_factory=dict)
    judged: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def tally(self, group: str) -> Tally:
        return self.groups.setdefault(group, Tally())

    def accuracy(self, name: str) -> float:
        return self.right[name] / self.judged[name] if self.judged[name] else 1.0


def read_gold(path: Path) -> Gold:
    """The document line and the statement lines of one annotation file."""
    doc, *statements = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return Gold(doc, statements)


def group_of(kind: str, implicit: bool) -> str:
    """The group a statement is counted in."""
    if kind == "target":
        return "target implicit" if implicit else "target explicit"
    return kind


def score_text(score: Score, gold: Gold, read: Iterable[Statement]) -> None:
    """Count one text's statements into the score; required ones choose their partner before optional ones."""
    name, free = gold.doc["file"], list(read)
    for wanted in sorted(gold.statements, key=lambda record: bool(record.get("optional"))):
        partners = [statement for statement in free if is_same(wanted, statement)]
        if partners:
            best = max(partners, key=lambda statement: sum(fields_right(wanted, statement).values()))
            free.remove(best)
            _count_pair(score, name, wanted, best)
        elif not wanted.get("optional"):
            score.tally(group_of(wanted["kind"], wanted["implicit"])).missed += 1
            score.disagreements.append(f"{name}: missed {wanted['kind']} {wanted['quote']!r} [{wanted['indicator']}]")
    optional = [record for record in gold.statements if record.get("optional")]
    for extra in free:
        if not any(do_overlap(record, extra) for record in optional):
            score.tally(group_of(extra.kind, extra.implicit)).wrong += 1
            score.disagreements.append(
                f"{name}: wrong {extra.kind} {extra.quote!r} [{extra.indicator}] by {extra.rule}"
            )


def _count_pair(score: Score, name: str, wanted: Record, statement: Statement) -> None:
    if wanted.get("optional"):
        return
    score.tally(group_of(wanted["kind"], wanted["implicit"])).found += 1
    if wanted["kind"] == "placeholder":
        return
    for key, is_right in fields_right(wanted, statement).items():
        score.judged[key] += 1
        score.right[key] += is_right
        if not is_right:
            score.disagreements.append(f"{name}: {key} of {wanted['quote']!r} is not {getattr(statement, key)!r}")


def is_same(wanted: Record, statement: Statement) -> bool:
    """Whether a statement read is the annotated one."""
    return (
        wanted["kind"] == statement.kind
        and wanted["implicit"] == statement.implicit
        and is_same_value(wanted["value"], statement.value)
        and is_same_unit(wanted["unit"], statement.unit)
        and do_overlap(wanted, statement)
    )


def is_same_value(wanted: str | None, value: Decimal | None) -> bool:
    """Equal but for rounding; a blank only equals a blank."""
    if wanted is None or value is None:
        return wanted is None and value is None
    return abs(Decimal(wanted) - value) <= abs(Decimal(wanted)) * ROUNDING


def is_same_unit(wanted: str, unit: str) -> bool:
    """Equal, of one class of measure words, or a measure word supplied for a bare head count."""
    if wanted == "1" and unit and not unit.isascii():
        return True
    return wanted == unit or any(wanted in units and unit in units for units in SAME_UNITS)


def do_overlap(wanted: Record, statement: Statement) -> bool:
    """Whether the two spans share a character."""
    return bool(statement.start < wanted["end"] and wanted["start"] < statement.end)


def fields_right(wanted: Record, statement: Statement) -> dict[str, bool]:
    """The fields that are judged on a pair, each with whether it is right; only targets have a day to be judged."""
    bounds = {SAME_BOUNDS.get(bound, bound) for bound in (wanted["comparator"], statement.comparator.value)}
    either = wanted["kind"] == "target" and bounds == {"eq", "ge"}
    fields = {
        "comparator": len(bounds) == 1 or either,
        "indicator": any(all(word in statement.indicator for word in words) for words in wanted["indicator_any"]),
        "period": wanted["period"] == statement.period,
        "direction": wanted["direction"] == statement.direction,
    }
    if wanted["kind"] == "target":
        fields["due"] = wanted["due"] == (statement.due and statement.due.isoformat())
    return fields
