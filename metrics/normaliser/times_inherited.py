"""What dates a paragraph from outside it: its numbered item, the line that opens its list, the headings above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from metrics.normaliser.segments import Paragraph
from metrics.normaliser.times_context import TimeExpression, expressions_in, lends_its_time
from metrics.normaliser.times_readings import Reference, TimeRole

_NUMBERED_ITEM = re.compile(r"[0-9]{1,2}[、.]|（[0-9]{1,2}）|（[一二三四五六七八九十]{1,3}）|[①-⑳]")
_LIST_ITEM = re.compile(r"[—\-•●◆■*]|（?[0-9一二三四五六七八九十]{1,3}[）.、]|[一二三四五六七八九十]是|[①-⑳]")

_YEAR = re.compile("(?:19|20)[0-9]{2}年|[上下]半年")

Dates = tuple[TimeExpression, ...]


def headings_with_parts(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> list[tuple[str, ...]]:
    """Headings above each paragraph, with the unnumbered part (2019年工作计划) that numbered ones stand in."""
    part = ""
    paths: list[tuple[str, ...]] = []
    for paragraph in paragraphs:
        paths.append((part, *paragraph.headings) if part and part not in paragraph.headings else paragraph.headings)
        if paragraph.is_heading and not _LIST_ITEM.match(text, paragraph.start):
            heading = text[paragraph.start : paragraph.end]
            is_part = len(_YEAR.findall(heading)) == 1 and heading != title and lends_its_time(heading)
            part = heading if is_part else part
    return paths


def inherited_dates(
    text: str,
    paragraphs: Sequence[Paragraph],
    paths: Sequence[tuple[str, ...]],
    references: Sequence[Reference],
    found: Sequence[Sequence[TimeExpression]],
) -> dict[int, Dates]:
    """Dates by paragraph index that hold there from outside, nearest first; ``found`` are each paragraph's own."""
    inherited: dict[int, Dates] = {}
    by_heading: dict[str, Dates] = {}
    by_path: dict[tuple[str, ...], Dates] = {}
    opening: Dates = ()
    of_item: Dates = ()
    headings: tuple[str, ...] = ()
    for paragraph, path in zip(paragraphs, paths, strict=True):
        is_item = _LIST_ITEM.match(text, paragraph.start) is not None
        opening = opening if is_item else ()
        of_item = of_item if _continues_item(paragraph.headings, headings) else ()
        above = by_path.get(path)
        if above is None:
            above = by_path[path] = tuple(_of_headings(path, references[paragraph.index], by_heading))
        if of_item or opening or above:
            inherited[paragraph.index] = (*of_item, *opening, *above)
        times = found[paragraph.index]
        own = tuple(e for e in reversed(times) if e.role is TimeRole.DATE and e.last) if times else ()
        if text[paragraph.end - 1] == "：" and not is_item:
            opening = own[:1]
        of_item = own or of_item
        headings = paragraph.headings
    return inherited


def _continues_item(headings: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether a paragraph stands in the same numbered item as the one before."""
    return bool(headings) and headings == before and _NUMBERED_ITEM.match(headings[-1]) is not None


def _is_term(heading: str, expression: TimeExpression) -> bool:
    """Whether a heading names the term it is about (春季学期工作计划), not the day that the term begins."""
    return "学期" in heading[expression.start : expression.end] and expression.first == expression.last


def _of_headings(path: Sequence[str], reference: Reference, known: dict[str, Dates]) -> Iterator[TimeExpression]:
    for heading in reversed(path):
        if heading not in known:
            timed = expressions_in(heading, 0, len(heading), reference) if lends_its_time(heading) else ()
            known[heading] = tuple(e for e in timed if e.role is TimeRole.DATE and e.last and not _is_term(heading, e))
        yield from known[heading]
