"""Matching of promises and targets, on plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.domain.areas import Issuer
from metrics.domain.statements import Comparator, Direction, Statement, StatementKind
from metrics.tracking.identity import identity_of, target_id_of
from metrics.tracking.matching import Claim, Decision, KnownTarget, match_claims
from metrics.tracking.passages import passage_of
from metrics.tracking.promises import Change, Promise, Said, Version, change_between, in_force

ISSUER = Issuer("清河县", "教育局")
DAY = datetime(2025, 3, 5, tzinfo=UTC)


def claim(value: str, number: int = 1, indicator: str = "新建学校", due: str = "2025-12-31", said: str = "2025-03-05"):
    """A promise of so many schools."""
    kind, unit = StatementKind.TARGET, "所"
    due_day = date.fromisoformat(due)
    read = Statement(0, 1, value, kind, Decimal(value), unit, Comparator.EQ, indicator, "", 1.0, due=due_day)
    passage = passage_of(f"{indicator}{value}所", len(indicator), len(indicator) + len(value) + 1)
    identity = identity_of(read, passage, ISSUER, 2025)
    promise = Promise(Comparator.EQ, Decimal(value), None, due_day)
    return Claim(number, read, identity, promise, passage, Said(date.fromisoformat(said), DAY))


def target(value: str, number: int = 100, own: bool = True, document: int = 1, **changes: str) -> KnownTarget:
    """A target that was promised before."""
    said = claim(value, number, **changes)
    version = Version(said.promise, said.said, number, document)
    return KnownTarget(target_id_of(said.identity, number), said.identity, (version,), is_own=own)


def decided(claims, known) -> list[tuple[str, str | None]]:
    """Decisions with the value that they are about."""
    return [
        (verdict.decision.value, str(verdict.claim.promise.value) if verdict.claim else None)
        for verdict in match_claims(claims, known, 1)
    ]


CASES = [
    ("new", ["20"], [], [("create", "20")]),
    ("the same again", ["20"], ["20"], [("join", "20")]),
    ("another number", ["25"], ["20"], [("move", "25")]),
    ("twice in one text", ["20", "20"], [], [("create", "20"), ("join", "20")]),
    ("two of one name", ["20", "6"], [], [("create", "20"), ("create", "6")]),
    ("one of two moved", ["20", "8"], ["20", "6"], [("join", "20"), ("move", "8")]),
    ("a third one", ["20", "6", "3"], ["20", "6"], [("join", "20"), ("join", "6"), ("create", "3")]),
    ("both of two moved", ["21", "7"], ["20", "6"], [("ask", "21"), ("ask", "7")]),
    ("which of two moved", ["7"], ["20", "6"], [("ask", "7")]),
    ("one of two gone", ["20"], ["20", "6"], [("join", "20"), ("withdraw", None)]),
    ("gone", [], ["20"], [("withdraw", None)]),
]


@pytest.mark.parametrize(("name", "said", "held", "expected"), CASES, ids=[case[0] for case in CASES])
def test_in_one_document(name: str, said: list[str], held: list[str], expected: list[tuple[str, str | None]]) -> None:
    claims = [claim(value, number) for number, value in enumerate(said)]
    known = [target(value, 100 + number) for number, value in enumerate(held)]
    assert decided(claims, known) == expected


ELSEWHERE = [
    ("plausible", "25", "2025-09-01", [("move", "25")]),
    ("the same", "20", "2025-09-01", [("join", "20")]),
    ("far apart", "80", "2025-09-01", [("ask", "80")]),
    ("same day", "25", "2025-03-05", [("conflict", "25")]),
    ("earlier", "25", "2024-12-01", [("move", "25")]),
]


@pytest.mark.parametrize(("name", "value", "said", "expected"), ELSEWHERE, ids=[case[0] for case in ELSEWHERE])
def test_in_another_document(name: str, value: str, said: str, expected: list[tuple[str, str]]) -> None:
    assert decided([claim(value, said=said)], [target("20", own=False, document=2)]) == expected


def test_a_general_name_is_not_known_again() -> None:
    known = [target("20", own=False, document=2, indicator="项目")]
    assert decided([claim("25", indicator="项目", said="2025-09-01")], known) == [("ask", "25")]


def test_another_year_is_another_goal_unless_the_old_one_is_gone() -> None:
    later = claim("20", due="2026-12-31")
    assert decided([later], [target("20", own=False)]) == [("create", "20")]
    assert decided([later], [target("20", own=True)]) == [("move", "20")]
    assert decided([later, claim("20", 2)], [target("20")]) == [("join", "20"), ("create", "20")]


def test_a_date_within_the_year_is_only_more_exact() -> None:
    assert decided([claim("20", due="2025-06-30")], [target("20")]) == [("join", "20")]
    assert decided([claim("20")], [target("20", due="2025-06-30")]) == [("join", "20")]
    assert decided([claim("20", due="2025-09-30")], [target("20", due="2025-06-30")]) == [("move", "20")]


def test_the_promise_in_force() -> None:
    said = [
        target(value, n, said=day).versions[0]
        for n, (value, day) in enumerate([("20", "2025-01-01"), ("25", "2025-06-01")])
    ]
    days = {"2024-01-01": 0, "2025-01-01": 0, "2025-05-31": 0, "2025-06-01": 1, "2030-01-01": 1}
    for day, place in days.items():
        assert in_force(said, Said(date.fromisoformat(day), DAY)) == said[place]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (("2", "3", "2025-12-31"), ("3", "4", "2025-12-31"), Change.RAISED),
        (("2", "3", "2025-12-31"), ("1", "4", "2025-12-31"), Change.CHANGED),
        (("2", "3", "2025-12-31"), ("2", "3", "2024-12-31"), Change.BROUGHT_FORWARD),
        (("2", "3", "2025-12-31"), ("1", "3", "2026-12-31"), Change.CHANGED),
    ],
)
def test_word_for_a_change(old: tuple[str, str, str], new: tuple[str, str, str], change: Change) -> None:
    both = [Promise(Comparator.RANGE, Decimal(a), Decimal(b), date.fromisoformat(c)) for a, b, c in (old, new)]
    assert change_between(*both) is change


@given(st.lists(st.sampled_from("1234"), max_size=6), st.lists(st.sampled_from("1234"), max_size=4, unique=True))
def test_every_claim_and_every_target_gets_one_verdict(said: list[str], held: list[str]) -> None:
    claims = [claim(value, number) for number, value in enumerate(said)]
    known = [target(value, 100 + number) for number, value in enumerate(held)]
    verdicts = match_claims(claims, known, 1)
    about = sorted(verdict.claim.statement_id for verdict in verdicts if verdict.claim)
    assert about == list(range(len(said)))
    bound = [v.target_id for v in verdicts if v.target_id and v.decision is not Decision.JOIN]
    assert len(bound) == len(set(bound))


def test_direction_and_bound_part_goals() -> None:
    base = claim("20").identity
    assert base.matching_key() != claim("20", indicator="改建学校").identity.matching_key()
    ids = {target_id_of(base, sibling) for sibling in range(3)}
    assert len(ids) == 3
    assert base.direction is Direction.LEVEL and not base.is_upper
