"""The snapshot store: same bytes once, every fetch noted, damage found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import fsspec
import pytest
import zstandard

from crawler.errors import SnapshotError
from crawler.snapshots import Fetch, SnapshotStore, digest_of

CONTENT = "全市新增学位3.2万个。".encode() * 50
FETCH = Fetch(
    url="http://jyj.example/zdgz/t1.html",
    final_url="https://jyj.example/zdgz/t1.html",
    fetched_at=datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC),
    status=200,
    media_type="text/html",
    headers={"etag": '"a1"'},
)


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(tmp_path)


def body_of(store_folder, digest):
    return store_folder / "objects" / digest[:2] / f"{digest}.zst"


def test_bytes_come_back_and_the_fetch_is_on_record(store):
    digest = store.put(CONTENT, FETCH)
    assert digest == digest_of(CONTENT)
    assert store.get(digest) == CONTENT
    assert list(store.fetches(digest)) == [FETCH]
    assert list(store.verify()) == []


def test_same_bytes_are_kept_once_and_each_fetch_is_noted(store, tmp_path):
    later = replace(FETCH, fetched_at=FETCH.fetched_at + timedelta(hours=6))
    mirror = replace(FETCH, url="http://www.city.example/jyj/t1.html")
    digests = {store.put(CONTENT, fetch) for fetch in (FETCH, later, mirror)}
    assert len(digests) == 1
    assert len(list(tmp_path.rglob("*.zst"))) == 1
    assert sorted(fetch.fetched_at for fetch in store.fetches(digests.pop()))[-1] == later.fetched_at
    assert len(list(tmp_path.rglob("*.json"))) == 3


def test_empty_bytes_are_bytes(store):
    assert store.get(store.put(b"", FETCH)) == b""


def test_what_is_not_there(store):
    missing = digest_of(b"never")
    assert not store.has(missing)
    assert list(store.verify()) == []
    with pytest.raises(SnapshotError, match="not in the store; restore it"):
        store.get(missing)
    for nonsense in ("", "../../etc/passwd", "x" * 63):
        with pytest.raises(SnapshotError, match="not a SHA-256 digest"):
            store.get(nonsense)


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [(b"", "damaged"), (b"noise", "damaged"), (zstandard.compress(b"other bytes"), "another digest")],
)
def test_damaged_bodies_are_found(store, tmp_path, damage, complaint):
    digest = store.put(CONTENT, FETCH)
    body_of(tmp_path, digest).write_bytes(damage)
    with pytest.raises(SnapshotError, match=complaint):
        store.get(digest)
    assert [complaint in problem for problem in store.verify()] == [True]


def test_one_flipped_bit_is_found(store, tmp_path):
    digest = store.put(CONTENT, FETCH)
    packed = bytearray(body_of(tmp_path, digest).read_bytes())
    packed[len(packed) // 2] ^= 1
    body_of(tmp_path, digest).write_bytes(packed)
    assert len(list(store.verify())) == 1


def test_records_without_bytes_torn_records_and_strangers_are_found(store, tmp_path):
    digest = store.put(CONTENT, FETCH)
    body_of(tmp_path, digest).unlink()
    assert ["are missing" in problem for problem in store.verify()] == [True]
    other = store.put(b"other", FETCH)
    (record,) = body_of(tmp_path, other).parent.glob("*.json")
    record.write_text("{")
    (record.parent / "notes.txt").write_text("?")
    problems = list(store.verify())
    assert len(problems) == 3
    assert any("not a record of a fetch" in problem for problem in problems)
    assert any("does not belong" in problem for problem in problems)


def test_an_unfinished_write_is_no_snapshot(store, tmp_path):
    digest = store.put(CONTENT, FETCH)
    (body_of(tmp_path, digest).parent / "tmp123.part").write_bytes(b"half")
    assert list(store.verify()) == []


def test_a_failed_write_leaves_nothing(store, tmp_path, monkeypatch):
    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crawler.storage.os.fsync", no_space)
    with pytest.raises(OSError, match="No space left"):
        store.put(CONTENT, FETCH)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_another_place_serves_as_well():
    store = SnapshotStore("memory://goalboard/snapshots")
    later = replace(FETCH, fetched_at=FETCH.fetched_at + timedelta(hours=6))
    digest = store.put(CONTENT, FETCH)
    assert store.put(CONTENT, later) == digest
    again = SnapshotStore("memory://goalboard/snapshots")
    assert (again.get(digest), list(again.digests())) == (CONTENT, [digest])
    assert list(again.fetches(digest)) == [FETCH, later]
    assert list(again.verify()) == []
    with pytest.raises(SnapshotError, match="not in the store"):
        again.get(digest_of(b"never"))
    assert list(SnapshotStore("memory://goalboard/other").digests()) == []


def test_damage_at_another_place_is_found():
    store = SnapshotStore("memory://damaged")
    digest = store.put(CONTENT, FETCH)
    fsspec.filesystem("memory").pipe_file(f"/damaged/objects/{digest[:2]}/{digest}.zst", b"damaged")
    assert not store.holds(digest)
    assert [digest in problem for problem in store.verify()] == [True]


def test_an_unknown_kind_of_place_is_named():
    with pytest.raises(SnapshotError, match="snapshots at nowhere://x"):
        SnapshotStore("nowhere://x")
