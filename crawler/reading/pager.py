"""The next page of a list and the total it announces: links first, then what the scripts of each CMS would write."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.attachments import resolve
from crawler.reading.document import Document, Node
from crawler.reading.items import is_usable
from crawler.reading.script_pager import LAYPAGE_TOTAL, next_by_attributes, next_by_script
from crawler.reading.text import clean, count_in

_NEXT_TEXT = re.compile(
    r"^[\[【<(（\s]*(?:下一?[页頁]|后一?页|next(?:\s?page)?)[\s>»›→\]】)）]*$|^(?:>|»|›|>>|＞|＞＞)$", re.IGNORECASE
)
_NEXT_STARTS = "下后nN>»›＞[【<(（"
#: ``t20260120_11.shtml`` and its ``t20260120_11_1.shtml``: the longest common name, then the number of the part.
_PART = re.compile(r"([\w-]{1,60})[_-]\d{1,2}\.s?html?$")
_FILE = re.compile(r"([\w-]{1,60})\.s?html?$")
_NODES_BELOW = 80
_CALL = re.compile(r"createPageHTML\w{0,10}\s{0,3}\(([^()]{1,300})\)", re.IGNORECASE)
_ARGUMENT = re.compile(r"'([^']{0,80})'|\"([^\"]{0,80})\"|(-?\d{1,7})(?![\w.])")
_COUNT = re.compile(
    r"\b(?:countPage|pageCount|totalPage|totalpages?|page_count)\s{0,3}[=:]\s{0,3}[\"']?(\d{1,6})", re.IGNORECASE
)
_CURRENT = re.compile(
    r"\b(?:currentPage|currPage|pageIndex|curPage|current_page)\s{0,3}[=:]\s{0,3}[\"']?(\d{1,6})", re.IGNORECASE
)
_INDEX_FILE = re.compile(r"[\"']([A-Za-z][\w-]{0,30})[\"']?\s{0,3}\+\s{0,3}[\"']?_")
_EXTENSION = re.compile(r"\.[\"'+\s]{0,6}(s?html?)\b")
_PAGER_MARK = re.compile(
    r"p_pages|pagination|wp_paging|(?:^|[-_#])(?:pager|paging|fenye|page_?bar|laypage|pagedec|page_?list)(?:$|[-_\d])"
)
_PAGER_CALL = re.compile(
    r"createPageHTML\w{0,10}\s{0,3}\([^()]{0,60}\d|Ls\.pagination|laypage(?:\.render)?\s{0,3}\(", re.IGNORECASE
)
_TOTALS = (
    re.compile(r"共\s{0,3}(?:有|计)?\s{0,3}(\d{1,7})\s{0,3}(?:条|篇|项|个|则)?\s{0,3}(?:记录|信息|数据|文章|条|篇|项)"),
    re.compile(r"总\s{0,2}(?:共|计|数|记录数?)\s{0,3}[:：]?\s{0,3}(\d{1,7})\s{0,3}(?:条|篇|项|记录)"),
    re.compile(r"(\d{1,7})\s{0,2}条(?:记录|信息|数据)"),
)
_TOTAL_IN_SCRIPT = re.compile(
    r"\b(?:totalrecord|totalrecords|recordCount|totalCount|total_count|totalRow|countrecord|(?<=[{,\s])total)\b[\"']?\s{0,3}[=:>]\s{0,3}[\"']?(\d{1,7})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageCall:
    """What a ``createPageHTML`` call says: pages, current page, base of its counting, file name and ending."""

    pages: int
    current: int
    first: int
    name: str
    extension: str

    def next_file(self) -> str | None:
        """The file of the next page; counting from 0 or 1, its number is the current one plus one."""
        if self.current + 1 >= self.pages + self.first:
            return None
        return f"{self.name}_{self.current + 1}.{self.extension}"


def find_next(document: Document, scripts: list[str], base: str | None) -> str | None:
    """Address of the next page, or None on the last (or where only a browser could tell)."""
    linked = _next_link(document)
    if linked:
        return resolve(linked, base)
    for script in scripts:
        call = parse_page_call(script)
        if call:
            file = call.next_file()
            return resolve(file, base) if file else None
    for script in scripts:
        file = _counted_file(script) or next_by_script(script, base)
        if file:
            return resolve(file, base)
    file = next_by_attributes(document, base)
    return resolve(file, base) if file else None


def has_pager(document: Document, scripts: list[str]) -> bool:
    """True where a pager stands on the page, be this its last page or its only one."""
    if any(_PAGER_MARK.search(mark[:80]) for node in document.nodes for mark in node.marks):
        return True
    return any(_PAGER_CALL.search(script) for script in scripts)


def find_next_part(document: Document, start: int, end: int, base: str | None) -> str | None:
    """The page on which a bulletin goes on: a next link in it or right below, to its own file's next part."""
    for index in document.links:
        node = document.nodes[index]
        if not start <= index < end + _NODES_BELOW or not is_usable(node) or not _is_next(document, node):
            continue
        url = resolve(node.attribute("href"), base)
        part = _PART.search(url)
        if part and (base is None or part.group(1) in _stems(base)):
            return url
    return None


def _stems(address: str) -> set[str]:
    """The names under which further parts of a file may stand: its own, and that of the first part."""
    file = _FILE.search(address)
    part = _PART.search(address)
    return {found.group(1) for found in (file, part) if found}


def _next_link(document: Document) -> str:
    for node in document.nodes:
        if node.tag == "link" and node.attribute("rel").lower() == "next":
            return node.attribute("href")
    for index in reversed(document.links):
        node = document.nodes[index]
        if is_usable(node) and _is_next(document, node):
            return node.attribute("href")
    return ""


def _is_next(document: Document, node: Node) -> bool:
    if node.end - node.index > 8:
        return False
    first = next((inner.text.strip()[:1] for inner in document.nodes[node.index : node.end] if inner.text), "")
    if first and first not in _NEXT_STARTS:
        return False
    text = document.text(node.index) or clean(node.attribute("title"))
    if text.startswith(("下一篇", "后一篇")):
        return False
    return bool(_NEXT_TEXT.match(text)) or (not text and any(mark in ("next", "p_next") for mark in node.marks))


def parse_page_call(script: str) -> PageCall | None:
    """The call in a script, commented out or not; a definition has no numbers and does not count."""
    for match in _CALL.finditer(script):
        arguments = [
            (int(number) if number else (single or double))
            for single, double, number in _ARGUMENT.findall(match.group(1))
        ]
        call = _read_arguments(arguments)
        if call:
            return call
    return None


def _read_arguments(arguments: list[int | str]) -> PageCall | None:
    """A leading element id: counted from 1. Numbers before the name: (records,) pages, current."""
    first = 0
    if arguments and isinstance(arguments[0], str):
        arguments, first = arguments[1:], 1
    numbers: list[int] = []
    for argument in arguments:
        if not isinstance(argument, int):
            break
        numbers.append(argument)
    names = [argument for argument in arguments if isinstance(argument, str) and argument]
    if len(numbers) < 2 or len(names) < 2:
        return None
    pages, current = numbers[-2:]
    return PageCall(pages, current, first, names[0], names[1].lstrip("."))


def _counted_file(script: str) -> str | None:
    """``var countPage = 56; var currentPage = 0;`` with links built from ``index_``."""
    count, current = _COUNT.search(script), _CURRENT.search(script)
    if not count or not current or "_" not in script:
        return None
    name, extension = _INDEX_FILE.search(script), _EXTENSION.search(script)
    number = int(current.group(1))
    if number + 1 >= int(count.group(1)) or not extension:
        return None
    return f"{name.group(1) if name else 'index'}_{number + 1}.{extension.group(1)}"


def find_total(document: Document, scripts: list[str]) -> int | None:
    """The number of items that the list says it has; such numbers lie now and then."""
    for node in document.nodes:
        if node.tag == "em" and "all_count" in node.marks:
            text = document.text(node.index)
            if (count := count_in(text)) is not None:
                return count
    for node in document.nodes:
        if (
            node.tag == "-text"
            and ("条" in node.text or "共" in node.text or "总" in node.text)
            and len(node.text) < 200
        ):
            around = (
                document.text(node.parent)
                if node.parent >= 0 and document.nodes[node.parent].end - node.parent < 40
                else node.text
            )
            for pattern in _TOTALS:
                match = pattern.search(around)
                if match:
                    return int(match.group(1))
    for script in scripts:
        match = _TOTAL_IN_SCRIPT.search(script) or LAYPAGE_TOTAL.search(script)
        if match:
            return int(match.group(1))
    return None
