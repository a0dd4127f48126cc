"""Writes targets and their versions: created, moved, in conflict, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from metrics.store.models import EventKind, Target, TargetVersion
from metrics.store.targets import (
    StoredVersion,
    previous_text,
    renumber_versions,
    taken_target_ids,
    targets_promised_elsewhere,
    versions_of,
)
from metrics.tracking.identity import start_of, target_id_of
from metrics.tracking.matching import Claim
from metrics.tracking.passages import passage_of
from metrics.tracking.promises import Change, change_between
from metrics.tracking.rows import by_target, issuer_name, promise_of, reference_year, version_of
from metrics.tracking.work import Question, Work

#: A text that lost more than this share of its length may be half a page: nothing is called withdrawn then.
LEAST_LENGTH_SHARE = 0.5


def create_target(work: Work, claim: Claim, taken: set[str]) -> str:
    """A new target with its first version."""
    sibling = 0
    target_id = target_id_of(claim.identity)
    while target_id in taken or target_id in work.targets:
        sibling += 1
        target_id = target_id_of(claim.identity, sibling)
        taken |= taken_target_ids(work.session, {target_id})
    target = Target(target_id=target_id, **_target_columns(work, claim))
    work.session.add(target)
    work.session.flush()
    work.session.add(_new_version(target_id, 1, Change.FIRST, claim))
    work.session.flush()
    work.targets[target_id] = target
    work.new_target_ids.add(target_id)
    work.touched.add(target_id)
    return target_id


def _target_columns(work: Work, claim: Claim) -> dict[str, Any]:
    identity, statement = claim.identity, claim.statement
    return {
        "source_id": work.published.source.source_id,
        "indicator": statement.indicator,
        "indicator_key": identity.key.text,
        "admin_area": identity.issuer.area,
        "issuer": issuer_name(work.published),
        "domain": work.published.source.domain,
        "unit": identity.unit,
        "direction": identity.direction.value,
        "period": identity.period.value if identity.period else None,
        "per": identity.per or None,
        "commitment": identity.firmness or None,
        "time_period": identity.time_period,
        "start": start_of(statement, claim.passage, reference_year(work.published)),
        "version_count": 1,
        **_promised(claim),
        "learnt_at": claim.said.learnt_at,
        "changed_at": work.now,
    }


def _promised(claim: Claim) -> dict[str, Any]:
    promise = claim.promise
    return {
        "comparator": promise.comparator.value,
        "goal": promise.value,
        "goal_max": promise.value_max,
        "due": promise.due,
    }


def _new_version(target_id: str, number: int, change: Change, claim: Claim) -> TargetVersion:
    promise = claim.promise
    return TargetVersion(
        target_id=target_id,
        number=number,
        change=change.value,
        comparator=promise.comparator.value,
        value=promise.value,
        value_max=promise.value_max,
        due=promise.due,
        said_on=claim.said.on,
        learnt_at=claim.said.learnt_at,
        statement_id=claim.statement_id,
    )


def move_target(work: Work, claim: Claim, target: Target) -> None:
    """A new version in its place among the others; an event for each step that it makes or takes."""
    version = _new_version(target.target_id, target.version_count + 1, Change.CHANGED, claim)
    work.session.add(version)
    work.session.flush()
    told = by_target(versions_of(work.session, [target.target_id]))[target.target_id]
    told.sort(key=lambda each: (version_of(each).said.order, each.version.id))
    renumber_versions(work.session, [each.version for each in told])
    told[0].version.change = Change.FIRST.value
    for old, new in pairwise(told):
        new.version.change = change_between(promise_of(old.version), promise_of(new.version)).value
        if version in (old.version, new.version):
            _tell_step(work, old, new)
    target.version_count = len(told)
    if told[-1].version is version:
        target.cancelled_at = None
        target.time_period = claim.identity.time_period
        for name, value in _promised(claim).items():
            setattr(target, name, value)
    work.moved += 1
    work.moved_target_ids.add(target.target_id)
    work.touched.add(target.target_id)


def _tell_step(work: Work, old: StoredVersion, new: StoredVersion) -> None:
    """The event of a goal moved belongs to the document that moved it, whichever of the two was read first."""
    subject = f"{old.version.statement_id}:{new.version.statement_id}"
    sentences = version_of(old).sentence, version_of(new).sentence
    work.tell(EventKind.GOAL_MOVED, subject, new.version.target_id, *sentences)
    work.events[-1] = replace(
        work.events[-1], source_id=new.source_id, document_id=new.document_id, document_url=new.document_url
    )


def tell_conflict(work: Work, claim: Claim, target: Target) -> None:
    stored = by_target(versions_of(work.session, [target.target_id]))[target.target_id]
    held = version_of(stored[-1])
    numbers = ":".join(sorted((str(held.promise.value), str(claim.promise.value))))
    work.tell(EventKind.FIGURES_CONFLICT, numbers, target.target_id, held.sentence, claim.passage.sentence)


def withdraw_targets(work: Work, target_ids: Sequence[str]) -> None:
    """Call off what this document alone promised and no longer says; not on the word of half a page."""
    if not target_ids:
        return
    elsewhere = targets_promised_elsewhere(work.session, work.published.document.id, target_ids)
    gone = [target_id for target_id in target_ids if target_id not in elsewhere]
    before = previous_text(work.session, work.published.revision)
    is_half_a_page = before is not None and len(work.published.revision.text) < before[1] * LEAST_LENGTH_SHARE
    stored = by_target(versions_of(work.session, gone))
    for target_id in gone:
        held = stored[target_id][-1]
        if is_half_a_page:
            _ask_about_withdrawal(work, target_id, held)
            continue
        work.targets[target_id].cancelled_at = work.now
        revision = f"withdrawn:{work.published.revision.id}"
        work.tell(EventKind.GOAL_MOVED, revision, target_id, version_of(held).sentence, None)
        work.withdrawn += 1
        work.touched.add(target_id)


def _ask_about_withdrawal(work: Work, target_id: str, held: StoredVersion) -> None:
    quoted = held.quoted
    question = Question(
        kind="withdrawal",
        document_id=work.published.document.id,
        statement_id=held.version.statement_id,
        quote=quoted.row.quote,
        passage=passage_of(quoted.text, quoted.start, quoted.end),
        target_id=target_id,
        score=0.5,
        reasons=("the text no longer says it, but lost more than half of its length",),
        proposal={"withdraw": target_id},
    )
    work.ask(question)
