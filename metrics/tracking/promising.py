"""Decides what the promises of a text come to: targets known or new, goals moved, questions to a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from metrics.domain.statements import DocumentKind
from metrics.store.targets import previous_text, taken_target_ids, targets_promised_by, versions_of
from metrics.tracking.identity import target_id_of
from metrics.tracking.matching import Claim, Decision, Verdict, match_claims
from metrics.tracking.rows import by_target, identity_of_target, known_targets
from metrics.tracking.target_writing import create_target, move_target, tell_conflict, withdraw_targets
from metrics.tracking.work import Question, Work, answers_to

#: Below this confidence of the reader a number makes no target before a person has seen it. In a plan nearly
#: everything is promised; elsewhere a figure without a word of intention is easily taken for a promise.
LEAST_CONFIDENCE, LEAST_CONFIDENCE_OF_PLAIN_FIGURE = 0.65, 0.8
#: A text of the last days of a time sums it up, it does not plan it.
ENDING_DAYS = 5


def bind_promises(work: Work, claims: Sequence[Claim]) -> None:
    """Bind the promises of the text to targets of its area."""
    own = _own_targets(work)
    names = {claim.identity.without_time() for claim in claims}
    relevant = [
        target
        for target in work.targets.values()
        if target.target_id in own or identity_of_target(target).without_time() in names
    ]
    stored = by_target(versions_of(work.session, [target.target_id for target in relevant]))
    verdicts = match_claims(claims, known_targets(relevant, stored, own), work.published.document.id)
    _apply(work, _with_answers(work, [_careful(work, verdict) for verdict in verdicts]))


def _own_targets(work: Work) -> set[str]:
    """Targets that earlier texts of this document promised; none where the page now holds another year's plan."""
    revision = work.published.revision
    if work.published.document.latest_revision_id not in (None, revision.id):
        return set()
    before = previous_text(work.session, revision)
    if before is None or before[0] != revision.plan_year:
        return set()
    return targets_promised_by(work.session, work.published.document.id) & work.targets.keys()


def _careful(work: Work, verdict: Verdict) -> Verdict:
    """What a news text or an unsure reading would change is asked first."""
    claim, decision = verdict.claim, verdict.decision
    if claim is None or decision not in (Decision.MOVE, Decision.CREATE):
        return verdict
    is_plan = work.published.revision.doc_kind == DocumentKind.PLAN
    speaks_plainly = is_plan or claim.passage.speaks_of_intention
    least = LEAST_CONFIDENCE if speaks_plainly else LEAST_CONFIDENCE_OF_PLAIN_FIGURE
    if claim.statement.confidence < least:
        return Verdict(Decision.ASK, claim, verdict.target_id, "the reading is not sure", claim.statement.confidence)
    if _is_of_the_past(work, claim):
        return Verdict(Decision.ASK, claim, verdict.target_id, "the promised time is over", 0.5)
    if decision is Decision.CREATE and work.looks_back and claim.promise.due is None:
        return Verdict(Decision.ASK, claim, None, "a text that reports promises something without a date", 0.5)
    if decision is Decision.MOVE and work.looks_back and not claim.passage.speaks_of_change and verdict.score < 1.0:
        return Verdict(Decision.ASK, claim, verdict.target_id, "a text that reports gives another number", 0.5)
    return verdict


def _is_of_the_past(work: Work, claim: Claim) -> bool:
    """Whether a text promises something for a time that has gone by: more likely it reports (a plan may be late)."""
    published, due = work.published.revision.published, claim.promise.due
    if published is None or due is None or work.published.revision.doc_kind == DocumentKind.PLAN:
        return False
    return due <= published + timedelta(days=ENDING_DAYS)


def _with_answers(work: Work, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Questions that a person has said yes to are facts; the others are asked, if they never were."""
    doubts = {id(v): _question(work, v) for v in verdicts if v.decision in (Decision.ASK, Decision.CONFLICT)}
    answers = answers_to(work.session, list(doubts.values())) if doubts else {}
    decided = []
    for verdict in verdicts:
        question = doubts.get(id(verdict))
        if question is None or answers.get(question.natural_key) != "accepted":
            decided.append(verdict)
            if question is not None:
                work.ask(question)
            continue
        decision = Decision.CREATE if verdict.target_id is None else Decision.MOVE
        decided.append(Verdict(decision, verdict.claim, verdict.target_id, "accepted by a person"))
    return decided


def _question(work: Work, verdict: Verdict) -> Question:
    claim = verdict.claim
    assert claim is not None, "only claims are asked about"
    return Question(
        kind="target",
        document_id=work.published.document.id,
        statement_id=claim.statement_id,
        quote=str(claim.promise.value),
        passage=claim.passage,
        target_id=verdict.target_id,
        score=verdict.score,
        reasons=(verdict.reason,),
        proposal={"value": str(claim.promise.value), "due": claim.promise.due and claim.promise.due.isoformat()},
    )


def _apply(work: Work, verdicts: Sequence[Verdict]) -> None:
    fresh = [v.claim for v in verdicts if v.decision is Decision.CREATE and v.claim]
    taken = taken_target_ids(work.session, {target_id_of(claim.identity) for claim in fresh})
    last: str | None = None
    for verdict in verdicts:
        claim, target_id = verdict.claim, verdict.target_id
        if verdict.decision is Decision.CREATE and claim:
            target_id = last = create_target(work, claim, taken)
        elif verdict.decision is Decision.MOVE and claim and target_id:
            move_target(work, claim, work.targets[target_id])
        elif verdict.decision is Decision.CONFLICT and claim and target_id:
            tell_conflict(work, claim, work.targets[target_id])
        target_id = target_id or last
        if claim and target_id and verdict.decision in (Decision.CREATE, Decision.MOVE, Decision.JOIN):
            work.bind(claim.statement_id, target_id, "target", verdict.score, [verdict.reason])
    withdraw_targets(work, [v.target_id for v in verdicts if v.decision is Decision.WITHDRAW and v.target_id])
