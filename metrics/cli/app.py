"""The table of commands. Each module holds one subject; heavy imports wait until a command runs."""

from __future__ import annotations

import typer

from metrics.cli import reading

app = typer.Typer(
    help="Follow what bureaus promise in numbers: crawl their bulletins, read the goals, show progress.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(reading.extract)
app.command()(reading.page)
