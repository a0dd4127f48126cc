"""From running text to quantified statements: the entry of the normaliser."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.domain.statements import (
    BulletinReading,
    Commitment,
    DocumentFacts,
    DocumentKind,
    KnownFacts,
    Statement,
    StatementKind,
)
from metrics.normaliser.change import direction_of
from metrics.normaliser.comparators import said_as
from metrics.normaliser.confidence import confidence_of
from metrics.normaliser.currency import in_local_currency
from metrics.normaliser.exclusions import excluded_by
from metrics.normaliser.exclusions.lists import ListedExclusions
from metrics.normaliser.exclusions.rights import rights_paragraphs
from metrics.normaliser.facts import read_facts
from metrics.normaliser.from_to import pair_levels
from metrics.normaliser.indicators import indicator_of
from metrics.normaliser.kinds import KindReader
from metrics.normaliser.paragraphs import ClauseFinder, read_paragraphs
from metrics.normaliser.placeholders import find_placeholders
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.script import clean
from metrics.normaliser.segments import CleanText, Paragraph, QuantityMatch
from metrics.normaliser.sites import QuoteIndex, Site, site_of
from metrics.normaliser.spans import SpanIndex
from metrics.normaliser.tables import TableCell, read_tables
from metrics.normaliser.times import TimeIndex, find_times
from metrics.normaliser.unread import unread_numerals
from metrics.normaliser.whole import find_whole_words

_COMMITMENTS = (
    (Commitment.ENSURE, re.compile(r"确保|必须|保证|务必")),
    (Commitment.STRIVE, re.compile(r"力争|争取|努力")),
    (Commitment.EXPECTED, re.compile(r"预期|预计|预料|有望")),
)
_BASE = re.compile(r"(每[百千万亿]?[\u4e00-\u9fff]{1,8}?|人均|户均|亩均|万人|万元)[^，。；]{0,16}$")
#: How far back a sentence is asked how firmly something was promised.
COMMITMENT_REACH = 60
#: Numbers of the same paragraph that an indicator may be carried over from.
MOST_EARLIER = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a text while its statements are put together."""

    clean: CleanText
    paragraphs: Sequence[Paragraph]
    times: TimeIndex
    kinds: KindReader
    quotes: QuoteIndex
    rights: frozenset[int]


def read_bulletin(text: str, known: KnownFacts) -> BulletinReading:
    """Read what a text promises and reports, with the place of every number."""
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    facts = read_facts(cleaned, paragraphs, known)
    blanks = [_placeholder(cleaned, match) for match in find_placeholders(cleaned.text)]
    if facts.doc_kind is DocumentKind.TEMPLATE:
        return BulletinReading(facts, tuple(blanks))
    return _read(cleaned, paragraphs, facts, blanks)


def _read(
    cleaned: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, blanks: Sequence[Statement]
) -> BulletinReading:
    reading = prepare(cleaned, paragraphs, facts)
    found, unread = find_quantities(reading)
    cells = (_from_cell(cleaned, cell) for cell in read_tables(cleaned, paragraphs, facts))
    statements = sorted([*_statements(reading, found), *cells, *blanks], key=lambda statement: statement.start)
    return BulletinReading(facts, tuple(statements), unread_numerals(cleaned, unread, paragraphs, reading.quotes))


def prepare(cleaned: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> Reading:
    """What is known of a text before its numbers are looked at."""
    times = find_times(cleaned, paragraphs, facts)
    kinds = KindReader(cleaned, paragraphs, facts, times)
    rights = rights_paragraphs(paragraphs, facts)
    return Reading(cleaned, paragraphs, times, kinds, QuoteIndex(cleaned.text), rights)


def find_quantities(reading: Reading) -> tuple[list[QuantityMatch], list[tuple[int, int]]]:
    """Quantities of the running text in order, without dates and old levels, and the numerals left unread."""
    text = reading.clean.text
    rows = [(paragraph.start, paragraph.end) for paragraph in reading.paragraphs if paragraph.is_table_row]
    taken = SpanIndex([*reading.times.spans(), *rows])
    scan = scan_quantities(text, taken)
    free = [match for match in scan.matches if not taken.touches(match.start, match.end)]
    levels = pair_levels(text, in_local_currency(reading.clean, free))
    in_rows = SpanIndex(rows)
    words = [word for word in find_whole_words(text) if not in_rows.touches(word.start, word.end)]
    unread = [span for span in scan.unread if not taken.touches(*span)]
    return sorted([*levels, *words], key=lambda match: match.start), unread


def _statements(reading: Reading, matches: Sequence[QuantityMatch]) -> Iterator[Statement]:
    earlier: list[QuantityMatch] = []
    paragraph = None
    for site, reason in sites_with_reasons(reading, matches):
        if site.clause.paragraph is not paragraph:
            paragraph, earlier = site.clause.paragraph, []
        if reason is None:
            yield statement_of(reading, site, earlier)
            earlier.append(site.match)
            del earlier[:-MOST_EARLIER]


def sites_with_reasons(reading: Reading, matches: Sequence[QuantityMatch]) -> Iterator[tuple[Site, str | None]]:
    """Each quantity in its place, with the name of the rule that takes it out (None for a statement)."""
    starts = [paragraph.start for paragraph in reading.paragraphs]
    clauses: ClauseFinder | None = None
    listed = ListedExclusions(reading.clean.text)
    for match in matches:
        paragraph = reading.paragraphs[max(0, bisect_right(starts, match.start) - 1)]
        if clauses is None or clauses.paragraph is not paragraph:
            clauses = ClauseFinder(reading.clean, paragraph)
        is_of_rights = paragraph.index in reading.rights
        site = site_of(reading.clean.text, match, clauses.at(match.start), reading.quotes, is_of_rights)
        yield site, listed.reason_for(site, excluded_by(site))


def statement_of(reading: Reading, site: Site, earlier: Sequence[QuantityMatch]) -> Statement:
    """The statement that a quantity makes in its place."""
    match, clause, text = site.match, site.clause, site.text
    kind = reading.kinds.kind_of(site)
    dating = reading.times.dating(match, clause, kind.kind)
    start, end = reading.clean.source_span(match.start, match.end)
    is_target = kind.kind is StatementKind.TARGET
    said = text[max(clause.sentence_start, match.start - COMMITMENT_REACH) : match.start]
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
        confidence=confidence_of(match.rule, kind.confidence),
        value_max=match.value_max,
        due=dating.due,
        period=dating.period,
        direction=direction_of(reading.clean, match, clause),
        implicit=match.implicit,
        baseline_value=match.baseline_value,
        commitment=_commitment(said) if is_target else None,
        per=_base(site.before),
    )


def _commitment(said: str) -> Commitment | None:
    places = [(found.start(), name) for name, pattern in _COMMITMENTS for found in pattern.finditer(said)]
    return max(places)[1] if places else None


def _base(before: str) -> str | None:
    if "每" not in before and "均" not in before and "万" not in before:
        return None
    found = _BASE.search(before)
    return found[1] if found else None


def _placeholder(cleaned: CleanText, match: QuantityMatch) -> Statement:
    start, end = cleaned.source_span(match.start, match.end)
    return Statement(
        start=start,
        end=end,
        quote=cleaned.source[start:end],
        kind=StatementKind.PLACEHOLDER,
        value=None,
        unit=match.unit,
        comparator=match.comparator,
        indicator="",
        rule=match.rule,
        confidence=1.0,
    )


def _from_cell(cleaned: CleanText, cell: TableCell) -> Statement:
    match = cell.match
    start, end = cleaned.source_span(match.start, match.end)
    return Statement(
        start=start,
        end=end,
        quote=cleaned.source[start:end],
        kind=cell.kind,
        value=match.value,
        unit=match.unit,
        comparator=match.comparator,
        indicator=cell.indicator,
        rule=cell.rule,
        confidence=0.9,
        value_max=match.value_max,
        due=cell.due,
        period=cell.period,
        direction=cell.direction,
        implicit=match.implicit,
        baseline_value=match.baseline_value,
    )
