"""Lists that a page's script fetches: what the page tells of the request, by the makers whose scripts do so.

A maker is one row of ``MAKERS``: where its values stand on the page and what address its script would ask. What other
pages' scripts ask for in plain calls is read in ``script_calls``. Nothing is run and nothing is fetched here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.reading.api_address import is_well_formed
from crawler.reading.attachments import resolve
from crawler.reading.document import Document
from crawler.reading.js_values import Names, arguments_at, known_names, object_at
from crawler.reading.script_calls import plain_calls
from crawler.reading.text import count_in
from crawler.reading.types import ListRequest


@dataclass(frozen=True, slots=True)
class Shell:
    """A page as its scripts see it. ``url`` is the address asked for, with its fragment."""

    source: str
    document: Document
    scripts: list[str]
    names: Names
    url: str


Finder = Callable[[Shell], Iterator[str]]

_SID = re.compile(r"\bSID[\"']?\s{0,3}:\s{0,3}[\"']?(\d{1,12})\b")
_GKMLPT = "/gkmlpt/"
#: Category of everything that a Guangdong catalogue holds.
_ALL = "0"
_UNIT = "/front/page/build/unit"
#: Words of ``tagId``: which part of the page a unit fills.
_LIST_PART = re.compile(
    r"列表|分页|信息|内容|栏目|文件|公告|通知|动态|正文|list|page|content|right|main", re.IGNORECASE
)
_OTHER_PART = re.compile(
    r"导航|菜单|底部|头部|页头|页脚|位置|面包屑|友情|轮播|图片|标题|名称|左侧|搜索|nav|foot|head|banner|menu|crumb|left",
    re.IGNORECASE,
)
_PROXY = re.compile(r"\.jpage\s{0,3}\(")
_HEX = re.compile(r"[0-9a-f]{32}")
#: The path of the search service of 开普: ``/common/search/``, ``/searchList/``, ``/search/``.
_SEARCH_PATH = re.compile(r"[\"'(](/(?:[\w-]{1,30}/){0,3}(?:search|searchList)/)(?=[\"'\s]|[0-9a-f]{32})")
_SEARCH_QUERY = {
    "_isAgg": "true", "_isJson": "true", "_pageSize": "20", "_template": "index", "_rangeTimeGte": "",
    "_channelName": "", "page": "1",
}  # fmt: skip
#: Items a page that a proxy of 大汉 is asked for where the page names no number.
_PER_PAGE, _GROUP, _MOST_A_PAGE = 15, 3, 200


def _gkmlpt(shell: Shell) -> Iterator[str]:
    """Guangdong's 政府信息公开目录: its number in ``window._CONFIG``, the category behind the address's ``#``."""
    if "window._CONFIG" not in shell.source or (sid := _SID.search(shell.source)) is None:
        return
    parts = urlsplit(shell.url)
    prefix, mark, _ = parts.path.partition(_GKMLPT)
    if not mark:
        linked = next((node.attribute("src") for node in shell.document.nodes if _GKMLPT in node.attribute("src")), "")
        if not linked:
            return
        prefix = urlsplit(resolve(linked, shell.url)).path.partition(_GKMLPT)[0]
    category = parts.fragment.strip("/") if parts.fragment.strip("/").isdecimal() else _ALL
    yield f"{prefix}{_GKMLPT}api/all/{category}?page=1&sid={sid.group(1)}"


def _jpaas(shell: Shell) -> Iterator[str]:
    """大汉 JPaaS: ``<script src="…/unitbuild.js" url="…/build/unit" querydata="{'webId':…}">``, one a part.

    The part that holds a list comes first, by the name of its place; parts that are known to be others do not count.
    """
    units = [(node, node.attribute("querydata")) for node in shell.document.nodes if node.tag == "script"]
    found: list[tuple[int, str]] = []
    for node, query in units:
        fields = object_at(query, 0, Names({})) if query.startswith("{") else None
        address = node.attribute("url")
        if not fields or _UNIT not in address:
            continue
        tag = str(fields.get("tagId") or "")
        rank = 0 if _LIST_PART.search(tag) and not _OTHER_PART.search(tag) else 2 if _OTHER_PART.search(tag) else 1
        values = {name: str(value) for name, value in fields.items() if value is not None and value != "null"}
        if rank < 2:
            found.append((rank, f"{address}?{urlencode(values)}"))
    yield from (address for _, address in sorted(found, key=lambda pair: pair[0]))


def _jpage(shell: Shell) -> Iterator[str]:
    """大汉 jpage: ``$("#77").jpage({proxyUrl: …, perPage: …, ajaxParam: {columnid: …}})``.

    The script sends the parameters as a form; the server takes them from the query as well, where they can be read.
    """
    for script in shell.scripts:
        for match in _PROXY.finditer(script):
            arguments = arguments_at(script, match.end() - 1, shell.names)
            settings = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
            proxy, fields = settings.get("proxyUrl"), settings.get("ajaxParam")
            if not isinstance(proxy, str) or not isinstance(fields, dict):
                continue
            size = _number(settings.get("perPage"), _PER_PAGE)
            window = {"startrecord": "1", "endrecord": str(size * _number(settings.get("groupSize"), _GROUP))}
            window |= {"perpage": str(size)}
            window |= {name: value for name, value in fields.items() if isinstance(value, str)}
            yield f"{proxy}?{urlencode(window)}"


def _number(value: object, default: int) -> int:
    count = count_in(value)
    return count if count is not None and 0 < count <= _MOST_A_PAGE else default


def _ucap(shell: Shell) -> Iterator[str]:
    """开普 (UCAP): the column's 32 hexadecimal digits as meta tag or variable, asked of the site's search service."""
    lowered = {name.lower(): value for name, value in shell.names.values.items()}
    channel = lowered.get("channelid") or lowered.get("channel_id") or ""
    if not _HEX.fullmatch(channel):
        return
    path = _SEARCH_PATH.search(shell.source)
    yield f"{path.group(1) if path else '/common/search/'}{channel}?{urlencode(_SEARCH_QUERY)}"


#: Maker → its finder, the particular before the general.
MAKERS: tuple[tuple[str, Finder], ...] = (
    ("gkmlpt", _gkmlpt),
    ("jpaas", _jpaas),
    ("jpage", _jpage),
    ("script", lambda shell: plain_calls(shell.scripts, shell.names)),
    ("ucap", _ucap),
)
#: Makers whose pages name their list request outright: it outranks a list of links without any day.
CERTAIN = frozenset({"gkmlpt", "jpaas", "jpage", "siteserver"})
#: Pieces of an address that name the maker of a request found in a plain call.
_BY_ADDRESS = (
    ("actions/pagecontents", "siteserver"),
    ("/searchList/", "ucap"),
    ("/common/search/", "ucap"),
    ("_isJson=true", "ucap"),
    ("getFileListByCodeId", "ucap"),
    ("/cms/JsonList", "wcm"),
    ("dataproxy.jsp", "jpage"),
    (_UNIT, "jpaas"),
    ("/gkmlpt/api/", "gkmlpt"),
)


def find_list_request(source: str, document: Document, url: str, base: str | None = None) -> ListRequest | None:
    """The request that the page's script makes for its list, or None where the page tells of none."""
    scripts = [document.nodes[index].text for index in document.scripts]
    shell = Shell(source, document, scripts, known_names(document, scripts), url)
    for maker, find in MAKERS:
        for address in find(shell):
            plain, mark, sent = address.partition("#")
            absolute = resolve(plain, base or url)
            if is_well_formed(absolute):
                return ListRequest(maker_of(absolute, maker), absolute + mark + sent)
    return None


def maker_of(address: str, otherwise: str = "script") -> str:
    """The maker of an API by its address."""
    return next((name for piece, name in _BY_ADDRESS if piece in address), otherwise)


def list_window_after(document: Document, source: str, url: str, shown: int) -> str | None:
    """The proxy's next window for a page of 大汉 that shows the first ``shown`` records itself."""
    scripts = [document.nodes[index].text for index in document.scripts]
    if not any(".jpage" in script for script in scripts):
        return None
    shell = Shell(source, document, scripts, known_names(document, scripts), url)
    first = next(_jpage(shell), None)
    if first is None:
        return None
    proxy, _, query = first.partition("?")
    fields = dict(parse_qsl(query, keep_blank_values=True))
    fields |= {"startrecord": str(shown + 1), "endrecord": str(shown + int(fields["endrecord"]))}
    return resolve(f"{proxy}?{urlencode(fields)}", url)
