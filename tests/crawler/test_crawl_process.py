"""The crawl as a process: killed at any moment it leaves only lines that hold, and the next run goes on from there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.errors import CrawlerError
from crawler.report import REPORT, Report, read_report
from crawler.run import ORDER, crawl
from crawler.snapshots import SnapshotStore
from crawler.types import CrawlFinished, Outcome, PageFetched
from tests.crawler.crawls import NOW, source_of, take_apart

PAGE_LINE = b'"type":"page"'


def start(folder: Path, most_bytes: int | None = None) -> subprocess.Popen[str]:
    """The crawl as a child; ``most_bytes`` bounds every file that it may write, as a full disk would."""
    command = [sys.executable, "-m", "crawler", str(folder)]
    if most_bytes is not None:
        command = ["prlimit", f"--fsize={most_bytes}", *command]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def place_order(order, folder: Path) -> Path:
    folder.mkdir()
    (folder / ORDER).write_text(order.model_dump_json(), encoding="utf-8")
    return folder


def wait_for_pages(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if (folder / REPORT).exists() and (folder / REPORT).read_bytes().count(PAGE_LINE) >= count:
            return
        time.sleep(0.02)
    pytest.fail(f"no {count} pages reported within 30 s")


def test_a_process_does_an_order(bureau, order_of, tmp_path):
    folder = place_order(order_of(source_of(bureau)), tmp_path / "order")
    process = start(folder)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (0, "", "")
    *_, last = read_report(folder)
    assert isinstance(last, CrawlFinished)
    assert (last.crawl_id, last.pages) == ("c1", 6)


@pytest.mark.parametrize("lines", [1, 4, 9])
def test_killed_in_the_middle_and_run_again(bureaus, order_of, tmp_path, lines):
    opened = [bureaus(), bureaus()]
    for bureau in opened:
        bureau.add_bulletins(8)
        for page in bureau.pages.values():
            page.delay = 0.05
    order = order_of(*(source_of(bureau, f"s{number}") for number, bureau in enumerate(opened)))
    folder = place_order(order, tmp_path / "order")
    process = start(folder)
    wait_for_pages(folder, lines)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    store = SnapshotStore(order.snapshots)
    left = [line for line in read_report(folder) if isinstance(line, PageFetched)]
    assert lines <= len(left) < 18
    assert all(store.get(page.digest) for page in left), "bytes are kept before their line"
    finished = take_apart(folder, crawl(order, folder, now=lambda: NOW))
    assert max(Counter(page.url for page in finished.pages).values()) == 1
    assert [report.outcome for report in finished.sources.values()] == [Outcome.CHANGED] * 2
    assert [len(report.links) for report in finished.sources.values()] == [8, 8]
    assert finished.finished.pages == len(finished.pages) == 18
    asked = Counter(path for bureau in opened for path, _ in bureau.requests)
    assert sum(asked.values()) <= 18 + 4 + 2 * len(opened), "what was reported is not asked for again"


def test_a_full_disk_ends_the_crawl_with_one_line_and_the_next_run_goes_on(bureau, order_of, tmp_path):
    order = order_of(source_of(bureau))
    folder = place_order(order, tmp_path / "order")
    process = start(folder, most_bytes=2500)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.count("\n")) == (1, 1)
    assert "crawl c1 stopped: [Errno 27] File too large" in errors
    assert 0 < len(list(read_report(folder))) < 6
    finished = take_apart(folder, crawl(order, folder, now=lambda: NOW))
    assert (len(finished.pages), finished.sources["edu"].outcome) == (6, Outcome.CHANGED)


def test_an_interrupted_crawl_says_so(bureau, order_of, tmp_path):
    for page in bureau.pages.values():
        page.delay = 1.5
    folder = place_order(order_of(source_of(bureau)), tmp_path / "order")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job has it ignored, children too
    process = start(folder)
    wait_for_pages(folder, 1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (1, "crawl c1 stopped with 1 sources unanswered; run it again\n")


def test_a_finished_folder_is_left_as_it_is(bureau, order_of, tmp_path):
    order, folder = order_of(source_of(bureau)), tmp_path / "order"
    first = crawl(order, folder, now=lambda: NOW)
    written = (folder / REPORT).read_bytes()
    bureau.requests.clear()
    assert crawl(order, folder) == first
    assert (folder / REPORT).read_bytes() == written
    assert not bureau.requests


def test_a_torn_last_line_is_no_line_and_is_cut_before_more_is_written(bureau, order_of, tmp_path):
    order, folder = order_of(source_of(bureau)), tmp_path / "order"
    crawl(order, folder, now=lambda: NOW)
    lines = (folder / REPORT).read_bytes().splitlines(keepends=True)
    for cut in (1, len(lines[3]) // 2, len(lines[3]) - 1):
        (folder / REPORT).write_bytes(b"".join(lines[:3]) + lines[3][:cut])
        assert len(list(read_report(folder))) == 3
    finished = take_apart(folder, crawl(order, folder, now=lambda: NOW))
    assert (len(finished.pages), finished.sources["edu"].outcome) == (6, Outcome.CHANGED)


def test_a_damaged_line_elsewhere_is_an_error(bureau, order_of, tmp_path):
    order, folder = order_of(source_of(bureau)), tmp_path / "order"
    crawl(order, folder, now=lambda: NOW)
    lines = (folder / REPORT).read_bytes().splitlines(keepends=True)
    (folder / REPORT).write_bytes(b"".join([lines[0], b"{}\n", *lines[1:]]))
    with pytest.raises(CrawlerError, match="line 2 is not a report line"):
        list(read_report(folder))


def test_two_crawls_do_not_write_one_report(bureau, order_of, tmp_path):
    (tmp_path / "order").mkdir()
    with Report(tmp_path / "order"), pytest.raises(CrawlerError, match="another crawl is writing here"):
        crawl(order_of(source_of(bureau)), tmp_path / "order")


def test_another_order_in_the_folder(bureau, order_of, tmp_path):
    crawl(order_of(source_of(bureau)), tmp_path / "order", now=lambda: NOW)
    with pytest.raises(CrawlerError, match="holds another order"):
        crawl(order_of(source_of(bureau), crawl_id="c2"), tmp_path / "order")


def test_progress_hears_every_line(bureau, order_of, tmp_path):
    heard: list[str] = []
    crawl(order_of(source_of(bureau)), tmp_path / "order", lambda line: heard.append(line.type), now=lambda: NOW)
    assert Counter(heard) == {"robots": 1, "page": 6, "source": 1, "finished": 1}
    assert heard[-2:] == ["source", "finished"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "not found; a crawl folder starts with an order"),
        ("{", "the file: Invalid JSON"),
        ('{"crawl_id": "c"}', "sources: Field required"),
    ],
)
def test_a_bad_order_is_one_line_on_stderr(tmp_path, content, complaint):
    if content is not None:
        (tmp_path / ORDER).write_text(content)
    process = start(tmp_path)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert errors.count("\n") == 1
    assert complaint in errors


def test_a_source_ordered_twice(bureau, order_of, tmp_path):
    with pytest.raises(CrawlerError, match="source edu is ordered twice"):
        crawl(order_of(source_of(bureau), source_of(bureau)), tmp_path / "order")
