"""Turns running Chinese text into quantified statements; it knows no page, no store and no network.

The rules are loaded with the first text, so that a command that reads none does not wait for them.
"""

from __future__ import annotations

from metrics.domain.statements import BulletinReading, KnownFacts

__all__ = ["EXTRACTOR_VERSION", "read_bulletin"]

#: Kept with every statement; it changes whenever the same text could be read differently.
EXTRACTOR_VERSION = "5"

_NOTHING_KNOWN = KnownFacts()


def read_bulletin(text: str, known: KnownFacts = _NOTHING_KNOWN) -> BulletinReading:
    """Read what a text promises and reports, with the place of every number."""
    from metrics.normaliser import reading

    return reading.read_bulletin(text, known)
