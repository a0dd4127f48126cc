"""Decides whether a bulletin says something else than before. Pure; a changed figure is always a change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from metrics.ingest.noise import NoiseKind
from metrics.ingest.sentences import NO_CHANGES, SentenceChanges, compare_sentences
from metrics.ingest.wording import wording_of


class Verdict(StrEnum):
    """What became of a text."""

    SAME = "same"
    REVISED = "revised"


@dataclass(frozen=True, slots=True)
class Change:
    """The verdict on two texts, with the changed sentences and the kinds of noise that were left out of both."""

    verdict: Verdict
    sentences: SentenceChanges = NO_CHANGES
    noise: frozenset[NoiseKind] = frozenset()


def change_between(old: str, new: str, old_title: str | None = None, new_title: str | None = None) -> Change:
    """Compare two texts of one bulletin. Titles are compared where both are known."""
    titles = (old_title, new_title) if old_title and new_title else (None, None)
    before, after = wording_of(old, titles[0]), wording_of(new, titles[1])
    noise = before.noise | after.noise
    if before.stream == after.stream or before.unordered == after.unordered:
        return Change(Verdict.SAME, noise=noise)
    return Change(Verdict.REVISED, compare_sentences(before, after), noise)
