"""``targets`` and ``events``: what was promised, how far it is, what changed."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from metrics.cli.output import jsonable, print_json_line, print_table
from metrics.cli.service import open_service, utc_now
from metrics.domain.progress import TargetStatus
from metrics.errors import UsageError
from metrics.tracking.views import EventView, TargetView

targets_app = typer.Typer(help="What was promised and how far it is.", no_args_is_help=True)
StatusFilter = Annotated[TargetStatus | None, typer.Option(help="Only targets of this status.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
FIELDS = (
    "target_id",
    "indicator",
    "issuer",
    "admin_area",
    "domain",
    "unit",
    "comparator",
    "direction",
    "period",
    "goal",
    "goal_max",
    "baseline",
    "start",
    "due",
    "observed",
    "observed_on",
    "version_count",
    "source_id",
)
PROGRESS_FIELDS = ("status", "progress", "expected", "pace", "required_rate", "observed_rate")


class ExportFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


@targets_app.command("list")
def list_targets(status: StatusFilter = None, as_json: AsJson = False) -> None:
    """All targets with their newest figure and status."""
    targets = _targets(status)
    if as_json:
        for target in targets:
            print_json_line(target)
        return
    columns = ("target", "indicator", "issuer", "goal", "unit", "latest", "due", "progress", "status")
    print_table(columns, [_row(target) for target in targets])


@targets_app.command()
def show(
    target_id: Annotated[str, typer.Argument(help="Target id.", show_default=False)], as_json: AsJson = False
) -> None:
    """One target with every promise and report, and the sentence behind each."""
    from metrics.tracking import target_history

    service = open_service()
    with service.database.read() as session:
        history = target_history(session, target_id, utc_now())
    if history is None:
        raise UsageError(f"target {target_id}: unknown; `goalboard targets list` shows all")
    if as_json:
        print_json_line(history)
        return
    print_table(("field", "value"), [(name, getattr(history.target, name)) for name in FIELDS])
    print_table(
        ("version", "change", "value", "due", "said on", "sentence"),
        [
            (
                v.number,
                v.change,
                v.value,
                v.due,
                v.said_on,
                f"{v.evidence.before}[{v.evidence.quote}]{v.evidence.after}",
            )
            for v in history.versions
        ],
    )
    print_table(
        ("as of", "value", "sentence"),
        [
            (
                o.period_end,
                o.value,
                f"{o.evidence.before}[{o.evidence.quote}]{o.evidence.after}" if o.evidence else None,
            )
            for o in history.observations
        ],
    )


@targets_app.command()
def export(
    output: Annotated[ExportFormat, typer.Option("--format", help="csv (with a header) or jsonl.")] = ExportFormat.CSV,
    status: StatusFilter = None,
) -> None:
    """All targets to standard output, for a spreadsheet or a script."""
    targets = _targets(status)
    if output is ExportFormat.JSONL:
        for target in targets:
            print_json_line(target)
        return
    writer = csv.writer(sys.stdout)
    writer.writerow((*FIELDS, *PROGRESS_FIELDS))
    for target in targets:
        plain = [getattr(target, name) for name in FIELDS] + [
            getattr(target.progress, name) for name in PROGRESS_FIELDS
        ]
        writer.writerow([_cell(value) for value in plain])


def events(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Not before (UTC).")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most events to show.")] = 200,
    as_json: AsJson = False,
) -> None:
    """What changed, newest first: new and revised bulletins, moved goals, sources in trouble."""
    from metrics.tracking import list_events

    service = open_service()
    start = since.replace(tzinfo=UTC) if since else None
    with service.database.read() as session:
        found = list_events(session, since=start, source_id=source, limit=limit)
    if as_json:
        for event in found:
            print_json_line(event)
        return
    rows = [
        (event.at.strftime("%Y-%m-%d %H:%M"), _kind_cell(event), event.source_id, event.old, event.new, event.note)
        for event in found
    ]
    print_table(("at (UTC)", "kind", "source", "old", "new", "note"), rows)


def _kind_cell(event: EventView) -> str:
    """The kind of an event; what a first crawl found is marked as history."""
    return f"{event.kind} (history)" if event.initial else event.kind


def _targets(status: TargetStatus | None) -> list[TargetView]:
    from metrics.tracking import board_state

    service = open_service()
    with service.database.read() as session:
        targets = board_state(session, utc_now()).targets
    return [target for target in targets if status is None or target.progress.status == status]


def _row(target: TargetView) -> tuple[object, ...]:
    share = target.progress.progress
    return (
        target.target_id,
        target.indicator,
        target.issuer,
        target.goal,
        target.unit,
        target.observed,
        target.due,
        None if share is None else f"{share:.0%}",
        target.progress.status,
    )


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    text = jsonable(value)
    return f"'{text}" if isinstance(text, str) and text[:1] in ("=", "+", "@", "\t") else text
