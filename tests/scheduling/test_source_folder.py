"""A folder of source files: the sound ones are taken over, wrong ones and those that clash are named and wait."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import SourceFileError
from metrics.scheduling.source_files import FolderWatch, take_over_sources
from metrics.scheduling.source_folder import read_source_folder
from metrics.store.models import Source
from metrics.tracking import board_state

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
LEAST = "name: 工作要点\nissuer: 云溪县教育局\nurl: http://{}\nadmin_area: 云溪县\ndomain: education\n"


def write(folder: Path, **files: str) -> Path:
    """Files by name; a value that is no text of a file is the address in one."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        content = text if "\n" in text or not text else LEAST.format(text)
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    return folder


def list_at(address: str, more: str) -> str:
    return LEAST.format(address) + more


CLASHES = [
    ("same id", "b.example/", "c.example/", "source_id: b\n", "source_id: b is that of"),
    ("same address", "b.example/gzyd/", "b.example/gzyd/", "", "url: http://b.example/gzyd/ is that of"),
    ("host in capitals, port, fragment", "b.example/", "B.example:80/#top", "", "url: http://b.example/ is that of"),
    ("bare host", "b.example", "b.example/", "", "url: http://b.example is that of"),
]


@pytest.mark.parametrize(
    ("first", "second", "more", "told"), [case[1:] for case in CLASHES], ids=[c[0] for c in CLASHES]
)
def test_two_files_that_clash_are_both_named(tmp_path: Path, first: str, second: str, more: str, told: str):
    folder = write(tmp_path, a="a.example/", b=first, c=list_at(second, more))
    found = read_source_folder(folder)
    assert [source.source_id for source in found.sources] == ["a"]
    (wrong,) = found.wrong
    assert wrong.complaint.startswith(f"{folder / 'b.yml'}: {told} {folder / 'c.yml'} too; ")
    assert found.wrong_paths == {folder / "b.yml", folder / "c.yml"}


@pytest.mark.parametrize(
    ("second", "more"),
    [
        ("b.example/zfxx/", ""),
        ("b.example/gzyd/?page=2", ""),
        ("b.example:8080/gzyd/", ""),
        ("b.example/gzyd/", "link_pattern: /2026/\n"),
        ("b.example/gzyd/", "list_api: {url: 'http://b.example/api'}\n"),
    ],
)
def test_two_lists_are_no_clash(tmp_path: Path, second: str, more: str):
    folder = write(tmp_path, b="b.example/gzyd/", c=list_at(second, more))
    assert (len(read_source_folder(folder).sources), read_source_folder(folder).wrong) == (2, ())


def test_three_of_one_address_are_told_once(tmp_path: Path):
    folder = write(tmp_path, a="a.example/", b="a.example/", c="a.example/")
    (wrong,) = read_source_folder(folder).wrong
    assert all(str(folder / f"{name}.yml") in wrong.complaint for name in "abc")


def test_the_id_of_what_is_given_by_hand_is_kept_for_it(tmp_path: Path):
    folder = write(tmp_path, a=list_at("a.example/", "source_id: by-hand\n"), b="b.example/")
    found = read_source_folder(folder)
    assert ([source.source_id for source in found.sources], len(found.wrong)) == (["b"], 1)


def test_a_missing_folder_is_an_error(tmp_path: Path):
    with pytest.raises(SourceFileError, match="no such folder"):
        read_source_folder(tmp_path / "none")


def test_a_wrong_file_stops_no_other_and_its_source_stays_as_it_was(database, tmp_path: Path, caplog):
    folder = write(tmp_path / "sources", a="a.example/", b="b.example/")
    take_over_sources(database, folder, NOW)
    write(folder, a=list_at("a.example/", "max_page: 3\n"), b=list_at("b.example/", "delay: 5\n"), c="c.example/")
    caplog.set_level(logging.ERROR, "goalboard.sources")
    taken = take_over_sources(database, folder, NOW + timedelta(hours=1))
    assert (taken.synced.added, taken.synced.changed, taken.synced.withdrawn) == (("c",), ("b",), ())
    assert "a.yml: line 6: max_page: unknown key" in caplog.text
    with database.read() as session:
        held = session.get_one(Source, "a")
        assert (held.withdrawn_at, held.paused_reason, held.next_crawl_at) == (None, None, NOW)
        assert board_state(session, NOW).source_files_wrong == 1


def test_nothing_is_withdrawn_until_all_files_are_sound(database, tmp_path: Path):
    folder = write(tmp_path / "sources", a=list_at("a.example/", "source_id: other\n"), b="b.example/")
    take_over_sources(database, folder, NOW)
    (folder / "b.yml").unlink()
    write(folder, a="")
    assert take_over_sources(database, folder, NOW).synced.withdrawn == ()
    write(folder, a=list_at("a.example/", "source_id: other\n"))
    assert take_over_sources(database, folder, NOW).synced.withdrawn == ("b",)
    with database.read() as session:
        assert board_state(session, NOW).source_files_wrong == 0


def test_a_source_is_refused_by_name_where_its_file_is_wrong(tmp_path: Path):
    found = read_source_folder(write(tmp_path, a="", b="x.example/", c="x.example/", d="d.example/"))
    found.refuse(["d", "unheard of"])
    for source_id in ("a", "b", "c"):
        with pytest.raises(SourceFileError, match=rf"{source_id}\.yml"):
            found.refuse(["d", source_id])


def test_a_running_service_follows_its_folder_once_it_stands_still(database, tmp_path: Path, caplog):
    folder = write(tmp_path / "sources", a="a.example/", b="b.example/")
    take_over_sources(database, folder, NOW)
    watch = FolderWatch(database, folder)
    assert watch.look(NOW) is None
    write(folder, c="c.example/")
    assert watch.look(NOW) is None, "it may still be changing"
    write(folder, c="c.example/longer/")
    assert watch.look(NOW) is None, "it was"
    caplog.set_level(logging.INFO, "goalboard.sources")
    taken = watch.look(NOW)
    assert taken is not None and taken.synced.added == ("c",)
    assert "changed, read again: 1 new (c)" in caplog.text
    assert watch.look(NOW) is None
    (folder / "b.yml").unlink()
    write(folder, a="")
    assert [watch.look(NOW), watch.look(NOW).folder.wrong_paths] == [None, {folder / "a.yml"}]
    write(folder, a="a.example/")
    assert [watch.look(NOW), watch.look(NOW).synced.withdrawn] == [None, ("b",)]


def test_a_folder_that_is_gone_withdraws_nothing(database, tmp_path: Path):
    folder = write(tmp_path / "sources", a="a.example/")
    take_over_sources(database, folder, NOW)
    watch = FolderWatch(database, folder)
    (folder / "a.yml").unlink()
    for _ in range(3):
        with pytest.raises(SourceFileError, match="no source file any more"):
            watch.look(NOW)
    folder.rmdir()
    with pytest.raises(SourceFileError, match="cannot be looked at"):
        watch.look(NOW)
    with database.read() as session:
        assert session.get_one(Source, "a").withdrawn_at is None
    write(folder, a="a.example/")
    assert [watch.look(NOW), watch.look(NOW).synced.withdrawn] == [None, ()]
