"""Time expressions paragraph by paragraph, each with the reference from where the paragraph's relative words count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from metrics.normaliser.segments import Paragraph
from metrics.normaliser.times_context import TimeExpression, expressions_in, section_reference
from metrics.normaliser.times_openings import find_openings
from metrics.normaliser.times_readings import Reference, TimeRole
from metrics.normaliser.times_references import reference_under


def read_references(
    paragraphs: Sequence[Paragraph],
    paths: Sequence[tuple[str, ...]],
    whole: Reference,
    review: int | None,
    sections: Mapping[int, date],
) -> list[Reference]:
    """Reference of each paragraph: that of its dated section, or else of the timed headings above it (``paths``)."""
    if not sections:
        known: dict[tuple[str, ...], Reference] = {}
        return [reference_under(path, whole, review, known) for path in paths]
    current, references = whole, []
    for paragraph in paragraphs:
        if paragraph.index in sections:
            current = section_reference(sections[paragraph.index])
        references.append(current)
    return references


def find_expressions(
    text: str, paragraphs: Sequence[Paragraph], references: Sequence[Reference], sections: Mapping[int, date]
) -> list[Sequence[TimeExpression]]:
    """The expressions of each paragraph; the day that a dated section begins with is only mentioned."""
    openings = find_openings(text)
    starts = [opening.start for opening in openings]
    found: list[Sequence[TimeExpression]] = []
    behind = 0
    for paragraph, reference in zip(paragraphs, references, strict=True):
        first, behind = behind, bisect_left(starts, paragraph.end, behind)
        if first == behind:
            found.append(())
            continue
        own = expressions_in(text, paragraph.start, paragraph.end, reference, openings[first:behind])
        if own and paragraph.index in sections:
            own[0] = own[0]._replace(role=TimeRole.MENTION)
        found.append(own)
    return found
