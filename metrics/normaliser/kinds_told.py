"""The readings that a tense makes, as the sentence itself tells it or as its neighbours do, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.normaliser.confidence import OF_KIND
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.kinds_behind import RESULT, TARGET, KindReading
from metrics.normaliser.records import Record


@dataclass(slots=True)
class Told(Record):
    """A tense, and what it makes of a number where a text without it means a target, or a result."""

    tense: Tense
    against_target: KindReading
    against_result: KindReading


def _evidence(tense: Tense, by: str, agrees: bool) -> str:
    """Name of the evidence: a will in a text that reports is told plainly, a deed in a plan may be what it plans."""
    if agrees:
        return f"{by} and section agree"
    if by == "neighbours":
        return "neighbours against section"
    return "will against section" if tense == "future" else "deed against section"


def _told(tense: Tense, by: str) -> Told:
    """A tense as the sentence itself (words) tells it, or what stands around it (neighbours)."""
    kind = TARGET if tense == "future" else RESULT
    target, result = (KindReading(kind, OF_KIND[_evidence(tense, by, kind is other)], by) for other in (TARGET, RESULT))
    return Told(tense, target, result)


_TENSES: tuple[Tense, ...] = ("past", "future")
BY_WORDS = {tense: _told(tense, "words") for tense in _TENSES}
BY_NEIGHBOURS = {tense: _told(tense, "neighbours") for tense in _TENSES}
