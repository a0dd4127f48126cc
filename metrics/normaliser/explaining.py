"""Tells of every number in a text which rules read it, or which one passed over it; for people to read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter

from metrics.domain.statements import DocumentKind, KnownFacts, Statement
from metrics.normaliser.cues import CueIndex
from metrics.normaliser.exclusions import tried
from metrics.normaliser.facts import read_facts
from metrics.normaliser.paragraphs import read_paragraphs
from metrics.normaliser.reading import (
    MOST_EARLIER,
    Reading,
    find_quantities,
    prepare,
    sites_with_reasons,
    statement_of,
)
from metrics.normaliser.script import clean
from metrics.normaliser.segments import CleanText, QuantityMatch
from metrics.normaliser.sites import Site
from metrics.normaliser.tables import TableCell, read_tables

#: Where the kind is taken from, by what the reader of kinds gives as its reason.
_DECIDED_BY = {
    "words": "words of the sentence",
    "neighbours": "sentences beside it",
    "document": "its section or the sort of document",
}
#: How sure the reader of texts is of the kind of a cell.
CELL_CONFIDENCE = 0.9
#: So much of the text shows the word that speaks of the past or the future.
CUE_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number with its verdict and, name by name, what is told of it."""

    start: int
    end: int
    quote: str
    verdict: str
    told: tuple[tuple[str, str], ...]


def explain_bulletin(text: str, known: KnownFacts) -> Iterator[Explanation]:
    """Explanations of running text and table cells, in the order of the text."""
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    facts = read_facts(cleaned, paragraphs, known)
    if facts.doc_kind is DocumentKind.TEMPLATE:
        return
    reading = prepare(cleaned, paragraphs, facts)
    cells = sorted(read_tables(cleaned, paragraphs, facts), key=lambda cell: cell.match.start)
    yield from merge(
        _of_running_text(reading), (_of_cell(cleaned, cell) for cell in cells), key=attrgetter("start", "end")
    )


def _of_running_text(reading: Reading) -> Iterator[Explanation]:
    cues = CueIndex(reading.clean.text)
    earlier: list[QuantityMatch] = []
    paragraph = None
    for site, reason in sites_with_reasons(reading, find_quantities(reading)[0]):
        if site.clause.paragraph is not paragraph:
            paragraph, earlier = site.clause.paragraph, []
        statement = None if reason else statement_of(reading, site, earlier)
        if statement is not None:
            earlier = [*earlier, site.match][-MOST_EARLIER:]
        yield _explanation(reading, cues, site, reason, statement)


def _explanation(
    reading: Reading, cues: CueIndex, site: Site, reason: str | None, statement: Statement | None
) -> Explanation:
    start, end = reading.clean.source_span(site.match.start, site.match.end)
    verdict = f"passed over: {reason}"
    told = [*_of_number(site.match), ("comparator", _comparator(site))]
    if statement is not None:
        verdict = f"{statement.kind}, confidence {statement.confidence:.2f}"
        told += _of_statement(reading, cues, site, statement)
    told.append(("asked", ", ".join(tried(site))))
    return Explanation(start, end, reading.clean.source[start:end], verdict, tuple(told))


def _of_cell(cleaned: CleanText, cell: TableCell) -> Explanation:
    start, end = cleaned.source_span(cell.match.start, cell.match.end)
    told = [
        *_of_number(cell.match),
        ("comparator", str(cell.match.comparator)),
        ("kind", f"{cell.kind} by the table's caption and document; read as {cell.rule}"),
        ("due", f"{_due(cell)}; by its column, row or caption"),
        ("indicator", f"{cell.indicator or 'none'} ({cell.direction})"),
    ]
    return Explanation(
        start, end, cleaned.source[start:end], f"{cell.kind}, confidence {CELL_CONFIDENCE:.2f}", tuple(told)
    )


def _of_number(match: QuantityMatch) -> Iterator[tuple[str, str]]:
    value = match.value if match.value_max is None else f"{match.value} to {match.value_max}"
    yield "number", f"{value} by the rule {match.rule}"
    yield "unit", f"{match.unit} written {match.measure or 'as nothing'}"


def _comparator(site: Site) -> str:
    match = site.match
    around = site.text[match.outer_start : match.start] + "…" + site.text[match.end : match.outer_end]
    told = f"from {around}" if around != "…" else "as no word bounds it"
    return f"{match.comparator} {told}"


def _of_statement(reading: Reading, cues: CueIndex, site: Site, statement: Statement) -> Iterator[tuple[str, str]]:
    reason = statement.rule.partition("/")[2]
    decided = _DECIDED_BY.get(reason, reason)
    yield "kind", f"{statement.kind} by {decided}{_cue(cues, site, reason)}; said as {statement.comparator}"
    dates = [f"{date} ({rule})" for date, rule in _dates(reading, site)]
    yield "due", f"{_due(statement)}; in the sentence: {', '.join(dates) or 'no date'}"
    yield "indicator", f"{statement.indicator or 'none'} ({statement.direction})"


def _cue(cues: CueIndex, site: Site, reason: str) -> str:
    """The last word before a number that speaks of the past or the future, where words decided."""
    if reason != "words":
        return ""
    cue = cues.last_before(site.clause, site.match.start, hear_weak=True)
    if cue is None:
        return " (a date)"
    shown = site.text[cue.start : min(cue.start + CUE_SHOWN, site.match.end)]
    return f" ({cue.tense}: {shown})"


def _due(told: Statement | TableCell) -> str:
    return f"{told.due or 'none'}{f', each {told.period}' if told.period else ''}"


def _dates(reading: Reading, site: Site) -> Iterator[tuple[str, str]]:
    expressions = reading.times.expressions
    at = bisect_left(expressions, site.clause.sentence_start, key=lambda expression: expression.start)
    for expression in expressions[at:]:
        if expression.start >= site.clause.sentence_end:
            return
        yield reading.clean.text[expression.start : expression.end], expression.rule
