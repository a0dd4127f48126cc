"""What is wrong with a file, a setting, a database or a port is one line that names it; nothing is half-written."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Run

SOURCE = """\
name: 工作要点
issuer: 云溪县教育局
url: http://edu.yunxi.example/gzyd/
admin_area: 云溪县
domain: education
"""
BULLETIN = "云溪县教育局2026年工作要点\n\n全年新建校外实践基地20个。\n"


def refused(done: Done, code: int, *words: str) -> None:
    assert done.code == code, done
    assert done.err.count("\n") == 1, done.err
    for word in words:
        assert word in done.err, done.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SOURCE + "max_page: 3\n", ("yunxi.yml", "line 6", "did you mean max_pages?")),
        (SOURCE.replace("http://edu", "htp://edu"), ("yunxi.yml", "line 3", "htp://edu.yunxi.example/gzyd/")),
        (SOURCE + "cadence: {every: often}\n", ("yunxi.yml", "line 6", "often")),
        (SOURCE + "name: twice\n", ("yunxi.yml", "name")),
        ("", ("yunxi.yml", "empty")),
        ("issuer: [", ("yunxi.yml", "line 1")),
    ],
    ids=["unknown key", "bad address", "bad cadence", "key twice", "empty", "no YAML"],
)
def test_a_wrong_source_file_is_named(run: Run, content: str, words: tuple[str, ...]):
    folder = Path("goalboard-data/sources")
    folder.mkdir(parents=True)
    (folder / "yunxi.yml").write_text(content, encoding="utf-8")
    refused(run("sources", "check"), 1, *words)


def test_a_source_file_that_is_not_utf8_is_named(run: Run):
    folder = Path("goalboard-data/sources")
    folder.mkdir(parents=True)
    (folder / "yunxi.yml").write_bytes(SOURCE.encode("gb18030"))
    refused(run("sources", "check"), 1, "yunxi.yml", "UTF-8")


@pytest.mark.parametrize("command", [("extract",), ("ingest", "--issuer", "云溪县教育局")])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BULLETIN.encode("shift_jis", "replace"), ("not UTF-8 at byte", "nor GB18030 or Big5", "save it as UTF-8")),
        (b"", ("empty", "give a file with text")),
        (b" \n\n", ("empty",)),
        (b"abc\x00def", ("zero byte",)),
    ],
    ids=["Shift-JIS", "empty", "blank", "binary"],
)
def test_an_unreadable_text_is_named_and_no_other_is_taken(run: Run, command, content: bytes, words):
    Path("good.txt").write_text(BULLETIN, encoding="utf-8")
    Path("bad.txt").write_bytes(content)
    done = run(*command, "good.txt", "bad.txt")
    refused(done, 2, "bad.txt", *words)
    assert done.out == ""
    database = Path("goalboard-data/goalboard.sqlite")
    if database.exists():
        with sqlite3.connect(database) as connection:
            assert connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_a_missing_file_is_named(run: Run):
    refused(run("extract", "nowhere.txt"), 2, "nowhere.txt", "cannot be read")
    refused(run("page", "nowhere.html"), 2, "nowhere.html", "cannot be read")


def test_unreadable_settings_are_named(run: Run, monkeypatch: pytest.MonkeyPatch):
    Path("goalboard.toml").write_text("port = 'many'\n", encoding="utf-8")
    refused(run("run", "--once"), 2, "goalboard.toml", "port")
    Path("goalboard.toml").unlink()
    monkeypatch.setenv("GOALBOARD_PROT", "1")
    refused(run("targets", "list"), 2, "GOALBOARD_PROT", "did you mean port?")
    assert not Path("goalboard-data").exists()


def test_a_newer_database_is_left_alone(run: Run):
    assert run("db", "upgrade").code == 0
    database = Path("goalboard-data/goalboard.sqlite")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = database.read_bytes()
    for command in (("db", "upgrade"), ("run", "--once"), ("targets", "list"), ("metrics",)):
        refused(run(*command), 1, "newer Goalboard", "goalboard.sqlite")
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_named(run: Run):
    Path("goalboard-data").mkdir()
    Path("goalboard-data/goalboard.sqlite").write_text("these are words, many words, and no database at all\n" * 40)
    refused(run("run", "--once"), 1, "goalboard.sqlite")


def test_no_database_yet_says_what_to_do(run: Run):
    refused(run("targets", "list"), 1, "goalboard db upgrade")


def test_an_occupied_port_is_named_and_nothing_is_written(run: Run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused(run("run", "--demo", "--port", str(port)), 1, f"127.0.0.1:{port}", "GOALBOARD_PORT")
    assert not Path("goalboard-data").exists()


def test_wrong_usage_is_told_with_exit_code_two(run: Run):
    assert run("crawl").code == 2
    assert run("crawl", "nobody").code == 2
    assert run("nonsense").code == 2
    assert run("extract").code == 2
    refused(run("targets", "show", "t-0"), 1 if not Path("goalboard-data/goalboard.sqlite").exists() else 2, "t")


def test_unknown_names_are_told(run: Run):
    run("db", "upgrade")
    refused(run("crawl", "nobody"), 2, "source nobody: unknown")
    refused(run("targets", "show", "t-0"), 2, "target t-0: unknown")
    refused(run("sources", "pause", "nobody", "--reason", "gone"), 2, "source nobody: unknown")


def test_backup_refuses_to_overwrite(run: Run):
    run("db", "upgrade")
    assert run("db", "backup", "copy.sqlite").code == 0
    refused(run("db", "backup", "copy.sqlite"), 2, "copy.sqlite", "there already")
    with sqlite3.connect("copy.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM sources").fetchone() == (0,)
    connection.close()


def test_all_wrong_source_files_are_told_at_once(run: Run):
    folder = Path("goalboard-data/sources")
    folder.mkdir(parents=True)
    for name, text in {"a": "", "b": SOURCE, "c": SOURCE + "max_page: 3\n"}.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    done = run("sources", "check")
    assert (done.code, done.out) == (1, "")
    first, second = done.err.splitlines()
    assert "a.yml" in first
    assert "c.yml" in second


def test_tables_break_no_names_where_no_terminal_is(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("a.txt").write_text(BULLETIN, encoding="utf-8")
    done = run("extract", "a.txt", "--unread")
    assert "│ target │ 新建校外实践基地 │ 20    │ 个   │ 2026-12-31 │ 20个  │ count/document │" in done.out
    assert done.out.splitlines()[0].startswith("a.txt: plan · ")
    assert done.out.splitlines()[-1].startswith("every numeral was read")
