"""The goals that the sample bulletins promise, put together from their ``expect`` lines as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from crawler.samples import load_bulletins, load_bureaus
from crawler.samples.site import Site
from crawler.samples.texts import Bulletin, Expected
from metrics.domain.goals import Goal, GoalKind, Observation
from metrics.domain.progress import TargetStatus, progress_of
from metrics.domain.statements import Comparator


@dataclass(slots=True)
class SampleGoal:
    """One goal: what was promised, oldest first, and what was reported."""

    promises: list[tuple[Bulletin, Expected]] = field(default_factory=list)
    reports: list[Expected] = field(default_factory=list)

    @property
    def has_moved(self) -> bool:
        return len({(said.value, said.due) for _, said in self.promises}) > 1


def sites_of(anchor: int) -> list[Site]:
    texts = load_bulletins(anchor)
    return [Site(bureau, texts[key]) for key, bureau in load_bureaus().items()]


def published_on(sites: Iterable[Site], today: date) -> list[Bulletin]:
    """Everything online on a day, oldest first; a corrected bulletin stands there twice, before and after."""
    found: list[Bulletin] = []
    for site in sites:
        for original in site.bulletins:
            if original.published <= today:
                shown = site.version(original, today)
                found += [original] if shown is original else [original, shown]
    return sorted(found, key=lambda one: one.changed_on or one.published)


def goals_of(bulletins: Iterable[Bulletin]) -> dict[str, SampleGoal]:
    """Goals by name. A figure of a bulletin that was corrected counts as corrected."""
    goals: dict[str, SampleGoal] = {}
    for bulletin in bulletins:
        for said in bulletin.expect:
            if said.of is None:
                continue
            goal = goals.setdefault(said.of, SampleGoal())
            if said.kind == "target":
                goal.promises.append((bulletin, said))
            else:
                goal.reports.append(said)
    return goals


def as_goal(goal: SampleGoal) -> Goal:
    """The newest promise, begun on the first of January of the year in which the first was said."""
    first_bulletin, first = goal.promises[0]
    newest = goal.promises[-1][1]
    baseline = first.baseline
    is_rate = first.unit == "%" and first.direction == "increase"
    if baseline is None and (first.unit != "%" or first.direction == "decrease"):
        baseline = Decimal(0)
    falls = baseline is not None and newest.value is not None and baseline > newest.value
    return Goal(
        start=date(first_bulletin.published.year, 1, 1),
        due=newest.due,
        comparator=Comparator.LE if falls or first.comparator == "le" else Comparator.GE,
        value=newest.value,
        kind=GoalKind.RATE if is_rate else GoalKind.REACH,
        baseline=baseline,
    )


def statuses_on(sites: Iterable[Site], today: date) -> dict[str, TargetStatus]:
    """Status of each goal on a day, by the project's own definition of progress."""
    found = {}
    for name, goal in goals_of(published_on(sites, today)).items():
        figures = [
            Observation(report.due, report.value) for report in goal.reports if report.due and report.value is not None
        ]
        found[name] = progress_of(as_goal(goal), figures, today).status
    return found
