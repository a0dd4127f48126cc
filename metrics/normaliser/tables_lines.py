"""Rows of tables that no tab or bar marks: cells parted by wide gaps, or one cell a line under 序号."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

Block = tuple[int, int]

#: A figure behind a wide gap: the sign that a line may be a row. A search for one character is cheaper than for two.
_WIDE_BLANK_AND_FIGURE = re.compile("\u3000(?=[-+]?[0-9])")
_BLANKS_AND_FIGURE = re.compile("[ ](?=[-+]?[0-9])(?<=[ \u3000][ ])")
_GAP = re.compile("[ \u3000]{2,}|\u3000")
_FIGURE = re.compile(r"[-+≥≤]?[0-9][0-9,]*(?:\.[0-9]+)?(?:%|以上|左右)?|[-—]{1,2}|持平")
#: A year alone heads a column, and is no caption.
_YEAR = re.compile("(?:19|20)[0-9]{2}年?")
_TELEPHONE = re.compile("[0-9]{7,12}")
_SENTENCE = re.compile("[。；！？，]|(?<!其中)：")
#: So many cells make a row, and so many such lines with a figure each a table.
LEAST_CELLS, LEAST_ROWS = 3, 2
LONGEST_ROW, LONGEST_HEAD = 200, 12
_FIRST_HEAD = "序号"
_LEAST_FIGURES = 2
#: Titles of groups that may stand between two rows under years.
_MOST_GROUPS = 3
_FIGURE_LINES = re.compile(r"\n[-+]?[0-9][0-9.,]*%?\n+[-+]?[0-9][0-9.,]*%?\n")
_OVER_NAMES = frozenset(
    {"指标", "项目", "指标名称", "项目名称", "名称", "地区", "类别", "县区", "单位名称", "产品名称"}
)
#: The line above a table.
_CAPTION_LINE = re.compile("单位[：:]|^表[0-9一二三四五六七八九十]|表$|情况$|[0-9]年")
_LEAST_HEADS, _MOST_HEADS = 3, 12


def spaced_rows(text: str, blocks: Sequence[Block]) -> set[int]:
    """Which lines are rows of cells parted by wide gaps: runs of lines with as many cells, figures in most of them."""
    if "  " not in text and "\u3000" not in text:
        return set()
    starts = [start for start, _ in blocks]
    hit = {bisect_left(starts, at + 1) - 1 for at in _gaps_before_figures(text)}
    rows = {at: count for at in sorted(hit) if at >= 0 and (count := _cells_of_row(text, blocks[at]))}
    found: set[int] = set()
    for run in _runs(sorted(rows)):
        if len(run) >= LEAST_ROWS:
            found.update(run)
            width = max(rows[at] for at in run)
            found.update(_heads_above(text, blocks, run[0], width))
    return found


def _gaps_before_figures(text: str) -> list[int]:
    """Where a wide gap ends in front of a figure."""
    gaps = [found.start() for found in _BLANKS_AND_FIGURE.finditer(text)]
    if "\u3000" in text:
        gaps += [found.start() for found in _WIDE_BLANK_AND_FIGURE.finditer(text)]
    return gaps


def _cells_of_row(text: str, block: Block) -> int:
    """How many cells a line has, when it is a name and figures; else 0."""
    cells = _cells(text, block)
    if len(cells) < LEAST_CELLS or not any(character.isalpha() for character in "".join(cells[:2])):
        return 0
    figures = sum(_FIGURE.fullmatch(cell) is not None and not _TELEPHONE.fullmatch(cell) for cell in cells[1:])
    return len(cells) if figures * 2 >= len(cells) - 1 else 0


def _cells(text: str, block: Block) -> list[str]:
    start, end = block
    if end - start > LONGEST_ROW or _SENTENCE.search(text, start, end):
        return []
    return _GAP.split(text[start:end])


def _runs(lines: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in lines:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _heads_above(text: str, blocks: Sequence[Block], first: int, width: int) -> Iterator[int]:
    """The line of heads right above rows: as many cells, or one fewer."""
    if first > 0 and len(_cells(text, blocks[first - 1])) in (width, width - 1):
        yield first - 1


def stacked_rows(text: str, blocks: Sequence[Block]) -> dict[int, Block]:
    """Rows of tables that stand one cell a line, by the first line of each, heads included."""
    is_numbered = f"\n{_FIRST_HEAD}\n" in text or text.startswith(f"{_FIRST_HEAD}\n")
    if not is_numbered and not _FIGURE_LINES.search(text):
        return {}
    lines = [text[start:end] for start, end in blocks]
    spans = [span for at, line in enumerate(lines) if line == _FIRST_HEAD for span in _index_lines(lines, at)]
    if not spans:
        spans = _figure_lines(lines)
    return {first: (blocks[first][0], blocks[end - 1][1]) for first, end in spans}


def _index_lines(lines: Sequence[str], at: int) -> list[tuple[int, int]]:
    """Lines of the heads from 序号 on and of each row 1, 2, 3 …; only where all rows are as long as the heads."""
    first = next((n for n in range(at + 1, min(at + _MOST_HEADS + 1, len(lines))) if lines[n] == "1"), None)
    if first is None or first - at < _LEAST_HEADS or any(len(line) > LONGEST_HEAD for line in lines[at:first]):
        return []
    width, rows, number = first - at, [(at, first)], 1
    while first + width <= len(lines) and lines[first] == str(number):
        if any(line == str(number + 1) for line in lines[first + 1 : first + width]):
            return []
        rows.append((first, first + width))
        first, number = first + width, number + 1
    if len(rows) < LEAST_ROWS + 1 or any(line == str(number) for line in lines[first : first + width]):
        return []
    return rows


def _figure_lines(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Lines of heads and rows where each row is one line of a name and as many lines of figures as the others.

    A line of its own between them names the group of the rows below it.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _FIGURE.fullmatch(lines[end]):
            end += 1
        if end - at < _LEAST_FIGURES or at == 0:
            at = max(end, at + 1)
            continue
        if _are_years(lines[at:end]):
            first = next((n for n in range(end, end + _MOST_GROUPS) if _is_row(lines, n, end - at)), end)
            rows = list(_rows_of(lines, first, end - at, _MOST_GROUPS))
            if len(rows) >= LEAST_ROWS:
                found.extend([(at, end), *rows])
            at = rows[-1][1] if rows else end
            continue
        rows = list(_rows_of(lines, at - 1, end - at))
        heads = _heads_before(lines, at - 1, end - at)
        if len(rows) >= LEAST_ROWS and heads is not None:
            found.extend([heads, *rows])
        at = rows[-1][1] if rows else end
    return found


def _are_years(lines: Sequence[str]) -> bool:
    """Whether all are years, one after the other: the heads of a yearbook."""
    return all(map(_YEAR.fullmatch, lines)) and all(one[:4] < other[:4] for one, other in pairwise(lines))


def _rows_of(lines: Sequence[str], first: int, figures: int, most_groups: int = 1) -> Iterator[tuple[int, int]]:
    while True:
        groups = 0
        while not _is_row(lines, first, figures):
            if groups == most_groups or first + 1 >= len(lines) or not _names_a_group(lines[first]):
                return
            groups, first = groups + 1, first + 1
        yield first, first + figures + 1
        first += figures + 1


def _is_row(lines: Sequence[str], first: int, figures: int) -> bool:
    """Whether a name stands there with just so many figures behind it."""
    end = first + figures + 1
    return end <= len(lines) and _is_name(lines[first]) and all(map(_FIGURE.fullmatch, lines[first + 1 : end]))


def _names_a_group(line: str) -> bool:
    """Whether a line between rows is a short name, and not the caption of another table."""
    return _is_name(line) and len(line) <= LONGEST_HEAD and not _CAPTION_LINE.search(line)


def _heads_before(lines: Sequence[str], first: int, figures: int) -> Block | None:
    """Where the heads stand: one a column behind the caption, with or without one over the names.

    Below them the first group may be named, when it is clear from the head over the names where they begin.
    """
    above_group = first - figures - 2
    if above_group >= 0 and _is_over_names(lines[above_group]) and _are_heads(lines[above_group + 1 : first]):
        return above_group, first - 1
    start = first - figures
    if start < 1 or not _are_heads(lines[start:first]):
        return None
    above = lines[start - 1]
    if _is_over_names(above):
        return start - 1, first
    is_caption = (_CAPTION_LINE.search(above) or len(above) > LONGEST_HEAD) and not _YEAR.fullmatch(above)
    return (start, first) if is_caption else None


def _is_over_names(line: str) -> bool:
    return line.replace(" ", "").replace("\u3000", "") in _OVER_NAMES


def _are_heads(lines: Sequence[str]) -> bool:
    return all(_is_name(line) and len(line) <= LONGEST_HEAD for line in lines)


def _is_name(line: str) -> bool:
    return _SENTENCE.search(line) is None and _FIGURE.fullmatch(line) is None and len(line) <= LONGEST_ROW
