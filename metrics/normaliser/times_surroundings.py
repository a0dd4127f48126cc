"""Words around a number or a date that say what the date is for: a start-up, an end alone, a goal beside its result."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain

from metrics.domain.statements import Recurrence
from metrics.normaliser.choices import opening_with
from metrics.normaliser.segments import Clause, Paragraph, QuantityMatch

#: What a plant yields once it runs or runs at full load, what a road or a house gives once it is finished.
_STARTED_UP = re.compile(
    r"(?:达产|投产|达效|满产|建成|完工|竣工|投用|投运|使用|运行|运营|通车)"
    r"(?:达产|达效|投产|投用|投入使用|运行|通车)?后(?![续期勤])"
)
#: A goal of the year, told beside what was done of it (目标12000人，实际完成11386人).
_GOAL = re.compile(r"(?:目标|任务|计划)(?:任务|数|值)?(?:为|是)?(?=$|[0-9])")
_DONE_OF_GOAL = re.compile(r"，(?:全[市县区省年])?(?:实际|已|现已|目前|截至目前|共|累计)*完成")
#: A date that its clause gives to a start or an end alone (2014年6月投产，).
_ONLY_FINISHED = re.compile(
    r"(?:之?前)?(?:全面|正式|全部|基本|陆续|可|将)*"
    r"(?:投产|开工|开工建设|建成|竣工|完工|通车|投用|交付|封顶|试运营|运营|投运|合龙)"
    r"(?:投产|投用|通车|使用|运营|投入使用|启用)?[，；。、]"
)
_FIRST_OF_FINISHED = frozenset("之前全正基陆可将投开建竣完通交封试运合")
_SIZE = re.compile("总投资|[概估]算投资|全长|总长|总库容|总建筑面积|占地")
_PLANNED_FOR_YEAR = re.compile("(?<!规划)计划(?:总?投资|建设|实施|新建|改造|扩建|完成|为)|年度(?:计划|任务)")
#: A will right behind a date.
_AHEAD = re.compile("，?[^，。；0-9]{0,6}?(?:将(?!近)|拟|力争|确保)")
_PLANNED = re.compile("计划|任务|目标|[拟需]")
LONGEST_SIZE = 12
FARTHEST_START_UP = 120
#: Marks of items that follow one another in a paragraph: 一是, 2、 and （3）.
_ITEM = r"(?:([一二三四五六七八九十]{1,2}是)|([0-9]{1,2}、(?!(?![0-9]{4}年)[0-9]))|(（[0-9]{1,2}）))"
_ITEM_MARK = opening_with("一二三四五六七八九十0123456789（", rf"(?<=[。；：，\s]){_ITEM}")
_FIRST_ITEM_MARK = re.compile(_ITEM)
LONGEST_MARK = 4
#: Words whose comma only opens what is said next (会议提出，到2025年，…).
_SAYS = re.compile("(?:提出|明确|指出|表示|要求|介绍|获悉|了解到|强调|部署|根据|按照|力争|[说称])[^，。；]{0,12}$")
#: A sentence that begins so leans on the date of the one before it.
_THEN = ("届时", "到时", "到那时")
LONGEST_INTRODUCTION = 12
LONGEST_SAYING = 15
#: A digit of a figure, not of another year, month or day.
_DIGIT = re.compile("[0-9](?![0-9]{0,3}[年月日])")
_PER_TIME = {
    "/年": "year",
    "/月": "month",
    "/日": "day",
    "/天": "day",
    "/周": "week",
    "/学期": "term",
    "/学年": "school_year",
}

#: Where the items of a paragraph begin, for each sort of mark that stands there more than once.
ItemMarks = list[list[int]]


def last_start_up(text: str, match: QuantityMatch, clause: Clause) -> int | None:
    """Where the last start-up before a number in its sentence ends (达产后|年产…15万吨); a semicolon closes it."""
    start = max(clause.sentence_start, match.start - FARTHEST_START_UP)
    if text.find("后", start, match.start) < 0:
        return None
    found = list(_STARTED_UP.finditer(text, start, match.start))
    if not found or text.find("；", found[-1].end(), match.start) >= 0:
        return None
    return found[-1].end()


def is_of_basis(text: str, end: int, at: int) -> bool:
    """在确保2013年解决甲的基础上，|完成乙: whether a date that ends at ``end`` only tells what is built on."""
    basis = text.find("基础上", end, at)
    return basis >= 0 and text.find("，", end, basis) < 0


def says_only_when_it_ends(text: str, end: int) -> bool:
    """Whether the clause of a date that ends at ``end`` says nothing but that something starts or is finished then."""
    return text[end : end + 1] in _FIRST_OF_FINISHED and _ONLY_FINISHED.match(text, end) is not None


def stays_in_its_sentence(text: str, date: tuple[int, int], clause: Clause) -> bool:
    """Whether an earlier sentence keeps its date to itself: it closes it (…，年底前完工。) or is a part's."""
    start, end = date
    if start < clause.paragraph.start:
        return False
    if text.endswith(("其中", "其中，", "其中："), 0, start) or says_only_when_it_ends(text, end):
        return True
    stop = text.find("。", end, clause.sentence_start)
    if stop >= 0 and text.startswith(_THEN, stop + 1):
        return False
    begins = text[start - 1] in "。：\n，到至" and text.startswith("，", end)
    if stop < 0 or begins or start == clause.paragraph.start:
        return False
    return _DIGIT.search(text, end, stop) is None


def is_in_passing(text: str, date_start: int, paragraph_start: int) -> bool:
    """Whether a date stands in the middle of its sentence (优化试点，“十五五”时期新增人口8万), not in what opens it."""
    opens = (
        paragraph_start + 1 + max(text.rfind(stop, paragraph_start, date_start) - paragraph_start for stop in "。；：")
    )
    comma = text.rfind("，", max(opens, paragraph_start), date_start)
    if comma < 0 or date_start - opens <= LONGEST_INTRODUCTION:
        return False
    return _SAYS.search(text, max(opens, comma - LONGEST_SAYING), comma) is None


def item_marks(text: str, paragraph: Paragraph) -> ItemMarks:
    """Where the items of a paragraph begin, in order."""
    marks: ItemMarks = [[], [], []]
    first = _FIRST_ITEM_MARK.match(text, paragraph.start)
    for mark in chain((first,) if first else (), _ITEM_MARK.finditer(text, paragraph.start + 1, paragraph.end)):
        sort = mark.lastindex or 1
        marks[sort - 1].append(mark.start(sort))
    return [starts for starts in marks if len(starts) > 1]


def belongs_to_item_before(marks: ItemMarks, date_start: int, clause: Clause) -> bool:
    """Whether a date stands in an item (一是, 2、, （3）) and another of its sort begins before the clause is over."""
    end = min(clause.end, clause.start + LONGEST_MARK)
    for starts in marks:
        at = bisect_left(starts, date_start)
        if 0 < at < len(starts) and starts[at] < end:
            return True
    return False


def is_size_of_project(text: str, match: QuantityMatch, clause: Clause) -> bool:
    """Whether a number is the size of a project (总投资3亿元, 全长8公里): only its own sentence can date it."""
    return _SIZE.search(text, max(clause.start, match.start - LONGEST_SIZE), match.start) is not None


def is_of_intent(text: str, end: int) -> bool:
    """Whether a date that ends at ``end`` is that of what is intended (2026年，全县将办好十件实事：)."""
    return _AHEAD.match(text, end) is not None


def is_said_ahead(text: str, start: int, end: int, clause: Clause) -> bool:
    """Whether the words at a date of the sentence say that it was still to come (秋季将新开办93所, 预计到年底完成)."""
    if start < clause.sentence_start:
        return False
    if text.endswith(("预计", "预计到", "预计至", "计划到", "计划于", "拟于", "力争到", "力争", "确保"), 0, start):
        return True
    return _AHEAD.match(text, end) is not None


def tells_of_plan(text: str, clause: Clause) -> bool:
    """Whether the sentence up to the end of a clause says that something was planned."""
    return _PLANNED.search(text, clause.sentence_start, clause.end) is not None


def tells_of_plan_of_year(text: str, clause: Clause) -> bool:
    """Whether the sentence up to the end of a clause says what a project or a year was planned to bring."""
    return _PLANNED_FOR_YEAR.search(text, clause.sentence_start, clause.end) is not None


def is_told_with_what_was_done(text: str, match: QuantityMatch, clause: Clause) -> bool:
    """Whether a number is a goal beside its result: a goal of the year under report."""
    if not _GOAL.search(text, max(clause.start, match.start - 8), match.start):
        return False
    return _DONE_OF_GOAL.match(text, match.end) is not None


def closes_attribute(text: str, match: QuantityMatch, between: str) -> bool:
    """Whether a bracket with words of its own (新院区（床位600张）9月底前搬迁) closes after the number."""
    return "）" in between and "（" not in between and text[match.outer_start - 1] != "（"


def period_behind(text: str, end: int) -> Recurrence | None:
    """Period that a number gives behind a stroke (3万吨/年)."""
    if not text.startswith("/", end):
        return None
    return next((Recurrence(period) for sign, period in _PER_TIME.items() if text.startswith(sign, end)), None)
