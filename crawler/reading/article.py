"""An article from its layers: meta tags, labelled header fields, body by CMS marks or density.

Each layer fills what the ones before it left open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.reading.attachments import find_attachments
from crawler.reading.body import body_lines, render
from crawler.reading.containers import Span, find_body
from crawler.reading.dates import date_in_url, find_dates, is_date_only, parse_date, shows_clock, without_date
from crawler.reading.document import Document
from crawler.reading.fields import BORDER, HeaderFields, best_fields, only_clear, read_fields, zone_lines
from crawler.reading.furniture import is_furniture_line
from crawler.reading.labels import LABELS
from crawler.reading.meta import MetaTags
from crawler.reading.pager import find_next_part
from crawler.reading.text import clean, is_cut, squeeze, without_ellipsis
from crawler.reading.titles import find_title
from crawler.reading.types import Article

_LINES_BEFORE = 400
_NODES_BEFORE = 600
_NEAR = 12
_NUMBER = re.compile(
    r"^([\u4e00-\u9fff()（）]{2,24}\s?[〔\[［(（【]\s?(?:19|20)\d{2}\s?[〕\]］)）】]\s?第?\s?\d{1,5}\s?号)(?:\s|$)"
)
_ORGANISATION = re.compile(r"^(?!星期|今天)[\u4e00-\u9fff·（）()、 ]{2,30}$")
_PIECES = re.compile(r"[\x1f|｜【】]")
_CLOSING_LINES = 2
_SIGNED = re.compile(
    r"^(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?\s{1,4}"
    r"(?P<name>[\u4e00-\u9fff]{1,20}(?:网|报|社|台|局|厅|委|办|部|院|校|中心|政府|频道|在线|客户端|公众号))$"
)
_JSON_LD = re.compile(r"\"datePublished\"\s{0,3}:\s{0,3}\"([^\"]{8,40})\"")


#: The rank of labels that may name the day of the document instead of its publication.
_OF_DOCUMENT = 1


@dataclass(frozen=True, slots=True)
class _Beside:
    """A day near the title or the end of the text; ``timed`` where the time of day stands with it.

    ``days`` are all that stand there: a bulletin taken over from another site may carry that one's day as well.
    """

    day: date | None = None
    name: str = ""
    timed: bool = False
    days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class ArticleCandidate:
    """What a page would be as an article, and how much speaks for it."""

    article: Article
    span: Span | None
    fields: HeaderFields
    headed: bool = False


def read_article(document: Document, meta: MetaTags, url: str | None, base: str | None) -> ArticleCandidate:
    """The page read as an article, whatever it is."""
    span = find_body(document)
    before, inside, after = _zones(document, span)
    fields = best_fields(read_fields(before) + only_clear(read_fields(inside), inside))
    title = find_title(document, meta, fields.title, span)
    near = _beside_title(before, [] if span and span.trusted else inside, title)
    later = best_fields(read_fields(after)) if fields.published is None or not fields.source else HeaderFields()
    if near.day is None and fields.published is None and later.published is None:
        near = _signed(after)
    rendered = render(document, span) if span else None
    lines = body_lines(rendered.lines, title, trusted=bool(span and span.trusted)) if rendered and span else []
    article = Article(
        title=title,
        body="\n".join(lines),
        published=_published(meta.published, fields, near) or later.published or _last_resort(document, url),
        written=fields.written,
        source=_source(fields, later, meta, near.name, title),
        document_number=fields.document_number or _number_in([*lines[:8], *inside, *before[-6:]]),
        tables=tuple(rendered.tables) if rendered else (),
        attachments=find_attachments(document, span, base),
        next_part=find_next_part(document, span.start, span.end, base) if span else None,
    )
    wanted = squeeze(title)
    headed = bool(wanted) and any(squeeze(line.replace(BORDER, "")) == wanted for line in [*before[-_NEAR:], *inside])
    return ArticleCandidate(article, span, fields, headed)


def _zones(document: Document, span: Span | None) -> tuple[list[str], list[str], list[str]]:
    """Lines before the body, the header lines it begins with, lines after it."""
    if span is None:
        return zone_lines(document, 0, len(document.nodes))[-_LINES_BEFORE:], [], []
    before = zone_lines(document, max(0, span.start - _NODES_BEFORE), span.start)[-_LINES_BEFORE:]
    after = zone_lines(document, span.end, min(len(document.nodes), span.end + 80))[:30]
    inside: list[str] = []
    for line in zone_lines(document, span.start, min(span.end, span.start + 200)):
        if len(line) > 200 or "。" in line or len(inside) >= (8 if span.trusted else 48):
            break
        inside.append(line)
    return before, inside, after


def _published(in_meta: date | None, fields: HeaderFields, near: _Beside) -> date | None:
    """The day in the meta tags, unless the page shows an earlier one beside its title.

    Moving to another CMS gives old bulletins a new PubDate. 发文日期 and 公开日期 are no such days, nor is a day
    without label or time: the law under its title carries the day that it was passed.
    """
    shown = near.day if near.day == fields.published or (fields.published is None and near.timed) else None
    if in_meta and shown and shown < in_meta and in_meta not in near.days and fields.published_rank != _OF_DOCUMENT:
        return shown
    return in_meta or fields.published or near.day


def _beside_title(before: list[str], inside: list[str], title: str) -> _Beside:
    """A day (and a body's name beside it) that stands between title and text, with or without label."""
    wanted = squeeze(title)
    lines = before[-_NEAR:]
    heads = [number for number, line in enumerate(lines) if wanted and squeeze(line.replace(BORDER, "")) == wanted]
    inner = [line for line in inside[:6] if len(line) <= 60 and "，" not in line]
    lines = [*reversed(lines[heads[-1] + 1 :]), *inner] if heads else [*inner, *reversed(lines[-3:])]
    dated = [(line, days) for line in lines if len(line) <= 100 and (days := _days_in(line))]
    if not dated:
        return _Beside()
    line, days = dated[0]
    shown = frozenset(day for _, found in dated for day in found)
    return _Beside(days[0], _name_beside(line), shows_clock(line), shown)


def _days_in(line: str) -> list[date]:
    return find_dates(line.replace(BORDER, " ")) or find_dates(line.replace(BORDER, "")) or _days_alone(line)


def _days_alone(line: str) -> list[date]:
    """Days that are one piece of a line by themselves: ``| 18-03-20 | 【打印】``."""
    return [day for piece in _PIECES.split(line) if is_date_only(piece) and (day := parse_date(piece))]


def _signed(after: list[str]) -> _Beside:
    """The day with a publisher's name beside it that closes a text: ``2020-02-11 14:51 某日报``."""
    for line in after[:_CLOSING_LINES]:
        match = _SIGNED.match(line.replace(BORDER, " ").strip())
        if match:
            return _Beside(parse_date(line), match["name"])
    return _Beside()


def _name_beside(line: str) -> str:
    for piece in re.split(r"[\x1f|｜(（【\[]|\s{2,}", line):
        text = clean(without_date(piece))
        if (
            _ORGANISATION.match(text)
            and not is_furniture_line(text)
            and "".join(text.split()) not in LABELS
            and not parse_date(text)
        ):
            return text
    return ""


def _source(fields: HeaderFields, later: HeaderFields, meta: MetaTags, beside: str, title: str) -> str | None:
    """来源 on the page, 发布机构, the meta tag (on some sites it repeats the title), names without label."""
    named = fields.source if fields.source_rank <= 1 else ""
    in_meta = (
        meta.content_source if squeeze(meta.content_source) != squeeze(title) and len(meta.content_source) <= 60 else ""
    )
    late = later.source if later.source_rank == 0 else ""
    if is_cut(named) and squeeze(meta.content_source).startswith(squeeze(without_ellipsis(named))):
        named = meta.content_source
    return named or in_meta or late or beside or fields.source or None


def _number_in(lines: list[str]) -> str | None:
    """A document number that opens one of the lines."""
    found = (_NUMBER.match(clean(line.replace(BORDER, ""))) for line in lines if len(line) <= 120)
    return next((match.group(1) for match in found if match), None)


def _last_resort(document: Document, url: str | None) -> date | None:
    for index in document.scripts:
        match = _JSON_LD.search(document.nodes[index].text)
        if match:
            return parse_date(match.group(1))
    return date_in_url(url) if url else None
