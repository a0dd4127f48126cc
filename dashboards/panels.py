"""Panels in the few shapes our boards use, each with title, description, unit and queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.sdk import (
    PromQueryFormat,
    bargauge,
    common,
    common_models,
    dashboard,
    prometheus,
    stat,
    statetimeline,
    table,
    timeseries,
)
from dashboards.sdk import dashboard_models as models
from metrics.domain.progress import STATUS_CODE, TargetStatus
from metrics.exposition.outcomes import OUTCOME_CODE

DATA_SOURCE = common_models.DataSourceRef(type_val="prometheus", uid="${datasource}")
_WIDTH_OF_BOARD = 24

STATUS_COLOR: Mapping[TargetStatus, str] = {
    TargetStatus.CANCELLED: "text",
    TargetStatus.NOT_STARTED: "text",
    TargetStatus.UNQUANTIFIED: "text",
    TargetStatus.ACHIEVED: "dark-green",
    TargetStatus.ACHIEVED_LATE: "semi-dark-green",
    TargetStatus.MISSED: "dark-red",
    TargetStatus.OVERDUE: "purple",
    TargetStatus.NO_DATA: "blue",
    TargetStatus.NO_BASELINE: "blue",
    TargetStatus.BREACHED: "dark-red",
    TargetStatus.REGRESSING: "red",
    TargetStatus.ON_TRACK: "green",
    TargetStatus.AT_RISK: "yellow",
    TargetStatus.OFF_TRACK: "orange",
}
_OUTCOME_COLOR = {"ok": "green", "changed": "green", "unchanged": "green", "blocked": "red", "layout_changed": "purple"}


def _words(named: Sequence[tuple[int, str, str]]) -> list[Any]:
    results = {str(code): models.ValueMappingResult(text=text, color=color) for code, text, color in named}
    return [models.ValueMap(options=results)]


STATUS_WORDS = _words(
    [(code, status.value.replace("_", " "), STATUS_COLOR[status]) for status, code in STATUS_CODE.items()]
)
OUTCOME_WORDS = _words(
    [(code, name.replace("_", " "), _OUTCOME_COLOR.get(name, "orange")) for name, code in OUTCOME_CODE.items()]
)
YES_NO = _words([(0, "no", "red"), (1, "yes", "green")])


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a panel; ``legend`` names its series."""

    expression: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One query of a table, shown as a column. ``words`` turn numbers into text."""

    expression: str
    title: str
    unit: str = "short"
    words: Sequence[Any] = ()


def _query(query: Query, ref_id: str, *, instant: bool) -> Any:
    built = prometheus.Dataquery().expr(query.expression).ref_id(ref_id).datasource(DATA_SOURCE)
    built = built.legend_format(query.legend or "__auto")
    return built.instant() if instant else built.range()


def _filled(panel: Any, title: str, description: str, unit: str, size: tuple[int, int]) -> Any:
    width, height = size
    return panel.title(title).description(description).datasource(DATA_SOURCE).unit(unit).span(width).height(height)


def _steps(*steps: tuple[float | None, str]) -> Any:
    thresholds = [models.Threshold(value=value, color=color) for value, color in steps]
    return dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(thresholds)


def number(
    title: str,
    description: str,
    expression: str,
    *,
    unit: str = "short",
    width: int = 4,
    words: Sequence[Any] = (),
    alarm_at: float | None = None,
) -> Any:
    """One number, large; red from ``alarm_at`` on."""
    panel = _filled(stat.Panel(), title, description, unit, (width, 4))
    panel = panel.with_target(_query(Query(expression), "A", instant=True))
    panel = panel.reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
    if words:
        panel = panel.mappings(list(words))
    steps = [(None, "text")] if alarm_at is None else [(None, "green"), (alarm_at, "red")]
    return panel.thresholds(_steps(*steps))


def bars(title: str, description: str, query: Query, *, width: int, height: int) -> Any:
    """One bar a series."""
    panel = _filled(bargauge.Panel(), title, description, "short", (width, height))
    panel = panel.orientation(common_models.VizOrientation.HORIZONTAL).min(0)
    return panel.thresholds(_steps((None, "blue"))).with_target(_query(query, "A", instant=True))


def curves(
    title: str, description: str, queries: Sequence[Query], *, unit: str, width: int, height: int = 8, low: float = 0
) -> Any:
    """Lines over time, one or more a query."""
    panel = _filled(timeseries.Panel(), title, description, unit, (width, height)).min(low)
    for index, query in enumerate(queries):
        panel = panel.with_target(_query(query, "ABCDEF"[index], instant=False))
    return panel


def state_band(title: str, description: str, query: Query, words: Sequence[Any], *, width: int, height: int) -> Any:
    """A band that changes colour as a state changes over time."""
    panel = _filled(statetimeline.Panel(), title, description, "short", (width, height))
    return panel.mappings(list(words)).with_target(_query(query, "A", instant=False))


def rows(
    title: str,
    description: str,
    columns: Sequence[Column],
    labels: Mapping[str, str],
    *,
    width: int = _WIDTH_OF_BOARD,
    height: int = 9,
) -> Any:
    """A table: one row an id, the labels named in ``labels`` (label to heading) first, then one column a query."""
    panel = _filled(table.Panel(), title, description, "short", (width, height))
    headings = dict(labels)
    for index, column in enumerate(columns):
        ref_id = "ABCDEF"[index]
        field = "Value" if len(columns) == 1 else f"Value #{ref_id}"
        headings[field] = column.title
        query = _query(Query(column.expression), ref_id, instant=True).format(PromQueryFormat.TABLE)
        panel = panel.with_target(query).override_by_name(column.title, _looks(column))
    merge = models.DataTransformerConfig(id_val="merge", options={})
    order = {name: position for position, name in enumerate(headings)}
    arranged = {"excludeByName": {"Time": True}, "indexByName": order, "renameByName": headings}
    organize = models.DataTransformerConfig(id_val="organize", options=arranged)
    return panel.with_transformation(merge).with_transformation(organize)


def _looks(column: Column) -> list[Any]:
    looks = [models.DynamicConfigValue(id_val="unit", value=column.unit)]
    if column.words:
        looks.append(models.DynamicConfigValue(id_val="mappings", value=list(column.words)))
        looks.append(models.DynamicConfigValue(id_val="custom.cellOptions", value={"type": "color-text"}))
    return looks
