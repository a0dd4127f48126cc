"""The texts that stand on one page: a notice and the plan it passes on, several papers one after the other.

Each part is read as a text of its own; a page with one text has one part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.domain.statements import DocumentFacts, DocumentKind, KnownFacts
from metrics.normaliser.facts import read_facts
from metrics.normaliser.facts_header import ONLY_DAY
from metrics.normaliser.facts_title import ends_as_paper
from metrics.normaliser.records import Record
from metrics.normaliser.segments import CleanText, Paragraph

#: The line above an annex; with a colon behind it a list of annexes begins.
_ANNEX = re.compile(r"附[ 　]*件[ 　]*[0-9一二三四五六七八九十]{0,2}")
_ANNEX_LINE = re.compile(r"\n[ 　]*附[ 　]*件")
#: The line above a text of a collection (第二篇：…, 篇二：…).
_NUMBERED_TEXT = re.compile(
    r"(?:第[0-9一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十]{1,3})[ 　]*：[^，。\n]{4,60}"
)
#: What may stand between the day of a notice and the plan that it passes on.
_BETWEEN = re.compile(r"（[^（）]{2,20}）")
_NUMBERED_LINE = re.compile(r"[0-9]{1,2}[.、．]|[一二三四五六七八九十]{1,3}、|（")
_TABLES = ("清单", "计划表", "任务表", "分解表", "一览表", "情况表", "汇总表", "责任书", "路线图")
_DIGIT = re.compile("[0-9]")
LONGEST_TITLE, LINES_BELOW_ANNEX, LINES_BELOW_DAY = 60, 2, 3
SHORTEST_PART = 30
LEAST_PARAGRAPHS_ABOVE = 3


@dataclass(slots=True)
class DocumentPart(Record):
    """One text of a page: its half-open span in the clean text, and what it says of itself."""

    start: int
    end: int
    doc_kind: DocumentKind
    plan_year: int | None = None
    title: str | None = None


def may_have_parts(text: str, facts: DocumentFacts) -> bool:
    """A cheap sign that a page may hold more than one text: an annex, numbered texts, a notice that passes one on."""
    return ("附" in text and _ANNEX_LINE.search(text) is not None) or "篇" in text or _is_notice(facts.title)


def _is_notice(title: str | None) -> bool:
    return title is not None and title.endswith(("通知", "通知）"))


def parts_of(clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> tuple[DocumentPart, ...]:
    """The texts of a page in order; together they cover it, and what stands above the first belongs to it.

    ``facts`` are those of the page as a whole.
    """
    starts = list(_part_starts(clean.text, paragraphs))
    if starts and _NUMBERED_TEXT.match(clean.text, starts[0]):
        starts = starts[1:]
    begins = _far_apart([0, *starts], len(clean.text))
    if len(begins) == 1:
        return (DocumentPart(0, len(clean.text), facts.doc_kind, facts.plan_year, facts.title),)
    ends = (*begins[1:], len(clean.text))
    return tuple(_read_part(clean, paragraphs, start, end, facts) for start, end in zip(begins, ends, strict=True))


def _part_starts(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    for at, paragraph in enumerate(paragraphs):
        if paragraph.end - paragraph.start > LONGEST_TITLE + 10:
            continue
        if _NUMBERED_TEXT.fullmatch(text, paragraph.start, paragraph.end):
            yield paragraph.start
        elif _ANNEX.fullmatch(text, paragraph.start, paragraph.end):
            if _first_title(text, paragraphs[at + 1 : at + 1 + LINES_BELOW_ANNEX]) is not None:
                yield paragraph.start
        elif at >= LEAST_PARAGRAPHS_ABOVE and ONLY_DAY.fullmatch(text, paragraph.start, paragraph.end):
            below = _first_title(text, paragraphs[at + 1 : at + 1 + LINES_BELOW_DAY])
            if below is not None:
                yield below


def _first_title(text: str, below: Sequence[Paragraph]) -> int | None:
    """Where a paper's title begins in the lines given; None when another line stands above it."""
    for paragraph in below:
        line = text[paragraph.start : min(paragraph.end, paragraph.start + LONGEST_TITLE + 1)].strip()
        is_title = 5 <= len(line) <= LONGEST_TITLE and "，" not in line and not _NUMBERED_LINE.match(line)
        if is_title and (ends_as_paper(line) or line.endswith(_TABLES)):
            return paragraph.start
        if not is_title and not _BETWEEN.fullmatch(line):
            return None
    return None


def _far_apart(starts: Sequence[int], end: int) -> list[int]:
    """Starts that leave a text to each part: what is too short belongs to the part behind it."""
    kept: list[int] = []
    for start in sorted(set(starts)):
        if kept and start - kept[-1] < SHORTEST_PART:
            continue
        kept.append(start)
    return kept[:-1] if len(kept) > 1 and end - kept[-1] < SHORTEST_PART else kept


def _read_part(
    clean: CleanText, paragraphs: Sequence[Paragraph], start: int, end: int, whole: DocumentFacts
) -> DocumentPart:
    text = clean.text[start:end]
    own = [
        Paragraph(p.index, p.start - start, p.end - start, p.headings, p.is_heading, p.is_table_row)
        for p in paragraphs
        if start <= p.start < end
    ]
    known = KnownFacts(issuer=whole.issuer or "", published=whole.published)
    facts = read_facts(CleanText(text, text, (0,), (0,)), own, known)
    if facts.doc_kind is DocumentKind.NEWS or facts.title is None:
        return DocumentPart(start, end, whole.doc_kind, facts.plan_year or whole.plan_year, facts.title)
    is_undated_plan = facts.doc_kind is DocumentKind.PLAN and not _DIGIT.search(facts.title)
    plan_year = facts.plan_year or (whole.plan_year if is_undated_plan else None)
    return DocumentPart(start, end, facts.doc_kind, plan_year, facts.title)
