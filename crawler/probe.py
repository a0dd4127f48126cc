"""What a first look at a list page tells, and the source file that it suggests. Pure: the pages are given.

The suggestion is a beginning: issuer, area and domain are guesses from the page's own words, to be read by a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from crawler.list_requests import page_address, told_request
from crawler.reading import decode, read_page
from crawler.reading.document import parse_document
from crawler.reading.meta import MetaTags, read_meta
from crawler.reading.titles import without_site_name
from crawler.reading.types import Article, Link, Listing, ListRequest, PageReading
from crawler.source_file import SourceFile
from crawler.types import READ, Outcome, PageFetched, PageRole, SourceOrder

if TYPE_CHECKING:
    from crawler.trial import Trial

#: List pages and articles that a first look asks for.
PAGES, ARTICLES = 2, 2
#: A healthy list may show a little less than today, and a good deal more.
LEAST_SHARE, MOST_FACTOR = 0.85, 3
#: Pages that a source with a working pager is given.
_PAGES_WITH_PAGER = 2
_AREA = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:省|自治区|自治州|地区|市|区|县|州|盟|旗)")
#: Words in the name of a body → the field that it works in. First match.
_DOMAINS = (
    ("教育", "education"), ("卫生", "health"), ("卫健", "health"), ("医疗", "health"),
    ("水利", "water"), ("水务", "water"), ("住房", "housing"), ("建设", "housing"),
    ("交通", "transport"), ("环境", "environment"), ("农业", "agriculture"), ("工业", "industry"),
    ("发展和改革", "economy"), ("财政", "finance"), ("民政", "civil affairs"), ("文化", "culture"),
    ("人力资源", "employment"), ("科学", "science"), ("科技", "science"), ("政府", "government"),
)  # fmt: skip
_UNKNOWN_DOMAIN = "general"
_BODY = re.compile(r"(?:政府|局|厅|委|委员会|办公室|部|署|院)$")


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who asks knows better than the page."""

    source_id: str | None = None
    issuer: str | None = None
    admin_area: str | None = None
    domain: str | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class TriedArticle:
    """One bulletin as it was read."""

    url: str
    outcome: Outcome
    title: str | None = None
    published: date | None = None
    body_length: int = 0
    attachments: int = 0
    source: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found. ``following`` is the address of page 2, ``following_items`` how many new items it showed.

    ``api`` is what the page's script asks for the list, where the page is only its shell.
    """

    url: str
    outcome: Outcome
    message: str | None
    family: str
    encoding: str
    title: str
    site: str
    links: tuple[Link, ...]
    announced_total: int | None
    following: str | None
    following_outcome: Outcome | None
    following_items: int
    articles: tuple[TriedArticle, ...]
    attachment_outcomes: Mapping[Outcome, int]
    api: ListRequest | None = None

    @property
    def is_usable(self) -> bool:
        """Is this a list that can be crawled?"""
        return bool(self.links)

    @property
    def dated(self) -> int:
        """Items of the first page that show a day."""
        return sum(link.published is not None for link in self.links)

    @property
    def has_pager(self) -> bool:
        """Did the second page arrive, with items of its own?"""
        return self.following_outcome in READ and self.following_items > 0


def probe_order(url: str, allow_private: bool = False) -> SourceOrder:
    """The order for a first look: two list pages, two bulletins."""
    return SourceOrder(
        source_id="probe", url=url, issuer="", max_pages=PAGES, max_articles=ARTICLES, allow_private=allow_private
    )


def probe_of(trial: Trial) -> Probe:
    """What a first look brought."""
    lists = trial.of_role(PageRole.LIST)
    reading, head = _first_list(trial, lists)
    listing = reading.listing if reading is not None else None
    api, answer = _answer_of_api(trial, lists, reading)
    if answer is not None:
        listing = answer
    further = [page for page in lists[1:] if api is None or page.url != api.address]
    second = further[0] if further else None
    attached = Counter(page.outcome for page in trial.of_role(PageRole.ATTACHMENT))
    return Probe(
        url=page_address(lists[0].url, lists[0].final_url) if lists else trial.source.url,
        outcome=trial.report.outcome,
        message=trial.report.message or (told_request(api) if api is not None else None),
        family=reading.family if reading else "",
        encoding=reading.encoding if reading else "",
        title=(listing.title if listing else "") or _title(head, api),
        site=head.site_name,
        links=listing.links if listing else (),
        announced_total=listing.announced_total if listing else None,
        following=listing.next_url if listing else None,
        following_outcome=second.outcome if second else None,
        following_items=max(0, len(trial.report.links) - len(listing.links)) if listing else 0,
        articles=tuple(_tried(trial, page) for page in trial.of_role(PageRole.ARTICLE)),
        attachment_outcomes=dict(attached),
        api=api,
    )


def _answer_of_api(
    trial: Trial, lists: list[PageFetched], shell: PageReading | None
) -> tuple[ListRequest | None, Listing | None]:
    """What the first page's script asked for, and the list that came; nothing where the page has its own list."""
    request = shell.list_request if shell is not None else None
    answers = [page for page in lists if request is not None and page.url == request.address]
    if request is None or not answers:
        return None, None
    content, page = trial.contents.get(request.address), answers[0]
    if content is None or page.outcome not in READ:
        return request, None
    read = read_page(
        content,
        url=page.final_url,
        content_type=page.media_type,
        expect="list",
        today=page.fetched_at.date(),
        asked_by=lists[0].final_url,
    )
    return request, read.listing


def _first_list(trial: Trial, lists: list[PageFetched]) -> tuple[PageReading | None, MetaTags]:
    """The reading of the first list page, whatever it turned out to be, and what its head says."""
    if not lists or lists[0].url not in trial.contents:
        return None, MetaTags()
    page = lists[0]
    content = trial.contents[page.url]
    url = page_address(page.url, page.final_url)
    reading = read_page(content, url=url, content_type=page.media_type, expect="list", today=page.fetched_at.date())
    return reading, read_meta(parse_document(decode(content, page.media_type)[0]))


def _title(head: MetaTags, api: ListRequest | None) -> str:
    """The name of a column whose page holds no list of its own: its head says it."""
    return (head.column_name or without_site_name(head.page_title, head.site_name)) if api is not None else ""


def _tried(trial: Trial, page: PageFetched) -> TriedArticle:
    article = _article(trial, page)
    if article is None:
        return TriedArticle(page.url, page.outcome, page.listed_title, page.listed_date, message=page.message)
    return TriedArticle(
        page.url,
        page.outcome,
        article.title,
        article.published,
        len(article.body),
        len(article.attachments),
        article.source,
        page.message,
    )


def _article(trial: Trial, page: PageFetched) -> Article | None:
    content = trial.contents.get(page.url)
    if content is None or page.outcome not in READ:
        return None
    return read_page(content, url=page.final_url, content_type=page.media_type, expect="article").article


def suggested_source(probe: Probe, given: Given) -> SourceFile:
    """A source file for the list that was probed. What is given outranks what is guessed."""
    issuer = given.issuer or probe.site or _publisher(probe) or urlsplit(probe.url).hostname or probe.url
    shown = len(probe.links) + (probe.following_items if probe.has_pager else 0)
    values: dict[str, Any] = {
        "source_id": given.source_id or suggested_id(probe.url),
        "name": " ".join(dict.fromkeys(part for part in (issuer, probe.title) if part)),
        "issuer": issuer,
        "url": probe.url,
        "admin_area": given.admin_area or _area_of(issuer),
        "domain": given.domain or _domain_of(issuer),
        "max_pages": _PAGES_WITH_PAGER if probe.has_pager else 1,
        "expect": {"least_items": max(1, int(shown * LEAST_SHARE)), "most_items": max(10, shown * MOST_FACTOR)},
    }
    if probe.family:
        values["family"] = probe.family
    if probe.api is not None:
        values["notes"] = told_request(probe.api)
    if given.allow_private:
        values["allow_private"] = True
    return SourceFile.model_validate(values)


def _publisher(probe: Probe) -> str:
    """The body that the bulletins name as their source, else what the list's title begins with where that is one."""
    named = Counter(article.source for article in probe.articles if article.source)
    if named:
        return named.most_common(1)[0][0]
    return probe.title if _BODY.search(probe.title) else ""


def source_yaml(source: SourceFile) -> str:
    """The text of a source file: what was set, in the order of a person's reading."""
    values = source.model_dump(exclude_unset=True, mode="json")
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=200)


def suggested_id(url: str) -> str:
    """A source id from host and path: ``jyj_pingchuan_gov_cn_zdgz``."""
    parts = urlsplit(url)
    host = (parts.hostname or "source").removeprefix("www.") + (f"_{parts.port}" if parts.port else "")
    folders = [part for part in parts.path.lower().split("/") if part and "." not in part and part != "index"]
    category = [parts.fragment] if parts.fragment.isdecimal() else []
    words = re.sub(r"[^a-z0-9]+", "_", "_".join([host, *folders, *category]))
    return words.strip("_")[:80] or "source"


def _area_of(issuer: str) -> str:
    found = _AREA.match(issuer)
    return found.group() if found else issuer


def _domain_of(issuer: str) -> str:
    return next((domain for word, domain in _DOMAINS if word in issuer), _UNKNOWN_DOMAIN)
