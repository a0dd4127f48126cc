"""After which period a number recurs (每年, 年均, 日供水, 3万吨/年)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from metrics.domain.statements import Recurrence
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.times_context import TimeExpression
from metrics.normaliser.times_readings import TimeRole
from metrics.normaliser.times_surroundings import period_behind

_DIGIT = re.compile("[0-9]")
#: A statement of its own behind a yearly rate: a level is reached once (年均增长5%、迈上3万亿元台阶).
_REACHES = re.compile("迈[上过入进]|[跃跨登]上|突破|超过|升至|增至|降至|达到?|提高到|提升到|稳定在|保持在")

#: A yearly amount that only says which things are counted (新增年销售收入10亿元以上企业10户).
_OF_ATTRIBUTE = re.compile("[0-9][^，、；。0-9]{0,6}(?:以上|以下)的?[一-龥]")
#: The same without a figure in digits (年销售收入超亿元的企业由2家增加到10家).
_OF_CLASS = re.compile("(?:收入|产值|利润|税收|营收|销售额)(?:超过?|过|达到?)[0-9.]*[百千万亿]*元的[一-龥]")


def period_of(text: str, match: QuantityMatch, expressions: Iterable[TimeExpression]) -> Recurrence | None:
    """Period of a number from the expressions before it in its clause, nearest first, or from the stroke behind it."""
    period = period_behind(text, match.end)
    if period is not None:
        return period
    for expression in expressions:
        if expression.role is TimeRole.RECURRENCE:
            return None if _is_closed(text, match, expression.end) else expression.period
    return None


def _is_closed(text: str, match: QuantityMatch, start: int) -> bool:
    """Whether another number with its own verb stands between; the members of one list share what opens it."""
    if match.start > start and _OF_CLASS.match(text, start, match.start):
        return True
    if match.start <= start or not _DIGIT.search(text, start, match.start):
        return False
    if text[match.start - 1] == "等" or _OF_ATTRIBUTE.search(text, start, match.start):
        return True
    last = max(text.rfind(mark, start, match.start) for mark in "、，和及")
    if last >= 0 and _REACHES.search(text, last, match.start):
        return True
    return match.unit == "%" and not match.group
