"""Cuts clean text into paragraphs under their headings, and paragraphs into sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from metrics.normaliser.segments import Clause, CleanText, Paragraph

_NUMBER = "[一二三四五六七八九十百]{1,4}"
#: Where a paragraph ends: at a line end, before a bullet, and before a numbered item that follows a full stop.
_BREAK = re.compile(
    r"(?P<line>\n+)"
    r"|[●■◆◎▲★☆▶【]"
    rf"|(?P<stop>[。！？；])[ \u3000]*(?=（{_NUMBER}）|{_NUMBER}、|第{_NUMBER}[章节编])"
)
#: Kinds of heading marks, outermost first.
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"[壹贰叁肆伍陆柒捌玖拾]{1,2}、")),
    (0, re.compile(rf"第{_NUMBER}(?:章|编|部分|篇)|#{{1,2}} ")),
    (1, re.compile(rf"{_NUMBER}[、.]|第{_NUMBER}节|#{{3}} ")),
    (2, re.compile(rf"（{_NUMBER}）|第{_NUMBER}条|#{{4,}} ")),
    (3, re.compile(r"[0-9]{1,2}(?:[、]|\.(?![0-9]))")),
    (4, re.compile(r"（[0-9]{1,2}）|[①-⑳]")),
    (5, re.compile(r"【|[●■◆◎▲★☆▶]|\*\*")),
)
#: What a heading mark begins with: most lines begin with something else.
_MARKS = frozenset("壹贰叁肆伍陆柒捌玖拾第#（【*●■◆◎▲★☆▶一二三四五六七八九十百0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
UNNUMBERED = 6
HEADING_LENGTH = 45
#: Longer stretches without a stop are no sentences; they are cut, so that cost stays linear in the text.
LONGEST_CLAUSE, LONGEST_SENTENCE = 600, 4000
_SPACE = " \u3000\xa0\t"
_BRACKET_END = re.compile("】")
_INNER_STOP = re.compile(r"[。！？；]")
_CLAUSE_END = re.compile(r"[，；：。！？\n]")
_SENTENCE_END = "。！？\n"


def read_paragraphs(clean: CleanText) -> list[Paragraph]:
    """Paragraphs of a text in order, each with the headings above it (its own inline heading included)."""
    text = clean.text
    found: list[Paragraph] = []
    path: list[tuple[int, str]] = []
    for start, end in _blocks(text):
        is_row = _is_table_row(text, start, end)
        level = None if is_row else _heading_level(text, start)
        heading = None if is_row else _heading_text(text, start, end, level)
        whole = heading is not None and len(heading) >= len(text[start:end].rstrip("。：")) - 1
        if heading is not None:
            depth = UNNUMBERED if level is None else level
            path = [entry for entry in path if entry[0] < depth]
            path.append((depth, heading))
        elif level is not None:
            path = [entry for entry in path if entry[0] < level]
        above = tuple(entry[1] for entry in (path[:-1] if whole else path))
        found.append(Paragraph(len(found), start, end, above, whole, is_row))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for mark in _BREAK.finditer(text):
        start = mark.start()
        yield from _stripped(text, last, start + 1 if mark.lastgroup == "stop" else start)
        last = mark.end() if mark.lastgroup else start
    yield from _stripped(text, last, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in _SPACE and text[start] != "\t":
        start += 1
    while start < end and text[end - 1] in _SPACE:
        end -= 1
    if start < end:
        yield start, end


def _is_table_row(text: str, start: int, end: int) -> bool:
    if text.find("\t", start, end) >= 0:
        return True
    return text[start] == "|" and text.count("|", start, end) > 1


def _heading_level(text: str, start: int) -> int | None:
    if text[start] not in _MARKS:
        return None
    return next((level for level, mark in _LEVELS if mark.match(text, start)), None)


def _heading_text(text: str, start: int, end: int, level: int | None) -> str | None:
    """Heading that a paragraph is, or begins with when it is numbered; None for running text."""
    if level is None:
        short = end - start <= HEADING_LENGTH and text[end - 1] not in "。；，！？、" and "，" not in text[start:end]
        return text[start:end] if short else None
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
    for start, end in _clause_bounds(clean.text, paragraph):
        sentence.append((start, end))
        if clean.text[end - 1] in _SENTENCE_END or end - sentence_start > LONGEST_SENTENCE:
            clauses.extend(Clause(*bounds, sentence_start, end, paragraph) for bounds in sentence)
            sentence_start, sentence = end, []
    clauses.extend(Clause(*bounds, sentence_start, paragraph.end, paragraph) for bounds in sentence)
    return clauses


class ClauseFinder:
    """Finds the clause of a place in one paragraph; no more of them are made than are asked for."""

    def __init__(self, clean: CleanText, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self._bounds = list(_clause_bounds(clean.text, paragraph))
        self._starts = [start for start, _ in self._bounds]
        self._sentences: list[int] = []
        self._made: dict[int, Clause] = {}
        sentence_start = paragraph.start
        for _, end in self._bounds:
            if clean.text[end - 1] in _SENTENCE_END or end - sentence_start > LONGEST_SENTENCE:
                self._sentences.append(end)
                sentence_start = end

    def at(self, position: int) -> Clause:
        """The clause that holds a position of the paragraph."""
        which = max(0, bisect_right(self._starts, position) - 1)
        made = self._made.get(which)
        if made is None:
            start, end = self._bounds[which]
            behind = bisect_right(self._sentences, start)
            sentence_start = self._sentences[behind - 1] if behind else self.paragraph.start
            sentence_end = self._sentences[behind] if behind < len(self._sentences) else self.paragraph.end
            made = self._made[which] = Clause(start, end, sentence_start, sentence_end, self.paragraph)
        return made


def _clause_bounds(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for end in (*[mark.end() for mark in _CLAUSE_END.finditer(text, start, paragraph.end)], paragraph.end):
        while end - start > LONGEST_CLAUSE:
            cut = text.rfind("、", start + 1, start + LONGEST_CLAUSE) + 1 or start + LONGEST_CLAUSE
            yield start, cut
            start = cut
        if start < end:
            yield start, end
        start = end
