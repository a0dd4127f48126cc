"""First counts of a year that was not over when a report was given: 2016年预计（下同）… read in November 2016."""

from __future__ import annotations

import re

from metrics.normaliser.kinds_dates import DateEvidence
from metrics.normaliser.sites import Site

#: The day of the meeting at which a report is given, in the last months of a year, near the head of the text.
_GIVEN = re.compile(r"(20[0-9]{2})年(?:9|1[0-2])月[0-9]{1,2}日[，（]?在[^\n。]{2,50}(?:\n+[^\n。]{2,24})?会")
_EXPECTED = re.compile(
    r"(?:(20[0-9]{2})年，?(?:全[年县市区省州]|我[县市区省州])?|(?<=[\n。 \u3000])全年)，?"
    r"预计(?P<all>（(?:数据?，?)?下同）)?"
)
#: 保有量预计达572万台; 今年…预算约7.7亿元: right before a number of news.
_IN_NEWS = re.compile(
    r"(?:预计|料|有望)(?:分别|总共|共)?(?:将|可|能|会)?(?:分别)?(?:达到?|超过?|突破|实现|约为?|近|(?:服务|完成|实现|新增|新建|增加|培训|惠及|受益|带动|减少|节约|补助|改善|改造|提供)[^，。；0-9]{0,6})?$"
    r"|(?P<budget>(?:今年|本年度?)[^，。；]{0,16}预算(?:总额)?(?:约为|约|为|达|是|共)?)$"
)
#: “十四五”期间，…预计完成: the years of a plan that news tells of are not over.
_OF_PLAN_YEARS = re.compile("“?十[一二三四五六七八]五”?(?!规划|计划|以来|[^，。；]{0,6}(?:相比|的[0-9.]*倍))")
#: 2025年预计达8.8万公顷.
_OF_NAMED_YEAR = re.compile("20[0-9]{2}年[^，。；0-9]{0,6}(?:预计|料|有望)[^，。；]{0,6}$")
#: 预计2002年全市实现…, 预计全年完成…: a count that was not closed when a review was given; an opening is still to come.
_FIRST_COUNT = re.compile(r"预计，?(?:(?P<year>20[0-9]{2})年|全年|今年|本年度?|年内|可)[^，。；0-9]{1,24}[0-9]")
_TO_OPEN = re.compile("建成|竣工|投产|达产|通车|完工|开工|动工|投用|交付|启用|入住|投入使用|运营")
HEAD = 800
#: How far back a paragraph is asked.
REACH = 600


def year_not_over(text: str) -> int | None:
    """The year in whose last months a report was given; None where its day is not told or lies early in a year."""
    found = _GIVEN.search(text, 0, HEAD)
    return int(found[1]) if found else None


def first_count_of(text: str, start: int) -> re.Match[str] | None:
    """The first count of a year that 预计 at ``start`` opens; None where something is to open or to be finished."""
    found = _FIRST_COUNT.match(text, start)
    return None if found is None or _TO_OPEN.search(found[0]) else found


def is_expected_in_news(site: Site, dates: DateEvidence) -> bool:
    """Whether news expects a number of a time that was open, or of this year where its own day is not known."""
    found = _IN_NEWS.search(site.before)
    if found is None:
        return False
    is_open = dates.is_open(site)
    if is_open is not None:
        return is_open
    if _OF_NAMED_YEAR.search(site.before):
        return True
    if _OF_PLAN_YEARS.search(site.text, site.clause.sentence_start, site.match.start):
        return True
    return found["budget"] is not None or "今年" in site.text[site.clause.sentence_start : site.match.start]


def is_expected_of(site: Site, year: int) -> bool:
    """Whether a number is only expected for ``year``: 预计（下同） holds for its paragraph, 预计 for its sentence."""
    start = max(site.clause.paragraph.start, site.match.start - REACH)
    for found in _EXPECTED.finditer(site.text, start, site.match.start):
        if (found[1] is None or int(found[1]) == year) and (
            found["all"] or found.start() >= site.clause.sentence_start
        ):
            return True
    return False
