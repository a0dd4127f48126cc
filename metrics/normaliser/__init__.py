"""Turns running Chinese text into quantified statements; it knows no page, no store and no network."""

from __future__ import annotations

from metrics.normaliser.reading import EXTRACTOR_VERSION, read_bulletin

__all__ = ["EXTRACTOR_VERSION", "read_bulletin"]
