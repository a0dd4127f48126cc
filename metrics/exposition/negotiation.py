"""Which format and packing a request asks for, by its Accept and Accept-Encoding headers."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.exposition.rendering import PageFormat

_OPENMETRICS = "application/openmetrics-text"
_TEXT = ("text/plain", "text/*", "*/*")


def choose_format(accept: str | None) -> PageFormat:
    """OpenMetrics 1.0 where it is asked for at least as much as text; text otherwise."""
    openmetrics = text = 0.0
    for kind, parameters, weight in _choices(accept or ""):
        if kind == _OPENMETRICS and parameters.get("version", "1.0.0") == "1.0.0":
            openmetrics = max(openmetrics, weight)
        elif kind in _TEXT:
            text = max(text, weight)
    return PageFormat.OPENMETRICS if openmetrics > 0 and openmetrics >= text else PageFormat.TEXT


def wants_gzip(accept_encoding: str | None) -> bool:
    """Whether gzip is welcome; naming it outweighs a wildcard."""
    weights = {coding: weight for coding, _, weight in _choices(accept_encoding or "")}
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _choices(header: str) -> Iterator[tuple[str, dict[str, str], float]]:
    for choice in header.split(","):
        name, *settings = (part.strip().lower() for part in choice.split(";"))
        parameters = {key.strip(): value.strip() for key, _, value in (item.partition("=") for item in settings)}
        if name:
            yield name, parameters, _weight(parameters.get("q", "1"))


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
