"""What a text says of itself: its kind, issuer, date, plan year, title and number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind, KnownFacts
from metrics.normaliser.facts_header import (
    find_number,
    find_published,
    find_signature,
    lines_of,
)
from metrics.normaliser.facts_issuer import find_issuer
from metrics.normaliser.facts_kind import HEAD, MANY_MARKS, PLANNED_YEAR, REVIEWED_YEAR, kind_of
from metrics.normaliser.facts_title import find_title
from metrics.normaliser.script import clean as simplified
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_context import section_days
from metrics.normaliser.times_numerals import common_years

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_YEARS = re.compile(
    r"(?:19|20)[0-9]{2}年?[-—~至]{1,2}(?:(?:19|20)[0-9]{2})|[三四五六七八九十]年(?:行动|规划|计划|发展)|十[一二三四五六]五|中长期|以来"
)
_OPENING_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})年，?(?:是|[一-龥]{0,12}工作的?(?:总体|指导|主要目标|思路))|(?:做好|推进|抓好)((?:19|20)[0-9]{2})年"
)
_HALF_YEARS = re.compile(r"[上下]半年|季度")
_UNDONE = re.compile(r"[^，。；]{0,12}(?:执行|完成|落实)情况")
_SOURCE_OF_NEWS = re.compile(
    r"(?:记者[^，。从]{0,8}从|^|[。，：\n])((?!记者)[一-龥]{3,16}(?:部|局|厅|委|委员会|政府))(?:获悉|了解到|表示|发布|消息|最新数据)",
    re.M,
)
NEWS_HEAD = 3000


def read_facts(clean: CleanText, paragraphs: Sequence[Paragraph], known: KnownFacts) -> DocumentFacts:
    """Facts of the document; what is already ``known`` outranks what the text says."""
    lines = lines_of(clean, paragraphs)
    sections = section_days(clean.text, paragraphs)
    title = known.title or (None if sections else find_title(lines))
    plain = common_years(simplified(title).text) if title else None
    signed, signed_by = (None, None) if sections else find_signature(clean, paragraphs)
    published = known.published or (None if sections else find_published(clean, lines) or signed)
    kind = kind_of(clean, paragraphs, plain, published)
    issuer = known.issuer
    if issuer is None and kind is not DocumentKind.TEMPLATE:
        issuer = find_issuer(lines, signed_by) or (_news_source(clean.text) if kind is DocumentKind.NEWS else None)
    plan_year = known.plan_year or (None if sections else _plan_year(clean.text, paragraphs, plain, kind))
    return DocumentFacts(kind, issuer, published, plan_year, title, find_number(lines), signed)


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
    if title and "政府工作报告" in title and (year := _YEAR.search(title)):
        return int(year[1])
    headings = [text[p.start : min(p.end, p.start + 50)] for p in paragraphs if p.is_heading]
    names = [title or "", *map(common_years, headings)]
    for name in names:
        planned = [int(f[1]) for f in PLANNED_YEAR.finditer(name) if not _UNDONE.match(name, f.end())]
        if planned:
            return max(planned)
    if title and _HALF_YEARS.search(title) and (year := _YEAR.search(title)):
        return int(year[1])
    reviewed = next((found for name in names if (found := REVIEWED_YEAR.search(name))), None)
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
