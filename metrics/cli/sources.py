"""``sources``: what is crawled and how it went."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.output import print_json_line, print_table
from metrics.cli.probing import first_line_of, probe_and_show, refuse_existing, try_and_show, write_new
from metrics.cli.service import open_service, utc_now
from metrics.config import load_settings
from metrics.errors import GoalboardError, UsageError

sources_app = typer.Typer(help="What is crawled, and how it went.", no_args_is_help=True)
if TYPE_CHECKING:
    from crawler.source_file import SourceFile
    from metrics.scheduling.source_folder import SourceFolder
    from metrics.tracking.views import SourceView

ListAddress = Annotated[str, typer.Argument(help="Address of a list page.", show_default=False)]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also loopback and intranet addresses; written into the source file.")
]
SourceId = Annotated[str, typer.Argument(help="Source id.", show_default=False)]


@sources_app.command("list")
def list_sources(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source.")] = False,
) -> None:
    """All sources with their last outcome."""
    from metrics.tracking import source_views

    service = open_service()
    with service.database.read() as session:
        sources = source_views(session)
    if as_json:
        for source in sources:
            print_json_line(source)
        return
    columns = ("source", "name", "outcome", "last success (UTC)", "next visit (UTC)", "items", "documents", "message")
    rows = [
        (
            source.source_id,
            source.name,
            "paused" if source.paused_reason else _outcome_cell(source, utc_now()),
            source.last_success.strftime("%Y-%m-%d %H:%M") if source.last_success else None,
            _next_cell(source, utc_now()),
            source.items,
            source.documents,
            source.paused_reason or source.message,
        )
        for source in sources
    ]
    print_table(columns, rows)


def _outcome_cell(source: SourceView, now: datetime) -> str | None:
    """The last outcome, and until when the host asked to be left alone."""
    if source.not_before is None or source.not_before <= now:
        return source.outcome
    return f"{source.outcome}, not before {source.not_before:%Y-%m-%d %H:%M}"


def _next_cell(source: SourceView, now: datetime) -> str | None:
    """When it is visited next, or that it is being crawled now."""
    if source.is_under_way(now):
        return "under way"
    return source.next_crawl_at.strftime("%Y-%m-%d %H:%M") if source.next_crawl_at else None


@sources_app.command("check")
def check_sources(
    source_ids: Annotated[list[str] | None, typer.Argument(help="Sources to crawl without keeping anything.")] = None,
) -> None:
    """Read all source files strictly and say what is wrong; named ones are crawled too, and nothing is kept."""
    from metrics.scheduling.source_folder import read_source_folder

    settings = load_settings()
    found = read_source_folder(settings.source_folder)
    tell_wrong_files(found)
    files = {file.source_id: file for file in found.sources}
    if not source_ids:
        print(f"{settings.source_folder}: {len(files)} source files, all well-formed")
        return
    for source_id in source_ids:
        _known(source_id in files, source_id)
    failed = [source_id for source_id in source_ids if not try_and_show(files[source_id], settings)]
    if failed:
        raise GoalboardError(f"{', '.join(failed)}: not as it should be; see above")


def tell_wrong_files(folder: SourceFolder) -> None:
    """What is wrong with each file: the last one ends the command, those before it are told on stderr.

    Raises GoalboardError.
    """
    complaints = [wrong.complaint for wrong in folder.wrong]
    for complaint in complaints[:-1]:
        print(f"goalboard: {complaint}", file=sys.stderr)
    if complaints:
        raise GoalboardError(complaints[-1])


@sources_app.command("probe")
def probe_source(url: ListAddress, allow_private: AllowPrivate = False) -> None:
    """Look at a list page: what the crawler makes of it, and a source file to begin with. Nothing is kept."""
    from crawler.probe import Given, source_yaml, suggested_source

    probe = probe_and_show(url, allow_private, load_settings())
    print()
    print(source_yaml(suggested_source(probe, Given(allow_private=allow_private))), end="")


@sources_app.command("add")
def add_source(
    url: ListAddress,
    source_id: Annotated[str | None, typer.Option("--id", help="Source id; default: from the address.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Body that publishes the section; default: the site's.")] = None,
    domain: Annotated[str | None, typer.Option(help="Field: education, water, housing …")] = None,
    area: Annotated[str | None, typer.Option(help="Area that the figures speak of.")] = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Look at a list page and keep a source file for it; one that exists is never overwritten."""
    from crawler.probe import Given, source_yaml, suggested_id, suggested_source
    from crawler.source_file import load_source

    settings = load_settings()
    refuse_existing(settings.source_folder / f"{source_id or suggested_id(url)}.yml")
    probe = probe_and_show(url, allow_private, settings)
    given = Given(source_id, issuer, area, domain, allow_private)
    try:
        source = suggested_source(probe, given)
    except ValueError as error:
        raise UsageError(f"sources add: {first_line_of(error)}") from None
    _refuse_same_list(settings.source_folder, source)
    path = settings.source_folder / f"{source.source_id}.yml"
    write_new(path, source_yaml(source))
    load_source(path)
    print(f"{path}: written; read it, then `goalboard crawl {source.source_id}`")


def _refuse_same_list(folder: Path, source: SourceFile) -> None:
    from metrics.scheduling.source_folder import of_same_list, read_source_folder

    known = of_same_list(read_source_folder(folder), source) if folder.is_dir() else None
    if known is not None:
        raise UsageError(f"sources add: {source.url} is the list of source {known} already; `goalboard crawl {known}`")


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
