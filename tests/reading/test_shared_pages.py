"""Saved pages of real sites, where they are at hand: what a reader finds on them is a pinned floor."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.reading import as_record, read_page

pytestmark = pytest.mark.shared
#: Page 35 counts the seven items of its 推荐阅读 box; its own list has 35, of which the expected five are part.
CHECKS_RIGHT = 66
PAGES_RIGHT = 11


def test_saved_pages_are_read_as_a_reader_would(shared_folder: Path, tmp_path: Path) -> None:
    pages = sorted((shared_folder / "pages").glob("*.html"))
    lines = [json.dumps(as_record(read_page(page.read_bytes()), page.name), ensure_ascii=False) for page in pages]
    records = tmp_path / "records.jsonl"
    records.write_text("\n".join(lines), encoding="utf-8")
    script = shared_folder / "pages" / "score_pages.py"
    command = [sys.executable, str(script), str(records), "--list"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    summary = printed.strip().splitlines()[-1]
    pages_right, checks_right = (int(part.split(" of ")[0].split()[-1]) for part in summary.split(";"))
    assert (pages_right, checks_right) >= (PAGES_RIGHT, CHECKS_RIGHT), printed
