"""Deadlines in labelled lines (完成时限：8月底前): each dates the numbers of its item.

A line at the end of an item dates what stands above it, one right under the heading what stands below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from metrics.normaliser.segments import Paragraph
from metrics.normaliser.times_context import TimeExpression
from metrics.normaliser.times_readings import TimeRole

_LABEL = re.compile(
    r"[时期节完竣办](?:(?:(?<=时)限(?:要求)?|(?<=期)限|(?<=时)间(?:节点|要求)|(?<=节)点时间|(?<=完)成(?:时间|日期|节点)"
    r"|(?<=竣)工时间|(?<=办)结时间)为?[ 　]*：)"
)
#: So long at most is a label without its colon.
LONGEST_LABEL = 8
_ENDS_OF_LABEL = frozenset("限求间期点为 　")
#: What an item begins with: its number, or the label of its name.
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,3}(?:[、]|\.(?![0-9]))|[①-⑳●■◆]"
    r"|(?:项目名称|任务名称|事项名称|实事名称|工作任务|工作事项)："
)
#: So many paragraphs back an item's beginning is sought.
LONGEST_ITEM = 12

#: The part of a line that holds for all that it does not name (新开工任务10月底前，其余12月底前).
_REST = re.compile(r"(?:其余|其他|其它)[^，；。]{0,6}$")
_NAMED = re.compile(r"(?:[：，；]|^)([一-龥]{2,10}?)(?:任务|工作|部分|项目|目标)?(?:于|在)?$")
FARTHEST_NAME = 16
MOST_NAMED = 6
LONGEST_LIST = 20
_LISTING = frozenset("、和及与")


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a labelled line gives: the date of the item, and those of the things that it names apart."""

    start: int
    of_all: TimeExpression
    named: tuple[tuple[str, TimeExpression], ...] = ()

    def for_words(self, words: str) -> TimeExpression:
        """The date for a number that stands behind ``words``."""
        return next((date for name, date in self.named if name in words), self.of_all)


Deadlines = dict[int, tuple[Deadline, ...]]


def labelled_deadlines(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[Sequence[TimeExpression]]
) -> Deadlines:
    """Deadlines by paragraph index, in order: those labelled in the paragraph, or that of a line below in its item."""
    deadlines: Deadlines = {}
    if not _has_labels(text):
        return deadlines
    for at, paragraph in enumerate(paragraphs):
        own = tuple(_after_labels(text, paragraph, found[at]))
        if not own:
            continue
        deadlines[at] = own
        for above in _of_item_above(text, paragraphs, at):
            if above in deadlines:
                break
            deadlines[above] = own[:1]
        if at and paragraphs[at - 1].is_heading and _ITEM.match(text, paragraphs[at - 1].start):
            for below in _of_item_below(text, paragraphs, at):
                deadlines[below] = (replace(own[-1], start=len(text)),)
    return deadlines


def _has_labels(text: str) -> bool:
    """Whether any label stands in a text: the words before its colons are asked, not the whole of it."""
    for words in text.split("：")[:-1]:
        if words[-1:] in _ENDS_OF_LABEL and _LABEL.search(f"{words.rstrip(' 　')[-LONGEST_LABEL:]}："):
            return True
    return False


def _after_labels(text: str, paragraph: Paragraph, dates: Sequence[TimeExpression]) -> Iterator[Deadline]:
    """The deadline after each label, before the next one."""
    labels = [label.end() for label in _LABEL.finditer(text, paragraph.start, paragraph.end)]
    given = [e for e in dates if e.role is TimeRole.DATE and e.last] if labels else []
    starts = [e.start for e in given]
    for label, end in pairwise([*labels, paragraph.end]):
        inside = given[bisect_left(starts, label) : bisect_left(starts, end)]
        if inside:
            yield _deadline(text, label, inside)


def _deadline(text: str, label: int, dates: Sequence[TimeExpression]) -> Deadline:
    before = [text[max(label - 1, e.start - FARTHEST_NAME) : e.start] for e in dates]
    rest = next((at for at, words in enumerate(before) if _REST.search(words)), None)
    if rest is None:
        return Deadline(label, dates[0])
    named = ((found[1], e) for words, e in zip(before[:rest], dates, strict=False) if (found := _NAMED.search(words)))
    return Deadline(label, dates[rest], tuple(islice(named, MOST_NAMED)))


def _of_item_below(text: str, paragraphs: Sequence[Paragraph], at: int) -> Iterator[int]:
    """Paragraphs below in the same item, for a line that stands right under its heading."""
    for index in range(at + 1, min(len(paragraphs), at + LONGEST_ITEM)):
        paragraph = paragraphs[index]
        if _ITEM.match(text, paragraph.start) or _LABEL.search(text, paragraph.start, paragraph.end):
            return
        yield index


def _of_item_above(text: str, paragraphs: Sequence[Paragraph], at: int) -> list[int]:
    """Paragraphs above in the same item, nearest first, up to its beginning; none where no item begins."""
    if _ITEM.match(text, paragraphs[at].start):
        return []
    above: list[int] = []
    for index in range(at - 1, max(-1, at - 1 - LONGEST_ITEM), -1):
        above.append(index)
        if _ITEM.match(text, paragraphs[index].start):
            return above
    return []


def listed_date(text: str, dates: Sequence[TimeExpression], at: int, index: int) -> TimeExpression | None:
    """Of dates in a list whose last is the one at ``at`` (到2025年、2030年分别达到70%、80%) the one for a member."""
    first = at
    while first > max(0, at - LONGEST_LIST) and text[dates[first - 1].end : dates[first].start] in _LISTING:
        first -= 1
    return dates[first + index] if first < at and first + index <= at else None
