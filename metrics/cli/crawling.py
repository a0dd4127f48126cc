"""``crawl`` and ``ingest``: the two halves of the collection, by hand."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.output import print_json_line
from metrics.cli.reading import Published
from metrics.cli.service import Service, open_service, utc_now
from metrics.errors import GoalboardError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from metrics.ingest.types import IngestSummary
    from metrics.scheduling.rounds import Choice, Round, Watch
    from metrics.scheduling.source_folder import SourceFolder
    from metrics.store.models import Source

#: How long a crawl by hand waits for one that is under way.
WAIT_SECONDS = 600.0


def crawl(
    sources: Annotated[list[str] | None, typer.Argument(help="Source ids; see `goalboard sources list`.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Crawl what is due now instead of named sources.")] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Backfill: follow the lists back to this day.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Backfill: leave bulletins after this day alone.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Crawl sources now and take in what they publish."""
    from metrics.scheduling import rounds
    from metrics.scheduling.source_files import take_over_sources
    from metrics.scheduling.source_folder import SourceFolder

    if bool(sources) == due:
        raise UsageError("crawl: name sources, or say --due (not both)")
    _check_days(since, until, due)
    service = open_service(upgrade=True)
    folder = SourceFolder(())
    if service.settings.source_folder.is_dir():
        folder = take_over_sources(service.database, service.settings.source_folder, utc_now()).folder
    folder.refuse(sources or ())
    choice, chosen = remembered(rounds.due(service.settings.crawl_batch) if due else rounds.named(sources or []))
    with crawl_progress() as watch:
        first, last = since.date() if since else None, until.date() if until else None
        summary = replace(round_of(service), since=first, until=last).run(
            choice, wait_seconds=WAIT_SECONDS, watch=watch
        )
    print_summary(summary, as_json)
    tell_troubles(service, chosen)
    if due:
        refuse_to_call_it_well(folder)


def refuse_to_call_it_well(folder: SourceFolder) -> None:
    """Work over all sources has failed, however well the others went, where a source file is wrong.

    Raises GoalboardError; what is wrong was told when the files were read.
    """
    if folder.wrong:
        raise GoalboardError(
            f"source files that are wrong: {len(folder.wrong_paths)}; all other sources were taken care of "
            "(`goalboard sources check` tells what to correct)"
        )


def remembered(choice: Choice) -> tuple[Choice, list[str]]:
    """The choice, and a list that holds the ids of its sources once it was made."""
    chosen: list[str] = []

    def choose(session: Session, now: datetime) -> Sequence[Source]:
        sources = choice(session, now)
        chosen.extend(source.source_id for source in sources)
        return sources

    return choose, chosen


def tell_troubles(service: Service, source_ids: Sequence[str]) -> None:
    """A line on stderr for each of the sources whose crawl did not end well: "nothing new" must not hide it."""
    from crawler.types import SUCCESSFUL
    from metrics.store.models import Source

    with service.database.read() as session:
        sources = [found for source_id in source_ids if (found := session.get(Source, source_id)) is not None]
        for source in sources:
            if source.outcome not in SUCCESSFUL:
                told = ": ".join(filter(None, (source.source_id, source.outcome or "not crawled", source.message)))
                print(told, file=sys.stderr)


def _check_days(since: datetime | None, until: datetime | None, due: bool) -> None:
    if (since or until) and due:
        raise UsageError("crawl: --since belongs to named sources, not to --due")
    if until and (since is None or until < since):
        raise UsageError("crawl: --until needs a --since that is not later")


def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(help="Texts (UTF-8, GB18030, Big5), saved pages, PDF, DOCX, XLSX, XLS.", show_default=False),
    ],
    issuer: Annotated[str, typer.Option(help="Body that issued the bulletins.", show_default=False)],
    published: Published = None,
    plan_year: Annotated[int | None, typer.Option(help="Year that a plan is for.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Source to file them under; default: the issuer's only one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take in bulletins that came by another way than a crawl: all of them or none."""
    from metrics.ingest.files import FileFacts, ingest_files
    from metrics.tracking import bind_revision

    service = open_service(upgrade=True)
    day = published.date() if isinstance(published, datetime) else None
    facts = FileFacts(issuer=issuer, published=day, plan_year=plan_year, source_id=source)
    print_summary(ingest_files(service.database, files, facts, service.snapshots, utc_now(), bind_revision), as_json)


def round_of(service: Service) -> Round:
    """A round of crawling over an open service."""
    from metrics.scheduling.rounds import Round

    return Round(service.database, service.settings, service.snapshots, utc_now)


def print_summary(summary: IngestSummary, as_json: bool) -> None:
    """What was taken in, in one line; what was not, in lines of its own."""
    if as_json:
        print_json_line(summary)
        return
    print(summary_line(summary))
    for count, what in (
        (summary.documents_moved, "bulletins moved to another address"),
        (summary.documents_copied, "are copies of bulletins that are known already"),
        (summary.documents_partial, "bulletins go on on a page that could not be read; the next crawls try again"),
        (summary.documents_unread, "documents gave no text; the reason is kept with each"),
        (summary.failed, "pages arrived and could not be read"),
        (summary.refused, "addresses are too long and were left out"),
        (summary.unbound, "bulletins could not be bound yet; the service tries again"),
    ):
        if count:
            print(f"{count} {what}")


def summary_line(summary: IngestSummary) -> str:
    """What was taken in."""
    return (
        f"{summary.sources} sources: {summary.documents_new} new bulletins, {summary.documents_revised} revised, "
        f"{summary.documents_vanished} gone; {summary.statements} statements read"
    )


@contextmanager
def crawl_progress() -> Iterator[Watch | None]:
    """A bar over the sources of the crawl under way, where a person watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    from crawler.report import REPORT, read_report
    from crawler.run import load_order
    from crawler.types import PageFetched, SourceReport

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Crawling", total=None)

        def watch(folder: Path) -> None:
            lines = list(read_report(folder)) if (folder / REPORT).exists() else []
            done = sum(isinstance(line, SourceReport) for line in lines)
            pages = sum(isinstance(line, PageFetched) for line in lines)
            total = len(load_order(folder).sources)
            progress.update(task, completed=done, total=total, description=f"Crawling: {done}/{total}, {pages} pages")

        yield watch
