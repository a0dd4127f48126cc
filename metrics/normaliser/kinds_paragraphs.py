"""What a paragraph says at all: asked once for all its numbers, so that most questions need not be asked of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.records import Record
from metrics.normaliser.segments import Paragraph

#: Stages of a project that is still on paper.
STAGES = frozenset(
    [
        "可研",
        "可行性研究",
        "概算",
        "立项",
        "初步设计",
        "待批",
        "报批",
        "拟批复",
        "拟建",
        "批复实施",
        "前期工作",
        "前期准备",
        "拨款申请",
    ]
)
_OPENINGS = frozenset(["初期", "远期", "成后", "产后", "用后", "工后", "车后"])
_COSTS = frozenset(["概算", "估算", "划投资", "划总投资"])
_ADJUSTMENTS = frozenset(["调整", "修改", "修订", "变更"])
_SIZES = frozenset(
    [
        "全长",
        "总长",
        "总投资",
        "划总投资",
        "项目投资",
        "总里程",
        "建筑面积",
        "用地规模",
        "占地面积",
        "总用地",
        "建设面积",
        "总经费",
        "工程经费",
        "斥资",
        "耗资",
    ]
)
_LABELS = frozenset(("目标：", "任务：", "任务为：", "目标为：", "打算：", "安排：", "包括："))
_PARTS_OF_YEAR = frozenset(("季度", "上半年"))
_ANY = re.compile(one_of(longest_first(STAGES | _SIZES | _OPENINGS | _COSTS | _ADJUSTMENTS | _LABELS | _PARTS_OF_YEAR)))


@dataclass(slots=True)
class ParagraphWords(Record):
    """Whether words that a rule cannot do without stand anywhere in a paragraph."""

    tells_stage: bool
    tells_size: bool
    tells_opening: bool
    tells_cost: bool
    tells_adjustment: bool
    has_label: bool
    names_part_of_year: bool


NO_WORDS = ParagraphWords(False, False, False, False, False, False, False)


def words_of(text: str, paragraph: Paragraph) -> ParagraphWords:
    """The words of one paragraph."""
    said = set(_ANY.findall(text, paragraph.start, paragraph.end))
    if not said:
        return NO_WORDS
    return ParagraphWords(
        tells_stage=not said.isdisjoint(STAGES),
        tells_size=not said.isdisjoint(_SIZES),
        tells_opening=not said.isdisjoint(_OPENINGS),
        tells_cost=not said.isdisjoint(_COSTS),
        tells_adjustment=not said.isdisjoint(_ADJUSTMENTS),
        has_label=not said.isdisjoint(_LABELS),
        names_part_of_year=not said.isdisjoint(_PARTS_OF_YEAR),
    )
