"""What a text says of itself: its kind, issuer, date, plan year, title and number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice

from metrics.domain.statements import DocumentFacts, DocumentKind, KnownFacts
from metrics.normaliser.choices import opening_with
from metrics.normaliser.facts_dateline import day_of_wire
from metrics.normaliser.facts_header import (
    find_number,
    find_published,
    find_signature,
    lines_of,
)
from metrics.normaliser.facts_issuer import find_issuer
from metrics.normaliser.facts_kind import (
    HEAD,
    MANY_MARKS,
    PLANNED_YEAR,
    REVIEWED_YEAR,
    kind_of,
    plans_year_told_of,
)
from metrics.normaliser.facts_title import find_title
from metrics.normaliser.script import clean as simplified
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_context import section_days, year_given_in
from metrics.normaliser.times_numerals import common_years

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_YEARS = re.compile(
    r"(?:19|20)[0-9]{2}年?[-—~至]{1,2}(?:(?:19|20)[0-9]{2})|[三四五六七八九十]年(?:行动|规划|计划|发展)|十[一二三四五六]五|中长期|以来"
)
#: 06年: with its leading zero a year and no span of years.
_SHORT_YEAR = re.compile(r"(?<![0-9])(0[0-9])年")
_OPENING_YEAR = opening_with(
    "12做推抓",
    r"(?:(?<![到至])((?:19|20)[0-9]{2})年，?(?:是|[一-龥]{0,12}工作的?(?:总体|指导|主要目标|思路))|(?:做好|推进|抓好)((?:19|20)[0-9]{2})年)",
)
#: The year of a form in a line below its name (（2020年度）).
_FORM_OF_YEAR = re.compile(r"^[（(]?(20[0-9]{2})年度[）)]()$", re.M)
_HALF_YEARS = re.compile(r"[上下]半年|季度")
#: A year that a text aims at is not the year it plans.
_YEAR_NOT_AIMED_AT = re.compile(r"(?<![到至—~-])(?<!过去的)((?:19|20)[0-9]{2})年(?![0-9]{1,2}月[0-9]{1,2}日)")
#: A year that news names with what is planned in it.
_YEAR_PLANNED = re.compile(
    r"(?<![到至—~-])(20[0-9]{2})年(?:度|的)?，?(?!以来|年?[末底前]|[上下]半年)"
    r"(?:(?:是[^。；：]{0,60}?)?[^。；：，完%0-9]{0,24}?(?:，[^。；：，完%0-9]{0,14}?)?"
    r"(?:预期目标|主要目标|工作目标|工作蓝图|工作要点|力争|(?:[0-9]{1,2}件)?(?:为民办实事|民生实事)(?![^。；\n]{0,14}(?:如期|圆满|顺利|已|落实|办结|兑现))|将实现|将完成|将会[有发]|预期达|计划(?:投|招|实|建|开|在|安)))"
)
#: 2015年，我县…，将集中力量办好十件民生实事: deeds that are announced for a year.
_YEAR_OF_DEEDS = re.compile(
    r"(?<![到至—~-])(20[0-9]{2})年，[^。；\n]{0,100}(?:将|要)(?:集中力量|重点|着力|全力|继续)?"
    r"(?:办好|办理|兴办|实施|抓好)[^，。；\n]{0,4}件[^，。；\n]{0,8}实事"
)
_YEAR_OF_NO_DAY = re.compile(r"((?:19|20)[0-9]{2})年(?![0-9]{1,2}月[0-9]{1,2}日)")
_WITHIN_THE_YEAR = re.compile(r"全年|(?<!年)(?<![0-9])1?[0-9]月底前|(?<![0-9年])年底前|今年|本年度")
#: Words that count from the day of publication: which year they plan.
_THIS_YEAR = re.compile(
    r"今年，?(?:我[省市县区州])?(?:是|要|将|[一-龥]{0,12}工作的?(?:总体|指导|主要|思路|重点|安排|目标)|[一-龥]{0,8}(?:任务|目标|安排|打算|计划)(?!已|完成))"
)
#: A headline, or a heading within news, that sets out a year by its name.
_YEAR_SET_OUT = re.compile(
    r"(?<![到至])(?P<year>20[0-9]{2})年(?![上下]半年|第?[一二三四]季度)[^，。]{0,14}(?:[将拟]|计划|力争|投资|实事|工作重点|重点工作|主要任务|工作安排|预期目标|主要目标|目标任务)"
)
#: A report to a people's congress that a headline names with its year (图解2018年…政府工作报告, 施政报告2025).
_YEAR_OF_REPORT = re.compile(
    r"(?<![到至—~-])(20[0-9]{2})年?[^，。、和及与0-9]{0,12}(?:政府工作报告|施政报告)|(?:政府工作报告|施政报告)》?[^，。0-9]{0,6}(20[0-9]{2})"
)
_REPORT_GONE = re.compile("完成|落实|兑现|执行|回顾|进展|交账|成绩单")
#: A plan of a year, or a list of its deeds, that a text says was issued or drawn up.
_YEAR_ISSUED = re.compile(
    r"(?:印发|公布|下[达发]|发布|出台|编制|制[定订]|拟[定订]|起草)[^，。《]{0,8}《(20[0-9]{2})年[^《》\n]{2,40}(?:计划|要点|方案|安排|任务|实事|实事项目)(?:（[^（）《》]{2,12}）)?(?:的通知)?》"
    r"|(20[0-9]{2})年[^，。；\n]{2,16}实事项目(?:正式)?(?:发布|公布|出炉|敲定)"
)
_DONE_HEADLINE = re.compile(
    r"全面落实|任务(?:全面|圆满|如期)?完成|(?:落实|完成)$|召开|如期|圆满|会议|已|了|以来|同比|增长|突破|[0-9]月|情况|成效|回顾"
)
#: A page on which a site of model texts has put several of them.
_SEVERAL_TEXTS = re.compile(r"（(?:精选|共|通用|合集)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})篇）")
SEVERAL_TEXTS_HEAD = 200
_TASKS = re.compile(r"(?:(?P<year>20[0-9]{2})年|今年)[^。；，]{0,24}主要任务(?:是|有|为|：)")
#: A note on projects of a year begins with what the year is to bring, before what was done of it.
_YEAR_OF_PROJECTS = re.compile(
    r"\s*(20[0-9]{2})年[^。：；0-9]{2,16}(?:项目|工程)[^。；]{0,60}(?:年度)?计划(?:完成)?投资"
)
_UNDONE = re.compile(r"[^，。；]{0,12}(?:执行|完成|落实)情况")
_SOURCE_OF_NEWS = re.compile(
    r"(?:记者[^，。从]{0,8}从|^|[。，：\n])((?!记者)[一-龥]{3,16}(?:部|局|厅|委|委员会|政府))(?:获悉|了解到|表示|发布|消息|最新数据)",
    re.M,
)
NEWS_HEAD = 3000
LONGEST_HEADING = 50


def read_facts(clean: CleanText, paragraphs: Sequence[Paragraph], known: KnownFacts) -> DocumentFacts:
    """Facts of the document; what is already ``known`` outranks what the text says."""
    lines = lines_of(clean, paragraphs)
    sections = section_days(clean.text, paragraphs)
    title = known.title or (None if sections else find_title(lines))
    plain = common_years(simplified(title).text) if title else None
    signed, signed_by = (None, None) if sections else find_signature(clean, paragraphs)
    published = known.published or (None if sections else find_published(clean, lines) or signed)
    kind = kind_of(clean, paragraphs, plain, published)
    if published is None and kind is DocumentKind.NEWS and not sections:
        published = day_of_wire(clean.text)
    issuer = known.issuer
    if issuer is None and kind is not DocumentKind.TEMPLATE:
        issuer = find_issuer(lines, signed_by) or (_news_source(clean.text) if kind is DocumentKind.NEWS else None)
    plan_year = known.plan_year or (None if sections else _plan_year(clean.text, paragraphs, plain, kind, published))
    if plan_year is None and not sections:
        plan_year = _year_counted_from(published, clean.text, plain, kind)
    return DocumentFacts(kind, issuer, published, plan_year, title, find_number(lines), signed)


def _plan_year(
    text: str, paragraphs: Sequence[Paragraph], title: str | None, kind: DocumentKind, published: date | None
) -> int | None:
    if _SEVERAL_TEXTS.search(text, 0, SEVERAL_TEXTS_HEAD):
        return None
    if title is None and (of_projects := _YEAR_OF_PROJECTS.match(text)):
        return int(of_projects[1])
    if kind is DocumentKind.REPORT:
        return _year_of_tasks(text, title)
    if kind is DocumentKind.NEWS:
        year = _year_set_out(text, paragraphs, title)
        return None if year and published and year > published.year + 1 else year
    if title and kind is not DocumentKind.MIXED and _YEAR.search(title):
        return None if _YEARS.search(title) else _year_of_plan(text, int(_YEAR.findall(title)[-1]))
    if title and _YEARS.search(title):
        return None
    if kind is DocumentKind.MIXED:
        return _coming_year(text, paragraphs, title)
    if title and (given := year_given_in(title, text[:HEAD])):
        return given
    if title and (short := _SHORT_YEAR.search(title)):
        return 2000 + int(short[1])
    head = common_years(text[:HEAD])
    named = _FORM_OF_YEAR.search(head) or _YEAR_ISSUED.search(head) or _OPENING_YEAR.search(head)
    if named:
        return int(named[1] or named[2])
    return (None if title else _year_of_headings(text, paragraphs)) or _only_year(text)


def _year_of_headings(text: str, paragraphs: Sequence[Paragraph]) -> int | None:
    """The one year whose work the headings of a plan without a title name (三、2016年主要工作)."""
    names = [common_years(heading) for heading in _headings(text, paragraphs) if "年" in heading]
    years = {int(f[1]) for name in names if (f := PLANNED_YEAR.search(name)) and not _UNDONE.match(name, f.end())}
    return years.pop() if len(years) == 1 else None


def _year_of_plan(text: str, titled: int) -> int:
    """The year in a plan's title, unless its text opens with a much earlier one and never names that again.

    The year before is the one that a plan looks back on (2025年是收官之年).
    """
    named = _OPENING_YEAR.search(common_years(text[:HEAD]))
    opened = int(named[1] or named[2]) if named else titled
    return opened if opened < titled - 1 and text.count(f"{titled}年") <= 1 else titled


def _year_of_tasks(text: str, title: str | None) -> int | None:
    """Year whose tasks a report on a part of it recalls (今年主要任务有4项)."""
    found = _TASKS.search(text, 0, HEAD) if title and _HALF_YEARS.search(title) else None
    if found is None:
        return None
    named = found["year"] or next(iter(_YEAR.findall(title or "")), None)
    return int(named) if named else None


def _year_set_out(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> int | None:
    """Year whose plan news sets out by name: in its headline, under a heading, or as the one year with goals."""
    if issued := _YEAR_ISSUED.search(text, 0, HEAD):
        return int(issued[1] or issued[2])
    of_report = _YEAR_OF_REPORT.search(title or "")
    if of_report and not _REPORT_GONE.search(title or ""):
        return int(of_report[1] or of_report[2])
    for name in (title or "", *_headings(text, paragraphs)):
        found = _YEAR_SET_OUT.search(name)
        if found and not _DONE_HEADLINE.search(name):
            return int(found["year"])
    planned = {int(found[1]) for found in _YEAR_PLANNED.finditer(text, 0, NEWS_HEAD)}
    if len(planned) == 1:
        return planned.pop()
    of_deeds = _YEAR_OF_DEEDS.search(text, 0, HEAD) if "实事" in text[:HEAD] else None
    return int(of_deeds[1]) if of_deeds else None


def _headings(text: str, paragraphs: Sequence[Paragraph]) -> list[str]:
    return [text[p.start : min(p.end, p.start + LONGEST_HEADING)] for p in paragraphs if p.is_heading]


def _year_counted_from(published: date | None, text: str, title: str | None, kind: DocumentKind) -> int | None:
    """Year that a plan means by 今年: that of its publication."""
    if published is None or kind not in (DocumentKind.PLAN, DocumentKind.MIXED):
        return None
    if _YEARS.search(title or "") or (kind is DocumentKind.PLAN and _YEAR.search(title or "")):
        return None
    return published.year if _THIS_YEAR.search(text, 0, HEAD) else None


def _coming_year(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> int | None:
    if title and "政府工作报告" in title and (year := _YEAR.search(title)):
        return int(year[1])
    if title and plans_year_told_of(text) and (year := _YEAR.search(title)):
        return int(year[1])
    names = [title or "", *map(common_years, _headings(text, paragraphs))]
    for name in names:
        planned = [int(f[1]) for f in PLANNED_YEAR.finditer(name) if not _UNDONE.match(name, f.end())]
        if planned:
            return max(planned)
    if title and _HALF_YEARS.search(title) and (year := _YEAR.search(title)):
        return int(year[1])
    reviewed = next((found for name in names if (found := REVIEWED_YEAR.search(name))), None)
    if reviewed is None:
        return None
    is_half = any(_HALF_YEARS.search(name) for name in names)
    return int(reviewed[1]) if is_half else int(reviewed[1]) + 1


def _only_year(text: str) -> int | None:
    """The one year that a plan speaks of, when it speaks of it again and again or of what is due within the year."""
    years = set(_YEAR_OF_NO_DAY.findall(text))
    if len(years) != 1:
        return None
    times = sum(1 for _ in islice(_YEAR_NOT_AIMED_AT.finditer(text), MANY_MARKS + 1))
    is_planned = times > MANY_MARKS or (times > 0 and _WITHIN_THE_YEAR.search(text))
    return int(next(iter(years))) if is_planned else None


def _news_source(text: str) -> str | None:
    named = Counter(found[1] for found in _SOURCE_OF_NEWS.finditer(text, 0, NEWS_HEAD))
    return named.most_common(1)[0][0] if named else None
