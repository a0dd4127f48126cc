"""The first board: how the targets stand, which need somebody, what moved, and whether the sources are heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards import queries
from dashboards.panels import (
    DATA_SOURCE,
    OUTCOME_WORDS,
    STATUS_WORDS,
    YES_NO,
    Column,
    Query,
    bars,
    curves,
    number,
    rows,
    state_band,
)
from dashboards.sdk import dashboard
from dashboards.sdk import dashboard_models as models

UID = "goalboard-overview"
_TARGET_LABELS = {
    "indicator": "Indicator",
    "issuer": "Issuer",
    "admin_area": "Area",
    "unit": "Unit",
    "target_id": "Target",
}
_SOURCE_LABELS = {"name": "Source", "issuer": "Issuer", "source_id": "Source id"}


def _variables() -> list[Any]:
    fresh, sorted_by_name = models.VariableRefresh.ON_TIME_RANGE_CHANGED, models.VariableSort.ALPHABETICAL_ASC
    source = dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus")
    domain = dashboard.QueryVariable("domain").label("Field of work").query(queries.DOMAINS).datasource(DATA_SOURCE)
    domain = domain.refresh(fresh).sort(sorted_by_name).multi(True).include_all(True).all_value(".*")
    domain = domain.current(models.VariableOption(text="All", value="$__all"))
    target = dashboard.QueryVariable("target").label("Target").query(queries.TARGETS).datasource(DATA_SOURCE)
    target = target.regex(queries.TARGETS_REGEX).refresh(fresh).sort(sorted_by_name)
    return [source, domain, target]


def _at_a_glance() -> list[Any]:
    return [
        number("Targets", "Targets followed, of any status.", queries.TARGETS_COUNT),
        number("On track or achieved", "Targets that keep their pace or are met.", queries.TARGETS_ON_TRACK),
        number("Behind", "Targets at risk, off track or going the wrong way.", queries.TARGETS_BEHIND, alarm_at=1),
        number(
            "Overdue or missed",
            "Targets whose day has passed without the figure, or without success.",
            queries.TARGETS_OVERDUE,
            alarm_at=1,
        ),
        number("Sources not heard", "Sources whose last crawl failed.", queries.SOURCES_NOT_HEARD, alarm_at=1),
        number("Waiting for review", "Uncertain readings that wait for a person.", queries.REVIEW_QUEUE),
    ]


def _targets() -> list[Any]:
    by_status = Query(queries.TARGETS_BY_STATUS, "{{status}}")
    return [
        bars("Targets by status", "How many targets stand where, now.", by_status, width=8, height=9),
        curves("Status over time", "How many targets stood where.", [by_status], unit="short", width=16, height=9),
        rows(
            "Targets that need attention",
            "Targets missed, overdue, breached, regressing, at risk or off track. Pace 1 is just enough to arrive.",
            [
                Column(queries.ATTENTION_STATUS, "Status", words=STATUS_WORDS),
                Column(queries.ATTENTION_PROGRESS, "Progress", "percentunit"),
                Column(queries.ATTENTION_PACE, "Pace"),
                Column(queries.ATTENTION_DUE, "Due", "dateTimeAsIso"),
            ],
            _TARGET_LABELS,
            height=10,
        ),
        rows(
            "Goals that moved",
            "Targets whose promise itself was changed (raised, lowered, postponed, withdrawn): how often, and when we "
            "last learnt of it while watching.",
            [Column(queries.MOVED_GOALS, "Times moved", "none"), Column(queries.MOVED_AT, "Learnt", "dateTimeAsIso")],
            _TARGET_LABELS,
            height=8,
        ),
    ]


def _one_target() -> list[Any]:
    return [
        number("Status", "Where the chosen target stands.", queries.CHOSEN_STATUS, words=STATUS_WORDS, width=6),
        number("Goal", "What was promised, in the target's unit.", queries.CHOSEN_GOAL, width=5),
        number("Newest figure", "Newest value reported, in the target's unit.", queries.CHOSEN_OBSERVED, width=5),
        number("Baseline", "Where the way began, in the target's unit.", queries.CHOSEN_BASELINE, width=4),
        number("Due", "End of the day by which it is promised.", queries.CHOSEN_DUE, unit="dateTimeAsIso", width=4),
        curves(
            "Progress",
            "Part of the way from baseline to goal that is done, and that was to be done when the figure was taken.",
            [Query(queries.CHOSEN_PROGRESS, "done"), Query(queries.CHOSEN_EXPECTED, "expected")],
            unit="percentunit",
            width=16,
        ),
        state_band(
            "Status of the target over time",
            "How the chosen target stood.",
            Query(queries.CHOSEN_STATUS, "status"),
            STATUS_WORDS,
            width=8,
            height=8,
        ),
    ]


def _sources() -> list[Any]:
    return [
        rows(
            "Sources",
            "How the last crawl of each source ended and when it was last heard.",
            [
                Column(queries.SOURCE_OUTCOME, "Last outcome", words=OUTCOME_WORDS),
                Column(queries.SOURCE_LAST_SUCCESS, "Last heard", "dateTimeFromNow"),
                Column(queries.SOURCE_DOCUMENTS, "Documents"),
                Column(queries.SOURCE_ITEMS, "Entries listed"),
            ],
            _SOURCE_LABELS,
            height=10,
        ),
        rows(
            "Newest changes",
            "When something new, revised or vanished, or another layout, was last found at each source.",
            [Column(queries.SOURCE_CHANGES, "Found", "dateTimeAsIso")],
            {"name": "Source", "change": "Change", "source_id": "Source id"},
            width=12,
            height=8,
        ),
        curves(
            "Crawls an hour",
            "Crawls by how they ended.",
            [Query(queries.CRAWLS_BY_OUTCOME, "{{outcome}}")],
            unit="short",
            width=12,
        ),
    ]


def _exporter() -> list[Any]:
    return [
        number("Sources watched", "Sources that are crawled, and paused ones.", queries.SOURCES_COUNT),
        number(
            "Database read", "Whether the newest page comes from the database.", queries.COLLECT_SUCCESS, words=YES_NO
        ),
        number("Age of the page", "Time since the state shown was read.", queries.PAGE_AGE, unit="s", alarm_at=600),
        curves(
            "Making and fetching the page",
            "Time to read the database and make the page, and time for Prometheus to fetch it.",
            [Query(queries.COLLECT_DURATION, "made"), Query(queries.SCRAPE_DURATION, "fetched")],
            unit="s",
            width=6,
            height=4,
        ),
        curves(
            "Memory", "Memory of the process.", [Query(queries.MEMORY, "resident")], unit="bytes", width=6, height=4
        ),
    ]


_ROWS: tuple[tuple[str, Callable[[], list[Any]]], ...] = (
    ("Targets", lambda: [*_at_a_glance(), *_targets()]),
    ("One target: $target", _one_target),
    ("Sources", _sources),
    ("The exporter", _exporter),
)


def overview() -> Any:
    """The board, ready to be written as JSON."""
    board = dashboard.Dashboard("Goalboard overview").uid(UID).tags(["goalboard"]).readonly()
    board = board.description(
        "Targets that bureaus promise in numbers, their progress, and the sources they come from."
    )
    board = board.time("now-7d", "now").refresh("1m").timezone("browser")
    for variable in _variables():
        board = board.with_variable(variable)
    for title, panels in _ROWS:
        board = board.with_row(dashboard.Row(title))
        for panel in panels():
            board = board.with_panel(panel)
    return board.build()
