"""What a site's robots.txt permits. Pure: the file's answer goes in, rules come out."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

#: No site is asked less often than this, whatever its Crawl-delay says: a crawl has to end.
LONGEST_DELAY = 60.0
#: Google's documented limit, and RFC 9309's least one: what stands behind it is not read.
_MOST_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """Rules for one user agent on one site."""

    parsed: Protego | None = None
    user_agent: str = "*"

    def allow(self, url: str) -> bool:
        """May this address be fetched?"""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.user_agent))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for none."""
        wanted = self.parsed.crawl_delay(self.user_agent) if self.parsed is not None else None
        return min(float(wanted or 0.0), LONGEST_DELAY)


EVERYTHING = RobotsRules()


def parse_robots(content: bytes, *, status: int, user_agent: str) -> RobotsRules:
    """Rules of a robots.txt that was answered with ``status`` (below 500).

    4xx means that there are no rules (RFC 9309, 2.3.1.3). Many Chinese sites answer 200 with their front page or an
    error page in HTML: that is no robots.txt, and none of its lines is a rule.
    """
    text = text_of_robots(content, status)
    return RobotsRules(Protego.parse(text), user_agent) if text else EVERYTHING


def text_of_robots(content: bytes, status: int) -> str:
    """The text of a robots.txt; empty where the answer is none."""
    if not 200 <= status < 300 or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return ""
    return content[:_MOST_BYTES].decode("utf-8-sig", errors="replace")
