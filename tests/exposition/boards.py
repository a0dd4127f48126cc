"""Hand-made board states: one plain target and source to vary, and a board with every status and outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from metrics.domain.progress import Progress, TargetStatus
from metrics.tracking.views import BoardState, SourceView, TargetView

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
OUTCOMES = ("ok", "changed", "unchanged", "blocked", "timeout", "layout_changed", "http_5xx")
DOMAINS = ("education", "transport", "health", "water")
#: Texts that a hostile or careless page may put into a title.
HOSTILE = [
    'a "quoted" name',
    "back\\slash\\",
    "two\nlines",
    'x"} 1\ngoalboard_target_goal_value{target_id="forged',
    "# HELP goalboard_forged",
    "tab\tand\rreturn and \x00 nul",
    "half a pair \ud83d",
    "{}[]%s%d",
    "",
]

TARGET = TargetView(
    target_id="t1",
    indicator="智慧校园建成率",
    issuer="云溪市教育局",
    admin_area="云溪市",
    domain="education",
    source_id="yunxi-edu",
    unit="%",
    comparator="ge",
    direction="level",
    period=None,
    goal=Decimal("90"),
    goal_max=None,
    baseline=Decimal("50"),
    baseline_source="document",
    start=date(2026, 1, 1),
    due=date(2026, 12, 31),
    observed=Decimal("62.5"),
    observed_on=date(2026, 9, 30),
    revised_at=None,
    version_count=1,
    progress=Progress(TargetStatus.OFF_TRACK, 0.3125, 0.75, 0.4167, 110.0, 16.7, 80.0),
)
SOURCE = SourceView(
    source_id="yunxi-edu",
    url="http://edu.yunxi.example/tzgg/",
    issuer="云溪市教育局",
    name="通知公告",
    admin_area="云溪市",
    family="jpage",
    paused_reason=None,
    outcome="unchanged",
    message=None,
    last_attempt=NOW - timedelta(minutes=5),
    last_success=NOW - timedelta(minutes=5),
    next_crawl_at=NOW + timedelta(minutes=55),
    expected_interval_seconds=3600.0,
    last_change={},
    items=20,
    documents=12,
    crawls={"unchanged": 40, "changed": 3},
    targets=5,
)


def target(**changes: Any) -> TargetView:
    """The plain target with some fields changed."""
    return replace(TARGET, **changes)


def source(**changes: Any) -> SourceView:
    """The plain source with some fields changed."""
    return replace(SOURCE, **changes)


def state(
    targets: tuple[TargetView, ...] = (), sources: tuple[SourceView, ...] = (), read_at: datetime = NOW
) -> BoardState:
    """A board of just these targets and sources."""
    return BoardState(
        read_at=read_at,
        targets=targets,
        sources=sources,
        statements={"target": 40, "result": 25},
        documents={"plan": 6, "report": 4},
        review_queue=3,
        numerals_unread=17,
    )


def varied_target(number: int, read_at: datetime = NOW) -> TargetView:
    """One of many targets: statuses in turn, some without figures, each fourth with a moved goal."""
    status = tuple(TargetStatus)[number % len(TargetStatus)]
    known = status not in {TargetStatus.NO_DATA, TargetStatus.UNQUANTIFIED, TargetStatus.NOT_STARTED}
    share = (number % 17) / 17
    return target(
        target_id=f"t{number:06d}",
        indicator=f"指标{number % 400}",
        domain=DOMAINS[number % len(DOMAINS)],
        source_id=f"source-{number % 8}",
        goal=Decimal(100 + number),
        observed=Decimal(number) / 7 if known else None,
        observed_on=date(2026, 9, 30) if known else None,
        due=read_at.date() + timedelta(days=number % 60 - 10),
        revised_at=read_at - timedelta(hours=number) if number % 4 == 0 else None,
        version_count=2 if number % 4 == 0 else 1,
        progress=Progress(status, share, 0.75, share / 0.75, 12.5, 7.25, 75.0) if known else Progress(status),
    )


def varied_source(number: int, read_at: datetime = NOW) -> SourceView:
    """One of many sources: outcomes in turn, each with changes of several kinds."""
    outcome = OUTCOMES[number % len(OUTCOMES)]
    heard = read_at - timedelta(minutes=5 if number % 7 < 3 else 600)
    return source(
        source_id=f"source-{number}",
        name=f"栏目{number}",
        outcome=outcome,
        last_success=heard,
        last_change={"new": heard, "revised": heard - timedelta(days=2)},
        crawls={"unchanged": 40 + number, outcome: 3},
    )


def board(target_count: int = 40, source_count: int = 8, read_at: datetime = NOW) -> BoardState:
    """A board of many varied targets and sources."""
    targets = tuple(varied_target(number, read_at) for number in range(target_count))
    return state(targets, tuple(varied_source(number, read_at) for number in range(source_count)), read_at)
