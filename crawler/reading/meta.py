"""Standard meta tags of government sites (国办发〔2017〕47号) and older cousins. Names in any case; some lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.reading.dates import parse_date
from crawler.reading.document import Document
from crawler.reading.text import clean

#: Not Maketime, HtmlGenerateTime or others="页面生成时间 …": those tell when the page was rendered.
_PUBLISHED = ("pubdate", "publishdate", "publishtime", "publish_time", "article:published_time", "firstpublishedtime")
_PUBLISHED_LATE = ("datepublished", "dcterms.issued", "dc.date", "weibo:article:create_at", "releasedate")
#: Titles that an editor coloured bring their markup along.
_TAG = re.compile(r"</?(?:font|span|strong|b|i|em|u|h[1-6]|p|sub|sup|br)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_RENDERED = ("maketime", "htmlgeneratetime", "others", "lastmodifiedtime")


@dataclass(frozen=True, slots=True)
class MetaTags:
    """What the head says of the page."""

    article_title: str = ""
    published: date | None = None
    content_source: str = ""
    site_name: str = ""
    column_name: str = ""
    page_title: str = ""
    rendered: date | None = None


def read_meta(document: Document) -> MetaTags:
    """Meta tags wherever they stand: fragments and two-headed pages have them in the body."""
    values: dict[str, str] = {}
    page_title = ""
    for node in document.nodes:
        if node.tag == "meta":
            name = (node.attribute("name") or node.attribute("property") or node.attribute("itemprop")).lower()
            content = clean(_TAG.sub("", node.attributes.get("content") or ""))
            if name and content and name not in values:
                values[name] = content
        elif node.tag == "title" and not page_title:
            page_title = document.text(node.index, with_hidden=True)
    return MetaTags(
        article_title=values.get("articletitle", ""),
        published=_first_date(values, _PUBLISHED) or _first_date(values, _PUBLISHED_LATE),
        content_source=values.get("contentsource", ""),
        site_name=values.get("sitename", "") or values.get("og:site_name", ""),
        column_name=values.get("columnname", "") or values.get("lanmu", ""),
        page_title=page_title,
        rendered=_first_date(values, _RENDERED),
    )


def _first_date(values: dict[str, str], names: tuple[str, ...]) -> date | None:
    return next((day for day in (parse_date(values.get(name)) for name in names) if day), None)
