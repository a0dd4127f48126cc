"""Takes the source files over into the database, so that the schedule follows what people wrote."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from crawler.errors import SourceFileError
from crawler.source_file import SourceFile, source_paths, to_order
from metrics.scheduling.source_folder import SourceFolder, read_source_folder
from metrics.scheduling.timing import expected_interval
from metrics.store.database import Database
from metrics.store.models import Source
from metrics.store.sources import SourceSettings, SourcesSynced, pause_source, resume_source, sync_sources
from metrics.store.tallies import SOURCE_FILES_WRONG, set_tally

log = logging.getLogger("goalboard.sources")

#: Marks a pause that stands in a source file, so that taking it out of the file ends it and no other.
FILE_PAUSE = "source file: "


#: Name, size and time of change of each source file.
_Looks = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What the folder held, and what changed in the database."""

    folder: SourceFolder
    synced: SourcesSynced


def take_over_sources(database: Database, folder: Path, now: datetime) -> TakenOver:
    """Make the database follow the files in ``folder``. Raises SourceFileError where there is no such folder.

    A file that is wrong is told and counted, and stops no other. Its source stays as it was; and since nobody knows
    whose file it should be, no source is withdrawn meanwhile.
    """
    found = read_source_folder(folder)
    for wrong in found.wrong:
        log.error("%s", wrong.complaint)
    with database.write() as session:
        rows = [settings_of(file, now) for file in found.sources]
        synced = sync_sources(session, rows, now, may_withdraw=not found.wrong)
        for file in found.sources:
            _take_over_pause(session, file, now)
        set_tally(session, SOURCE_FILES_WRONG, len(found.wrong_paths))
    return TakenOver(found, synced)


class FolderWatch:
    """Takes a folder of source files over again after people changed it, so that nobody has to restart the service.

    A change is believed once the folder looks the same twice: files that are being copied or saved are let be.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._taken = self._seen = _looks_of(folder)

    def look(self, now: datetime) -> TakenOver | None:
        """What came of taking the folder over; None where nothing changed, or still changes.

        Raises SourceFileError where the folder or all its files are gone: a disk that is not there withdraws no source.
        """
        before, self._seen = self._seen, _looks_of(self._folder)
        if self._taken and not self._seen:
            raise SourceFileError(f"{self._folder}: no source file any more; sources stay as they are until a restart")
        if self._seen == self._taken or self._seen != before:
            return None
        self._taken = self._seen
        taken = take_over_sources(self._database, self._folder, now)
        log.info("%s: changed, read again: %s", self._folder, _told(taken))
        return taken


def _looks_of(folder: Path) -> _Looks:
    """Raises SourceFileError where there is no such folder."""
    try:
        states = [(path.name, path.stat()) for path in source_paths(folder)]
    except OSError as error:
        raise SourceFileError(f"{folder}: cannot be looked at ({error.strerror}); sources stay as they are") from None
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)


def _told(taken: TakenOver) -> str:
    synced = taken.synced
    changes = {"new": synced.added, "changed": synced.changed, "withdrawn": synced.withdrawn}
    told = [f"{len(ids)} {name} ({', '.join(ids)})" for name, ids in changes.items() if ids]
    wrong = [f"{len(taken.folder.wrong_paths)} files wrong"] if taken.folder.wrong else []
    return "; ".join([*told, *wrong]) or "no source is another"


def settings_of(file: SourceFile, now: datetime) -> SourceSettings:
    """A source file as the database keeps it."""
    return SourceSettings(
        source_id=file.source_id,
        name=file.name,
        issuer=file.issuer,
        url=file.url,
        admin_area=file.admin_area,
        domain=file.domain,
        family=file.family,
        cadence=file.cadence.as_written(),
        timezone=file.cadence.timezone,
        expected_interval_seconds=expected_interval(file.cadence, now).total_seconds(),
        crawl_settings=to_order(file).model_dump(mode="json"),
        config_digest=hashlib.sha256(file.model_dump_json().encode()).hexdigest(),
    )


def _take_over_pause(session: Session, file: SourceFile, now: datetime) -> None:
    source = session.get_one(Source, file.source_id)
    if file.paused is not None:
        pause_source(session, file.source_id, f"{FILE_PAUSE}{file.paused.reason} (since {file.paused.since})")
    elif (source.paused_reason or "").startswith(FILE_PAUSE):
        resume_source(session, file.source_id, now)
