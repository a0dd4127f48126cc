"""The sample sites show every family of status on every day, whatever the year."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from tests.samples.sample_goals import goals_of, published_on, sites_of, statuses_on

#: Statuses that must be there on every single day.
ALWAYS = {"achieved", "missed", "overdue", "on_track", "at_risk", "off_track", "no_data"}
DESIGNED = yaml.safe_load((Path(__file__).parent / "designed_statuses.yml").read_text("utf-8"))


@pytest.mark.parametrize("year", [2027, 2028])
def test_every_day_shows_every_family_of_status(year: int) -> None:
    sites = sites_of(year)
    lacking: dict[str, list[date]] = defaultdict(list)
    day = date(year, 1, 1)
    while day.year == year:
        goals = goals_of(published_on(sites, day))
        for status in ALWAYS - set(statuses_on(sites, day).values()):
            lacking[status].append(day)
        if not any(goal.has_moved for goal in goals.values()):
            lacking["moved"].append(day)
        day += timedelta(days=1)
    assert not lacking


@pytest.mark.parametrize("month_day", DESIGNED)
def test_goals_stand_where_they_were_designed_to(month_day: str) -> None:
    day = date.fromisoformat(f"2030-{month_day}")
    assert {name: str(status) for name, status in statuses_on(sites_of(2030), day).items()} == DESIGNED[month_day]


def test_goals_are_named_by_plans_and_reported_after() -> None:
    for name, goal in goals_of(published_on(sites_of(2029), date(2029, 12, 31))).items():
        assert goal.promises, f"{name} is reported but was never promised"
        units = {said.unit for _, said in goal.promises} | {report.unit for report in goal.reports}
        assert len(units) == 1, f"{name} is in {units}"


def test_a_correction_moves_a_goal_on_its_day() -> None:
    sites = sites_of(2030)
    before = goals_of(published_on(sites, date(2030, 4, 9)))["practice-bases"]
    after = goals_of(published_on(sites, date(2030, 4, 10)))["practice-bases"]
    assert (before.has_moved, after.has_moved) == (False, True)
    assert [said.value for _, said in after.promises] == [18, 20]
