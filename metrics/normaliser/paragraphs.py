"""Cuts clean text into paragraphs under their headings, and paragraphs into sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import sub

from metrics.normaliser.choices import spans_of_ways
from metrics.normaliser.segments import Clause, CleanText, Paragraph
from metrics.normaliser.tables_lines import spaced_rows, stacked_rows
from metrics.normaliser.tables_stream import find_streams
from metrics.normaliser.tables_yearly import find_yearly

_NUMERALS = "一二三四五六七八九十百"
_NUMBER = f"[{_NUMERALS}]{{1,4}}"
#: 一、二、三产业: no mark of a heading.
_NO_MARK = f"(?![{_NUMERALS}][、线级产次类])"
_BULLETS = "●■◆◎▲★☆▶【"
_ITEM_BEHIND = rf"(?=[ \u3000（第{_NUMERALS}])[ \u3000]*(?=（{_NUMBER}）|{_NUMBER}、{_NO_MARK}|第{_NUMBER}[章节编])"
#: Where a paragraph ends: at a line end, before a bullet, and before a numbered item that follows a full stop.
_BREAKS = {
    "\n": re.compile("\n\n*"),
    **{bullet: re.compile(bullet) for bullet in _BULLETS},
    **{stop: re.compile(f"{stop}{_ITEM_BEHIND}") for stop in "。！？；"},
}
_CAPITALS, _CIRCLED = "壹贰叁肆伍陆柒捌玖拾", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
#: Kinds of heading marks, outermost first, with the characters that they begin with.
_LEVELS: tuple[tuple[int, str, re.Pattern[str]], ...] = (
    (0, _CAPITALS, re.compile(rf"[{_CAPITALS}]{{1,2}}、")),
    (0, "第#", re.compile(rf"第{_NUMBER}(?:章|编|部分|篇)|#{{1,2}} ")),
    (1, f"{_NUMERALS}第#", re.compile(rf"{_NUMBER}[、.]{_NO_MARK}|第{_NUMBER}节|#{{3}} ")),
    (2, "（第#", re.compile(rf"（{_NUMBER}）|第{_NUMBER}条|#{{4,}} ")),
    (3, "0123456789", re.compile(r"[0-9]{1,2}(?:[、]|\.(?![0-9]))")),
    (4, f"（{_CIRCLED}", re.compile(rf"（[0-9]{{1,2}}）|[{_CIRCLED}]")),
    (5, f"{_BULLETS}*", re.compile(rf"[{_BULLETS}]|\*\*")),
)
#: The kinds of marks by their first character: most lines begin with none.
_MARKS = {
    first: tuple((level, mark) for level, firsts, mark in _LEVELS if first in firsts)
    for first in {character for _, firsts, _ in _LEVELS for character in firsts}
}
UNNUMBERED = 6
HEADING_LENGTH = 45
#: Longer stretches without a stop are no sentences; they are cut, so that cost stays linear in the text.
LONGEST_CLAUSE, LONGEST_SENTENCE = 600, 4000
_BLANK = " \u3000\xa0"
_SPACE = f"{_BLANK}\t"
_BRACKET_END = re.compile("】")
_INNER_STOP = re.compile(r"[。！？；]")
_CLAUSE_END = re.compile(r"[，；：。！？\n]")
_SENTENCE_END = "。！？\n"
#: What stands for every end of a sentence, and for every other end of a clause, where only their places matter.
_STOP, _COMMA = "。", "，"


def read_paragraphs(clean: CleanText) -> list[Paragraph]:
    """Paragraphs of a text in order, each with the headings above it (its own inline heading included)."""
    text = clean.text
    found: list[Paragraph] = []
    path: list[tuple[int, tuple[str, ...]]] = []
    above: tuple[str, ...] = ()
    blocks = _blocks(text)
    has_rows = "\t" in text or "|" in text
    spaced, stacked = spaced_rows(text, blocks), stacked_rows(text, blocks)
    lost = {table.start: table.end for table in find_streams(text)}
    lost.update((table.start, table.end) for table in find_yearly(text))
    may_be_row = has_rows or bool(spaced or stacked or lost)
    passed = 0
    for at, (start, end) in enumerate(blocks):
        if start < passed:
            continue
        if lost and (table := _table_at(lost, start)):
            passed = table[1]
            found.append(Paragraph(len(found), *table, above, is_table_row=True))
            continue
        if may_be_row:
            if at in stacked:
                start, end = stacked[at]
                passed = end
            if at in spaced or at in stacked or (has_rows and _is_table_row(text, start, end)):
                found.append(Paragraph(len(found), start, end, above, is_table_row=True))
                continue
        level = _heading_level(text, start) if text[start] in _MARKS else None
        heading = _heading_text(text, start, end, level) if level is not None or end - start <= HEADING_LENGTH else None
        if heading is None and level is None:
            found.append(Paragraph(len(found), start, end, above))
            continue
        depth = UNNUMBERED if level is None else level
        while path and path[-1][0] >= depth:
            path.pop()
        outside = above = path[-1][1] if path else ()
        is_whole = False
        if heading is not None:
            is_whole = level is None or len(heading) >= len(text[start:end].rstrip("。：")) - 1
            above = (*outside, heading)
            path.append((depth, above))
        found.append(Paragraph(len(found), start, end, outside if is_whole else above, is_whole))
    return found


def _table_at(tables: Mapping[int, int], at: int) -> tuple[int, int] | None:
    """The span of the table that a place stands in, of tables by where they begin."""
    return next((span for span in tables.items() if span[0] <= at < span[1]), None)


def _blocks(text: str) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    last = 0
    for start, end in spans_of_ways(text, _BREAKS):
        first = text[start]
        is_bullet = first in _BULLETS
        stop = start if first == "\n" or is_bullet else start + 1
        if last < stop:
            block = (last, stop)
            if text[last] in _SPACE or text[stop - 1] in _SPACE:
                block = _stripped(text, last, stop)
            if block[0] < block[1]:
                blocks.append(block)
        last = start if is_bullet else end
    block = _stripped(text, last, len(text))
    if block[0] < block[1]:
        blocks.append(block)
    return blocks


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks around it; a tab at its beginning parts an empty first cell."""
    block = text[start:end].rstrip(_SPACE)
    return start + len(block) - len(block.lstrip(_BLANK)), start + len(block)


def _is_table_row(text: str, start: int, end: int) -> bool:
    if text.find("\t", start, end) >= 0:
        return True
    return text[start] == "|" and text.count("|", start, end) > 1


def _heading_level(text: str, start: int) -> int | None:
    for level, mark in _MARKS[text[start]]:
        if mark.match(text, start):
            return level
    return None


def _heading_text(text: str, start: int, end: int, level: int | None) -> str | None:
    """Heading that a (short) paragraph is, or begins with when it is numbered; None for running text."""
    if level is None:
        if text[end - 1] in "。；，！？、" or text.find("，", start, end) >= 0:
            return None
        return text[start:end]
    stop = _INNER_STOP.search(text, start, min(end, start + HEADING_LENGTH + 1))
    if text[start] == "【":
        stop = _BRACKET_END.search(text, start, min(end, start + HEADING_LENGTH + 1))
    if stop is not None:
        return text[start : stop.start()]
    return text[start:end] if end - start <= HEADING_LENGTH else None


def find_clauses(clean: CleanText, paragraph: Paragraph) -> list[Clause]:
    """Clauses of a paragraph in order; together they cover it. Without any stop a stretch of text is cut by length."""
    sentence_start = paragraph.start
    sentence: list[tuple[int, int]] = []
    clauses: list[Clause] = []
    for start, end in pairwise([*_clause_starts(clean.text, paragraph), paragraph.end]):
        sentence.append((start, end))
        if clean.text[end - 1] in _SENTENCE_END or end - sentence_start > LONGEST_SENTENCE:
            clauses.extend(Clause(*bounds, sentence_start, end, paragraph) for bounds in sentence)
            sentence_start, sentence = end, []
    clauses.extend(Clause(*bounds, sentence_start, paragraph.end, paragraph) for bounds in sentence)
    return clauses


class ClauseFinder:
    """Finds the clauses of places in one text; no more of it is looked at than around the places asked."""

    def __init__(self, clean: CleanText) -> None:
        self._text = clean.text
        self._said = _with_plain_stops(clean.text)
        self._paragraph = Paragraph(-1, 0, 0)
        self._made: dict[int, Clause] = {}
        self._last: Clause | None = None
        self._sentence_start = self._sentence_end = 0
        self._starts: list[int] = []
        self._sentences: list[int] = []

    def at(self, position: int, paragraph: Paragraph) -> Clause:
        """The clause that holds a position of a paragraph; places of one paragraph are asked one after the other."""
        if paragraph is not self._paragraph:
            self._enter(paragraph)
        last = self._last
        if last is not None and last.start <= position < last.end:
            return last
        if not paragraph.start <= position < paragraph.end:
            position = min(max(position, paragraph.start), paragraph.end - 1)
        clause = self._cut_around(position) if self._starts else self._around(position)
        made = self._last = self._made.setdefault(clause.start, clause)
        return made

    def _enter(self, paragraph: Paragraph) -> None:
        self._paragraph, self._made, self._last = paragraph, {}, None
        self._sentence_start = self._sentence_end = paragraph.start
        is_long = paragraph.end - paragraph.start > LONGEST_SENTENCE  # one without any stop may have to be cut
        self._starts = _clause_starts(self._text, paragraph) if is_long else []
        self._sentences = list(self._sentence_ends()) if is_long else []

    def _around(self, position: int) -> Clause:
        """Clause and sentence around a position."""
        said, paragraph = self._said, self._paragraph
        if not self._sentence_start <= position < self._sentence_end:
            self._sentence_start = said.rfind(_STOP, paragraph.start, position) + 1 or paragraph.start
            self._sentence_end = said.find(_STOP, position, paragraph.end) + 1 or paragraph.end
        sentence_start, sentence_end = self._sentence_start, self._sentence_end
        start = said.rfind(_COMMA, sentence_start, position) + 1 or sentence_start
        end = said.find(_COMMA, position, sentence_end) + 1 or sentence_end
        if end - start > LONGEST_CLAUSE:
            bounds = [*_cut(said, (start, end)), end]
            which = bisect_right(bounds, position)
            start, end = bounds[which - 1], bounds[which]
        return Clause(start, end, sentence_start, sentence_end, paragraph)

    def _cut_around(self, position: int) -> Clause:
        """Clause and sentence around a position of a long paragraph."""
        which = bisect_right(self._starts, position) - 1
        start = self._starts[which]
        end = self._starts[which + 1] if which + 1 < len(self._starts) else self._paragraph.end
        behind = bisect_right(self._sentences, start)
        sentence_start = self._sentences[behind - 1] if behind else self._paragraph.start
        sentence_end = self._sentences[behind] if behind < len(self._sentences) else self._paragraph.end
        return Clause(start, end, sentence_start, sentence_end, self._paragraph)

    def _sentence_ends(self) -> Iterator[int]:
        sentence_start = self._paragraph.start
        for end in (*self._starts[1:], self._paragraph.end):
            if self._text[end - 1] in _SENTENCE_END or end - sentence_start > LONGEST_SENTENCE:
                yield end
                sentence_start = end


def _with_plain_stops(text: str) -> str:
    """A text with one mark for all ends of sentences and one for those of clauses: these are found fastest."""
    text = text.replace("；", _COMMA).replace("：", _COMMA)
    return text.replace("！", _STOP).replace("？", _STOP).replace("\n", _STOP)


def _clause_starts(text: str, paragraph: Paragraph) -> list[int]:
    """Where the clauses of a paragraph begin; together they cover it."""
    starts = [mark.end() for mark in _CLAUSE_END.finditer(text, paragraph.start, paragraph.end)]
    starts.insert(0, paragraph.start)
    if starts[-1] == paragraph.end:
        starts.pop()
    lengths = map(sub, [*starts[1:], paragraph.end], starts)
    return starts if max(lengths) <= LONGEST_CLAUSE else list(_cut(text, [*starts, paragraph.end]))


def _cut(text: str, bounds: Sequence[int]) -> Iterator[int]:
    """Beginnings of clauses when those that are too long are cut."""
    for start, end in pairwise(bounds):
        yield start
        while end - start > LONGEST_CLAUSE:
            start = text.rfind("、", start + 1, start + LONGEST_CLAUSE) + 1 or start + LONGEST_CLAUSE
            yield start
