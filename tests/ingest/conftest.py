"""Databases and a bureau for these tests."""

from datetime import UTC, datetime

import pytest

from metrics.ingest.crawl import ingest_crawl
from metrics.tracking import bind_revision
from tests.ingest.crawled import Bureau
from tests.postgres import *  # noqa: F403


@pytest.fixture
def bureau(tmp_path, database):
    """A fictional bureau whose source the database knows."""
    bureau = Bureau(tmp_path, datetime(2026, 3, 1, tzinfo=UTC))
    bureau.settle(database)
    return bureau


@pytest.fixture
def ingest(database, bureau):
    """Function that takes in a crawl folder at the time it ended; ``bound`` collects the revisions that were bound."""

    def run(folder, now=None):
        def bind(session, revision_id, now):
            bind_revision(session, revision_id, now)
            run.bound.append(revision_id)

        return ingest_crawl(database, folder, bureau.snapshots, now or bureau.now, bind)

    run.bound = []
    return run
