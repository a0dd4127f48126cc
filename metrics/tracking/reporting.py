"""Writes what the results of texts come to: observations, baselines, conflicts, questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from metrics.store.models import EventKind
from metrics.store.targets import (
    Published,
    add_figures,
    figures_of,
    reports_of_area,
)
from metrics.tracking.candidates import GoalIndex
from metrics.tracking.fitting import ASK_SCORE, BASELINE_DAYS, FACT_SCORE, LATE_DAYS, Fit, OpenGoal, Report, Role, fit
from metrics.tracking.rows import open_goal, reports_of
from metrics.tracking.words import indicator_words
from metrics.tracking.work import Question, Work, answers_to

#: A figure published this long after another by the same issuer revises it; sooner, the two contradict each other.
REVISION_DAYS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """A report with a target that it fits."""

    report: Report
    fit: Fit
    published: Published

    @property
    def value(self) -> Decimal:
        """The reported figure."""
        assert self.report.statement.value is not None, "reports have a value"
        return self.report.statement.value

    @property
    def period_end(self) -> date:
        """The last day that the figure describes."""
        end = self.report.period_end
        assert end is not None, "a report that fits has a date"
        return end


def bind_reports(work: Work, reports: Sequence[Report]) -> None:
    """Bind the results of this text to all targets of the area, and earlier results to targets new or moved."""
    goals = {target.target_id: open_goal(target) for target in work.targets.values() if target.cancelled_at is None}
    index = GoalIndex(goals.values())
    found = [(report, work.published, index.candidates(report)) for report in reports]
    changed = work.new_target_ids | work.moved_target_ids
    new = [goals[target_id] for target_id in sorted(changed & goals.keys())]
    of_new = GoalIndex(new)
    found += [(report, published, of_new.candidates(report)) for report, published in _earlier_reports(work, new)]
    facts, doubts = _judge(work, found)
    _record(work, facts, doubts)


def _earlier_reports(work: Work, goals: Sequence[OpenGoal]) -> list[tuple[Report, Published]]:
    """Results that were published before anyone promised: of other documents of the area."""
    if not goals:
        return []
    units = {goal.identity.unit for goal in goals}
    units |= {unit for units_alike in indicator_words().unit_classes if units & units_alike for unit in units_alike}
    first = min(goal.start for goal in goals) - timedelta(days=BASELINE_DAYS)
    last = max(goal.due or date.max - timedelta(days=LATE_DAYS) for goal in goals) + timedelta(days=LATE_DAYS)
    stored = reports_of_area(work.session, work.published.source, units, first, last)
    return [
        (report, each.published)
        for each in stored
        if each.published.document.id != work.published.document.id
        for report in reports_of(each.published, [each.quoted])
    ]


def _judge(
    work: Work, found: Iterable[tuple[Report, Published, Sequence[OpenGoal]]]
) -> tuple[list[Finding], list[Finding]]:
    """What is sure enough to be shown, and what a person is asked about."""
    facts: list[Finding] = []
    doubts: list[Finding] = []
    for report, published, goals in found:
        fits = sorted((fit(report, goal) for goal in goals), key=lambda each: -each.score)
        sure = [each for each in fits if each.score >= FACT_SCORE]
        if _are_alternatives(work, sure):
            doubts += [Finding(report, each, published) for each in sure]
        elif sure:
            facts += [Finding(report, each, published) for each in sure]
        elif fits and fits[0].score >= ASK_SCORE:
            doubts.append(Finding(report, fits[0], published))
    return _without_contradictions(facts, doubts)


def _are_alternatives(work: Work, fits: Sequence[Fit]) -> bool:
    """Whether two of the targets differ in their number alone: the figure is of one of them, unknown which."""
    seen = set()
    for each in fits:
        target = work.targets[each.target_id]
        seen.add((target.due, target.time_period, target.commitment, target.comparator in ("le", "lt"), each.role))
    return len(seen) < len(fits)


def _without_contradictions(facts: list[Finding], doubts: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Two figures of one text for the same target and day cannot both be meant."""
    values: dict[tuple[int, str, date], set[Decimal]] = defaultdict(set)
    for fact in facts:
        values[_place(fact)].add(fact.value)
    clear = [fact for fact in facts if len(values[_place(fact)]) == 1]
    return clear, doubts + [fact for fact in facts if len(values[_place(fact)]) > 1]


def _place(finding: Finding) -> tuple[int, str, date]:
    return finding.published.revision.id, finding.fit.target_id, finding.period_end


def _record(work: Work, facts: list[Finding], doubts: list[Finding]) -> None:
    questions = [_question(finding) for finding in doubts]
    answers = answers_to(work.session, questions) if questions else {}
    for finding, question in zip(doubts, questions, strict=True):
        if answers.get(question.natural_key) == "accepted":
            facts.append(finding)
        else:
            work.ask(question)
    held: dict[tuple[str, date], list[_Held]] = defaultdict(list)
    for figure in figures_of(work.session, {fact.fit.target_id for fact in facts}):
        known = _Held(figure.row.value, figure.document_id, figure.published)
        held[figure.row.target_id, figure.row.period_end].append(known)
    rows = []
    for fact in sorted(facts, key=_by_publication):
        if fact.fit.role is Role.BASELINE:
            _bind(work, fact)
        else:
            rows += _figure_rows(work, fact, held[fact.fit.target_id, fact.period_end])
    add_figures(work.session, rows)
    work.observed += len(rows)


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure known for a target and a day, with the document it came from (None when given by hand)."""

    value: Decimal
    document_id: int | None
    published: date | None


def _by_publication(finding: Finding) -> tuple[date, int]:
    return finding.published.revision.published or date.max, finding.published.revision.id


def _figure_rows(work: Work, fact: Finding, known: list[_Held]) -> list[dict[str, object]]:
    """The row that a figure makes, none where it says what is known, or contradicts it."""
    if any(figure.value == fact.value for figure in known):
        _bind(work, fact, touches=False)
        return []
    if known and not _revises(fact, known[-1]):
        _tell_conflict(work, fact, known[-1])
        return []
    row = _figure_row(fact, "revised" if known else _status(fact))
    known.append(_Held(fact.value, fact.published.document.id, fact.published.revision.published))
    _bind(work, fact)
    work.changed.add(fact.fit.target_id)
    return [row]


def _bind(work: Work, fact: Finding, *, touches: bool = True) -> None:
    work.bind(fact.report.statement_id, fact.fit.target_id, fact.fit.role.value, fact.fit.score, fact.fit.reasons)
    if touches:
        work.touched.add(fact.fit.target_id)


def _revises(fact: Finding, known: _Held) -> bool:
    """Whether a figure corrects the known one: the same document says it anew, or its issuer does so later."""
    if known.document_id == fact.published.document.id:
        return True
    later, earlier = fact.published.revision.published, known.published
    if later is None or earlier is None:
        return False
    return later - earlier > timedelta(days=REVISION_DAYS) and fact.fit.score == 1.0


def _tell_conflict(work: Work, fact: Finding, known: _Held) -> None:
    """Keep the figure that came first and tell both."""
    numbers = ":".join(sorted((f"{known.value:f}", f"{fact.value:f}")))
    old = f"{known.value:f} ({fact.period_end})"
    subject = f"{fact.period_end}:{numbers}"
    work.tell(EventKind.FIGURES_CONFLICT, subject, fact.fit.target_id, old, fact.report.passage.sentence)
    work.ask(_question(fact))


def _status(fact: Finding) -> str:
    return "preliminary" if fact.report.passage.is_preliminary else "final"


def _figure_row(fact: Finding, status: str) -> dict[str, object]:
    return {
        "target_id": fact.fit.target_id,
        "origin": f"statement:{fact.report.statement_id}",
        "value": fact.value,
        "comparator": fact.report.statement.comparator.value,
        "period_end": fact.period_end,
        "status": status,
        "learnt_at": fact.published.revision.learnt_at,
        "statement_id": fact.report.statement_id,
        "evidence": None,
    }


def _question(finding: Finding) -> Question:
    report, fitted = finding.report, finding.fit
    return Question(
        kind=fitted.role.value,
        document_id=finding.published.document.id,
        statement_id=report.statement_id,
        quote=report.statement.quote,
        passage=report.passage,
        target_id=fitted.target_id,
        score=fitted.score,
        reasons=fitted.reasons,
        proposal={"value": f"{finding.value:f}", "period_end": finding.period_end.isoformat()},
    )
