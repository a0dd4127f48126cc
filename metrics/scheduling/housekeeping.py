"""What is done now and then beside crawling: bind what had to wait, forget crawls long gone."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from metrics.ingest.binding import bind_waiting
from metrics.store.crawls import prune_runs
from metrics.store.database import Database
from metrics.tracking import bind_revision

log = logging.getLogger("goalboard.housekeeping")

#: Runs are kept this long; the counts by outcome and all that the runs brought stay for ever.
KEEP_RUNS = timedelta(days=365)


def keep_house(database: Database, now: datetime) -> None:
    """Bind document revisions that could not be bound before, and drop old rows of the crawl log."""
    bound = bind_waiting(database, now, bind_revision)
    if bound:
        log.info("%s document revisions bound that had to wait", bound)
    with database.write() as session:
        dropped = prune_runs(session, now - KEEP_RUNS)
    if dropped:
        log.info("%s crawls of more than %s days ago forgotten", dropped, KEEP_RUNS.days)
