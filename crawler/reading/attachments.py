"""Files offered beside a bulletin: by extension, by the download scripts of each CMS, in viewers without a link."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from crawler.reading.containers import Span
from crawler.reading.document import TEXT, Document, Node
from crawler.reading.furniture import is_in_page_part
from crawler.reading.text import clean
from crawler.reading.types import Attachment

_FILE_NAME = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|dps|ofd|rtf|csv|txt|zip|rar|7z|cebx?|gd|tiff?)(?:[?#]|$)", re.IGNORECASE
)
#: The text of a link that leads to a file whatever its address looks like, unless that is a page's.
_FILE_TITLE = re.compile(r"[^.\s]\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|zip|rar|7z|cebx?)$", re.IGNORECASE)
_PAGE_NAME = re.compile(r"\.s?html?(?:[?#]|$)", re.IGNORECASE)
#: Downloads whose address shows no file name, or shows it only in a query value.
_DOWNLOADS = re.compile(
    r"downfile\.jsp|download\.jsp|DownloadAttachUrl|wbfileid=|/module/download/|downloadfile|download\.do|/attach(?:ment)?s?/(?:down|get)"
    r"|[?&](?:attachid|fileid|attachmentid|filename|file_id)=|/file/download|/download/\d|/down(?:load)?\?\w{1,20}=|jpaas-jiop-web-server/file|DownLoad\.ashx|/protect/P0",
    re.IGNORECASE,
)
#: A link in a script's literal, its quotes escaped or not.
_WRITTEN_LINK = re.compile(
    r"<a\s[^<>]{0,200}?href\s{0,2}=\s{0,2}\\?[\"']([^\"'\\<>]{1,500})\\?[\"'][^<>]{0,200}>([^<]{0,200})"
)
_LONGEST_SCRIPT = 20_000
_ANNEX_HEADING = re.compile(r"^[【\[]?(?:相关|文件|正文)?附件(?:下载|列表|信息)?[】\]]?\s?[:：【]?$")
_NODES_TO_HEADING = 200
_LEVELS_AROUND = 4
_NODES_AFTER = 60
_VIEWERS = {"iframe": "src", "embed": "src", "object": "data"}


def is_file_address(url: str) -> bool:
    """True where an address names a file to keep rather than a page to read."""
    return bool(_FILE_NAME.search(url) or _DOWNLOADS.search(url))


def find_attachments(document: Document, body: Span | None, base: str | None) -> tuple[Attachment, ...]:
    """Files linked in the body or beside it (not in navigation or footer), in page order, each address once."""
    found: dict[str, Attachment] = {}
    start, end = _region(document, body)
    for index in sorted([*document.links, *document.viewers, *document.scripts]):
        node = document.nodes[index]
        inside = body is not None and body.start <= index < body.end
        if node.hidden or not (inside or start <= index < end):
            continue
        files = _written_files(node.text) if node.tag == "script" else [_file_of(document, node)]
        for href, name in files:
            if not href or not (inside or name.startswith("附件") or not is_in_page_part(document, index)):
                continue
            url = resolve(href, base)
            kept = found.get(url)
            if kept is None or (not kept.name and name):
                found[url] = Attachment(url, name or _name_in_address(href))
    return tuple(found.values())


def _written_files(source: str) -> list[tuple[str, str]]:
    """Links to files that a small script writes in its place (TRS: ``document.write('<a href="./P0…doc">…')``)."""
    if len(source) > _LONGEST_SCRIPT or "document.write" not in source or "href" not in source:
        return []
    return [(href, clean(name)) for href, name in _WRITTEN_LINK.findall(source) if is_file_address(href)]


def _region(document: Document, body: Span | None) -> tuple[int, int]:
    """The nodes around a body where its files may be offered: a few levels up, never the whole page."""
    if body is None:
        return 0, len(document.nodes)
    start, end = body.start, _annex_end(document, body.end)
    for node, _ in zip(document.ancestors(body.start), range(_LEVELS_AROUND), strict=False):
        if node.tag in ("body", "html"):
            return start, min(len(document.nodes), end + _NODES_AFTER)
        start, end = node.index, max(end, node.end)
    return start, end


def _annex_end(document: Document, end: int) -> int:
    """Where the box ends that a heading 附件下载 opens below a body; the end of the body where there is none."""
    for node in document.nodes[end : end + _NODES_TO_HEADING]:
        text = clean(node.text) if node.tag == TEXT and "附" in node.text else ""
        if (node.link >= 0 and text.startswith("附件")) or (len(text) < 60 and _ANNEX_HEADING.match(text)):
            return min(len(document.nodes), node.end + _NODES_AFTER)
    return end


def _file_of(document: Document, node: Node) -> tuple[str, str]:
    if node.tag == "a":
        href = node.attribute("href")
        marked = "sudyfile-attr" in node.attributes or node.attribute("appendix") == "true"
        if href and not href.lower().startswith(("javascript:", "mailto:", "#")):
            is_file = marked or is_file_address(href)
            text = "" if _PAGE_NAME.search(href) and not is_file else document.text(node.index)
            if is_file or _FILE_TITLE.search(text):
                return href, text or _sudy_name(node) or clean(node.attribute("title"))
    elif node.tag in _VIEWERS:
        source = node.attribute(_VIEWERS[node.tag])
        nested = (
            parse_qs(urlsplit(source).query).get("file", [""])[0] if "file=" in source and "[" not in source else source
        )
        if is_file_address(nested):
            return nested, ""
    elif "pdfsrc" in node.attributes:
        return node.attribute("pdfsrc"), _sudy_name(node)
    return "", ""


def _sudy_name(node: Node) -> str:
    text = node.attribute("sudyfile-attr").replace("'", '"')
    try:
        value = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return ""
    return clean(str(value.get("title", ""))) if isinstance(value, dict) else ""


def _name_in_address(href: str) -> str:
    if "[" in href or "]" in href:
        return ""
    parts = urlsplit(href)
    query = parse_qs(parts.query)
    for key in ("showname", "filename", "fileName", "name"):
        if query.get(key):
            return clean(query[key][0])
    return clean(unquote(parts.path.rsplit("/", 1)[-1]))


def resolve(href: str, base: str | None) -> str:
    """An address made absolute where the page's own is known; left as it stands where it is not, or is broken."""
    href = href.replace("\n", "").replace("\r", "").replace("\t", "").strip()
    if base is None:
        return href
    try:
        return urljoin(base, href)
    except ValueError:
        return href
