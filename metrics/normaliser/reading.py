"""From running text to quantified statements: the entry of the normaliser."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from operator import attrgetter

from metrics.domain.statements import (
    BulletinReading,
    Commitment,
    Comparator,
    Direction,
    DocumentFacts,
    DocumentKind,
    KnownFacts,
    Statement,
    StatementKind,
)
from metrics.normaliser.change import direction_of
from metrics.normaliser.choices import one_of
from metrics.normaliser.comparators import said_as
from metrics.normaliser.confidence import confidence_of
from metrics.normaliser.currency import in_local_currency
from metrics.normaliser.exclusions import excluded_by
from metrics.normaliser.exclusions.lists import ListedExclusions
from metrics.normaliser.exclusions.rights import rights_paragraphs
from metrics.normaliser.facts import read_facts
from metrics.normaliser.facts_title import as_published
from metrics.normaliser.from_to import pair_levels
from metrics.normaliser.indicators import indicator_of, noun_of
from metrics.normaliser.indicators_reader import Known, Reader
from metrics.normaliser.kinds import KindReader
from metrics.normaliser.kinds_behind import TARGET, KindReading
from metrics.normaliser.paragraphs import ClauseFinder, read_paragraphs
from metrics.normaliser.placeholders import find_placeholders
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.script import clean
from metrics.normaliser.segments import CleanText, Paragraph, QuantityMatch
from metrics.normaliser.sites import QuoteIndex, Site, site_of
from metrics.normaliser.spans import SpanIndex
from metrics.normaliser.tables import TableCell, read_table_rows
from metrics.normaliser.times import Dating, TimeIndex, find_times
from metrics.normaliser.times_year_of_goals import dates_the_rest, end_of_headlines, year_of_goals
from metrics.normaliser.unread import unread_numerals
from metrics.normaliser.whole import find_whole_words

_GE = Comparator.GE
_COMMITMENTS = {
    **dict.fromkeys(("确保", "必须", "保证", "务必"), Commitment.ENSURE),
    **dict.fromkeys(("力争", "争取", "努力"), Commitment.STRIVE),
    **dict.fromkeys(("预期", "预计", "预料", "有望"), Commitment.EXPECTED),
}
_COMMITMENT = re.compile(one_of(_COMMITMENTS))
_BASE = re.compile(r"(每[百千万亿]?[\u4e00-\u9fff]{1,8}?|人均|户均|亩均|万人|万元)[^，。；]{0,16}$")
#: How far back a sentence is asked how firmly something was promised.
COMMITMENT_REACH = 60
#: Numbers of the same paragraph that an indicator may be carried over from.
MOST_EARLIER = 40
#: So many numbers are asked one question before the next: the fewer rules by turns, the faster is a processor.
BATCH = 1000


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
    """Read what a text promises and reports, with the place of every number; its title is given as published."""
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    facts = read_facts(cleaned, paragraphs, known)
    blanks = [_placeholder(cleaned, match) for match in find_placeholders(cleaned.text)]
    is_form = facts.doc_kind is DocumentKind.TEMPLATE
    read = BulletinReading(facts, tuple(blanks)) if is_form else _read(cleaned, paragraphs, facts, blanks)
    title = as_published(cleaned, facts.title) if facts.title else None
    return read if title == facts.title else replace(read, facts=replace(read.facts, title=title))


def _read(
    cleaned: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, blanks: Sequence[Statement]
) -> BulletinReading:
    reading = prepare(cleaned, paragraphs, facts)
    found, unread = find_quantities(reading)
    tables = read_table_rows(cleaned, paragraphs, facts)
    cells = [_from_cell(cleaned, cell) for cell in tables.cells]
    statements = [*_statements(reading, found), *cells]
    if year := year_of_goals(statements, facts, reading.times):
        of_year = replace(facts, plan_year=year)
        if dates_the_rest(statements, facts, reading.times):
            again = _statements(prepare(cleaned, paragraphs, of_year), found)
            head = end_of_headlines(cleaned.source)
            statements = [*map(partial(_with_date_of, head), statements, again), *cells]
        facts = of_year if facts.doc_kind is DocumentKind.NEWS else facts
    ordered = sorted([*statements, *blanks], key=attrgetter("start"))
    numerals = unread_numerals(cleaned, unread, paragraphs, reading.quotes, tables.unread)
    return BulletinReading(facts, tuple(ordered), numerals)


def _with_date_of(head: int, first: Statement, again: Statement) -> Statement:
    """A goal behind the headlines (which end at ``head``) without a date, with the one a second reading gives it."""
    is_undated = first.due is None and again.due is not None and first.kind is TARGET is again.kind
    is_undated = is_undated and first.start >= head
    return replace(first, due=again.due) if is_undated else first


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
    return sorted([*levels, *words], key=attrgetter("start")), unread


def _statements(reading: Reading, matches: Sequence[QuantityMatch]) -> Iterator[Statement]:
    """Statements in the order of the text; each question is asked of a whole batch before the next question."""
    sites = (site for site, reason in sites_with_reasons(reading, matches) if reason is None)
    clean, dating, indicators = reading.clean, reading.times.dating, _Indicators(reading.clean)
    while batch := list(islice(sites, BATCH)):
        kinds = [reading.kinds.kind_of(site) for site in batch]
        datings = [dating(site.match, site.clause, kind.kind) for site, kind in zip(batch, kinds, strict=True)]
        directions = [direction_of(clean, site.match, site.clause) for site in batch]
        nouns = [indicators.of(site) for site in batch]
        yield from map(partial(_statement, clean), batch, kinds, datings, directions, nouns)


class _Indicators:
    """Names what numbers count, in the order of the text, with what their paragraph said before."""

    def __init__(self, clean: CleanText) -> None:
        self._text = clean.text
        self._earlier: list[QuantityMatch] = []
        self._known: Known = {}
        self._reader: Reader | None = None

    def of(self, site: Site) -> str:
        """What the next number counts."""
        clause, earlier, reader = site.clause, self._earlier, self._reader
        if reader is None or clause is not reader.clause:
            if reader is None or clause.paragraph is not reader.clause.paragraph:
                earlier = self._earlier = []
            reader = self._reader = Reader(self._text, clause, earlier, self._known)
        indicator = noun_of(reader, site.match)
        earlier.append(site.match)
        if len(earlier) > MOST_EARLIER:
            del earlier[0]
        return indicator


def sites_with_reasons(reading: Reading, matches: Sequence[QuantityMatch]) -> Iterator[tuple[Site, str | None]]:
    """Each quantity in its place, with the name of the rule that takes it out (None for a statement)."""
    listed, sites = ListedExclusions(reading.clean.text), _sites(reading, matches)
    while batch := list(islice(sites, BATCH)):
        reasons = list(map(excluded_by, batch))
        yield from zip(batch, map(listed.reason_for, batch, reasons), strict=True)


def _sites(reading: Reading, matches: Sequence[QuantityMatch]) -> Iterator[Site]:
    if not matches:
        return
    text, quotes, paragraphs = reading.clean.text, reading.quotes, reading.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    clauses = ClauseFinder(reading.clean)
    clause, is_of_rights, behind = None, False, -1
    for match in matches:
        if match.start >= behind:
            at = max(0, bisect_right(starts, match.start) - 1)
            behind = starts[at + 1] if at + 1 < len(starts) else len(text) + 1
            paragraph, clause = paragraphs[at], None
            is_of_rights = paragraph.index in reading.rights
        if clause is None or match.start >= clause.end:
            clause = clauses.at(match.start, paragraph)
        yield site_of(text, match, clause, quotes, is_of_rights)


def statement_of(reading: Reading, site: Site, earlier: Sequence[QuantityMatch]) -> Statement:
    """The statement that a quantity makes in its place, behind the ones before it in its paragraph."""
    match, clause, clean = site.match, site.clause, reading.clean
    kind = reading.kinds.kind_of(site)
    dating = reading.times.dating(match, clause, kind.kind)
    indicator = indicator_of(clean, match, clause, earlier)
    return _statement(clean, site, kind, dating, direction_of(clean, match, clause), indicator)


def _statement(
    clean: CleanText, site: Site, kind: KindReading, dating: Dating, direction: Direction, indicator: str
) -> Statement:
    match, said = site.match, kind.kind
    start, end = clean.source_span(match.start, match.end)
    comparator = match.comparator
    if comparator is _GE and said is not TARGET:
        comparator = said_as(site.text, match, said)
    return Statement(  # in the order of its fields: by their names it would cost twice as much
        start,
        end,
        clean.source[start:end],
        said,
        match.value,
        match.unit,
        comparator,
        indicator,
        f"{match.rule}/{kind.reason}",
        confidence_of(match.rule, kind.confidence),
        match.value_max,
        dating.due,
        dating.period,
        direction,
        match.implicit,
        match.baseline_value,
        _commitment(site) if said is TARGET else None,
        _base(site.before),
    )


def _commitment(site: Site) -> Commitment | None:
    start = site.match.start
    said = _COMMITMENT.findall(site.text, max(site.clause.sentence_start, start - COMMITMENT_REACH), start)
    return _COMMITMENTS[said[-1]] if said else None


def _base(before: str) -> str | None:
    if "每" not in before and "均" not in before and "万人" not in before and "万元" not in before:
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
        confidence=cell.confidence,
        value_max=match.value_max,
        due=cell.due,
        period=cell.period,
        direction=cell.direction,
        implicit=match.implicit,
        baseline_value=match.baseline_value,
    )
