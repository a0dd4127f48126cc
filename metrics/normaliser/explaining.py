"""Tells of every number in a running text which rules read it, or which one passed over it; for people to read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from metrics.domain.statements import DocumentKind, KnownFacts, Statement
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
from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.sites import Site


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number with its verdict and, name by name, what is told of it."""

    start: int
    end: int
    quote: str
    verdict: str
    told: tuple[tuple[str, str], ...]


def explain_bulletin(text: str, known: KnownFacts) -> Iterator[Explanation]:
    """Explanations in the order of the text; table cells are read by columns and are not told of here."""
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    facts = read_facts(cleaned, paragraphs, known)
    if facts.doc_kind is DocumentKind.TEMPLATE:
        return
    reading = prepare(cleaned, paragraphs, facts)
    earlier: list[QuantityMatch] = []
    paragraph = None
    for site, reason in sites_with_reasons(reading, find_quantities(reading)[0]):
        if site.clause.paragraph is not paragraph:
            paragraph, earlier = site.clause.paragraph, []
        statement = None if reason else statement_of(reading, site, earlier)
        if statement is not None:
            earlier = [*earlier, site.match][-MOST_EARLIER:]
        yield _explanation(reading, site, reason, statement)


def _explanation(reading: Reading, site: Site, reason: str | None, statement: Statement | None) -> Explanation:
    start, end = reading.clean.source_span(site.match.start, site.match.end)
    verdict = f"passed over: {reason}"
    told = [*_of_number(site)]
    if statement is not None:
        verdict = f"{statement.kind}, confidence {statement.confidence:.2f}"
        told += _of_statement(reading, site, statement)
    told.append(("asked", ", ".join(tried(site))))
    return Explanation(start, end, reading.clean.source[start:end], verdict, tuple(told))


def _of_number(site: Site) -> Iterator[tuple[str, str]]:
    match = site.match
    value = match.value if match.value_max is None else f"{match.value} to {match.value_max}"
    yield "number", f"{value} by the rule {match.rule}"
    yield "unit", f"{match.unit} written {match.measure or 'as nothing'}"
    around = site.text[match.outer_start : match.start] + "…" + site.text[match.end : match.outer_end]
    told = f"from {around}" if around != "…" else "as no word bounds it"
    yield "comparator", f"{match.comparator} {told}"


def _of_statement(reading: Reading, site: Site, statement: Statement) -> Iterator[tuple[str, str]]:
    yield "kind", f"{statement.kind} by {statement.rule.partition('/')[2]}; said as {statement.comparator}"
    dates = [f"{date} ({rule})" for date, rule in _dates(reading, site)]
    due = f"{statement.due or 'none'}{f', each {statement.period}' if statement.period else ''}"
    yield "due", f"{due}; in the sentence: {', '.join(dates) or 'no date'}"
    yield "indicator", f"{statement.indicator or 'none'} ({statement.direction})"


def _dates(reading: Reading, site: Site) -> Iterator[tuple[str, str]]:
    expressions = reading.times.expressions
    at = bisect_left(expressions, site.clause.sentence_start, key=lambda expression: expression.start)
    for expression in expressions[at:]:
        if expression.start >= site.clause.sentence_end:
            return
        yield reading.clean.text[expression.start : expression.end], expression.rule
