"""Runs the readers made of native code in a process of their own: a hostile file ends that process, not ours.

``python -m metrics.documents.apart pdf`` reads the bytes on standard input and answers with one JSON object.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from metrics.documents.types import ContentKind
from metrics.documents.unreadable import UnreadableError

SECONDS = 60
MEMORY = 3 * 1024**3
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class ApartText:
    """What a reader answered: text and note, or the reason for none."""

    text: str = ""
    note: str | None = None
    unread: str | None = None


def read_apart(kind: ContentKind, content: bytes, seconds: float = SECONDS) -> ApartText:
    """The text of these bytes, read in another process within this time."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "metrics.documents.apart", kind.value]
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    try:
        ended = subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return ApartText(unread=f"not read within {seconds:g} seconds; split it and give the parts")
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        return ApartText(unread=f"broken: the reader ended with {ended.returncode} {said}".rstrip())
    try:
        return ApartText(**json.loads(ended.stdout))
    except (ValueError, TypeError):
        return ApartText(unread="broken: the reader gave no whole answer")


def main() -> None:
    """Read standard input as the kind named on the command line, under limits of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer = _answer(ContentKind(sys.argv[1]), sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(asdict(answer)))


def _answer(kind: ContentKind, content: bytes) -> ApartText:
    try:
        if kind is ContentKind.PDF:
            from metrics.documents.pdf import pdf_text

            read = pdf_text(content)
            return ApartText(read.text, read.note)
        from metrics.documents.old_workbook import old_workbook_text

        sheets = old_workbook_text(content)
    except UnreadableError as error:
        return ApartText(unread=str(error))
    return ApartText(sheets.text, sheets.note)


if __name__ == "__main__":
    main()
