"""The exporter as a service: what it answers, when it reads, and what it does while the database is away."""

from __future__ import annotations

import gzip
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from metrics.errors import DatabaseError
from metrics.exposition import Exporter, PageFormat
from metrics.exposition.negotiation import choose_format, wants_gzip
from metrics.tracking.views import BoardState
from tests.exposition.boards import NOW, board, state, target

PROMETHEUS_2 = (
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
)
PROMETHEUS_3 = (
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
    "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
    "text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
)
ACCEPTED = [
    (None, PageFormat.TEXT),
    ("*/*", PageFormat.TEXT),
    (PROMETHEUS_2, PageFormat.OPENMETRICS),
    (PROMETHEUS_3, PageFormat.OPENMETRICS),
    ("application/openmetrics-text", PageFormat.OPENMETRICS),
    ("application/openmetrics-text;q=0.2, text/plain;q=0.9", PageFormat.TEXT),
    ("application/openmetrics-text;q=0", PageFormat.TEXT),
    ("application/openmetrics-text;version=7.0.0", PageFormat.TEXT),
    ("text/html;q=nonsense,,;;=", PageFormat.TEXT),
]
ENCODINGS = [
    (None, False), ("gzip", True), ("deflate, GZIP;q=0.5", True), ("gzip;q=0", False), ("*", True),
    ("gzip;q=0, *", False), ("identity", False),
]  # fmt: skip


class Database:
    """A database whose clock, state and presence a test sets; it counts its readings."""

    def __init__(self) -> None:
        self.now, self.readings, self.is_away, self.mark = NOW, 0, False, 1
        self.targets = (target(),)

    def read(self, as_of: datetime) -> BoardState:
        self.readings += 1
        if self.is_away:
            raise DatabaseError("the database does not answer")
        return state(self.targets, read_at=as_of)

    def read_mark(self) -> int:
        if self.is_away:
            raise DatabaseError("the database does not answer")
        return self.mark

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def shown(exporter: Exporter) -> dict[str, float]:
    lines = exporter.page()[0].decode().splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


@pytest.mark.parametrize(("accept", "expected"), ACCEPTED)
def test_format_asked_for(accept: str | None, expected: PageFormat) -> None:
    assert choose_format(accept) is expected


@pytest.mark.parametrize(("accept_encoding", "expected"), ENCODINGS)
def test_packing_asked_for(accept_encoding: str | None, expected: bool) -> None:
    assert wants_gzip(accept_encoding) is expected


@pytest.mark.parametrize("accept", ["text/plain", "application/openmetrics-text"])
def test_packed_page_is_one_gzip_member_of_the_plain_page(accept: str) -> None:
    exporter = Exporter(lambda _: board(), lambda: NOW)
    packed, headers = exporter.page(accept, "gzip")
    reader = zlib.decompressobj(31)
    text = reader.decompress(packed)
    assert reader.eof and reader.unused_data == b"" and gzip.decompress(packed) == text
    assert headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in headers["Vary"]
    kept = [line for line in exporter.page(accept)[0].splitlines() if b"goalboard_target" in line]
    assert [line for line in text.splitlines() if b"goalboard_target" in line] == kept


def test_page_is_kept_until_too_old() -> None:
    database = Database()
    exporter = Exporter(database.read, lambda: database.now, max_age=timedelta(seconds=15))
    for _ in range(3):
        assert shown(exporter)["goalboard_snapshot_timestamp_seconds"] == NOW.timestamp()
        database.pass_time(7)
    assert database.readings == 1
    assert shown(exporter)["goalboard_snapshot_timestamp_seconds"] == (NOW + timedelta(seconds=21)).timestamp()
    assert database.readings == 2


def test_a_clock_set_back_does_not_freeze_the_page() -> None:
    database = Database()
    exporter = Exporter(database.read, lambda: database.now)
    shown(exporter)
    database.pass_time(-3600)
    shown(exporter)
    assert database.readings == 2


def test_a_change_is_shown_at_once() -> None:
    database = Database()
    exporter = Exporter(database.read, lambda: database.now, change_mark=database.read_mark, max_age=timedelta(hours=1))
    assert 'goalboard_target_goal_value{target_id="t1"}' in shown(exporter)
    database.targets, database.mark = (target(target_id="t2"),), 2
    assert 'goalboard_target_goal_value{target_id="t2"}' in shown(exporter)
    assert 'goalboard_target_goal_value{target_id="t1"}' not in shown(exporter)
    assert database.readings == 2
    exporter.invalidate()
    shown(exporter)
    assert database.readings == 3


def test_last_good_page_is_served_while_the_database_is_away() -> None:
    database = Database()
    exporter = Exporter(database.read, lambda: database.now, change_mark=database.read_mark)
    shown(exporter)
    database.is_away = True
    database.pass_time(60)
    served = shown(exporter)
    assert served["goalboard_collect_success"] == 0
    assert served["goalboard_snapshot_timestamp_seconds"] == NOW.timestamp()
    assert served['goalboard_target_goal_value{target_id="t1"}'] == 90
    database.is_away = False
    database.pass_time(60)
    assert shown(exporter)["goalboard_collect_success"] == 1


def test_without_any_good_reading_the_page_says_so() -> None:
    database = Database()
    database.is_away = True
    served = shown(Exporter(database.read, lambda: database.now))
    assert served["goalboard_collect_success"] == 0
    assert "goalboard_snapshot_timestamp_seconds" not in served
    assert not [name for name in served if name.startswith("goalboard_target")]


def test_an_error_of_ours_is_not_hidden_as_a_database_fault() -> None:
    def broken(_: datetime) -> BoardState:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Exporter(broken, lambda: NOW).page()


def test_callers_at_the_same_time_cause_one_reading() -> None:
    database, everybody = Database(), threading.Barrier(8)
    exporter = Exporter(database.read, lambda: database.now)

    def ask(_: int) -> bytes:
        everybody.wait(timeout=10)
        return exporter.page()[0]

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(ask, range(8)))
    assert database.readings == 1
    assert all(b'goalboard_target_goal_value{target_id="t1"} 90' in page for page in pages)


def test_while_one_reads_the_others_get_the_kept_page() -> None:
    database, reading, release = Database(), threading.Event(), threading.Event()

    def read_slowly(as_of: datetime) -> BoardState:
        if database.readings:
            reading.set()
            assert release.wait(timeout=10)
        return database.read(as_of)

    exporter = Exporter(read_slowly, lambda: database.now)
    shown(exporter)
    database.pass_time(60)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(exporter.page)
        assert reading.wait(timeout=10)
        assert shown(exporter)["goalboard_snapshot_timestamp_seconds"] == NOW.timestamp()
        release.set()
        slow.result(timeout=10)
    assert database.readings == 2
