"""The compiled build: what it compiles, and which normaliser runs."""

from __future__ import annotations

import ast
import os
import pkgutil
import runpy
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec

import metrics.normaliser
from tests.conftest import ROOT

INSIDE = pkgutil.walk_packages(metrics.normaliser.__path__, "metrics.normaliser.")
MODULES = ["metrics.normaliser", *(module.name for module in INSIDE)]


def test_modules_are_compiled_where_that_was_asked_for_and_nowhere_else() -> None:
    specs = [find_spec(name) for name in MODULES]
    compiled = [spec.name for spec in specs if spec and (spec.origin or "").endswith(tuple(EXTENSION_SUFFIXES))]
    assert len(MODULES) > 50
    assert compiled == (MODULES if os.environ.get("EXPECT_COMPILED") == "1" else [])


def test_the_normaliser_runs_without_what_compiled_it() -> None:
    """An image has no compiler; a name that is bound to None cannot be imported."""
    blocked = dict.fromkeys(("mypy", "mypyc", "mypy_extensions", "librt", "setuptools"))
    program = (
        f"import sys; sys.modules.update({blocked}); from metrics.normaliser import read_bulletin as r; r('达到9%。')"
    )
    subprocess.run([sys.executable, "-P", "-c", program], check=True, cwd=ROOT, timeout=120)


def test_what_is_compiled_has_the_lines_of_its_source() -> None:
    build = runpy.run_path(str(ROOT / "setup.py"))
    paths = [path for pattern in build["SOURCES"] for path in ROOT.glob(pattern)]
    assert len(paths) > len(MODULES)
    for path in paths:
        source = path.read_text(encoding="utf-8")
        rewritten = build["rewritten"](source)
        ast.parse(rewritten)
        assert rewritten.count("\n") == source.count("\n"), path


def test_constants_are_final_and_records_are_classes_in_what_is_compiled() -> None:
    source = '''from __future__ import annotations

from dataclasses import dataclass

LONGEST, _LEAST = 3, 2
WORDS: dict[str, int] = {}


@dataclass(slots=True)
class Place(Record):
    """A place."""

    start: int
    name: str = ""
'''
    rewritten = runpy.run_path(str(ROOT / "setup.py"))["rewritten"](source)
    assert "LONGEST: Final = 3; _LEAST: Final = 2\n" in rewritten
    assert "WORDS: Final[dict[str, int]] = {}\n" in rewritten
    assert "acyclic=True)\nclass Place:\n    def __init__(self, start: int, name: str = '') -> None:" in rewritten
    assert "def _replace(self, *, start: object = _KEPT, name: object = _KEPT) -> Place:" in rewritten
    assert rewritten.endswith("    start: int\n    name: str\n")
