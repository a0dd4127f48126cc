"""The list of metrics for operators, from the families: ``python -m metrics.exposition.reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from metrics.exposition.families import SOURCE_FAMILIES, TARGET_FAMILIES, TOTAL_FAMILIES
from metrics.exposition.family import Family
from metrics.exposition.service import COLLECTION_FAMILIES, JOB_FAMILIES

GROUPS: tuple[tuple[str, tuple[Family[Any], ...]], ...] = (
    ("Targets", TARGET_FAMILIES),
    ("Sources", SOURCE_FAMILIES),
    ("The board", TOTAL_FAMILIES),
    ("The exporter", COLLECTION_FAMILIES),
    ("The scheduler", JOB_FAMILIES),
)

_HEAD = """\
# Metrics

Written by `python -m metrics.exposition.reference`; do not edit.
Numbers that are not defined are absent, never 0 or NaN.
Text stands in the `_info` families alone: join them by id, as in
`goalboard_target_progress_ratio * on (target_id) group_left (indicator) goalboard_target_info`.
Values of different targets have different units: compare and sum only ratios and counts.
"""


def _row(family: Family[Any]) -> str:
    labels = ", ".join(f"`{label}`" for label in family.labels) or "-"
    return f"| `{family.name}` | {family.kind.value} | {labels} | {family.help} |"


def _table(title: str, families: Iterable[Family[Any]]) -> str:
    rows = "\n".join(_row(family) for family in families)
    return f"\n## {title}\n\n| family | type | labels | meaning |\n| --- | --- | --- | --- |\n{rows}\n"


def reference_text() -> str:
    """The whole list as Markdown."""
    return _HEAD + "".join(_table(title, families) for title, families in GROUPS)


if __name__ == "__main__":
    sys.stdout.write(reference_text())
