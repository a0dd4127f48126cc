"""The end of a claim is told from the time of a visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from metrics.tracking.views import claim_until, visit_at
from tests.exposition.boards import source

AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("microsecond", [0, 1, 2, 999_999])
def test_a_claim_is_under_way_and_a_visit_is_not(microsecond: int):
    at, before = AT.replace(microsecond=microsecond), AT - timedelta(hours=1)
    assert source(next_crawl_at=claim_until(at)).is_under_way(before)
    assert not source(next_crawl_at=visit_at(at)).is_under_way(before)
    assert timedelta(0) <= visit_at(at) - at <= timedelta(microseconds=1)
