"""Tells a form text (投入 X 亿元, 某市, XX局, {topic}) from a bulletin, which may have a blank or two of its own."""

from __future__ import annotations

import re
from itertools import islice

from metrics.normaliser.choices import spans_of_ways

_BLANK = (
    r"(?:(?<![A-Za-z0-9+.\-/“*_])(?:[Xx]{1,5}|×{1,5})(?![A-Za-z0-9+\-“”])"
    r"|(?<![*_])(?:\*{2,5}|_{2,12})(?![*_])|[○〇]{2,4})"
)
#: A blank where a number belongs, before a unit or a measure word (no form date, no X-ray, no office), or a name.
_PLACE = re.compile(
    _BLANK + r" ?(?:(?P<number>[余多来]?[十百千万亿]{0,2}[余多]?"
    r"(?:[元%吨亩]|平方|公里|公顷|千瓦|立方|个(?!人)|所|家|人(?!员|民|大|社)|名|项|次|户|件|场|套|条|期|节|辆|张|册|篇|座|台|批|对|处(?!长|室|[、，。；：（）]|$)|余))"
    r"|市|县|区|省|镇|乡|街道|局|校|学校|单位|部门|处(?=[、，。；：（）\n]|$)|教育"
    r"|工作|项目|幼儿园|小学|中学|公司|同志|标准|任务|实际|决策|专项|建设|率|整改|人员)"
    r"|(?<![一-龥])某某?(?:市|县|区|省|镇|乡|局|校|学校|单位|部门)|某[市县区](?=教育|政府|委|系统|经济|工作)"
)
_SLOT = re.compile(r"\{[A-Za-z_一-龥]{1,20}\}|【(?:标题|单位名称|地名|姓名)】|\[(?:单位|地名|日期|标题)\]")
_FORM_TITLE = re.compile(r"\{|某[市县区省局校]|[XＸ×*]{1,5}(?:市|县|区|省|局|校|镇|单位|年)|范文|模板|参考样本")
#: A figure with its unit: a text that has many tells them, even where its places are masked (XX县, **局).
_FIGURE = re.compile(
    r"[0-9][余多]?[十百千万亿]{0,2}(?:[元%吨亩]|平方|公里|公顷|千瓦|个|所|家|人|名|项|次|户|件|场|套|条|座|台|张|册|辆|批)"
)
#: Where runs of the characters of blanks begin; a text with hardly any of them is no form.
_BLANK_RUNS = {mark: re.compile(rf"{re.escape(mark)}(?<![Xx×*_○〇]{{2}})(?<!某某)") for mark in "Xx×*_○〇某"}
#: So many blanks, and so many for each thousand characters, make a form.
LEAST_BLANKS = 5
LEAST_PER_THOUSAND = 0.8
FEW_BLANKS = 3
FEW_PER_THOUSAND = 5.0
#: So many figures, and so many for each blank of a figure, make none.
FEW_FIGURES, FIGURES_TO_A_BLANK = 3, 4
LONGEST_FORM = 60_000


def is_template(text: str, title: str | None) -> bool:
    """Whether a text is a form to be filled in, by the number and density of its blanks."""
    part = text[:LONGEST_FORM]
    if _SLOT.search(part[:400]):
        return True
    if sum([part.count(mark) for mark in _BLANK_RUNS if mark in part]) < FEW_BLANKS:
        return False
    places = [_PLACE.match(part, start) for start, _ in spans_of_ways(part, _BLANK_RUNS)]
    numbers = [place["number"] is not None for place in places if place is not None]
    if _tells_figures(part, sum(numbers)):
        return False
    blanks = len(numbers)
    density = blanks * 1000 / max(1, len(part))
    if blanks >= LEAST_BLANKS and density >= LEAST_PER_THOUSAND:
        return True
    if blanks >= FEW_BLANKS and density >= FEW_PER_THOUSAND:
        return True
    return blanks >= 2 and bool(_FORM_TITLE.search(title or text[:60]))


def _tells_figures(text: str, blanks: int) -> bool:
    """Whether figures outnumber the blanks that stand for figures by far."""
    least = max(FEW_FIGURES, blanks * FIGURES_TO_A_BLANK)
    return next(islice(_FIGURE.finditer(text), least - 1, None), None) is not None
