"""Goals beside their progress: 新建公园5个。目前已建成3个。 in an item; 项目内容 beside 当前进度, one cell a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from metrics.normaliser.cues import CueIndex
from metrics.normaliser.segments import Clause, Paragraph
from metrics.normaliser.sites import Site

#: A text that tells how far a set of goals has come.
_TELLS_PROGRESS = re.compile(
    r"(?:目标|任务|实事|指标)[^，。；：\n]{0,10}(?:完成|进展|推进|落实|进度|实施)(?:情况|表)|(?:进度|进展情况)表|(?:进度|进展|完成)(?:情况)?(?:通报|公布|公示)?如下"
)
#: What such words end in, and how many characters they are at most: a text is asked only before these.
_ENDS_OF_TELLING, _LONGEST_TELLING = ("情况", "表", "如下"), 16
_NUMBERED = re.compile(r"（?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[）、．]|[.](?![0-9]))")
#: 1.交通畅通工程。打通断头路4条。: the name of an item before its goal.
_NAME = re.compile("[^，。；0-9]{2,20}。")
#: 完成情况：… in the paragraph below an item.
_LABEL_BELOW = re.compile("(?:完成|进展|落实|推进|工作|实施)(?:情况|进度)：|进展：")
#: 新改建公路80公里，已完成65公里，占任务的81.3%: the goal of what is told with its share.
_DONE_OF_IT = re.compile(
    "[^，。；]{0,12}，(?:目前)?已(?:完成|建成|改造|开工|完工|新增|发放)[^，。；0-9]{0,6}[0-9][^，。；]{0,10}，"
    "(?:占|完成率|完成|为)[^，。；]{0,12}%"
)
#: What the progress of an item begins with, in its own paragraph or in the next.
_SO_FAR = re.compile(
    r"(?:截至|截止|目前|上半年|前?[一二三]季度|前[一二三四五六七八九十]+个?月|1[-—至]1?[0-9]月|[0-9]{1,2}月底"
    r"|(?:完成|进展|落实|推进|工作)(?:情况|进度)：|进展：)"
)
#: Heads of the columns of goals, of progress, and cells that hold no goal.
_HEAD_OF_GOALS = re.compile(
    r"(?:项[ 　]?目|工作|建设|任务|目标)?[ 　]?内[ 　]?容|(?:年度|工作|建设)?目标(?:任务|要求)?|目标任务"
)
_PROGRESS = r"(?:当前|目前|工作|项目|建设|实施)?(?:进度|进展)(?:情况)?(?:（[^（）]{1,8}）)?|(?:完成|推进|落实)情况"
_HEAD_OF_PROGRESS = re.compile(_PROGRESS)
_LINE_OF_PROGRESS = re.compile(rf"\n[ \u3000]*(?:{_PROGRESS})[ \u3000]*\n")
_SERIAL = re.compile(r"[0-9]{1,3}[*.、]?")
_OFFICE = re.compile(r"[^，。；0-9]{1,24}(?:局|委|办|中心|政府|街道|公司|集团|学校|医院|单位)、?")
_LINE = re.compile(r"[^\n \u3000][^\n]*")
_WORD = re.compile("[一-龥]{2,}")
#: What says nothing of the matter of a goal.
_DOING = frozenset(
    [
        "新增",
        "新建",
        "建设",
        "完成",
        "建成",
        "实施",
        "推进",
        "全市",
        "全县",
        "全区",
        "项目",
        "任务",
        "工程",
        "改造",
        "实现",
        "达到",
        "目标",
        "工作",
        "城镇",
        "农村",
        "城乡",
        "全年",
    ]
)
#: 上半年已完成…, 截至6月底，已建成…
_DONE_SO_FAR = re.compile(rf"{_SO_FAR.pattern}[^，。；：0-9]{{0,4}}，?(?:各项目)?(?:均|都|全部)?已")
#: A goal without a number is a line of its own of so many characters.
LONGEST_ITEM = 50
#: So much of the progress is compared with its goal.
REACH = 80
_WITHIN = re.compile("，|[^ 0-9一二三四五六七八九十]：[^\n]{12}")
LONGEST_HEAD_CELL, MOST_HEAD_CELLS = 16, 12


def _topics(text: str) -> set[str]:
    """Pairs of characters within the words of a text, without those of doing."""
    return {word[i : i + 2] for word in _WORD.findall(text) for i in range(len(word) - 1)} - _DOING


def _tells_progress(text: str) -> bool:
    """Whether a text says that it tells how far its goals have come."""
    for word in _ENDS_OF_TELLING:
        end = text.find(word) + len(word)
        while end >= len(word):
            if _TELLS_PROGRESS.search(text, max(0, end - _LONGEST_TELLING), end):
                return True
            end = text.find(word, end) + len(word)
    return False


class Progress:
    """Places of one text where a goal is told with its progress behind or beside it."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], cues: CueIndex) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._cues = cues
        self._is_told = _tells_progress(text)
        has_column = _LINE_OF_PROGRESS.search(text) is not None
        self._goal_cells = list(self._find_goal_cells()) if has_column else []

    def states_goal(self, site: Site) -> bool:
        """Whether a sentence without a word of tense only states the goal of which the progress is told."""
        if self._goal_cells and self._is_goal_cell(site.match.start):
            return True
        if not self._is_told:
            return False
        if "已" in site.after and _DONE_OF_IT.match(self._text, site.match.end):
            return not self._cues.has_past_in(site.clause.sentence_start, site.match.start)
        return self._opens_item(site.clause)

    def _opens_item(self, clause: Clause) -> bool:
        """Whether a sentence is the first of a numbered item and the next one tells how far it has come."""
        text, paragraph = self._text, clause.paragraph
        number = _NUMBERED.match(text, paragraph.start, paragraph.end)
        start = number.end() if number else paragraph.start
        if number is None and (clause.sentence_end - start > LONGEST_ITEM or self._goes_on(paragraph)):
            return False
        index = paragraph.index + 1
        below = self._paragraphs[index].start if index < len(self._paragraphs) else len(text)
        if number is not None and _LABEL_BELOW.match(text, below):
            return not self._cues.has_past_in(clause.sentence_start, clause.sentence_end)
        if number is not None and (name := _NAME.match(text, start, clause.sentence_start)):
            start = name.end()
        if clause.sentence_start > start:
            return False
        behind = clause.sentence_end if clause.sentence_end < paragraph.end else below
        if _SO_FAR.match(text, behind) is None:
            return False
        if self._cues.has_past_in(start, clause.sentence_end):
            return False
        if _DONE_SO_FAR.match(text, behind):
            return True
        goal, progress = text[start : clause.sentence_end], text[behind : behind + REACH]
        return not _topics(goal).isdisjoint(_topics(progress))

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Whether the line above breaks off within a sentence."""
        if paragraph.index == 0:
            return False
        above = self._paragraphs[paragraph.index - 1]
        return (
            self._text[above.end - 1] not in "。；：！？"
            and _WITHIN.search(self._text, above.start, above.end) is not None
        )

    def _is_goal_cell(self, at: int) -> bool:
        which = bisect_right(self._goal_cells, (at, len(self._text))) - 1
        return which >= 0 and at < self._goal_cells[which][1]

    def _find_goal_cells(self) -> Iterator[tuple[int, int]]:
        """Cells of a table with one cell a line: behind the serial number, up to the office or figure."""
        cells = [cell for paragraph in self._paragraphs for cell in self._cells(paragraph)]
        first = self._first_cell(cells)
        is_goal = first is not None
        for start, end in islice(cells, first or len(cells), None):
            if _SERIAL.fullmatch(self._text, start, end):
                is_goal = True
            elif is_goal:
                is_goal = not self._ends_goals(start, end)
                if is_goal:
                    yield start, end

    def _ends_goals(self, start: int, end: int) -> bool:
        """Whether a cell is a figure, the name of an office or what was done."""
        if self._text[start].isdigit() or _OFFICE.fullmatch(self._text, start, end):
            return True
        return self._cues.has_past_in(start, end)

    def _cells(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        return [line.span() for line in _LINE.finditer(self._text, paragraph.start, paragraph.end)]

    def _first_cell(self, cells: Sequence[tuple[int, int]]) -> int | None:
        """Index of the first cell below a head that names a column of goals and, behind it, one of progress."""
        goals: int | None = None
        for index, (start, end) in enumerate(cells):
            if end - start > LONGEST_HEAD_CELL:
                goals = None
            elif _HEAD_OF_GOALS.fullmatch(self._text, start, end):
                goals = index
            elif goals is None or index - goals > MOST_HEAD_CELLS:
                continue
            elif _HEAD_OF_PROGRESS.fullmatch(self._text, start, end):
                return self._end_of_head(cells, index + 1)
        return None

    def _end_of_head(self, cells: Sequence[tuple[int, int]], index: int) -> int:
        """The first cell of the body: a serial number, or a cell too long for a head."""
        for at, (start, end) in enumerate(cells[index : index + MOST_HEAD_CELLS], start=index):
            if _SERIAL.fullmatch(self._text, start, end) or end - start > LONGEST_HEAD_CELL:
                return at
        return index
