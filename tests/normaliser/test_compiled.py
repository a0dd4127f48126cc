"""Which normaliser runs: the sources, unless ``make test-compiled`` asked for the compiled one."""

from __future__ import annotations

import os
import pkgutil
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec

import metrics.normaliser

MODULES = [
    "metrics.normaliser",
    *(m.name for m in pkgutil.walk_packages(metrics.normaliser.__path__, "metrics.normaliser.")),
]


def test_modules_are_compiled_where_that_was_asked_for_and_nowhere_else() -> None:
    specs = [find_spec(name) for name in MODULES]
    compiled = [spec.name for spec in specs if spec and (spec.origin or "").endswith(tuple(EXTENSION_SUFFIXES))]
    assert len(MODULES) > 50
    assert compiled == (MODULES if os.environ.get("EXPECT_COMPILED") == "1" else [])
