"""``sources``: what is crawled and how it went."""

from __future__ import annotations

from typing import Annotated

import typer

from metrics.cli.output import print_json_line, print_table
from metrics.cli.service import open_service, utc_now
from metrics.errors import UsageError

sources_app = typer.Typer(help="What is crawled, and how it went.", no_args_is_help=True)
SourceId = Annotated[str, typer.Argument(help="Source id.", show_default=False)]


@sources_app.command("list")
def list_sources(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source.")] = False,
) -> None:
    """All sources with their last outcome."""
    from metrics.tracking import board_state

    service = open_service()
    with service.database.read() as session:
        sources = board_state(session, utc_now()).sources
    if as_json:
        for source in sources:
            print_json_line(source)
        return
    columns = ("source", "name", "outcome", "last success (UTC)", "items", "documents", "message")
    rows = [
        (
            source.source_id,
            source.name,
            "paused" if source.paused_reason else source.outcome,
            source.last_success.strftime("%Y-%m-%d %H:%M") if source.last_success else None,
            source.items,
            source.documents,
            source.paused_reason or source.message,
        )
        for source in sources
    ]
    print_table(columns, rows)


@sources_app.command("check")
def check_sources() -> None:
    """Read all source files strictly and say what is wrong; nothing is fetched."""
    from crawler.source_file import load_sources
    from metrics.config import load_settings

    folder = load_settings().source_folder
    print(f"{folder}: {len(load_sources(folder))} source files, all well-formed")


@sources_app.command()
def pause(
    source_id: SourceId,
    reason: Annotated[str, typer.Option(help="Why; shown wherever the source is.", show_default=False)],
) -> None:
    """Crawl a source no more until it is resumed."""
    from metrics.store.sources import pause_source

    service = open_service()
    with service.database.write() as session:
        _known(pause_source(session, source_id, reason), source_id)
    print(f"{source_id}: paused")


@sources_app.command()
def resume(source_id: SourceId) -> None:
    """Crawl a paused source again, at once."""
    from metrics.store.sources import resume_source

    service = open_service()
    with service.database.write() as session:
        _known(resume_source(session, source_id, utc_now()), source_id)
    print(f"{source_id}: due now")


def _known(found: bool, source_id: str) -> None:
    if not found:
        raise UsageError(f"source {source_id}: unknown; `goalboard sources list` shows all")
