"""The CMS families that the sample sites imitate: addresses and page sizes as a table, markup in ``templates/``.

Pure: a page is a function of bureau, bulletins and page number. Facts of the families: the templates' own comments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crawler.samples.texts import Attached, Bulletin, Bureau

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Family:
    """One CMS family. ``list_path(page, pages)`` counts pages from 1; ``encoding`` is that of the bytes sent."""

    name: str
    list_path: Callable[[int, int], str]
    article_path: Callable[[Bulletin], str]
    attachment_path: Callable[[Bulletin, Attached], str]
    per_page: int = 6
    encoding: str = "utf-8"
    media_type: str = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``text``) or a table (``rows``, the first is its head) of a body."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a column: its bulletins, its number counted from 1, and how many there are."""

    bulletins: tuple[Bulletin, ...]
    number: int
    pages: int
    total: int


def _trs_list(page: int, _pages: int) -> str:
    return "/zwgk/jhzj/index.html" if page == 1 else f"/zwgk/jhzj/index_{page - 1}.html"


def _vsb_list(page: int, pages: int) -> str:
    return "/jhzj.htm" if page == 1 else f"/jhzj/{pages - page + 1}.htm"


def _ucap_list(page: int, _pages: int) -> str:
    return "/c104031/zwgklist.shtml" if page == 1 else f"/c104031/zwgklist_{page}.shtml"


def _header_table_list(page: int, _pages: int) -> str:
    return "/xxgk/list.asp" if page == 1 else f"/xxgk/list.asp?page={page}"


def _plain_list(page: int, _pages: int) -> str:
    return "/tc/plans/index.html" if page == 1 else f"/tc/plans/page{page}.html"


def _hanweb_article(one: Bulletin) -> str:
    day = one.published
    return f"/art/{day.year}/{day.month}/{day.day}/art_1229_{one.item_number}.html"


def _hanweb_attachment(one: Bulletin, attached: Attached) -> str:
    name = quote(attached.name)
    return f"/module/download/downfile.jsp?classid=0&showname={name}&filename={one.item_number}.docx"


FAMILIES: dict[str, Family] = {
    row.name: row
    for row in (
        Family(
            "trs",
            _trs_list,
            lambda one: f"/zwgk/jhzj/{one.published:%Y%m}/t{one.published:%Y%m%d}_{one.item_number}.html",
            lambda one, _: f"/zwgk/jhzj/{one.published:%Y%m}/W0{one.published:%Y%m%d}{one.item_number}.docx",
        ),
        Family(
            "hanweb", lambda _page, _pages: "/col/col1229/index.html", _hanweb_article, _hanweb_attachment, per_page=60
        ),
        Family(
            "vsb",
            _vsb_list,
            lambda one: f"/info/1023/{one.item_number}.htm",
            lambda one, _: (
                f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid={one.item_number}"
            ),
            per_page=5,
        ),
        Family(
            "header_table",
            _header_table_list,
            lambda one: f"/xxgk/show.asp?id={one.item_number}",
            lambda one, _: f"/xxgk/files/{one.item_number}.docx",
            encoding="gb18030",
            media_type="text/html",
        ),
        Family(
            "ucap",
            _ucap_list,
            lambda one: f"/c104031/{one.published:%Y%m}/174{one.item_number}.shtml",
            lambda one, _: f"/c104031/{one.published:%Y%m}/174{one.item_number}/files/{one.item_number}.docx",
        ),
        Family(
            "plain",
            _plain_list,
            lambda one: f"/tc/plans/p{one.item_number}.html",
            lambda one, _: f"/tc/files/{one.item_number}.docx",
        ),
    )
}


def body_blocks(body: str) -> tuple[Block, ...]:
    """Paragraphs and tables of a body: a table is a run of lines that begin with ``|``."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*(line.strip() for line in body.splitlines()), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block(rows=tuple(rows)))
            rows = []
        if line:
            blocks.append(Block(text=line))
    return tuple(blocks)


def list_page(bureau: Bureau, page: ListPage) -> str:
    """Markup of one list page."""
    family = FAMILIES[bureau.family]
    following = family.list_path(page.number + 1, page.pages) if page.number < page.pages else None
    template = TEMPLATES.get_template(f"{family.name}_list.html")
    return template.render(bureau=bureau, page=page, family=family, next_path=following)


def article_page(bureau: Bureau, bulletin: Bulletin) -> str:
    """Markup of one bulletin."""
    family = FAMILIES[bureau.family]
    template = TEMPLATES.get_template(f"{family.name}_article.html")
    blocks = body_blocks(bulletin.body)
    return template.render(bureau=bureau, one=bulletin, family=family, blocks=blocks)


def encoded(family: Family, markup: str) -> bytes:
    """Markup as the bytes that this family sends."""
    return Markup(markup).encode(family.encoding)
