"""What is known of sites' robots.txt files: how long an answer is believed, and what holds while a site gives none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from crawler.report import Report
from crawler.robots import RobotsRules, parse_robots, text_of_robots
from crawler.types import CrawlOrder, KnownRobots, RobotsFetched

#: An answer is used for a day and no longer (RFC 9309, 2.4) ...
FRESH_FOR = timedelta(hours=24)
#: ... unless the site cannot be asked anew: then the last one holds for so long (RFC 9309, 2.3.1.4 names 30 days).
LAST_KNOWN_FOR = timedelta(days=30)
#: Longer files are asked for in each crawl: they would weigh down every order.
_LONGEST_KEPT = 64_000


class RobotsCache:
    """The robots.txt files that earlier crawls left, and those of this one."""

    def __init__(self, order: CrawlOrder, report: Report, now: Callable[[], datetime]) -> None:
        self._user_agent = order.user_agent
        self._report = report
        self._now = now
        self._known = {robots.origin: robots for robots in order.robots} | report.robots

    def fresh(self, origin: str) -> RobotsRules | None:
        """The rules of a site that was asked within the last day."""
        return self._within(origin, FRESH_FOR)

    def last_known(self, origin: str) -> RobotsRules | None:
        """The rules that a site had when it last gave any, if that is not too long ago."""
        return self._within(origin, LAST_KNOWN_FOR)

    def keep(self, origin: str, source_id: str, content: bytes, status: int) -> RobotsRules:
        """The rules of an answer, which is reported for the crawls to come."""
        text = text_of_robots(content, status)
        if len(text) <= _LONGEST_KEPT:
            known = KnownRobots(origin=origin, fetched_at=self._now(), status=status, content=text)
            self._report.append(RobotsFetched(source_id=source_id, **known.model_dump()))
        return parse_robots(content, status=status, user_agent=self._user_agent)

    def _within(self, origin: str, age: timedelta) -> RobotsRules | None:
        known = self._known.get(origin)
        if known is None or not timedelta() <= self._now() - known.fetched_at < age:
            return None
        return parse_robots(known.content.encode(), status=known.status, user_agent=self._user_agent)
