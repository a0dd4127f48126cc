"""The crawl of one source: its list pages, then what they name, then the files beside that. One page after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

from crawler.addresses import is_fetchable, slot_of
from crawler.attachments import is_wanted
from crawler.list_walk import ListWalk
from crawler.outcomes import SITE_TROUBLE, SourceTally, is_complete, outcome_of_items, outcome_of_source
from crawler.reading.types import Link
from crawler.scope import Scope
from crawler.types import READ, CrawlOrder, KnownPage, Outcome, PageRole, SourceOrder, SourceReport
from crawler.visits import CHINA, Desk, Question, Visit, Visitor

#: So many failures in a row speak of the site, not of its pages: the rest is left until the next crawl.
_TROUBLE_IN_A_ROW = 4
_MOST_ATTACHMENTS = 20
#: A bulletin of more pages than this is left at so many.
MOST_PARTS = 50
#: A page older than the order's ``recheck_days`` is asked for again after this share of its age.
RECHECK_SHARE = 0.1
#: Following lists takes no more than the rest of a crawl's time, so that every crawl brings some articles.
ARTICLES_SHARE = 0.5
#: With fewer known articles their absence from a list says nothing.
_FEWEST_TO_MISS = 3


class SourceCrawl:
    """Crawls one source and says how it went."""

    def __init__(self, desk: Desk, order: CrawlOrder, source: SourceOrder) -> None:
        self._desk = desk
        self._source = source
        self._scope = Scope(source)
        self._recheck = timedelta(days=order.recheck_days)
        self._known = {page.url: page for page in order.known.get(source.source_id, ())}
        self._visitor = Visitor(desk, source, self._known)
        self._asked: set[str] = set()
        self._walk = ListWalk(source, self._scope, self._asked)
        self._lists, self._links = self._walk.outcomes, self._walk.links
        self._articles: list[Outcome] = []
        self._counts: Counter[str] = Counter()
        self._trouble = 0
        self._is_cut_short = False
        self._message: str | None = None
        self._legacy_tls: str | None = None

    async def run(self) -> SourceReport:
        """Visit everything in scope; never raises for what a site does."""
        started = self._desk.now()
        await self._visit_lists()
        if self._lists_are_sound():
            for question in self._questions():
                if self._is_time_up():
                    break
                await self._visit_page(question)
                if self._gave_up:
                    break
        return self._report_line(started_at=started)

    async def _visit_lists(self) -> None:
        kept_for_articles = self._desk.time_left() * ARTICLES_SHARE
        await self._walk.run(self._visitor, self._note_legacy_tls, lambda: self._is_time_up(kept_for_articles))

    def _note_legacy_tls(self, visit: Visit) -> None:
        if visit.page.outcome in READ and visit.page.message:
            self._legacy_tls = f"answered only to {visit.page.message}, as the source file permits"

    def _lists_are_sound(self) -> bool:
        """Did the first list page arrive, with as many items as expected? Only then may its items be believed."""
        by_items = outcome_of_items(len(self._links), self._scope.expect)
        return bool(self._lists) and self._lists[0] in READ and by_items is Outcome.OK

    def _questions(self) -> Iterable[Question]:
        """What to ask for: new articles first, in list order; then known pages, the longest unasked first.

        A backfill asks for new ones alone.
        """
        links = self._links.values()
        new = [link for link in links if self._known_digest(link.url) is None and self._scope.covers(link)]
        most = self._scope.most_articles
        room = 0 if self._scope.is_backfill else max(0, most - len(new))
        if len(new) > most and self._scope.is_backfill:
            self._message = f"{len(new)} bulletins to read, {most} of them in this crawl; run it again for more"
        known = sorted(
            self._pages_to_recheck(), key=lambda page: page.fetched_at.timestamp() if page.fetched_at else 0.0
        )
        for link in new[:most]:
            yield Question(link.url, PageRole.ARTICLE, link, self._source.url)
        for page in known[:room]:
            role = page.role or PageRole.ARTICLE
            parent = page.parent_url if role is PageRole.ATTACHMENT else self._source.url
            yield Question(page.url, role, self._links.get(page.url), parent)

    def _pages_to_recheck(self) -> Iterable[KnownPage]:
        for page in self._known.values():
            if page.role not in {PageRole.LIST, PageRole.PART} and page.digest is not None and self._is_due_again(page):
                yield page

    def _is_due_again(self, page: KnownPage) -> bool:
        """Young pages at each visit; older ones after a tenth of their age, so that no quiet change stays unseen."""
        if page.fetched_at is None:
            return True
        link = self._links.get(page.url)
        now = self._desk.now()
        day: date = (link.published if link else None) or page.published or page.fetched_at.astimezone(CHINA).date()
        age = now.astimezone(CHINA).date() - day
        return age < self._recheck or now - page.fetched_at >= age * RECHECK_SHARE

    def _known_digest(self, url: str) -> str | None:
        page = self._known.get(url)
        return page.digest if page else None

    async def _visit_page(self, question: Question) -> None:
        """Visit an article with the files beside it, or a known file. No address is asked for twice in a crawl."""
        if question.url in self._asked:
            return
        self._asked.add(question.url)
        visit = await self._visitor.visit(question)
        self._count(visit)
        if visit.page.outcome in READ:
            for page in (visit, *await self._visit_parts(visit)):
                await self._visit_attachments(page, question.url)

    def _count(self, visit: Visit) -> None:
        outcome = visit.page.outcome
        self._note_legacy_tls(visit)
        if visit.page.role is PageRole.ARTICLE:
            self._counts["fetched" if outcome in READ else "failed"] += 1
        self._counts["new"] += outcome is Outcome.OK
        self._counts["changed"] += outcome is Outcome.CHANGED
        if self._is_own(visit.page.url):
            self._articles.append(outcome)
            self._trouble = self._trouble + 1 if outcome in SITE_TROUBLE else 0

    async def _visit_parts(self, first: Visit) -> list[Visit]:
        """The further pages of a bulletin, in their order, up to the first that fails or was asked for before."""
        parts: list[Visit] = []
        url = first.page.next_part
        while url is not None and url not in self._asked and len(parts) < MOST_PARTS - 1 and not self._gave_up:
            self._asked.add(url)
            visit = await self._visitor.visit(Question(url, PageRole.PART, parent_url=first.page.url))
            self._count(visit)
            parts.append(visit)
            url = visit.page.next_part if visit.page.outcome in READ else None
        return parts

    async def _visit_attachments(self, visit: Visit, parent_url: str) -> None:
        article = visit.reading.article if visit.reading is not None else None
        if article is None or visit.page.role is PageRole.ATTACHMENT:
            return
        urls = dict.fromkeys(file.url for file in article.attachments if is_wanted(file) and is_fetchable(file.url))
        for url in list(urls)[:_MOST_ATTACHMENTS]:
            if not self._gave_up:
                await self._visit_page(Question(url, PageRole.ATTACHMENT, parent_url=parent_url))

    def _is_own(self, url: str) -> bool:
        return slot_of(urlsplit(url).netloc) == slot_of(urlsplit(self._source.url).netloc)

    @property
    def _gave_up(self) -> bool:
        return self._trouble >= _TROUBLE_IN_A_ROW

    def _is_time_up(self, reserve: float = 0.0) -> bool:
        """Is no more than ``reserve`` seconds left of the crawl's time? That is kept, for something stays undone."""
        is_up = self._desk.time_left() <= reserve < float("inf")
        self._is_cut_short = self._is_cut_short or is_up
        return is_up

    def _tally(self) -> SourceTally:
        return SourceTally(
            lists=tuple(self._lists),
            items=len(self._links),
            expect=self._scope.expect,
            articles=tuple(self._articles),
            new=self._counts["new"],
            changed=self._counts["changed"],
            known=len(self._known),
            is_another_list=is_another_list(self._links, self._known.values()),
            gave_up=self._gave_up,
            repeats=self._walk.repeats,
            is_cut_short=self._is_cut_short,
        )

    def _report_line(self, **times: object) -> SourceReport:
        tally = self._tally()
        return SourceReport.model_validate(
            {
                "source_id": self._source.source_id,
                "outcome": outcome_of_source(tally),
                "finished_at": self._desk.now(),
                "items": tally.items,
                "articles_fetched": self._counts["fetched"],
                "articles_failed": self._counts["failed"],
                "complete": is_complete(tally),
                "links": tuple(self._links),
                "message": self._walk.message or self._message or _message(tally) or self._legacy_tls,
                "backfill": self._scope.is_backfill,
                "not_before": self._desk.fetcher.not_before(self._source.url),
            }
            | times
        )


def is_another_list(links: Mapping[str, Link], known: Collection[KnownPage]) -> bool:
    """Does a list show nothing of what it showed before, and nothing newer either?

    So it is after a move to other addresses, or when a redesign makes the reader take the menu for the list: what is
    missing is not gone then. A list that filled up with newer items since the last crawl is no such case.
    """
    articles = [page for page in known if page.role is PageRole.ARTICLE]
    if len(articles) < _FEWEST_TO_MISS or any(page.url in links for page in articles):
        return False
    newest = max((page.published for page in articles if page.published), default=None)
    return newest is None or not any(link.published and link.published > newest for link in links.values())


def _message(tally: SourceTally) -> str | None:
    """What a person should know of an outcome that the list pages themselves do not explain."""
    if outcome_of_items(tally.items, tally.expect) is not Outcome.OK:
        most = "" if tally.expect.most_items is None else f", at most {tally.expect.most_items}"
        return f"{tally.items} items shown; expected at least {tally.expect.least_items}{most}"
    if tally.is_another_list:
        return "none of the items known is shown, and none newer; check the source's address and its list page"
    if tally.is_cut_short:
        return f"the crawl's time was up after {len(tally.articles)} pages; crawl again to go on where it stopped"
    failed = [outcome for outcome in tally.articles if outcome not in READ]
    if not failed:
        return None
    commonest, _ = Counter(failed).most_common(1)[0]
    given_up = ", the rest was left" if tally.gave_up else ""
    return f"{len(failed)} of {len(tally.articles)} pages could not be read, mostly {commonest}{given_up}"
