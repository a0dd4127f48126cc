"""Finds for each promise of a text the target it speaks of. Pure; when in doubt it asks instead of deciding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from metrics.domain.statements import Statement
from metrics.tracking.identity import GoalIdentity
from metrics.tracking.passages import Passage
from metrics.tracking.promises import Promise, Said, Version, in_force

#: A number this many times another is hardly that number revised, when it comes from another document.
MOST_PLAUSIBLE_RATIO = 2


class Decision(StrEnum):
    """What becomes of a promise, or of a target that is promised no more."""

    JOIN = "join"
    MOVE = "move"
    CREATE = "create"
    ASK = "ask"
    CONFLICT = "conflict"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Claim:
    """A target statement as it stands in its text."""

    statement_id: int
    statement: Statement
    identity: GoalIdentity
    promise: Promise
    passage: Passage
    said: Said


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """A target with its versions, oldest said first. ``is_own`` targets were promised by this document before."""

    target_id: str
    identity: GoalIdentity
    versions: tuple[Version, ...]
    is_own: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision with its reason; ``target_id`` is None for a new target."""

    decision: Decision
    claim: Claim | None
    target_id: str | None
    reason: str
    score: float = 1.0


def match_claims(claims: Sequence[Claim], known: Sequence[KnownTarget], document_id: int) -> list[Verdict]:
    """A verdict for every claim of one text, and one for every own target that the text no longer promises."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.identity.matching_key()].append(claim)
    targets: dict[tuple[str, ...], list[KnownTarget]] = defaultdict(list)
    for target in known:
        targets[target.identity.matching_key()].append(target)
    verdicts: list[Verdict] = []
    rest: list[Claim] = []
    unpaired = [target for key in targets.keys() - groups.keys() for target in targets[key] if target.is_own]
    for key, group in groups.items():
        found = _match_group(group, targets[key], document_id)
        verdicts += found.verdicts
        rest += found.unmatched
        unpaired += found.unpaired
    verdicts += _match_by_other_time(rest, unpaired)
    return verdicts


@dataclass(frozen=True, slots=True)
class _GroupMatch:
    verdicts: list[Verdict]
    unmatched: list[Claim]
    """Claims that no target of the same time fits: new, unless the deadline moved."""
    unpaired: list[KnownTarget]
    """Own targets that the text does not promise under this identity any more."""


def _match_group(group: Sequence[Claim], targets: Sequence[KnownTarget], document_id: int) -> _GroupMatch:
    """Match claims and targets of one identity: equal numbers first, then a single pair that is left over."""
    verdicts: list[Verdict] = []
    paired: set[str] = set()
    left: list[list[Claim]] = []
    for same in _distinct(group):
        target = _first_equal(same, targets, paired)
        if target is None:
            left.append(same)
            continue
        paired.add(target.target_id)
        decision = Decision.MOVE if target.is_cancelled and _is_newest(same[0], target) else Decision.JOIN
        verdicts.append(Verdict(decision, same[0], target.target_id, "same indicator, same quantity"))
        verdicts += [Verdict(Decision.JOIN, again, target.target_id, "said again") for again in same[1:]]
    free = [target for target in targets if target.target_id not in paired]
    own = [target for target in free if target.is_own]
    if not left or not targets:
        return _GroupMatch(verdicts, [claim for same in left for claim in same], own)
    if len(left) == 1 and len(own) == 1:
        verdicts += _moved(left[0], own[0], "the same document says another number")
        return _GroupMatch(verdicts, [], [])
    if len(left) == 1 and len(free) == len(targets) == 1:
        verdicts += _said_elsewhere(left[0], free[0], document_id)
        return _GroupMatch(verdicts, [], [])
    if not free and all(target.is_own for target in targets):
        return _GroupMatch(verdicts, [claim for same in left for claim in same], [])
    return _GroupMatch(verdicts + [_asked(claim) for same in left for claim in same], [], [])


def _asked(claim: Claim) -> Verdict:
    return Verdict(Decision.ASK, claim, None, "several goals bear this name", 0.5)


def _distinct(group: Iterable[Claim]) -> list[list[Claim]]:
    """Claims that say the same thing together, the one with the most exact deadline first."""
    found: list[list[Claim]] = []
    for claim in group:
        for same in found:
            if same[0].promise.is_same_as(claim.promise):
                same.append(claim)
                break
        else:
            found.append([claim])
    return [
        sorted(same, key=lambda claim: claim.promise.due.isoformat() if claim.promise.due else "9") for same in found
    ]


def _first_equal(same: Sequence[Claim], targets: Sequence[KnownTarget], paired: set[str]) -> KnownTarget | None:
    for target in targets:
        if target.target_id in paired:
            continue
        for claim in same:
            held = in_force(target.versions, claim.said)
            if held.statement_id == claim.statement_id or held.promise.is_same_as(claim.promise):
                return target
    return None


def _is_newest(claim: Claim, target: KnownTarget) -> bool:
    return claim.said.order > target.versions[-1].said.order


def _moved(same: Sequence[Claim], target: KnownTarget, reason: str, score: float = 1.0) -> list[Verdict]:
    again = [Verdict(Decision.JOIN, claim, target.target_id, "said again", score) for claim in same[1:]]
    return [Verdict(Decision.MOVE, same[0], target.target_id, reason, score), *again]


def _said_elsewhere(same: Sequence[Claim], target: KnownTarget, document_id: int) -> list[Verdict]:
    """Another document says another number for the one goal that bears this name."""
    claim = same[0]
    held = in_force(target.versions, claim.said)
    if held.document_id == document_id:
        return _moved(same, target, "the same document says another number")
    if held.said.on is not None and held.said.on == claim.said.on:
        reason = "two documents of one day give different numbers"
        return [Verdict(Decision.CONFLICT, again, target.target_id, reason, 0.5) for again in same]
    if claim.passage.speaks_of_change:
        return _moved(same, target, "another document says that the goal is changed", 0.95)
    if claim.identity.key.is_vague:
        return [Verdict(Decision.ASK, again, target.target_id, "the name is too general", 0.5) for again in same]
    if not _is_plausible(held.promise, claim.promise):
        return [Verdict(Decision.ASK, again, target.target_id, "the numbers are far apart", 0.5) for again in same]
    return _moved(same, target, "another document gives another number for the same time", 0.9)


def _is_plausible(old: Promise, new: Promise) -> bool:
    small, large = sorted((abs(old.value), abs(new.value)))
    return large <= small * MOST_PLAUSIBLE_RATIO


def _match_by_other_time(claims: Sequence[Claim], targets: Sequence[KnownTarget]) -> list[Verdict]:
    """Own targets left over and claims left over: one of each but for the time is a deadline moved."""
    by_name: dict[tuple[str, ...], tuple[list[Claim], list[KnownTarget]]] = defaultdict(lambda: ([], []))
    for claim in claims:
        by_name[claim.identity.without_time()][0].append(claim)
    for target in targets:
        by_name[target.identity.without_time()][1].append(target)
    verdicts: list[Verdict] = []
    for named, lost in by_name.values():
        distinct = _distinct(named)
        if len(distinct) == 1 and len(lost) == 1:
            verdicts += _moved(distinct[0], lost[0], "the same document gives another deadline")
            continue
        if distinct and lost:
            verdicts += [_asked(claim) for claim in named]
            continue
        verdicts += [
            Verdict(Decision.WITHDRAW, None, target.target_id, "the text no longer says it")
            for target in lost
            if not target.is_cancelled
        ]
        verdicts += [v for same in distinct for v in _created(same)]
    return verdicts


def _created(same: Sequence[Claim]) -> list[Verdict]:
    """The first claim makes the target, the others say it again: they have no target id yet."""
    again = [Verdict(Decision.JOIN, claim, None, "said again") for claim in same[1:]]
    return [Verdict(Decision.CREATE, same[0], None, "new goal"), *again]
