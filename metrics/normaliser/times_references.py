"""From where the relative words of a text count: in the whole of it, and below a heading that names a year."""

from __future__ import annotations

import re

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.segments import CleanText
from metrics.normaliser.times_context import heading_year, writing_reference, year_gone_by
from metrics.normaliser.times_numerals import uses_minguo_years
from metrics.normaliser.times_plans import plan_of
from metrics.normaliser.times_readings import Reference
from metrics.normaliser.times_tense import told_until

#: Where a text is asked which calendar it counts by.
HEAD = 1500


def reference_of(clean: CleanText, facts: DocumentFacts, review: int | None) -> Reference:
    """From where relative words count in the whole text: what its facts tell, and what its own words add."""
    head = clean.text[:HEAD]
    whole = writing_reference(facts, review)
    if whole.year is None and (
        year := year_gone_by(head, is_loose=facts.doc_kind in (DocumentKind.NEWS, DocumentKind.MIXED))
    ):
        year -= _is_called_next(head, year)
        whole = whole._replace(year=year, bare_year=year)
    plan = plan_of(whole.year) if whole.year else None
    return whole._replace(
        is_minguo=uses_minguo_years(head, clean.source[:HEAD]),
        told_until=told_until(facts, whole),
        plan_end=plan[1] if plan and plan[0] in clean.text else None,
    )


def _is_called_next(text: str, year: int) -> bool:
    """Whether the one year that a text names is the one it calls the next (明年将建设…；2019年将建设)."""
    if "明年" not in text or "今年" in text:
        return False
    return re.search(f"{year}年[^。；，0-9]{{0,12}}(?:[将拟]|计划|力争)", text) is not None


def reference_under(
    headings: tuple[str, ...], whole: Reference, review: int | None, known: dict[tuple[str, ...], Reference]
) -> Reference:
    """Reference below headings; a heading that names a year makes it the year under discussion."""
    if headings not in known:
        year = heading_year(headings, review, whole.plan_year or whole.year)
        known[headings] = whole._replace(bare_year=year, section_year=year) if year else whole
    return known[headings]
