"""What a text says of itself: its kind, issuer, date, plan year, title and number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from metrics.domain.statements import DocumentFacts, DocumentKind, KnownFacts
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.facts_header import (
    find_issuer,
    find_number,
    find_published,
    find_signature,
    find_title,
    lines_of,
)
from metrics.normaliser.facts_template import is_template
from metrics.normaliser.script import clean as simplified
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_context import section_days
from metrics.normaliser.times_numerals import common_years

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_YEARS = re.compile(
    r"(?:19|20)[0-9]{2}年?[-—~至]{1,2}(?:(?:19|20)[0-9]{2})|[三四五六七八九十]年(?:行动|规划|计划|发展)|十[一二三四五六]五|中长期|以来"
)
_PLANNED_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})年(?:度)?(?:(?!总结|情况|回顾|成效|明年)[一-龥“”]){0,12}(?:计划|打算|思路|安排|工作要点|重点工作|主要任务|工作任务|工作目标|预期目标|奋斗目标|工作建议|工作总体|预算草案|主要工作)"
)
_REVIEWED_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(?:度)?[一-龥、]{0,12}(?:回顾|总结|完成情况|工作情况|执行情况)")
_OPENING_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})年，?(?:是|[一-龥]{0,12}工作的?(?:总体|指导|主要目标|思路))|(?:做好|推进|抓好)((?:19|20)[0-9]{2})年"
)
_HALF_YEARS = re.compile(r"[上下]半年|季度")
_UNDONE = re.compile(r"[^，。；]{0,12}(?:执行|完成|落实)情况")
_GOALS = re.compile(r"预期目标(?:是|为|：|建议|如下)|主要预期目标|预期目标和")
_FIGURE = re.compile(r"[0-9](?:%|万|亿|个|所|家|公里|套|人|项|处|座|亩|元|名|场|次|户|栋|部|吨|床|张)")
_SOURCE_OF_NEWS = re.compile(
    r"(?:记者[^，。从]{0,8}从|^|[。，：\n])((?!记者)[一-龥]{3,16}(?:部|局|厅|委|委员会|政府))(?:获悉|了解到|表示|发布|消息|最新数据)",
    re.M,
)
HEAD = 600
NEWS_HEAD = 3000
MANY_MARKS = 2


@cache
def _marks(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("documents")[name])


def read_facts(clean: CleanText, paragraphs: Sequence[Paragraph], known: KnownFacts) -> DocumentFacts:
    """Facts of the document; what is already ``known`` outranks what the text says."""
    lines = lines_of(clean, paragraphs)
    sections = section_days(clean.text, paragraphs)
    title = known.title or (None if sections else find_title(lines))
    plain = common_years(simplified(title).text) if title else None
    kind = _kind(clean, paragraphs, plain)
    signed, signed_by = (None, None) if sections else find_signature(clean, paragraphs)
    published = known.published or (None if sections else find_published(clean, lines) or signed)
    issuer = known.issuer
    if issuer is None and kind is not DocumentKind.TEMPLATE:
        issuer = find_issuer(lines, signed_by) or (_news_source(clean.text) if kind is DocumentKind.NEWS else None)
    plan_year = known.plan_year or (None if sections else _plan_year(clean.text, paragraphs, plain, kind))
    return DocumentFacts(kind, issuer, published, plan_year, title, find_number(lines), signed)


def _kind(clean: CleanText, paragraphs: Sequence[Paragraph], title: str | None) -> DocumentKind:
    text = clean.text
    if is_template(text, title):
        return DocumentKind.TEMPLATE
    paper = (title or "").rstrip("）（试行 ").endswith(tuple(load_lexicon("documents")["paper_endings"]))
    if not paper and (_is_news(text) or (title and _marks("news_titles").search(title))):
        return DocumentKind.NEWS
    is_review, is_plan = _looks(text, paragraphs, title)
    if is_review and is_plan:
        return DocumentKind.MIXED
    if is_review or is_plan:
        return DocumentKind.REPORT if is_review else DocumentKind.PLAN
    return _kind_by_marks(text)


def _is_news(text: str) -> bool:
    marks = _marks("news_marks")
    if marks.search(text[:HEAD]) or _marks("news_talk").search(text, 0, NEWS_HEAD):
        return True
    return any(_count(name, text[:NEWS_HEAD]) >= MANY_MARKS for name in ("news_marks", "meeting_marks"))


def _count(name: str, text: str) -> int:
    return sum(1 for _ in _marks(name).finditer(text))


def _looks(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> tuple[bool, bool]:
    """Whether title and headings speak of a period past, and of one coming."""
    named = title or ""
    plan_title, report_title = bool(_marks("plan_titles").search(named)), bool(_marks("report_titles").search(named))
    if _tells_progress(named):
        return True, False
    headings = [(p.start, text[p.start : min(p.end, p.start + 40)]) for p in paragraphs if p.is_heading]
    reviewing = next((h for _, h in headings if _marks("reviewing_headings").search(h)), None)
    if plan_title and not report_title:
        return reviewing is not None and _REVIEWED_YEAR.search(reviewing) is not None, True
    if not report_title and reviewing is None:
        return False, False
    if _PLANNED_YEAR.search(named) or _GOALS.search(text) or "计划草案" in named:
        return True, True
    return True, any(_marks("coming_headings").search(h) and _FIGURE.search(text, at) for at, h in headings)


def _tells_progress(title: str) -> bool:
    """Whether a title announces a notice of what was done so far; what it asks for at its end makes it no plan."""
    return bool(_marks("progress_titles").search(title)) and not _marks("coming_titles").search(title)


def _kind_by_marks(text: str) -> DocumentKind:
    ahead, back = _count("future_marks", text), _count("past_marks", text)
    if ahead >= MANY_MARKS and back >= MANY_MARKS:
        return DocumentKind.MIXED
    return DocumentKind.PLAN if ahead > back else DocumentKind.REPORT


def _plan_year(text: str, paragraphs: Sequence[Paragraph], title: str | None, kind: DocumentKind) -> int | None:
    if kind in (DocumentKind.NEWS, DocumentKind.REPORT):
        return None
    if title and kind is not DocumentKind.MIXED and _YEAR.search(title):
        return None if _YEARS.search(title) else int(_YEAR.findall(title)[-1])
    if title and _YEARS.search(title):
        return None
    if kind is DocumentKind.MIXED:
        return _coming_year(text, paragraphs, title)
    opening = _OPENING_YEAR.search(common_years(text[:HEAD]))
    return int(opening[1] or opening[2]) if opening else _only_year(text)


def _coming_year(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> int | None:
    headings = [text[p.start : min(p.end, p.start + 50)] for p in paragraphs if p.is_heading]
    names = [title or "", *map(common_years, headings)]
    for name in names:
        planned = [int(f[1]) for f in _PLANNED_YEAR.finditer(name) if not _UNDONE.match(name, f.end())]
        if planned:
            return max(planned)
    if title and _HALF_YEARS.search(title) and (year := _YEAR.search(title)):
        return int(year[1])
    if title and "政府工作报告" in title and (year := _YEAR.search(title)):
        return int(year[1])
    reviewed = next((found for name in names if (found := _REVIEWED_YEAR.search(name))), None)
    return int(reviewed[1]) + 1 if reviewed else None


def _only_year(text: str) -> int | None:
    """The one year that a plan speaks of, when it speaks of it again and again."""
    years = Counter(_YEAR.findall(text))
    if len(years) != 1:
        return None
    year, times = years.most_common(1)[0]
    return int(year) if times > MANY_MARKS else None


def _news_source(text: str) -> str | None:
    named = Counter(found[1] for found in _SOURCE_OF_NEWS.finditer(text, 0, NEWS_HEAD))
    return named.most_common(1)[0][0] if named else None
