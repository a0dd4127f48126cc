"""A page read as a list: the visible list, else the carriers that templates hide lists in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crawler.reading import carriers
from crawler.reading.attachments import resolve
from crawler.reading.blocks import blocks_of
from crawler.reading.document import Document, parse_document
from crawler.reading.groups import Group
from crawler.reading.list_apis import list_window_after
from crawler.reading.list_windows import next_window
from crawler.reading.listing import find_group, to_links
from crawler.reading.meta import MetaTags
from crawler.reading.pager import find_next, find_total, has_pager
from crawler.reading.titles import without_site_name
from crawler.reading.types import Link, Listing


@dataclass(frozen=True, slots=True)
class ListCandidate:
    """What a page would be as a list. ``visible`` where it stands in the HTML itself, in the nodes of ``group``;

    ``paged`` where a pager shows, also one without a next page.
    """

    listing: Listing
    group: Group
    visible: bool
    paged: bool = False


def read_list(
    source: str, document: Document, meta: MetaTags, url: str | None, base: str | None, today: date | None
) -> ListCandidate | None:
    """The page read as a list, or None where nothing repeats."""
    scripts = [document.nodes[index].text for index in document.scripts]
    holder, group = _best(source, document, scripts)
    if group is None:
        return None
    commented = [document.nodes[index].text for index in document.comments]
    total = carriers.record_total(source) or find_total(document, scripts)
    proxy = carriers.record_next(source)
    following = find_next(document, scripts + commented, base) or (resolve(proxy, base) if proxy else None)
    if following is None and url:
        following = next_window(url, total)
    if following is None and url and holder is not document:
        following = list_window_after(document, source, url, len(group.items))
    title = meta.column_name or without_site_name(meta.page_title, meta.site_name)
    listing = Listing(
        title,
        to_links(document if holder is document else holder, group, base, today or meta.rendered),
        following,
        total,
    )
    paged = following is not None or has_pager(document, scripts)
    return ListCandidate(listing, group, holder is document, paged)


def with_like_blocks(candidate: ListCandidate, document: Document, base: str | None, today: date | None) -> Listing:
    """The listing; on a page of blocks without a pager with the items of all of them, in page order."""
    if candidate.paged or not candidate.visible:
        return candidate.listing
    blocks = blocks_of(document, candidate.group)
    if len(blocks) < 2:
        return candidate.listing
    links: dict[str, Link] = {}
    for block in blocks:
        for link in to_links(document, block, base, today):
            links.setdefault(link.url, link)
    return replace(candidate.listing, links=tuple(links.values()))


def _best(source: str, document: Document, scripts: list[str]) -> tuple[Document, Group | None]:
    """The list that shows days wins over menus, wherever it stands; what the page shows wins over what it hides."""
    records = carriers.record_fragment(source)
    if records:
        fragment = parse_document(records)
        group = find_group(fragment)
        if group:
            return fragment, group
    visible = find_group(document)
    if visible and visible.is_convincing and visible.dated >= 3:
        return document, visible
    best: tuple[Document, Group | None] = (document, visible)
    for text in (carriers.comment_fragment(document), carriers.written_fragment(scripts)):
        if not text:
            continue
        fragment = parse_document(text)
        group = find_group(fragment)
        if group and group.is_convincing and _is_better(group, best[1]):
            best = (fragment, group)
    for value in carriers.json_in_scripts(scripts):
        group = group_of_json(value)
        if group and group.is_convincing and _is_better(group, best[1]):
            best = (document, group)
    return best


def _is_better(group: Group, other: Group | None) -> bool:
    if other is None or not other.is_convincing:
        return True
    return group.dated > other.dated and group.score > other.score


def group_of_json(value: Any) -> Group | None:
    """Objects of an API answer or a script as a group."""
    items = carriers.json_items(value)
    if not items:
        return None
    score = sum(min(len(item.title), 30) / 10 + (4 if item.day else 0) for item in items)
    return Group(0, 0, items, score)


def read_json_list(value: Any, url: str | None, today: date | None, base: str | None = None) -> ListCandidate | None:
    """An API answer as a list: objects with title and address, or a piece of HTML inside. ``base``: page that asked."""
    total = carriers.json_total(value)
    html = carriers.json_html(value)
    document = parse_document(html)
    group = find_group(document) if html else group_of_json(value)
    if group is None:
        return None
    if html and total is None:
        total = find_total(document, [document.nodes[index].text for index in document.scripts])
    following = next_window(url, total, len(group.items)) if url else None
    listing = Listing("", to_links(document, group, base or url, today), following, total)
    return ListCandidate(listing, group, False)
