"""One page from its address: robots.txt, pace, redirects hop by hop, retries. What the page says is not looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from w3lib.url import safe_url_string

from crawler.addresses import is_fetchable, is_same_host, slot_of
from crawler.download import ALLOW_PRIVATE, LEGACY_TLS, AddressRefusedError, FetchFailedError
from crawler.outcomes import PASSING_OUTCOMES, PASSING_STATUSES, outcome_of_status
from crawler.robots import RobotsRules
from crawler.robots_cache import RobotsCache
from crawler.types import CrawlOrder, Outcome, SourceOrder

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader
    from scrapy.core.engine import ExecutionEngine

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
#: A site that asks for a longer wait than this is left until the next crawl.
_LONGEST_WAIT = 60.0
#: No host is left alone for longer than this, whatever it asks for.
LONGEST_LEAVE = timedelta(days=7)
#: Seconds between requests to a host that has just asked for mercy (429, 503), at the least and at the most.
_SLOWED_LEAST, _SLOWED_MOST = 0.5, 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer to one address. Header names are lower case."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    #: Old TLS settings by which it came, and why (``legacy_tls: DH_KEY_TOO_SMALL``).
    legacy_tls: str | None = None

    @property
    def media_type(self) -> str | None:
        """Media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or None


class Pace:
    """Delays of Scrapy's download slots, one slot a polite queue."""

    def __init__(self, downloader: Downloader) -> None:
        self._downloader = downloader

    def enter(self, url: str, delay: float) -> str:
        """The slot of an address; a host that no source names gets the delay of the source that links there."""
        slot = slot_of(urlsplit(url).netloc)
        self._downloader.per_slot_settings.setdefault(slot, {"concurrency": 1, "delay": delay})
        return slot

    def at_least(self, slot: str, delay: float) -> None:
        """Never ask this slot more often than every ``delay`` seconds."""
        wanted = self._downloader.per_slot_settings[slot]
        wanted["delay"] = max(wanted["delay"], delay)
        if slot in self._downloader.slots:
            self._downloader.slots[slot].delay = wanted["delay"]

    def slow_down(self, slot: str) -> None:
        """Ask this slot half as often as before."""
        delay = self._downloader.per_slot_settings[slot]["delay"]
        self.at_least(slot, min(max(delay * 2, _SLOWED_LEAST), _SLOWED_MOST))


class Fetcher:
    """Fetches pages through a running Scrapy engine, by the rules of a crawl order."""

    def __init__(
        self, engine: ExecutionEngine, order: CrawlOrder, robots: RobotsCache, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._order = order
        self._robots = robots
        self._now = now
        #: Queues whose hosts asked to be left alone for longer than a crawl waits: until when, and by which answer.
        self._leave_alone: dict[str, tuple[datetime, int]] = {}
        self._pace = Pace(engine.downloader)
        self._rules: dict[tuple[str, bool], asyncio.Task[RobotsRules]] = {}

    async def fetch(self, url: str, source: SourceOrder, validators: Mapping[str, str] | None = None) -> Fetched:
        """The answer at the end of all redirects, whatever its status; ``FetchFailedError`` where there is none.

        Validators go to no other host: what answers there is not what they were given for.
        """
        current, seen = url, {url}
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                await self._check_robots(current, source)
                own = validators if validators and is_same_host(url, current) else {}
                response = await self._exchange(current, source, own)
            except AddressRefusedError as error:
                outcome = error.outcome if current == url else Outcome.MOVED
                raise FetchFailedError(outcome, f"{current} is refused: {error}") from error
            target = _redirect_target(response)
            if target is None:
                return _fetched(url, response)
            if target in seen:
                raise _circle(response, target)
            current = target
            seen.add(target)
        raise FetchFailedError(Outcome.MOVED, f"more than {_MOST_REDIRECTS} redirects, the last to {current}")

    def not_before(self, url: str) -> datetime | None:
        """Until when the host of this address asked to be left alone (``Retry-After``)."""
        until, _ = self._leave_alone.get(slot_of(urlsplit(url).netloc), (None, 0))
        return until

    async def _check_robots(self, url: str, source: SourceOrder) -> None:
        if not is_fetchable(url):
            raise FetchFailedError(Outcome.MOVED, f"{url[:200]} is no http or https address")
        parts = urlsplit(url)
        key = f"{parts.scheme}://{parts.netloc}", source.allow_private
        if key not in self._rules:
            self._rules[key] = asyncio.create_task(self._load_rules(key[0], source))
        rules = await self._rules[key]
        self._pace.at_least(self._pace.enter(url, source.delay_seconds), rules.delay)
        if not rules.allow(url):
            raise FetchFailedError(Outcome.ROBOTS_DENIED, f"robots.txt of {parts.netloc} forbids {parts.path}")

    async def _load_rules(self, origin: str, source: SourceOrder) -> RobotsRules:
        """The rules kept, while they hold; else the site is asked.

        A robots.txt that cannot be reached closes the site for this crawl (RFC 9309, 2.3.1.4), and is named, unless
        what it said before is known.
        """
        fresh = self._robots.fresh(origin)
        if fresh is not None:
            return fresh
        try:
            return await self._ask_rules(origin, source)
        except FetchFailedError as error:
            last_known = self._robots.last_known(origin)
            if last_known is None or error.outcome is Outcome.BLOCKED or isinstance(error, AddressRefusedError):
                raise
            return last_known

    async def _ask_rules(self, origin: str, source: SourceOrder) -> RobotsRules:
        current = f"{origin}/robots.txt"
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = await self._exchange(current, source, {})
            except FetchFailedError as error:
                raise type(error)(error.outcome, f"{current}: {error}", status=error.status) from error
            target = _redirect_target(response)
            if target is None or not is_fetchable(target):
                break
            current = target
        if response.status >= 500 or response.status == 429:
            outcome = Outcome.HTTP_5XX if response.status >= 500 else Outcome.BLOCKED
            raise FetchFailedError(outcome, f"{current} answered {response.status}", status=response.status)
        return self._robots.keep(origin, source.source_id, response.body, response.status)

    async def _exchange(self, url: str, source: SourceOrder, validators: Mapping[str, str]) -> Response:
        """One answer; passing failures are tried again, later each time."""
        slot = self._pace.enter(url, source.delay_seconds)
        self._check_leave(slot)
        wait = self._order.retry_wait_seconds
        for tries_left in range(self._order.retries, -1, -1):
            try:
                response = await self._download(url, slot, source, validators)
            except FetchFailedError as error:
                if error.outcome not in PASSING_OUTCOMES or isinstance(error, AddressRefusedError) or not tries_left:
                    raise
                pause = wait
            else:
                if response.status not in PASSING_STATUSES:
                    return response
                self._pace.slow_down(slot)
                asked = _retry_after(response, self._now())
                if asked > _LONGEST_WAIT:
                    leave = min(timedelta(seconds=asked), LONGEST_LEAVE)
                    self._leave_alone[slot] = self._now() + leave, response.status
                pause = max(wait, asked)
                if not tries_left or pause > _LONGEST_WAIT:
                    return response
            await asyncio.sleep(pause)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _check_leave(self, slot: str) -> None:
        """A host that asked to be left alone is asked no more."""
        until, status = self._leave_alone.get(slot, (None, 0))
        if until is not None and until > self._now():
            message = f"{slot} answered {status} and asked to be left alone until {until:%Y-%m-%d %H:%M} UTC"
            raise FetchFailedError(outcome_of_status(status), message, status=status)

    async def _download(self, url: str, slot: str, source: SourceOrder, validators: Mapping[str, str]) -> Response:
        meta = {"download_slot": slot, ALLOW_PRIVATE: source.allow_private, LEGACY_TLS: source.legacy_tls}
        return await self._engine.download_async(Request(url, headers=dict(validators), meta=meta))


def _redirect_target(response: Response) -> str | None:
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or not location:
        return None
    try:
        return urljoin(response.url, safe_url_string(location)).partition("#")[0]
    except ValueError:  # a broken port or IPv6 literal: like a script's address it is none to fetch
        return location.decode("latin-1")


def _circle(response: Response, target: str) -> FetchFailedError:
    """A page that sends a visitor back to itself with a cookie is a firewall's test, not a move."""
    if response.headers.get("Set-Cookie"):
        return FetchFailedError(Outcome.BLOCKED, f"{target} answers only to visitors with its cookie")
    return FetchFailedError(Outcome.MOVED, f"redirects in a circle, back to {target}")


def _fetched(url: str, response: Response) -> Fetched:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("utf-8", errors="replace")
        for name, values in response.headers.items()
    }
    legacy = next((flag for flag in response.flags if flag.startswith(LEGACY_TLS)), None)
    return Fetched(url, response.url, response.status, headers, response.body, legacy)


def _retry_after(response: Response, now: datetime) -> float:
    """Seconds that the site asks to wait: a number, or a day and time."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
