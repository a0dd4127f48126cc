"""Hours in which a source may be asked hold also for visits that come late."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from metrics.scheduling.rounds import due, named
from metrics.scheduling.source_files import take_over_sources
from metrics.store.database import Database, open_database, upgrade
from metrics.store.models import Source

SOURCE = (
    "name: {0}\nissuer: 云溪县教育局\nurl: http://{0}.example/\nadmin_area: 云溪县\ndomain: education\ncadence: {1}\n"
)
ADDED = datetime(2026, 11, 20, 1, tzinfo=UTC)
#: 22:00 in China, and 08:00 of the next day.
NIGHT, MORNING = datetime(2026, 11, 20, 14, tzinfo=UTC), datetime(2026, 11, 21, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/goalboard.db"
    upgrade(url)
    folder = tmp_path / "sources"
    folder.mkdir()
    cadences = {"always": "{every: 6h}", "by_day": '{every: 6h, window: "08:00-20:00"}'}
    for name, cadence in cadences.items():
        (folder / f"{name}.yml").write_text(SOURCE.format(name.replace("_", "-"), cadence), encoding="utf-8")
    database = open_database(url)
    take_over_sources(database, folder, ADDED)
    yield database
    database.close()


def chosen(database: Database, choose, now: datetime) -> list[str]:
    with database.write() as session:
        return sorted(source.source_id for source in choose(session, now))


def test_what_is_due_at_night_waits_for_the_morning(database: Database):
    assert chosen(database, due(10), NIGHT) == ["always"]
    with database.read() as session:
        assert session.get_one(Source, "by_day").next_crawl_at == MORNING
    assert "by_day" in chosen(database, due(10), MORNING)


def test_a_person_may_ask_at_any_hour(database: Database):
    assert chosen(database, named(["by_day"]), NIGHT) == ["by_day"]
