"""``db`` and ``snapshots``: the database's version, and whether kept evidence is intact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from metrics.cli.service import make_data_folder, open_service, start_logging
from metrics.config import load_settings
from metrics.errors import GoalboardError

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
