"""``db`` and ``snapshots``: the database's version, and whether kept evidence is intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.output import with_progress
from metrics.cli.service import make_data_folder, open_service, start_logging
from metrics.config import load_settings
from metrics.errors import GoalboardError, UsageError

if TYPE_CHECKING:
    from metrics.cli.service import Service

db_app = typer.Typer(help="The database.", no_args_is_help=True)
snapshots_app = typer.Typer(help="The pages as fetched.", no_args_is_help=True)


@db_app.command()
def upgrade() -> None:
    """Create the tables, or bring them to this program's version."""
    from metrics.store.database import upgrade as upgrade_database

    settings = load_settings()
    start_logging(settings.log_level)
    make_data_folder(settings.data_dir)
    upgrade_database(settings.database)
    print("The database is at this program's version.")


@db_app.command()
def backup(
    copy: Annotated[Path, typer.Argument(help="File to write; must not exist yet.", show_default=False)],
) -> None:
    """Copy a SQLite database to a file while it is in use."""
    from metrics.store.backup import backup as copy_database

    copy_database(load_settings().database, copy)
    print(f"{copy}: written")


@snapshots_app.command()
def verify() -> None:
    """Check every kept page against its digest; exit code 1 when one does not hold."""
    service = open_service()
    problems = list(service.snapshots.verify())
    for problem in problems:
        print(problem)
    if problems:
        raise GoalboardError(f"{service.settings.snapshot_location}: {len(problems)} snapshots do not hold")
    print(f"{service.settings.snapshot_location}: all snapshots hold")


@snapshots_app.command("export")
def export_snapshots(
    warc: Annotated[Path, typer.Option("--warc", help="File to write; must not exist yet. NAME.warc.gz packs it.")],
    source: Annotated[str | None, typer.Option(help="Only what is kept for this source.")] = None,
) -> None:
    """Write the kept pages into a WARC file, with when and from where each was fetched."""
    from crawler.warc import WarcFile

    service = open_service()
    digests = _digests_to_export(service, source)
    unfinished = warc.with_name(f"{warc.name}.part")
    if warc.exists():
        raise UsageError(f"{warc}: exists; give another name")
    try:
        with unfinished.open("wb") as stream:
            archive = WarcFile(stream, warc.name, is_compressed=warc.suffix == ".gz")
            for digest in with_progress(digests, "Exporting"):
                archive.write(service.snapshots, digest, service.snapshots.fetches(digest))
        unfinished.replace(warc)
    except OSError as error:
        raise GoalboardError(f"{warc}: cannot be written ({error.strerror}); check folder and disk") from None
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{warc}: {archive.records} fetches of {len(digests)} snapshots")


def _digests_to_export(service: Service, source: str | None) -> list[str]:
    if source is None:
        return list(service.snapshots.digests())
    from metrics.store.evidence import digests_of_source

    with service.database.read() as session:
        digests = digests_of_source(session, source)
    if digests is None:
        raise UsageError(f"source {source}: unknown; `goalboard sources list` shows all")
    return sorted(digest for digest in digests if service.snapshots.has(digest))
