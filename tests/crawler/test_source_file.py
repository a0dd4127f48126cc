"""Source files: what a good one means, and the one line that each bad one gets."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import yaml

from crawler.cadence import check_cron
from crawler.errors import SourceFileError
from crawler.source_file import SourceFile, load_source, load_sources, to_order
from crawler.types import Expectations

LEAST = "name: 重点工作\nissuer: 平川市教育局\nurl: http://jyj.example/zdgz/\nadmin_area: 平川市\ndomain: education\n"
ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str | bytes, name: str = "pingchuan_edu.yml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_least_that_a_source_needs(tmp_path):
    source = load_source(write(tmp_path, LEAST))
    assert (source.source_id, source.max_pages, source.delay) == ("pingchuan_edu", 1, 1.0)
    assert (source.cadence.every, source.cadence.timezone) == (timedelta(hours=6), "Asia/Shanghai")


def test_the_template_in_the_readme_is_a_source(tmp_path):
    readme = (ROOT / "crawler" / "sources" / "README.md").read_text(encoding="utf-8")
    (template,) = re.findall(r"```yaml\n(.*?)```", readme, flags=re.DOTALL)
    source = load_source(write(tmp_path, template))
    assert source.cadence.cron == "30 8,14 * * mon-fri"
    assert source.cadence.window == (time(8), time(20))
    assert source.paused is not None and source.paused.since == date(2026, 11, 1)
    assert set(yaml.safe_load(template)) == set(SourceFile.model_fields) - {"source_id"}, "the template shows every key"
    order = to_order(source)
    assert (order.delay_seconds, order.max_pages, order.link_pattern) == (2.0, 3, "/zdgz/")
    assert order.expect == Expectations(least_items=10, most_items=60)


def test_a_folder_of_sources(tmp_path):
    write(tmp_path, LEAST, "b.yml")
    write(tmp_path, LEAST + "source_id: first\n", "a.yaml")
    write(tmp_path, "not a source", "notes.txt")
    assert [source.source_id for source in load_sources(tmp_path)] == ["first", "b"]


BAD = [
    ("", "the file is empty; write at least name"),
    ("# nothing\n", "the file is empty"),
    ("- a\n- b\n", "line 1: not a mapping"),
    ("name: [\n", "line 2: not YAML:"),
    ("name: a\n\tissuer: b\n", "line 2: not YAML:"),
    (b"name: \xd6\xd8\xb5\xe3\n", "line 1: not UTF-8; save the file in UTF-8"),
    (LEAST + "name: again\n", "line 6: name stands already on line 1; remove one of them"),
    (LEAST + "cadence:\n  every: 6h\n  every: 7h\n", "line 8: every stands already on line 7"),
    (LEAST + "cadance: {}\n", "line 6: cadance: unknown key; did you mean cadence?"),
    (LEAST + "expect:\n  least_item: 3\n", "line 7: expect.least_item: unknown key; did you mean least_items?"),
    (LEAST + "zzz: 1\n", "line 6: zzz: unknown key; known are source_id, name,"),
    (LEAST.replace("domain: education\n", ""), "domain is missing; add it"),
    (LEAST.replace("http://jyj", "jyj"), "line 3: url: 'jyj.example/zdgz/' is no http or https address"),
    (LEAST.replace("http:", "ftp:"), "line 3: url: 'ftp://jyj.example/zdgz/' is no http or https address"),
    (LEAST.replace("jyj.", "me:secret@jyj."), "line 3: url: the address holds a user name"),
    (LEAST.replace("平川市\n", "620000\n"), "line 4: admin_area: 620000 is not a text; put it in quotes"),
    (LEAST + "max_pages: 0\n", "line 6: max_pages: input should be greater than or equal to 1; correct it"),
    (LEAST + "max_pages: many\n", "line 6: max_pages: 'many' is not a whole number; correct it"),
    (LEAST + "allow_private: maybe\n", "line 6: allow_private: 'maybe' is not true or false; correct it"),
    (LEAST + "link_pattern: '(a'\n", "line 6: link_pattern: '(a' is no regular expression"),
    (LEAST + "source_id: Ping Chuan\n", "line 6: source_id: 'Ping Chuan' is no source_id"),
    (LEAST + "cadence:\n  every: often\n", "line 7: cadence.every: 'often' is no interval; write a number and s, m"),
    (LEAST + "cadence:\n  every: 1s\n", "line 7: cadence.every: 1s is out of range"),
    (LEAST + "cadence:\n  cron: '0 8 * * 1'\n", "line 7: cadence.cron: '1' is no weekday; write *, mon, tue"),
    (
        LEAST + "cadence:\n  cron: '0 24 * * *'\n",
        "line 7: cadence.cron: '24' is no hour; write *, numbers from 0 to 23",
    ),
    (LEAST + "cadence:\n  cron: '0 8 * *'\n", "line 7: cadence.cron: '0 8 * *' has 4 fields"),
    (LEAST + "cadence:\n  every: 6h\n  timezone: Peking\n", "line 8: cadence.timezone: 'Peking' is no time zone"),
    (LEAST + "cadence:\n  every: 6h\n  window: 8-20\n", "line 8: cadence.window: '8-20' is no window"),
    (LEAST + "cadence:\n  every: 6h\n  cron: '0 8 * * *'\n", "line 6: cadence: exactly one of every and cron"),
    (LEAST + "cadence: {}\n", "line 6: cadence: exactly one of every and cron"),
    (LEAST + "paused:\n  since: 2026-11-01\n", "paused.reason is missing; add it"),
    (
        LEAST + "paused:\n  since: soon\n  reason: x\n",
        "line 7: paused.since: 'soon' is not a day such as 2026-11-01; correct it",
    ),
    (LEAST + "max_pages: 0\nmax_articles: -1\n", "(and 1 more)"),
    (LEAST.replace("平川市\n", "yes\n"), "line 4: admin_area: true is not a text; put it in quotes"),
    (LEAST.replace("平川市\n", "\n"), "line 4: admin_area: null is not a text; correct it"),
    (LEAST.replace("平川市\n", "''\n"), "line 4: admin_area: nothing stands here; write a text"),
    (LEAST + "cadence: 6h\n", "line 6: cadence: '6h' is not a mapping; correct it"),
    (LEAST + "expect:\n", "line 6: expect: null is not a mapping; correct it"),
    (LEAST + "cadence: {every: {a: 1}}\n", "line 6: cadence.every: a mapping is no interval; write a number"),
    (LEAST + "cadence: {every: 2026-01-01}\n", "line 6: cadence.every: 2026-01-01 is no interval"),
    (LEAST + "cadence: {every: 6h, window: [8, 20]}\n", "line 6: cadence.window: a list is no window; write two"),
    (LEAST + "max_pages: 1.5\n", "line 6: max_pages: 1.5 is not a whole number; correct it"),
    (LEAST + "delay: .nan\n", "line 6: delay: "),
    (LEAST + "link_pattern: [a]\n", "line 6: link_pattern: a list is not a text; correct it"),
    (LEAST + "list_api: {url: 'http://a.example/', body: {a: true}}\n", "line 6: list_api.body.a: true is not a text"),
    ("a: &a [*a]\n" + LEAST, "line 1: *a is an alias; write its value out"),
    ("a: !!python/object:os.system {}\n" + LEAST, "line 1: not YAML"),
]


@pytest.mark.parametrize(("text", "complaint"), BAD, ids=range(len(BAD)))
def test_bad_files_get_one_line(tmp_path, text, complaint):
    path = write(tmp_path, text)
    with pytest.raises(SourceFileError) as caught:
        load_source(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert complaint in message
    assert "\n" not in message


def test_one_id_twice(tmp_path):
    write(tmp_path, LEAST, "a.yml")
    write(tmp_path, LEAST + "source_id: a\n", "b.yml")
    with pytest.raises(SourceFileError, match=r"b\.yml: source_id a is that of .*a\.yml too; give one another id"):
        load_sources(tmp_path)


def test_missing_places(tmp_path):
    with pytest.raises(SourceFileError, match="no such folder"):
        load_sources(tmp_path / "none")
    with pytest.raises(SourceFileError, match="cannot be read"):
        load_source(tmp_path / "none.yml")


@pytest.mark.parametrize("cron", ["0 8 * * *", "*/15 8-18 * * mon-fri", "0 0 1,15 jan-jun *", "5 4 * 12 sat,SUN"])
def test_good_cron(cron):
    check_cron(cron)


@pytest.mark.parametrize(
    "cron",
    ["60 * * * *", "* * 0 * *", "* * * 13 *", "* * * * 0", "* * * * fri-mon", "*/0 * * * *", "5-1 * * * *", "a * * * *",
     "1- * * * *", ",1 * * * *", "* * * * mon#1", "@daily"],
)  # fmt: skip
def test_bad_cron(cron):
    with pytest.raises(ValueError, match="write"):
        check_cron(cron)
