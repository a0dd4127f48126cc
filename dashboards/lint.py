"""What every board must keep to: words on each panel, the one data source, queries that parse and name metrics we have.

Not asked for: ``job`` and ``instance`` variables. One board shows one Goalboard, and its ids are the same at every
exporter, so our queries aggregate those two labels away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import promql_parser

from metrics.exposition.families import BOARD_FAMILIES
from metrics.exposition.family import PREFIX, Family, Kind
from metrics.exposition.service import COLLECTION_FAMILIES, JOB_FAMILIES

_FAMILIES: tuple[Family[Any], ...] = (*BOARD_FAMILIES, *COLLECTION_FAMILIES, *JOB_FAMILIES)
KINDS: dict[str, Kind] = {family.name: family.kind for family in _FAMILIES}
_RATES = {"rate", "irate", "increase", "resets"}
#: Grafana's own variables, by what stands for them while a query is parsed.
_STAND_INS = {"$__rate_interval": "5m", "$__interval": "1m", "$__range": "1h"}
_DATA_SOURCE = "${datasource}"


def board_problems(board: dict[str, Any]) -> list[str]:
    """What is wrong with a board, one line each; empty when nothing is."""
    found = [*_head_problems(board), *_variable_problems(board)]
    panels = [panel for panel in board["panels"] if panel["type"] != "row"]
    for panel in panels:
        found += [f"panel {panel.get('title')!r}: {problem}" for problem in _panel_problems(panel)]
    titles = Counter(panel.get("title") for panel in panels)
    found += [f"two panels are called {title!r}" for title, times in titles.items() if times > 1]
    ids = Counter(panel.get("id") for panel in board["panels"])
    found += [f"two panels have the id {number}" for number, times in ids.items() if times > 1]
    return found + _overlaps(board["panels"])


def query_problems(expression: str) -> list[str]:
    """What is wrong with one PromQL expression."""
    try:
        parsed = promql_parser.parse(_without_variables(expression))
    except ValueError as error:
        return [f"not PromQL: {error}: {expression}"]
    found = []
    for name, is_rated in selected_metrics(parsed, is_rated=False):
        kind = KINDS.get(name)
        if kind is None and name.startswith(PREFIX):
            found.append(f"no such metric: {name}")
        if kind is Kind.COUNTER and not is_rated:
            found.append(f"counter without rate: {name}")
        if is_rated and kind not in {Kind.COUNTER, None}:
            found.append(f"rate of something that is no counter: {name}")
    if any(function in expression for function in ("rate(", "increase(")) and "$__rate_interval" not in expression:
        found.append("a rate without $__rate_interval")
    return found


def _without_variables(expression: str) -> str:
    for variable, stand_in in _STAND_INS.items():
        expression = expression.replace(variable, stand_in)
    return expression


def selected_metrics(node: Any, *, is_rated: bool) -> Iterator[tuple[str, bool]]:
    """Names of metrics in an expression, each with whether a rate is taken of it."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node.name or "", is_rated
    elif isinstance(node, promql_parser.MatrixSelector):
        yield from selected_metrics(node.vector_selector, is_rated=is_rated)
    elif isinstance(node, promql_parser.Call):
        for argument in node.args:
            yield from selected_metrics(argument, is_rated=is_rated or node.func.name in _RATES)
    elif isinstance(node, promql_parser.BinaryExpr):
        yield from selected_metrics(node.lhs, is_rated=is_rated)
        yield from selected_metrics(node.rhs, is_rated=is_rated)
    elif hasattr(node, "expr"):
        yield from selected_metrics(node.expr, is_rated=is_rated)


def _head_problems(board: dict[str, Any]) -> Iterator[str]:
    for key in ("title", "uid", "description", "tags"):
        if not board.get(key):
            yield f"the board has no {key}"
    if board.get("editable") is not False:
        yield "the board can be edited by hand; the change would be lost"
    if board.get("schemaVersion", 0) < 42:
        yield "the board's schema is older than 42"


def _variable_problems(board: dict[str, Any]) -> Iterator[str]:
    variables = board.get("templating", {}).get("list", [])
    sources = [variable["name"] for variable in variables if variable["type"] == "datasource"]
    if sources != ["datasource"]:
        yield f"data source variables are {sources}, not one called 'datasource'"
    for variable in variables:
        if variable["type"] != "query":
            continue
        if variable.get("datasource", {}).get("uid") != _DATA_SOURCE:
            yield f"variable {variable['name']} asks another data source"
        if variable.get("refresh") != 2:
            yield f"variable {variable['name']} is not read again when the time range changes"


def _panel_problems(panel: dict[str, Any]) -> Iterator[str]:
    defaults = panel.get("fieldConfig", {}).get("defaults", {})
    for key in ("title", "description"):
        if not panel.get(key):
            yield f"no {key}"
    if not defaults.get("unit") and not defaults.get("mappings"):
        yield "no unit"
    targets = panel.get("targets", [])
    if not targets:
        yield "no query"
    names = [target.get("refId") for target in targets]
    if not all(names) or len(set(names)) != len(names):
        yield f"queries are called {names}"
    for asked in (panel, *targets):
        if asked.get("datasource", {}).get("uid") != _DATA_SOURCE:
            yield "asks another data source"
    for target in targets:
        yield from query_problems(target.get("expr", ""))


def _overlaps(panels: list[dict[str, Any]]) -> list[str]:
    taken: dict[tuple[int, int], str] = {}
    found = []
    for panel in panels:
        place, title = panel["gridPos"], panel.get("title", "")
        left, top = place.get("x", 0), place.get("y", 0)
        cells = {(x, y) for x in range(left, left + place["w"]) for y in range(top, top + place["h"])}
        found += [f"{title!r} lies over {taken[cell]!r}" for cell in sorted(cells & taken.keys())[:1]]
        if left + place["w"] > 24:
            found.append(f"{title!r} reaches over the edge")
        taken |= dict.fromkeys(cells, title)
    return found
