"""Numbers that stand for how a crawl ended. The words are the crawler's; a test holds the two together."""

from __future__ import annotations

#: Number of each outcome in ``goalboard_source_outcome_code``; never renumbered, new ones go to the end.
OUTCOME_CODE: dict[str, int] = {
    "ok": 0,
    "changed": 1,
    "unchanged": 2,
    "empty": 3,
    "partial": 4,
    "blocked": 5,
    "soft_404": 6,
    "moved": 7,
    "layout_changed": 8,
    "timeout": 9,
    "dns": 10,
    "tls": 11,
    "connection": 12,
    "http_4xx": 13,
    "http_5xx": 14,
    "too_large": 15,
    "robots_denied": 16,
    "parse_error": 17,
}
#: Outcomes after which a source counts as heard.
SUCCESSFUL_OUTCOMES = frozenset({"ok", "changed", "unchanged"})
