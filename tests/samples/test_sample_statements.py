"""What a reader must find in the sample bulletins is found by the normaliser; templates and notices give nothing."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.samples.families import body_blocks
from crawler.samples.texts import Bulletin, Expected, load_bulletins, revised
from metrics.domain.statements import KnownFacts, Statement
from metrics.normaliser import read_bulletin

#: Share of expected statements found; only ever raised.
FOUND_AT_LEAST = 0.74


def bulletins() -> Iterator[Bulletin]:
    for texts in load_bulletins(2026).values():
        for one in texts:
            yield one
            if one.revised:
                yield revised(one)


def statements_of(one: Bulletin) -> list[Statement]:
    lines = ["\n".join("\t".join(row) for row in block.rows) if block.rows else block.text for block in blocks(one)]
    known = KnownFacts(issuer=one.source, published=one.published, title=one.title)
    return list(read_bulletin("\n".join(lines), known).statements)


def blocks(one: Bulletin):
    return body_blocks(one.body)


def is_found(wanted: Expected, statement: Statement) -> bool:
    """Kind, value, unit, date, direction and baseline are right; the indicator holds the word that names it."""
    if (statement.kind.value, statement.value, statement.unit) != (wanted.kind, wanted.value, wanted.unit):
        return False
    if wanted.kind == "placeholder":
        return True
    return (
        wanted.indicator in statement.indicator
        and wanted.due in (None, statement.due)
        and wanted.baseline in (None, statement.baseline_value)
        and wanted.direction in ("level", statement.direction.value)
    )


def test_expected_statements_are_found() -> None:
    missed, total = [], 0
    for one in bulletins():
        left = statements_of(one)
        for wanted in one.expect:
            total += 1
            hit = next((statement for statement in left if is_found(wanted, statement)), None)
            if hit is None:
                missed.append(f"{one.bureau_id}/{one.slug}: {wanted.kind} {wanted.of} {wanted.value} {wanted.unit}")
            else:
                left.remove(hit)
    found = 1 - len(missed) / total
    assert found >= FOUND_AT_LEAST, f"{found:.1%} of {total} found; missed:\n" + "\n".join(missed)


def test_templates_and_notices_give_no_figures() -> None:
    for one in bulletins():
        if one.doc_kind in ("template", "notice"):
            kinds = {str(statement.kind) for statement in statements_of(one)}
            assert kinds <= {"placeholder"}, (one.bureau_id, one.slug, kinds)
