"""Counts that are kept, not counted: changed in the transaction that changes what they count."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.store.inserting import insert_into
from metrics.store.models import CrawlTally, Tally

#: (subject, value), e.g. ("statement", "target"); see ``Tally``.
Tallies = Counter[tuple[str, str]]


def add_tallies(session: Session, changes: Tallies) -> None:
    """Add to the counts. Call it last in a transaction, once: rows are taken in one order, so no two writers cross."""
    for (subject, value), amount in sorted(changes.items()):
        if amount:
            insert = insert_into(session, Tally).values(subject=subject, value=value, amount=amount)
            session.execute(
                insert.on_conflict_do_update(
                    index_elements=["subject", "value"], set_={"amount": Tally.amount + insert.excluded.amount}
                )
            )


def tallies_of(session: Session, subject: str) -> dict[str, int]:
    """The counts of one subject by value."""
    counts = select(Tally.value, Tally.amount).where(Tally.subject == subject).order_by(Tally.value)
    return {row.value: row.amount for row in session.execute(counts)}


def tally_crawl(session: Session, source_id: str, outcome: str) -> None:
    """One more crawl of the source ended so."""
    insert = insert_into(session, CrawlTally).values(source_id=source_id, outcome=outcome, amount=1)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["source_id", "outcome"], set_={"amount": CrawlTally.amount + insert.excluded.amount}
        )
    )
