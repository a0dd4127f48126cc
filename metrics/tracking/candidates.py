"""Which of many goals a report could speak of at all: those of its name, else the few whose names are most alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from metrics.tracking.fitting import OpenGoal, Report
from metrics.tracking.indicators import LEAST_LIKENESS

#: Names looked at closely where none is the same.
MOST_NAMES = 8


class GoalIndex:
    """Goals by the plain form of their names."""

    def __init__(self, goals: Iterable[OpenGoal]) -> None:
        self._by_stem: dict[str, list[OpenGoal]] = defaultdict(list)
        for goal in goals:
            self._by_stem[goal.identity.key.stem].append(goal)
        self._stems = list(self._by_stem)

    def candidates(self, report: Report) -> list[OpenGoal]:
        """Goals to compare with a report; a name that is known exactly is not looked for elsewhere."""
        same = self._by_stem.get(report.key.stem)
        if same is not None:
            return same
        alike = process.extract(
            report.key.stem, self._stems, scorer=fuzz.ratio, score_cutoff=100 * LEAST_LIKENESS, limit=MOST_NAMES
        )
        return [goal for stem, _, _ in alike for goal in self._by_stem[stem]]
