"""``sources probe``, ``add``, ``check SOURCE``, ``page URL``, ``crawl --since`` and ``snapshots export``, by hand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.faults import FaultSite, serve
from crawler.source_file import load_source
from tests.cli.conftest import Run

SOURCES = Path("goalboard-data/sources")


@pytest.fixture
def site() -> Iterator[FaultSite]:
    with serve("not_found", today=date(2026, 11, 21)) as server:
        yield server.sites["not_found"]


@pytest.fixture
def added(run: Run, site: FaultSite) -> FaultSite:
    done = run("sources", "add", site.url, "--allow-private", "--id", "wanghe")
    assert done.code == 0, done.err
    return site


def test_probe_shows_and_prints_a_source_file(run: Run, site: FaultSite):
    done = run("sources", "probe", site.url, "--allow-private")
    assert done.code == 0, done.err
    text = done.out[done.out.index("source_id:") :]
    Path("probed.yml").write_text(text, encoding="utf-8")
    assert load_source(Path("probed.yml")).issuer == "望河县教育局"
    assert not SOURCES.exists()


def test_what_was_added_can_be_crawled_and_exported(run: Run, added: FaultSite):
    assert load_source(SOURCES / "wanghe.yml").allow_private
    assert "9 new" in run("crawl", "wanghe").out.replace("10 new", "9 new")
    done = run("snapshots", "export", "--warc", "kept.warc.gz", "--source", "wanghe")
    assert (done.code, done.err) == (0, "")
    with Path("kept.warc.gz").open("rb") as stream:
        urls = {record.rec_headers["WARC-Target-URI"] for record in ArchiveIterator(stream, check_digests="raise")}
    assert added.url in urls and len(urls) == 13  # the file's own description, two lists, nine bulletins, one file
    again = run("snapshots", "export", "--warc", "kept.warc.gz")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert run("snapshots", "export", "--warc", "other.warc", "--source", "nobody").code == 2
    assert not Path("other.warc").exists()


def test_a_list_that_is_a_source_already_is_not_added_again(run: Run, added: FaultSite):
    done = run("sources", "add", added.url, "--allow-private", "--id", "other")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "is the list of source wanghe already" in done.err
    assert [path.name for path in SOURCES.iterdir()] == ["wanghe.yml"]


def test_an_existing_file_is_never_overwritten(run: Run, added: FaultSite):
    before = (SOURCES / "wanghe.yml").read_bytes()
    asked = len(added.asked)
    done = run("sources", "add", added.url, "--allow-private", "--id", "wanghe", "--issuer", "别人")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "exists" in done.err
    assert (SOURCES / "wanghe.yml").read_bytes() == before
    assert len(added.asked) == asked, "nothing is asked in vain"


def test_check_of_a_source_keeps_nothing(run: Run, added: FaultSite):
    done = run("sources", "check", "wanghe")
    assert done.code == 0, done.err
    assert "9 items" in done.out
    assert sorted(path.name for path in SOURCES.parent.iterdir()) == ["sources"]
    added.fail()
    assert run("sources", "check", "wanghe").code == 1
    assert run("sources", "check", "nobody").code == 2
    assert "1 source files" in run("sources", "check").out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("sources", "probe", "ftp://jyj.example/"), 2, "no web address"),
        (("sources", "probe", "http://127.0.0.1:1/"), 1, "private or loopback"),
        (("sources", "add", "http://127.0.0.1:1/", "--allow-private"), 1, "no list to crawl (connection"),
        (("sources", "add", "not an address"), 2, "no web address"),
        (("page", "file:///etc/passwd"), 2, "no web address"),
        (("page", "http://127.0.0.1:1/"), 1, "private or loopback"),
        (("crawl", "--due", "--since", "2026-01-01"), 2, "--since belongs to named sources"),
        (("crawl", "wanghe", "--until", "2026-01-01"), 2, "--until needs a --since"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, arguments: tuple[str, ...], code: int, words: str):
    done = run(*arguments)
    assert (done.code, done.err.count("\n")) == (code, 1), done
    assert words in done.err


def test_a_bad_id_is_one_line(run: Run, site: FaultSite):
    done = run("sources", "add", site.url, "--allow-private", "--id", "Wang He")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert not SOURCES.exists()


def test_a_page_is_fetched_and_read(run: Run, site: FaultSite):
    done = run("page", site.url, site.root + site.stage.first.path, "--allow-private", "--format", "json")
    assert done.code == 0, done.err
    listed, written = (json.loads(line) for line in done.out.splitlines())
    assert (listed["kind"], len(listed["links"]), listed["file"]) == ("list", 5, site.url)
    assert (written["kind"], written["published"]) == ("article", "2026-11-20")
    assert threading.active_count() < 20


def test_a_backfill_by_hand(run: Run, added: FaultSite):
    text = (SOURCES / "wanghe.yml").read_text(encoding="utf-8")
    (SOURCES / "wanghe.yml").write_text(text.replace("max_pages: 2", "max_pages: 1"), encoding="utf-8")
    done = run("crawl", "wanghe", "--since", "2026-11-01", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["documents_new"] == 10, "nine bulletins and a file, though the source reads one page"


def test_a_crawl_tells_of_a_source_that_is_in_trouble(run: Run, added: FaultSite):
    assert run("crawl", "wanghe").err == ""
    added.fail()
    done = run("crawl", "wanghe")
    assert (done.code, done.err) == (0, "wanghe: http_4xx: the server says 404\n")
