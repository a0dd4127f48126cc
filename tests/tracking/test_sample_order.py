"""The board does not depend on the order in which bulletins arrive: newest first, oldest first, or mixed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest

from metrics.domain.statements import KnownFacts
from metrics.normaliser import read_bulletin
from metrics.store.database import open_database
from metrics.store.models import EventKind
from tests.samples.sample_goals import published_on, sites_of
from tests.tracking.archive import Archive

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def readings():
    """The bundled sample bulletins of two years, before any of them was corrected, as they are read."""
    sites = sites_of(TODAY.year)
    for site in sites:
        site.revisions = False
    issuers = {site.bureau.bureau_id: site.bureau for site in sites}
    found = []
    for bulletin in published_on(sites, TODAY):
        bureau = issuers[bulletin.bureau_id]
        known = KnownFacts(bureau.name, bulletin.published, title=bulletin.title)
        found.append((bulletin, bureau, read_bulletin(bulletin.body, known)))
    return found


def board_of(database, readings) -> list[object]:
    """What is shown after the bulletins came in this order, but for when and in which text it was first learnt."""
    archive = Archive(database)
    for bureau in {bureau.bureau_id: bureau for _, bureau, _ in readings}.values():
        archive.add_source(bureau.bureau_id, bureau.name, bureau.area)
    for bulletin, bureau, reading in readings:
        archive.store(bulletin.slug, bulletin.body, reading.facts, reading.statements, bureau.bureau_id)
    shown: list[object] = [
        (target.target_id, target.goal, target.due, target.baseline, target.observed, target.progress)
        for target in archive.targets()
    ]
    moved = archive.events(EventKind.GOAL_MOVED)
    return shown + sorted((event.target_id, event.document_url, event.old, event.new) for event in moved)


def test_any_order_gives_the_same_board(tmp_path: Path, sqlite_template: Path, readings) -> None:
    boards = []
    for seed in range(3):
        ordered = list(readings)
        if seed == 1:
            ordered.reverse()
        elif seed:
            Random(seed).shuffle(ordered)
        file = tmp_path / f"{seed}.db"
        shutil.copy(sqlite_template, file)
        opened = open_database(f"sqlite:///{file}")
        boards.append(board_of(opened, ordered))
        opened.close()
    assert boards[0] == boards[1] == boards[2]
    assert len(boards[0]) > 50
