"""Puts the parts together: settings, database, snapshots, clock. The only place that asks what time it is."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from metrics.config import Settings, load_settings
from metrics.errors import GoalboardError

if TYPE_CHECKING:
    from crawler.snapshots import SnapshotStore
    from metrics.store.database import Database


def utc_now() -> datetime:
    """The clock of the service."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """An installation, open for work."""

    settings: Settings
    database: Database
    snapshots: SnapshotStore


def open_service(settings: Settings | None = None, *, upgrade: bool = False) -> Service:
    """Settings, database and snapshot store; ``upgrade`` makes or upgrades the database first."""
    from crawler.snapshots import SnapshotStore
    from metrics.store import database

    settings = settings or load_settings()
    start_logging(settings.log_level)
    make_data_folder(settings.data_dir)
    if upgrade:
        database.upgrade(settings.database)
    return Service(settings, database.open_database(settings.database), SnapshotStore(settings.snapshot_location))


def make_data_folder(folder: Path) -> None:
    """The folder that everything is kept in. Raises GoalboardError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GoalboardError(f"{folder}: cannot be made ({error.strerror}); set GOALBOARD_DATA_DIR") from None


def start_logging(level: str) -> None:
    """Plain lines on stderr: time, part, message."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("goalboard").setLevel(level)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
