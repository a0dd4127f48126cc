"""Extractors as child processes that time themselves; JioNLP in an environment of its own, made when first needed."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.inputs import ROOT
from tests.benchmarks.rows import SkippedError

JIONLP = "jionlp==1.5.31"
_ENVIRONMENT = ROOT / "build" / "bench-jionlp"
#: Where ``make compiled`` installs, and what it compiles or reads.
_COMPILED = ROOT / "build" / "compiled"
_COMPILED_FROM = ("domain", "lexicon", "normaliser")
#: The program that runs one extractor.
CHILD = Path(__file__).with_name("extractor_child.py")


class TooSlowError(Exception):
    """A pass took longer than it was given."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over some texts."""

    cpu_seconds: float
    peak_mib: float


class Extractor:
    """A running extractor: ``goalboard`` or ``jionlp``, whose packages are looked for in ``folder`` first.

    Use it as a context manager.
    """

    def __init__(self, name: str, python: str = sys.executable, folder: Path | None = None) -> None:
        self._child = subprocess.Popen(
            [python, str(CHILD), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=os.environ | ({"PYTHONPATH": str(folder)} if folder else {}),
        )

    def read(self, texts: list[str], limit_seconds: float = 300.0) -> Pass:
        """One pass. Raises TooSlowError, after which the extractor is gone."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps(texts).encode() + b"\n")
        self._child.stdin.flush()
        if not select.select([self._child.stdout], [], [], limit_seconds)[0]:
            self._child.kill()
            raise TooSlowError
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError(f"the extractor ended with code {self._child.wait()}")
        return Pass(**json.loads(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.stdout.close()
        self._child.wait()


def compiled_folder() -> Path | None:
    """Where the compiled normaliser is; none where it was not made, or was made from older sources."""
    done = _COMPILED / ".done"
    if not done.exists():
        return None
    folders = [ROOT / "metrics" / name for name in _COMPILED_FROM]
    sources = [path for folder in folders for pattern in ("*.py", "*.yml") for path in folder.rglob(pattern)]
    return _COMPILED if done.stat().st_mtime > max(path.stat().st_mtime for path in sources) else None


def jionlp_python(*, may_install: bool) -> str:
    """The interpreter of JioNLP's environment. Raises SkippedError where it is not there and cannot be made."""
    python = _ENVIRONMENT / "bin" / "python"
    done = _ENVIRONMENT / "installed"
    if not done.exists():
        if not may_install:
            raise SkippedError("JioNLP is not installed; a full run of this benchmark installs it")
        _run([sys.executable, "-m", "venv", "--clear", str(_ENVIRONMENT)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", JIONLP])
        done.write_text(f"{JIONLP}\n", encoding="utf-8")
    return str(python)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise SkippedError(f"{JIONLP} cannot be installed: {said[-1] if said else done.returncode}")
