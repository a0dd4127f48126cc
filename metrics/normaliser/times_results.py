"""The day for which a figure is reported: the last of the time told of, not of an aside in an earlier sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from metrics.normaliser.segments import Clause
from metrics.normaliser.times_context import TimeExpression
from metrics.normaliser.times_readings import Reference, TimeRole, in_year

_DATE, _NOW, _SINCE = TimeRole.DATE, TimeRole.NOW, TimeRole.SINCE
#: Words that a time at the head of a clause may stand behind (截至9月底, 到2020年, 经过五年).
_LEADING = re.compile("(?:截至|截止|截止到|到|至|在|自|从|经过)?$")
_STOPS = "。，：；！？\n“（"
#: A subject that a time stands behind at the head of its sentence (全市2020年实现).
LONGEST_SUBJECT = 10
#: Up to this month of a year 全年 tells of the year before.
LATEST_REVIEW = 3


def day_of_result(
    text: str,
    clause: Clause,
    before: Iterator[TimeExpression],
    outside: Iterable[TimeExpression],
    reference: Reference,
    told: date | None,
) -> date | None:
    """Day of a figure: of the nearest time ``before`` it in its paragraph, of those ``outside``, else the last day
    ``told`` of by a report on a period that is over.
    """
    for expression in before:
        if not _is_told(expression):
            continue
        if expression.start < clause.sentence_start and _is_aside_there(text, expression, clause):
            continue
        if expression.last is None and expression.role is _DATE:
            return None
        if day := _day_from(expression, reference, told):
            return day
        if expression.role is not _DATE:
            return told or _end_of_plan(before, clause)
    return day_from_outside(outside, reference, told)


def day_from_outside(outside: Iterable[TimeExpression], reference: Reference, told: date | None) -> date | None:
    """Day of a figure in whose paragraph no time is told before it."""
    for expression in outside:
        if _is_told(expression) and (day := _day_from(expression, reference, told)):
            return day
    return told


def _end_of_plan(farther: Iterable[TimeExpression], clause: Clause) -> date | None:
    """End of the plan period that the sentence of an undated present speaks of (“十二五”期间，…，目前)."""
    own = (e for e in farther if e.start >= clause.sentence_start and e.rule == "plan_period")
    return next((e.last for e in own if e.role is TimeRole.DATE), None)


def _is_told(expression: TimeExpression) -> bool:
    role = expression.role
    return (role is _DATE or role is _NOW or role is _SINCE) and expression.rule not in ("ahead", "within")


def _is_aside_there(text: str, expression: TimeExpression, clause: Clause) -> bool:
    if expression.rule == "whole_year" or text.startswith("其中", clause.sentence_start):
        return False
    return is_aside(text, expression.start, clause.paragraph.start)


def is_aside(text: str, start: int, paragraph_start: int) -> bool:
    """Whether a time at ``start`` stands inside a clause, not at its head: it holds for its own sentence only."""
    head = start - 1
    while head >= paragraph_start and text[head] not in _STOPS:
        head -= 1
        if start - head > 2 * LONGEST_SUBJECT:
            return True
    if _LEADING.fullmatch(text, head + 1, start):
        return False
    return text[head : head + 1] == "，" or start - head - 1 > LONGEST_SUBJECT


def _day_from(expression: TimeExpression, reference: Reference, told: date | None) -> date | None:
    day = reference.day
    if expression.role is _NOW:
        return min(told, day or told) if told else expression.last
    if expression.role is _SINCE:
        if told or day is None:
            return told
        return day if expression.first is not None and expression.first.year == day.year else None
    last = expression.last
    if last is None or (reference.year is not None and last.year > reference.year):
        return None
    if expression.is_bare and told is not None and last > told:
        return in_year(last, told.year)
    return _in_year_over(expression, last, day) if expression.is_bare and day else last


def _in_year_over(expression: TimeExpression, last: date, day: date) -> date:
    """全年 told in January is the year just over, as is a month or quarter that has not begun."""
    if expression.first is None or last <= day or last.year != day.year:
        return last
    is_over = expression.first > day or (expression.rule == "whole_year" and day.month <= LATEST_REVIEW)
    return in_year(last, day.year - 1) if is_over else last
