"""What goes into a column comes out the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy.exc import StatementError

from metrics.store.columns import storable
from metrics.store.models import Document, DocumentRevision, GoalboardMeta, Source, StatementRow

NOON = datetime(2026, 3, 1, 4, 0, 0, 123456, tzinfo=UTC)
EXACT = ["0", "0.10", "-2.50", "398000000", "16.67", "0.000000000000000000001", "123456789012345678901234567890.5"]


def keep_statements(database, values):
    with database.write() as session:
        session.add(Source(source_id="s", name="n", issuer="i", url="u"))
        session.flush()
        facts = {"title": "t", "issuer": "i", "doc_kind": "plan", "learnt_at": NOON}
        session.add(Document(id=1, source_id="s", document_key="k", revised_at=NOON, **facts))
        session.flush()
        session.add(
            DocumentRevision(id=1, document_id=1, number=1, text="", text_digest="", extractor_version="1", **facts)
        )
        session.flush()
        for ordinal, value in enumerate(values):
            place = {"revision_id": 1, "extractor_version": "1", "ordinal": ordinal, "span_start": 0, "span_end": 1}
            words = {"quote": "q", "kind": "target", "unit": "1", "comparator": "eq", "indicator": "i", "rule": "r"}
            session.add(StatementRow(**place, **words, value=value, direction="level", confidence=1.0))


def test_decimals_stay_exact(database):
    keep_statements(database, [Decimal(text) for text in EXACT])
    with database.read() as session:
        rows = session.query(StatementRow).order_by(StatementRow.ordinal).all()
    assert [str(format(row.value, "f")) for row in rows] == EXACT


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(database, value):
    with pytest.raises(StatementError, match="is no number that can be kept"):
        keep_statements(database, [value])


def test_instants_come_back_in_utc(database):
    china = timezone(timedelta(hours=8))
    with database.write() as session:
        session.add(Source(source_id="s", name="n", issuer="i", url="u", last_attempt=NOON.astimezone(china)))
    with database.read() as session:
        held = session.get_one(Source, "s").last_attempt
    assert held == NOON
    assert held.utcoffset() == timedelta(0)


def test_an_instant_without_zone_is_refused(database):
    with pytest.raises(StatementError, match="has no time zone"), database.write() as session:
        session.add(Source(source_id="s", name="n", issuer="i", url="u", last_attempt=datetime(2026, 3, 1)))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("given", "kept"), [("a\x00b", "a�b"), ("零\ud83d辍学", "零�辍学"), ("plain", "plain"), ("质量😀", "质量😀")]
)
def test_text_that_a_site_made_up_is_kept(database, given, kept):
    assert storable(given) == kept
    with database.write() as session:
        session.add(GoalboardMeta(key="test", value=given))
    with database.read() as session:
        assert session.get_one(GoalboardMeta, "test").value == kept


def test_a_block_that_fails_writes_nothing(database):
    with pytest.raises(RuntimeError), database.write() as session:
        session.add(GoalboardMeta(key="test", value="half"))
        session.flush()
        raise RuntimeError
    with database.read() as session:
        assert session.get(GoalboardMeta, "test") is None


def test_a_read_keeps_nothing_and_sees_one_state(database):
    with database.read() as reading:
        assert reading.get(GoalboardMeta, "test") is None
        with database.write() as session:
            session.add(GoalboardMeta(key="test", value="late"))
        reading.expire_all()
        assert reading.get(GoalboardMeta, "test") is None
    with database.read() as later:
        assert later.get_one(GoalboardMeta, "test").value == "late"
