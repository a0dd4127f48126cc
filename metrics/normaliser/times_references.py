"""From where the relative words of a text count: in the whole of it, and below a heading that names a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.choices import lines_with
from metrics.normaliser.facts_kind import YEAR_IN, given_name
from metrics.normaliser.segments import CleanText
from metrics.normaliser.times_context import (
    REVIEW,
    TIMED_HEADING,
    YEAR_IN_NAME,
    writing_reference,
    year_gone_by,
)
from metrics.normaliser.times_numerals import common_years, uses_minguo_years
from metrics.normaliser.times_plans import plan_of
from metrics.normaliser.times_readings import Reference
from metrics.normaliser.times_tense import told_until

_COMING = re.compile(r"下一步|下步|明年|来年|打算|预期目标|今后")
_TIMED_LINES = re.compile(TIMED_HEADING.pattern, re.MULTILINE)
#: A standard holds for every year: its 全年 is none.
_STANDARD = re.compile(
    r"(?:评估|评价|评定|验收|考核|认定|建设|达标)(?:标准|指标体系)(?:（[^（）]{1,8}）)?》?(?:的通知)?$"
)
#: Where a text is asked which calendar it counts by.
HEAD = 1500
#: Up to this month reviews of the year before come out.
LAST_WEEKS = 2


def reference_of(clean: CleanText, facts: DocumentFacts, review: int | None) -> Reference:
    """From where relative words count in the whole text: what its facts tell, and what its own words add."""
    head = clean.text[:HEAD]
    whole = writing_reference(facts, review)
    if whole.year is None and (
        year := year_gone_by(head, is_loose=facts.doc_kind in (DocumentKind.NEWS, DocumentKind.MIXED))
    ):
        year -= _is_called_next(head, year)
        whole = whole._replace(year=year, bare_year=year)
    elif whole.year and facts.published and _tells_of_year_before(clean.text, facts):
        whole = whole._replace(year=whole.year - 1, bare_year=whole.year - 1)
    if whole.year and facts.plan_year is None and _STANDARD.search(facts.title or ""):
        whole = whole._replace(year=None, bare_year=None)
    plan = plan_of(whole.year) if whole.year else None
    name = facts.title if facts.title and YEAR_IN.search(facts.title) else given_name(clean.text) or facts.title
    return whole._replace(
        is_minguo=uses_minguo_years(head, clean.source[:HEAD]),
        told_until=told_until(facts, whole, name),
        plan_end=plan[1] if plan and plan[0] in clean.text else None,
    )


def _tells_of_year_before(text: str, facts: DocumentFacts) -> bool:
    """Whether a review of the first weeks of a year opens with the year before and never names its own.

    今年7月 is then of that year: it was written before New Year.
    """
    published = facts.published
    if published is None or published.month > LAST_WEEKS or facts.plan_year is not None:
        return False
    if facts.doc_kind not in (DocumentKind.NEWS, DocumentKind.REPORT) or f"{published.year}年" in text:
        return False
    return re.search(rf"\n[ \u3000]*{published.year - 1}年(?:，|以来|度，)", text[:HEAD]) is not None


def _is_called_next(text: str, year: int) -> bool:
    """Whether the one year that a text names is the one it calls the next (明年将建设…；2019年将建设)."""
    if "明年" not in text or "今年" in text:
        return False
    return re.search(f"{year}年[^。；，0-9]{{0,12}}(?:[将拟]|计划|力争)", text) is not None


def timed_paths(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Of the headings above each paragraph those that speak of a time."""
    distinct = set(paths)
    timed = lines_with(_TIMED_LINES, {heading for path in distinct for heading in path})
    known = {path: tuple([heading for heading in path if heading in timed]) for path in distinct}
    return [known[path] for path in paths]


def _heading_year(headings: Sequence[str], review: int | None, coming: int | None) -> int | None:
    """Year that the innermost of timed headings speaks of: one it names, the one under review, or the one to come."""
    for heading in reversed(headings):
        found = YEAR_IN_NAME.search(common_years(heading))
        if found:
            return int(found[1])
        if _COMING.search(heading):
            return coming
        if REVIEW.search(heading):
            return review
    return None


def reference_under(
    headings: tuple[str, ...], whole: Reference, review: int | None, known: dict[tuple[str, ...], Reference]
) -> Reference:
    """Reference below timed headings; one that names a year makes it the year under discussion."""
    if headings not in known:
        year = _heading_year(headings, review, whole.plan_year or whole.year)
        known[headings] = whole._replace(bare_year=year, section_year=year) if year else whole
    return known[headings]
