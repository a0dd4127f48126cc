"""Values of source files in the words of YAML, for messages: who writes YAML need not know None or a tuple."""

from __future__ import annotations

from math import isnan

_CONSTANTS = {None: "null", True: "true", False: "false"}
_COLLECTIONS: tuple[tuple[type, str], ...] = (
    (dict, "a mapping"),
    (list, "a list"),
    (tuple, "a list"),
    (set, "a set"),
    (bytes, "binary content"),
)


def in_yaml(value: object) -> str:
    """A scalar as YAML writes it, a text in quotes; of anything larger only what it is."""
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    for kind, name in _COLLECTIONS:
        if isinstance(value, kind):
            return name
    if isinstance(value, float) and (isnan(value) or value in (float("inf"), float("-inf"))):
        return str(value).replace("inf", ".inf").replace("nan", ".nan")
    return repr(value) if isinstance(value, str) else str(value)
