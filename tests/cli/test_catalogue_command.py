"""``sources catalogue``: what it shows, what it refuses, and what it copies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from crawler.source_file import load_sources
from metrics.cli.catalogue import catalogue, catalogue_folder, load_catalogue
from metrics.errors import UsageError

SOURCES = Path("goalboard-data/sources")
TWO = ("moe_gov_cn_gzdt", "jyty_cxz_gov_cn_ghzj")
Ask = Callable[..., str]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """``ask("--domain", "water")`` in an empty folder without settings; the command's own errors are raised."""
    monkeypatch.chdir(tmp_path)
    for name in ("GOALBOARD_CONFIG", "GOALBOARD_DATA_DIR", "GOALBOARD_SOURCES_DIR"):
        monkeypatch.delenv(name, raising=False)
    app = typer.Typer()
    app.command()(catalogue)

    def run_command(*arguments: str) -> str:
        result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "400"})
        if isinstance(result.exception, UsageError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return run_command


def test_the_table_names_every_source(ask: Ask):
    shown = ask()
    assert all(source.source_id in shown for source in load_catalogue())
    assert not SOURCES.exists()


@pytest.mark.parametrize(
    ("arguments", "field", "values"),
    [
        (("--family", "vsb"), "family", {"vsb"}),
        (("--family", "unknown"), "family", {None}),
        (("--domain", "water"), "domain", {"water"}),
        (("--domain", "education", "--family", "hanweb"), "family", {"hanweb"}),
        (TWO, "source", set(TWO)),
    ],
)
def test_filters(ask: Ask, arguments: tuple[str, ...], field: str, values: set[str | None]):
    found = [json.loads(line) for line in ask("--json", *arguments).splitlines()]
    assert {one[field] for one in found} == values
    assert all(one["url"].startswith("http") and "not yet fetched" in one["notes"] for one in found)


def test_copies_are_the_files_and_load(ask: Ask):
    said = ask("--copy", *TWO)
    assert said.count(": copied") == 2 and f"goalboard sources check {TWO[1]}" in said
    assert [source.source_id for source in load_sources(SOURCES)] == sorted(TWO)
    for source_id in TWO:
        name = f"{source_id}.yml"
        assert (SOURCES / name).read_bytes() == (catalogue_folder() / name).read_bytes()


def test_a_whole_field_is_copied(ask: Ask):
    ask("--domain", "water", "--copy")
    assert {source.domain for source in load_sources(SOURCES)} == {"water"}


def test_nothing_is_overwritten_and_nothing_half_copied(ask: Ask):
    SOURCES.mkdir(parents=True)
    mine = SOURCES / f"{TWO[0]}.yml"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=f"has {TWO[0]} already; nothing was copied"):
        ask("--copy", *TWO)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert list(SOURCES.iterdir()) == [mine]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--copy",), "name sources, or narrow"),
        (("moe_gov_cn_gzd",), "not in the catalogue; there are .*moe_gov_cn_gzdt"),
        (("--family", "wordpress"), "--family wordpress: not in the catalogue; there are anhui,"),
        (("--domain", "watre"), "--domain watre: not in the catalogue; there are .*water"),
        (("--family", "vsb", "--domain", "water"), "nothing is all of that"),
        (("--copy", "../pyproject"), "not in the catalogue"),
    ],
)
def test_what_is_refused(ask: Ask, arguments: tuple[str, ...], words: str):
    with pytest.raises(UsageError, match=words) as refused:
        ask(*arguments)
    assert "\n" not in str(refused.value)
    assert not SOURCES.exists()
