"""One wrong source file stops no crawl of the others, and is told by every command that reads source files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.crawler.bureau import Bureau, serving

SOURCE = """\
name: 工作要点
issuer: 云溪县教育局
url: {url}
admin_area: 云溪县
domain: education
allow_private: true
delay: 0
"""
FOLDER = Path("goalboard-data/sources")


@pytest.fixture
def bureau(run: Run):
    with serving() as site:
        site.add_bulletins(2)
        FOLDER.mkdir(parents=True)
        (FOLDER / "sound.yml").write_text(SOURCE.format(url=f"{site.root}/zdgz/"), encoding="utf-8")
        (FOLDER / "wrong.yml").write_text("name: [", encoding="utf-8")
        yield site


@pytest.mark.slow
@pytest.mark.parametrize("command", [("run", "--once"), ("crawl", "--due")])
def test_the_other_sources_are_crawled_and_the_end_is_no_success(run: Run, bureau: Bureau, monkeypatch, command):
    monkeypatch.setenv("GOALBOARD_CONTACT", "tests@goalboard.invalid")
    done = run(*command)
    assert done.code == 1
    assert "1 sources: 2 new bulletins" in done.out
    assert "source files that are wrong: 1" in done.err
    assert "goalboard_source_files_wrong 1" in run("metrics").out
    assert [json.loads(line)["source_id"] for line in run("sources", "list", "--json").out.splitlines()] == ["sound"]


@pytest.mark.slow
def test_a_named_source_is_crawled_and_one_with_a_wrong_file_is_refused(run: Run, bureau: Bureau, monkeypatch):
    monkeypatch.setenv("GOALBOARD_CONTACT", "tests@goalboard.invalid")
    done = run("crawl", "sound")
    assert (done.code, "2 new bulletins" in done.out) == (0, True)
    refused = run("crawl", "wrong")
    assert refused.code == 2
    assert "wrong.yml: line 1: not YAML" in refused.err


def test_a_check_names_both_files_that_clash(run: Run):
    FOLDER.mkdir(parents=True)
    for name in ("a", "b"):
        (FOLDER / f"{name}.yml").write_text(SOURCE.format(url="http://edu.yunxi.example/gzyd/"), encoding="utf-8")
    done = run("sources", "check")
    assert (done.code, done.out) == (1, "")
    assert all(word in done.err for word in ("a.yml: url: http://edu.yunxi.example/gzyd/", "b.yml"))
    (FOLDER / "b.yml").write_text(SOURCE.format(url="http://edu.yunxi.example/") + "source_id: a\n", encoding="utf-8")
    done = run("sources", "check")
    assert (done.code, "a.yml: source_id: a is that of" in done.err, "b.yml" in done.err) == (1, True, True)
