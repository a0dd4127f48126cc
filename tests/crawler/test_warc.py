"""Kept pages as WARC: every body once, every fetch a record, digests that another program finds right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.errors import SnapshotError
from crawler.snapshots import Fetch, SnapshotStore
from crawler.warc import WarcFile
from tests.crawler.crawls import NOW, source_of


def write(store: SnapshotStore, path, digests=None, **settings) -> int:
    with path.open("wb") as stream:
        archive = WarcFile(stream, path.name, **settings)
        for digest in digests or store.digests():
            archive.write(store, digest, store.fetches(digest))
    return archive.records


def read(path):
    """All records: type, address, date, status, payload; every digest checked."""
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            payload = record.content_stream().read()
            assert record.rec_type in {"warcinfo", "revisit"} or record.digest_checker.passed
            yield record, payload


@pytest.mark.parametrize("is_compressed", [True, False])
def test_a_crawl_is_read_back(run, bureau, tmp_path, is_compressed):
    crawled = run(source_of(bureau))
    store = SnapshotStore(tmp_path / "snapshots")
    assert write(store, tmp_path / "kept.warc", is_compressed=is_compressed) == len(crawled.pages) == 6
    found = {
        record.rec_headers["WARC-Target-URI"]: (record, payload) for record, payload in read(tmp_path / "kept.warc")
    }
    for page in crawled.pages:
        record, payload = found[page.url]
        assert payload == bureau.pages[page.url.removeprefix(bureau.root)].body
        assert record.rec_headers["WARC-Payload-Digest"] == f"sha256:{page.digest}"
        assert record.rec_headers["WARC-Date"] == "2026-11-21T02:00:00.000000Z"
        assert record.http_headers.get_statuscode() == "200"
        assert record.http_headers["Content-Type"].startswith("text/html")


def test_a_body_fetched_twice_stands_once(tmp_path):
    store = SnapshotStore(tmp_path / "snapshots")
    for hours, url in ((0, "http://jyj.example/a"), (5, "http://jyj.example/a"), (9, "http://jyj.example/b")):
        store.put(b"<html>the same</html>", Fetch(url, url, NOW + timedelta(hours=hours), 200, "text/html"))
    assert write(store, tmp_path / "kept.warc.gz") == 3
    first, second, third = [record for record, _ in read(tmp_path / "kept.warc.gz")][1:]
    assert [record.rec_type for record in (first, second, third)] == ["response", "revisit", "revisit"]
    assert third.rec_headers["WARC-Target-URI"] == "http://jyj.example/b"
    assert third.rec_headers["WARC-Refers-To-Target-URI"] == "http://jyj.example/a"
    assert third.rec_headers["WARC-Refers-To-Date"] == first.rec_headers["WARC-Date"]


def test_a_file_given_by_hand_is_a_resource(tmp_path):
    store = SnapshotStore(tmp_path / "snapshots")
    store.put("工作要点".encode(), Fetch("file:a.txt", "file:a.txt", NOW, 200, "text/plain"))
    write(store, tmp_path / "kept.warc")
    record, payload = list(read(tmp_path / "kept.warc"))[1]
    assert (record.rec_type, record.content_type, payload.decode()) == ("resource", "text/plain", "工作要点")


def test_headers_of_the_wire_and_hostile_ones_do_not_break_a_record(tmp_path):
    store = SnapshotStore(tmp_path / "snapshots")
    headers = {"content-encoding": "gzip", "content-length": "3", "server": "a\r\nX-Evil: 1", "via": "网关"}
    store.put(b"body", Fetch("http://jyj.example/", "http://jyj.example/", NOW, 299, "text/html", headers))
    write(store, tmp_path / "kept.warc")
    record, payload = list(read(tmp_path / "kept.warc"))[1]
    assert payload == b"body"
    assert record.http_headers["Content-Length"] == "4"
    assert record.http_headers["X-Evil"] is None
    assert record.http_headers["Content-Encoding"] is None


def test_damaged_bytes_are_not_exported(tmp_path):
    store = SnapshotStore(tmp_path / "snapshots")
    digest = store.put(b"body", Fetch("http://jyj.example/", "http://jyj.example/", NOW, 200))
    next((tmp_path / "snapshots").rglob("*.zst")).write_bytes(b"damaged")
    with pytest.raises(SnapshotError, match="damaged"):
        write(store, tmp_path / "kept.warc", [digest])
