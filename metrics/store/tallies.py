"""Counts that are kept, not counted: changed in the transaction that changes what they count."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from metrics.store.inserting import insert_into
from metrics.store.models import CrawlTally, Tally

#: (subject, value), e.g. ("statement", "target"); see ``Tally``.
Tallies = Counter[tuple[str, str]]
#: Source files that were wrong when they were last read.
SOURCE_FILES_WRONG = ("source_file", "wrong")


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


def set_tally(session: Session, key: tuple[str, str], amount: int) -> None:
    """Say a count that is known as a whole."""
    subject, value = key
    insert = insert_into(session, Tally).values(subject=subject, value=value, amount=amount)
    session.execute(
        insert.on_conflict_do_update(index_elements=["subject", "value"], set_={"amount": insert.excluded.amount})
    )


def tally_crawl(session: Session, source_id: str, outcome: str) -> None:
    """One more crawl of the source ended so."""
    insert = insert_into(session, CrawlTally).values(source_id=source_id, outcome=outcome, amount=1)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["source_id", "outcome"], set_={"amount": CrawlTally.amount + insert.excluded.amount}
        )
    )
