"""From running text to quantified statements: the entry of the normaliser."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.domain.statements import (
    BulletinReading,
    Commitment,
    DocumentFacts,
    DocumentKind,
    KnownFacts,
    Statement,
    StatementKind,
    UnreadNumeral,
)
from metrics.normaliser.change import direction_of
from metrics.normaliser.comparators import said_as
from metrics.normaliser.exclusions import excluded_by
from metrics.normaliser.facts import read_facts
from metrics.normaliser.from_to import pair_levels
from metrics.normaliser.indicators import indicator_of
from metrics.normaliser.kinds import KindReader, KindReading
from metrics.normaliser.paragraphs import find_clauses, read_paragraphs
from metrics.normaliser.placeholders import find_placeholders
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.script import clean
from metrics.normaliser.segments import Clause, CleanText, Paragraph, QuantityMatch
from metrics.normaliser.sites import QuoteIndex, Site, site_of
from metrics.normaliser.tables import TableCell, read_tables
from metrics.normaliser.times import TimeIndex, find_times
from metrics.normaliser.whole import find_whole_words

EXTRACTOR_VERSION = "1"

_COMMITMENTS = (
    (Commitment.ENSURE, re.compile(r"确保|必须|保证|务必")),
    (Commitment.STRIVE, re.compile(r"力争|争取|努力")),
    (Commitment.EXPECTED, re.compile(r"预期|预计|预料|有望")),
)
_PER = re.compile(r"(每[百千万亿]?[\u4e00-\u9fff]{1,8}?|人均|户均|亩均|万人|万元)[^，。；]{0,16}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a text while its statements are put together."""

    clean: CleanText
    facts: DocumentFacts
    times: TimeIndex
    kinds: KindReader


def read_bulletin(text: str, known: KnownFacts | None = None) -> BulletinReading:
    """Read what a text promises and reports, with the place of every number."""
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    facts = read_facts(cleaned, paragraphs, known or KnownFacts())
    blanks = [_placeholder(cleaned, match) for match in find_placeholders(cleaned.text)]
    if facts.doc_kind is DocumentKind.TEMPLATE:
        return BulletinReading(facts, tuple(blanks))
    times = find_times(cleaned, paragraphs, facts)
    reading = Reading(cleaned, facts, times, KindReader(cleaned, paragraphs, facts, times))
    scan = scan_quantities(cleaned.text)
    cells = read_tables(cleaned, paragraphs, facts)
    rows = [(p.start, p.end) for p in paragraphs if p.is_table_row]
    free = _outside(scan.matches, [*times.spans(), *rows])
    found = sorted([*pair_levels(cleaned.text, free), *_outside(find_whole_words(cleaned.text), rows)], key=_place)
    statements = [*_statements(reading, paragraphs, found), *(_from_cell(cleaned, cell) for cell in cells), *blanks]
    statements.sort(key=lambda statement: statement.start)
    unread = _outside_spans(scan.unread, [*times.spans(), *rows])
    return BulletinReading(facts, tuple(statements), tuple(_unread(cleaned, span) for span in unread))


def _place(match: QuantityMatch) -> int:
    return match.start


def _outside(matches: Sequence[QuantityMatch], spans: Sequence[tuple[int, int]]) -> list[QuantityMatch]:
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    furthest: list[int] = []
    for _, end in ordered:
        furthest.append(max(end, furthest[-1] if furthest else end))

    def is_free(match: QuantityMatch) -> bool:
        which = bisect_right(starts, match.end - 1) - 1
        return which < 0 or furthest[which] <= match.start

    return [match for match in matches if is_free(match)]


def _outside_spans(unread: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    taken = sorted(spans)
    starts = [start for start, _ in taken]
    free = []
    for start, end in unread:
        which = bisect_right(starts, end - 1) - 1
        if which < 0 or taken[which][1] <= start:
            free.append((start, end))
    return free


def _statements(
    reading: Reading, paragraphs: Sequence[Paragraph], matches: Sequence[QuantityMatch]
) -> list[Statement]:
    text = reading.clean.text
    quotes = QuoteIndex(text)
    statements: list[Statement] = []
    kept: list[QuantityMatch] = []
    starts = [paragraph.start for paragraph in paragraphs]
    clauses: list[Clause] = []
    for match in matches:
        paragraph = paragraphs[max(0, bisect_right(starts, match.start) - 1)]
        if not clauses or clauses[0].paragraph is not paragraph:
            clauses = find_clauses(reading.clean, paragraph)
            kept = []
        clause = _clause_at(clauses, match.start)
        site = site_of(text, match, clause, quotes)
        if excluded_by(site) is None:
            statements.append(_statement(reading, site, kept))
            kept.append(match)
    return statements


def _clause_at(clauses: Sequence[Clause], at: int) -> Clause:
    which = bisect_right(clauses, at, key=lambda clause: clause.start) - 1
    return clauses[max(0, which)]


def _statement(reading: Reading, site: Site, earlier: Sequence[QuantityMatch]) -> Statement:
    match, clause, text = site.match, site.clause, site.text
    kind: KindReading = reading.kinds.kind_of(site)
    dating = reading.times.dating(match, clause, kind.kind)
    start, end = reading.clean.source_span(match.start, match.end)
    is_target = kind.kind is StatementKind.TARGET
    return Statement(
        start=start,
        end=end,
        quote=reading.clean.source[start:end],
        kind=kind.kind,
        value=match.value,
        unit=match.unit,
        comparator=said_as(text, match, kind.kind),
        indicator=indicator_of(reading.clean, match, clause, earlier),
        rule=f"{match.rule}/{kind.reason}",
        confidence=kind.confidence,
        value_max=match.value_max,
        due=dating.due,
        period=dating.period,
        direction=direction_of(reading.clean, match, clause),
        implicit=match.implicit,
        baseline_value=match.baseline_value,
        commitment=_commitment(text[clause.sentence_start : match.start]) if is_target else None,
        per=_base(site.before),
    )


def _commitment(before: str) -> Commitment | None:
    places = [(found.start(), name) for name, pattern in _COMMITMENTS if (found := pattern.search(before[-60:]))]
    return max(places)[1] if places else None


def _base(before: str) -> str | None:
    found = _PER.search(before)
    return found[1] if found else None


def _placeholder(cleaned: CleanText, match: QuantityMatch) -> Statement:
    start, end = cleaned.source_span(match.start, match.end)
    return Statement(
        start, end, cleaned.source[start:end], StatementKind.PLACEHOLDER, None, match.unit, match.comparator, "",
        "placeholder", 1.0,
    )  # fmt: skip


def _from_cell(cleaned: CleanText, cell: TableCell) -> Statement:
    match = cell.match
    start, end = cleaned.source_span(match.start, match.end)
    return Statement(
        start=start, end=end, quote=cleaned.source[start:end], kind=cell.kind, value=match.value, unit=match.unit,
        comparator=match.comparator, indicator=cell.indicator, rule=cell.rule, confidence=0.9,
        value_max=match.value_max, due=cell.due, period=cell.period, direction=cell.direction, implicit=match.implicit,
        baseline_value=match.baseline_value,
    )  # fmt: skip


def _unread(cleaned: CleanText, span: tuple[int, int]) -> UnreadNumeral:
    start, end = cleaned.source_span(*span)
    return UnreadNumeral(start, end, cleaned.source[start:end], "no unit known behind it")
