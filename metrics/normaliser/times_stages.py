"""Times that date nothing further on: the months of stages (3月底前…，6月底前…，9月底前…), the end of a count."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.normaliser.times_context import TimeExpression
from metrics.normaliser.times_readings import TimeRole

#: What was done by a time, and no promise for it (1—6月累计完成…).
TOGETHER = ("累计", "共完成", "已完成", "，累计", "，共完成")
#: So many months in one sentence are stages of one task.
LEAST_STAGES = 3


def is_stage(text: str, expressions: Sequence[TimeExpression], at: int) -> bool:
    """Whether the expression at index ``at`` is one of at least three months without a year in its sentence."""
    expression = expressions[at]
    if not expression.is_bare:
        return False
    near = expressions[max(0, at - LEAST_STAGES) : at + LEAST_STAGES]
    months = [e for e in near if e.rule == "part" and e.role is TimeRole.DATE]
    if len(months) < LEAST_STAGES:
        return False
    start = text.rfind("。", 0, expression.start)
    stop = text.find("。", expression.end)
    own = {e.last for e in months if start < e.start and (stop < 0 or e.start < stop)}
    return len(own) >= LEAST_STAGES
