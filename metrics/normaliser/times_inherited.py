"""What dates a paragraph from outside it: its numbered item, the line that opens its list, the headings above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.normaliser.records import Record
from metrics.normaliser.segments import Paragraph
from metrics.normaliser.times_context import TimeExpression, expressions_in, lends_its_time
from metrics.normaliser.times_readings import Reference, TimeRole
from metrics.normaliser.times_surroundings import says_only_when_it_ends

_NUMBERED_ITEM = re.compile(r"[0-9]{1,2}[、.]|（[0-9]{1,2}）|（[一二三四五六七八九十]{1,3}）|[①-⑳]")
#: What an item of a list begins with, and the first characters of that.
_FIRST_OF_ITEM = frozenset("—-•●◆■*（0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_LIST_ITEM = re.compile(r"[—\-•●◆■*]|（?[0-9一二三四五六七八九十]{1,3}[）.、]|[一二三四五六七八九十]是|[①-⑳]")

#: The end of a paragraph that announces a list.
_ANNOUNCES = re.compile(
    "(?:实事|任务|目标|项目|工作|重点|内容|措施|清单|如下|以下[^，。；]{0,8})(?:公布|公示|发布)?(?:如下)?[”》]?[。：]?$"
)
LONGEST_ANNOUNCEMENT = 16
#: The first item of a list may stand in the line that opens it (今年办好十件实事：一、…).
_FIRST_ITEM = re.compile("：[ 　]?(?:一、|（一）|1[.、]|①)")
_GOES_ON = ("；", "，", "、")
_DASHES = ("—", "-", "●", "*")
_YEAR = re.compile("(?:19|20)[0-9]{2}年|[上下]半年")

Dates = tuple[TimeExpression, ...]


def headings_with_parts(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> list[tuple[str, ...]]:
    """Headings above each paragraph, with the unnumbered part (2019年工作计划) that numbered ones stand in."""
    part = ""
    paths: list[tuple[str, ...]] = []
    for paragraph in paragraphs:
        paths.append((part, *paragraph.headings) if part and part not in paragraph.headings else paragraph.headings)
        if paragraph.is_heading and not _is_list_item(text, paragraph):
            heading = text[paragraph.start : paragraph.end]
            is_part = len(_YEAR.findall(heading)) == 1 and heading != title and lends_its_time(heading)
            part = heading if is_part else part
    return paths


def _is_list_item(text: str, paragraph: Paragraph) -> bool:
    start = paragraph.start
    return text[start : start + 1] in _FIRST_OF_ITEM and _LIST_ITEM.match(text, start) is not None


def years_of_parts(paths: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Years that the outermost headings of a text name, those of its unnumbered parts among them."""
    return frozenset(
        int(year[:4])
        for first in {path[0] for path in paths if path}
        for year in _YEAR.findall(first)
        if year[0] == "2"
    )


def inherited_dates(
    text: str,
    paragraphs: Sequence[Paragraph],
    paths: Sequence[tuple[str, ...]],
    references: Sequence[Reference],
    found: Sequence[Sequence[TimeExpression]],
) -> dict[int, Dates]:
    """Dates by paragraph index that hold there from outside, nearest first; ``found`` are each paragraph's own.

    ``paths`` are the timed headings above each.
    """
    inherited: dict[int, Dates] = {}
    of_headings = _Headings()
    opening = _Opening()
    of_item: Dates = ()
    before: Dates = ()
    headings: tuple[str, ...] = ()
    for paragraph, path in zip(paragraphs, paths, strict=True):
        if opening.dates and not opening.holds_for(text, paragraph):
            opening = _Opening()
        if of_item and not _continues_item(paragraph.headings, headings):
            of_item = ()
        times = found[paragraph.index]
        own = tuple(e for e in reversed(times) if e.role is TimeRole.DATE and e.last) if times else ()
        above = of_headings.dates(path, references[paragraph.index], _led_by(own, paragraph)) if path else ()
        part_of = before if before and _goes_on(text, paragraph) else ()
        if part_of or of_item or opening.dates or above:
            inherited[paragraph.index] = (*part_of, *of_item, *opening.dates, *above)
        if own and not _is_list_item(text, paragraph):
            opening = _opening_by(text, paragraph, own)
        of_item = own or of_item
        before = own or part_of
        headings = paragraph.headings
    return inherited


def _goes_on(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph goes on with the sentence of the one before: a part, or behind a semicolon."""
    if text.startswith("其中", paragraph.start):
        return True
    end = paragraph.start
    while end and text[end - 1] in "\n 　":
        end -= 1
    return text.endswith(_GOES_ON, 0, end) and not _is_list_item(text, paragraph)


@dataclass(slots=True)
class _Opening(Record):
    """Date of what opens a list, with the headings that it stands under.

    ``of_dashes``: it is no line that announces a list, but a paragraph led by its date, with dashes behind it.
    """

    dates: Dates = ()
    headings: tuple[str, ...] = ()
    of_dashes: bool = False

    def holds_for(self, text: str, paragraph: Paragraph) -> bool:
        """Whether a paragraph is an item of the list, or stands under one."""
        if self.of_dashes:
            return text.startswith(_DASHES, paragraph.start)
        depth = len(self.headings)
        is_below = len(paragraph.headings) > depth and paragraph.headings[:depth] == self.headings
        return is_below or _is_list_item(text, paragraph)


def _opening_by(text: str, paragraph: Paragraph, own: Dates) -> _Opening:
    """The list that a paragraph opens with its own dates, latest first; of none where it opens no list."""
    first, last = own[-1], own[0]
    if text[paragraph.end - 1] == "：":
        return _Opening((last,), paragraph.headings)
    if paragraph.is_heading:
        return _Opening()
    start = max(paragraph.start, paragraph.end - LONGEST_ANNOUNCEMENT)
    item = _FIRST_ITEM.search(text, first.end, paragraph.end)
    if item is not None or _ANNOUNCES.search(text, start, paragraph.end):
        return _Opening((first,), paragraph.headings)
    if text.startswith(("到", "至"), paragraph.start) and first.start == paragraph.start + 1:
        return _Opening((first,), paragraph.headings, of_dashes=True)
    return _Opening()


class _Headings:
    """Dates that headings lend; one that names two times (“十五五”目标和2026年工作) lends the first at first.

    It lends the other from the paragraph on that the other one opens (今年是…).
    """

    def __init__(self) -> None:
        self._by_heading: dict[str, Dates] = {}
        self._by_path: dict[tuple[str, ...], Dates] = {}

    def dates(self, path: tuple[str, ...], reference: Reference, led_by: TimeExpression | None) -> Dates:
        """Dates for a paragraph under ``path`` whose first words are the date ``led_by``."""
        known = self._by_path.get(path)
        if known is None:
            known = self._by_path[path] = tuple(_of_headings(path, reference, self._by_heading))
        if led_by is not None and len(known) > 1 and known[0].last != led_by.last:
            known = self._turned(path, known, led_by)
        return known

    def _turned(self, path: tuple[str, ...], known: Dates, led_by: TimeExpression) -> Dates:
        for heading in path:
            dates = self._by_heading.get(heading, ())
            at = next((at for at, e in enumerate(dates) if e.last == led_by.last), 0)
            if at:
                self._by_heading[heading] = dates[at:]
                self._by_path.clear()
                return tuple(e for above in reversed(path) for e in self._by_heading.get(above, ()))
        return known


def _led_by(own: Dates, paragraph: Paragraph) -> TimeExpression | None:
    """The date that a paragraph opens with."""
    return own[-1] if own and own[-1].start == paragraph.start else None


def _continues_item(headings: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether a paragraph stands in the same numbered item as the one before."""
    return bool(headings) and headings == before and _NUMBERED_ITEM.match(headings[-1]) is not None


def _is_lent(heading: str, expression: TimeExpression) -> bool:
    """Whether a heading's date holds below: not where it names a term (春季学期工作计划) or an end (计划2015年竣工)."""
    is_term = "学期" in heading[expression.start : expression.end] and expression.first == expression.last
    return not is_term and not says_only_when_it_ends(f"{heading}。", expression.end)


def _of_headings(path: Sequence[str], reference: Reference, known: dict[str, Dates]) -> Iterator[TimeExpression]:
    for heading in reversed(path):
        if heading not in known:
            timed = expressions_in(heading, 0, len(heading), reference) if lends_its_time(heading) else ()
            known[heading] = tuple(e for e in timed if e.role is TimeRole.DATE and e.last and _is_lent(heading, e))
        yield from known[heading]
