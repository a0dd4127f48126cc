"""Blanks of a form text: 投入 X 亿元, 比例达 X%, 统筹资金***万元."""

from __future__ import annotations

import re

from metrics.domain.statements import Comparator
from metrics.normaliser.choices import opening_with
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.units import find_unit

_BLANK = (
    r"(?<![A-Za-z0-9+×X*_“.第〇一二三四五六七八九十])(?:[Xx×]{1,6}(?:\.[Xx×0-9]{1,3})?|\*{2,8}(?:\.\*{1,4})?|_{2,12}|〇{2,6}|□{1,6}|[?？]{2,4}"
    r"|(?<=[\u4e00-\u9fff])\*(?:\.\*)?(?=[百千万亿个所家处人名项套元%]))(?![A-Za-z0-9+×X*_])[ ]{0,2}"
    r"[百千万亿]{0,2}[余多]?[百千万亿]{0,2}[ ]{0,1}"
)
#: Patterns of a blank by the sign that it opens with: most texts have none of these.
_BLANKS = {sign: opening_with(sign, f"({_BLANK})") for sign in "Xx×*_〇□?？"}
#: Units of dates and measure words that behind a blank name an office, a place or a group.
_NO_AMOUNT = frozenset("年月日班组队站片块层门区部级类室线段道度里角方点分本单口堂集园米升MmtgLP路周届") | {
    "单位",
    "周年",
}
_OFFICE = re.compile(r"处(?:室|长|负责|牵头)|人(?:民|大|社|才|力)|家(?:长|庭)|所(?:长|在)|个人")


def find_placeholders(text: str) -> list[QuantityMatch]:
    """Blanks that stand before a unit or measure word."""
    spans: list[tuple[int, int]] = []
    for sign, pattern in _BLANKS.items():
        if sign in text:
            spans += [blank.span(1) for blank in pattern.finditer(text)]
    matches = [_match(text, start, end) for start, end in sorted(spans)]
    return [match for match in matches if match is not None]


def _match(text: str, start: int, end: int) -> QuantityMatch | None:
    unit = find_unit(text, end)
    if unit is None or unit.word in _NO_AMOUNT:
        return None
    behind = end + len(unit.word)
    opens_clause = start == 0 or text[start - 1] in "，。；：、\n（ 在由"
    if _OFFICE.match(text, end) or (unit.word == "处" and opens_clause and end - start > 1):
        return None
    return QuantityMatch(start, behind, start, behind, None, unit.unit, unit.word, Comparator.EQ, "placeholder")
