"""``goalboard extract`` reads every kind of file that is read, and says of the others what they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.test_forms import BULLETINS, KNOWN, as_page, as_pdf, as_sheet, as_word

PARAGRAPHS, ROWS = BULLETINS["education"]
FILES = {
    "plan.pdf": as_pdf(PARAGRAPHS, ROWS),
    "plan.docx": as_word(PARAGRAPHS, ROWS),
    "plan.xlsx": as_sheet(PARAGRAPHS, ROWS),
    "plan.html": as_page(PARAGRAPHS, ROWS),
    "plan.txt": "\n".join([*PARAGRAPHS, *("\t".join(row) for row in ROWS)]).encode(),
    "page.pdf": as_page(PARAGRAPHS, ROWS),
}


def extract(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    options = ["--format", "jsonl", "--issuer", str(KNOWN.issuer), "--plan-year", "2026"]
    command = [sys.executable, "-m", "metrics", "extract", *options, *names]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_every_kind_gives_the_same_statements(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    done = extract(tmp_path, *FILES)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in FILES}
    for line in map(json.loads, done.stdout.splitlines()):
        if "_doc" not in line:
            found[line["file"]].append((line["indicator"], line["quote"]))
    assert len(found["plan.txt"]) >= 8
    assert all(said == found["plan.txt"] for said in found.values())
    assert "page.pdf: named .pdf, but is html; read as that" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (FILES["plan.pdf"][:500], "plan.txt: broken: not a whole PDF file"),
        (FILES["plan.docx"][:500], "plan.txt: broken: not a whole ZIP file"),
        (b"\x89PNG\r\n", "plan.txt: an image"),
        (b"PK\x03\x04 OFD.xml", "plan.txt: an OFD file"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, content, message):
    (tmp_path / "plan.txt").write_bytes(content)
    done = extract(tmp_path, "plan.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_text_loads_no_reader_of_files(tmp_path):
    (tmp_path / "plan.txt").write_bytes(FILES["plan.txt"])
    asked = "import sys; from metrics.documents import text_of; text_of(b'x'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pypdfium2", "python_calamine", "metrics.documents.word", "metrics.documents.pdf"} & set(loaded)
