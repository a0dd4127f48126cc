"""The table of commands. Each module holds one subject; heavy imports wait until a command runs."""

from __future__ import annotations

import typer

from metrics.cli import crawling, reading, running
from metrics.cli.catalogue import catalogue
from metrics.cli.database import db_app, snapshots_app
from metrics.cli.sources import sources_app
from metrics.cli.targets import events, targets_app

app = typer.Typer(
    help="Follow what bureaus promise in numbers: crawl their bulletins, read the goals, show progress.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (running.run, crawling.crawl, crawling.ingest, reading.extract, reading.page, events, running.metrics):
    app.command()(command)
sources_app.command()(catalogue)
app.add_typer(sources_app, name="sources")
app.add_typer(targets_app, name="targets")
app.add_typer(db_app, name="db")
app.add_typer(snapshots_app, name="snapshots")
