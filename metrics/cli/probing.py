"""How ``sources probe``, ``add`` and ``check`` and ``page URL`` ask a site, and how they show what came."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from metrics.cli.output import print_table
from metrics.errors import GoalboardError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.probe import Probe
    from crawler.source_file import SourceFile
    from crawler.trial import Trial
    from crawler.types import PageFetched, ReportLine, SourceOrder
    from metrics.config import Settings

_SHOWN_ITEMS = 8


def probe_and_show(url: str, allow_private: bool, settings: Settings) -> Probe:
    """Look at a list page and show it. Raises GoalboardError where there is no list that could be crawled."""
    from crawler.probe import probe_of, probe_order

    probe = probe_of(_tried(probe_order(checked_address(url), allow_private), settings))
    if not probe.is_usable:
        raise GoalboardError(f"{url}: no list to crawl ({probe.outcome}: {probe.message or 'no items found'})")
    _show_probe(probe)
    return probe


def try_and_show(file: SourceFile, settings: Settings) -> bool:
    """Crawl a source, keep nothing, show what came; was it as its file expects?"""
    from crawler.source_file import to_order
    from crawler.types import SUCCESSFUL

    trial = _tried(to_order(file), settings)
    report = trial.report
    rows = [_page_row(page) for page in trial.pages]
    words = f": {report.message}" if report.message else ""
    title = f"{file.source_id}: {report.outcome}{words}; {report.items} items, {report.articles_fetched} bulletins read"
    print_table(("role", "outcome", "day", "title", "address", "message"), rows, title)
    return report.outcome in SUCCESSFUL


def fetched_page(url: str, allow_private: bool, settings: Settings) -> tuple[bytes, str, str | None]:
    """The bytes of a page, the address at the end of its redirects, and its media type."""
    from crawler.probe import probe_order
    from crawler.types import PageRole

    order = probe_order(checked_address(url), allow_private).model_copy(update={"max_pages": 1, "max_articles": 0})
    trial = _tried(order, settings)
    page = trial.of_role(PageRole.LIST)[0]
    if page.url not in trial.contents:
        raise GoalboardError(f"{url}: {page.outcome}: {page.message}")
    return trial.contents[page.url], page.final_url, page.media_type


def checked_address(url: str) -> str:
    """The address, if it is one of a web page; else a UsageError."""
    from crawler.addresses import is_fetchable

    if not is_fetchable(url) or any(mark.isspace() for mark in url):
        raise UsageError(f"{url!r} is no web address; write it in full, with http:// or https://")
    return url


def refuse_existing(path: Path) -> None:
    """Raise UsageError where there is such a file, before anybody is asked anything."""
    if path.exists():
        raise UsageError(f"{path}: exists; give another --id, or edit that file")


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet. Raises UsageError or GoalboardError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise UsageError(f"{path}: exists; give another --id, or edit that file") from None
    except OSError as error:
        raise GoalboardError(f"{path}: cannot be written ({error.strerror}); check the folder") from None


def first_line_of(error: ValueError) -> str:
    """What pydantic complains of first, in one line."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}"
    return str(error)


def _tried(order: SourceOrder, settings: Settings) -> Trial:
    from crawler.trial import Visitor, try_source

    with _asking(order.url) as progress:
        return try_source(order, Visitor(settings.user_agent, settings.crawl_timeout_seconds), progress)


@contextmanager
def _asking(url: str) -> Iterator[Callable[[ReportLine], None] | None]:
    """A line that says which page came last, where a person watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"Asking {url}") as status:
        yield lambda line: status.update(f"{line.outcome}: {line.url}") if line.type == "page" else None


def _page_row(page: PageFetched) -> tuple[object, ...]:
    return page.role, page.outcome, page.listed_date, page.listed_title, page.url, page.message


def _show_probe(probe: Probe) -> None:
    pager = "none found"
    if probe.following is not None:
        pager = f"{probe.following} ({probe.following_outcome or 'not asked'}, {probe.following_items} more items)"
    rows: list[tuple[str, object]] = [
        ("address", probe.url),
        ("outcome", f"{probe.outcome}: {probe.message}" if probe.message else probe.outcome),
        ("family", probe.family or "unknown"),
        ("encoding", probe.encoding),
        ("title", probe.title),
        ("site", probe.site),
        ("items", f"{len(probe.links)}, {probe.dated} with a day; announced: {probe.announced_total or 'nothing'}"),
        ("next page", pager),
    ]
    for article in probe.articles:
        read = f"{article.published or 'no day'}, {article.body_length} characters, {article.attachments} files"
        rows.append(("bulletin", f"{article.title}: {article.message or read} ({article.outcome})"))
    rows += [("files", f"{count} × {outcome}") for outcome, count in probe.attachment_outcomes.items()]
    print_table(("what", "found"), rows)
    shown = [(link.published, link.title, link.url) for link in probe.links[:_SHOWN_ITEMS]]
    print_table(("day", "title", "address"), shown, f"the first {len(shown)} items")
