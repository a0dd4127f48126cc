"""The optional compiled build: with COMPILE_NORMALISER=1 the normaliser becomes machine code, 1.4 to 1.9 times as fast.

It stands here because ``pyproject.toml`` cannot name modules that only some installations compile. Without the
variable nothing here acts, and no C compiler is needed: the sources run as they are, and say what is right.

mypyc compiles a copy under ``build/``, written anew each time, which tells it what the sources do not: module constants
never change (``Final``), and records (of ``normaliser/records.py``, and other dataclasses) are classes with an
``__init__``, whose fields it keeps in C. So records are read by the names of their fields; mypy checks the copy, and
what it refuses ends the build. Lines keep their numbers, so that a traceback shows the right line of the sources.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path
from typing import Any

from setuptools import setup

ROOT = Path(__file__).parent
COPY = Path("build/compiled-sources")
#: Compiled as one unit, so that no call inside it goes through the interpreter.
SOURCES = ("metrics/domain/statements.py", "metrics/normaliser/**/*.py")
#: Copied beside them: they give the modules their whole names.
PACKAGES = ("metrics/__init__.py", "metrics/domain/__init__.py")
#: Commands that build a package; others, such as an editable installation, run the sources.
BUILDS = {"bdist_wheel", "build", "build_ext"}
#: No other library puts itself between these functions, and those of Python are called without a stop on the way.
FLAGS = [] if os.name == "nt" else ["-fvisibility=hidden", "-fno-plt"]
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
_FUTURE = "from __future__ import annotations"
_IMPORTS = "from typing import TYPE_CHECKING, Any, Final, cast; _KEPT: Final = object()"
_DECORATOR = "if TYPE_CHECKING: from mypy_extensions import mypyc_attr"


def extensions() -> list[Any]:
    """The modules to compile: none unless asked for. Raises SystemExit where the compiler is not installed."""
    if os.environ.get("COMPILE_NORMALISER") != "1" or not BUILDS & set(sys.argv):
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        sys.exit("COMPILE_NORMALISER=1: install constraints-build.txt first, and build with --no-build-isolation")
    for path in PACKAGES:
        _copied(ROOT / path)
    copies = [str(_copied(path)) for pattern in SOURCES for path in sorted(ROOT.glob(pattern))]
    modules = mypycify(["--no-warn-unused-ignores", *copies], debug_level="0", group_name="goalboard_normaliser")
    for module in modules:
        module.extra_compile_args += FLAGS
    return modules


def rewritten(source: str) -> str:
    """A module's source as it is compiled, with as many lines as before."""
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            _rewrite_record(lines, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            _make_final(lines, node)
    return "\n".join(lines).replace(f"{_FUTURE}\n\n", f"{_FUTURE}; {_IMPORTS}\n{_DECORATOR}\n", 1)


def _copied(path: Path) -> Path:
    copy = COPY / path.relative_to(ROOT)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def _make_final(lines: list[str], node: ast.Assign | ast.AnnAssign) -> None:
    """``X = 1`` is looked up in the module each time, ``X: Final = 1`` is a variable of C."""
    at, line = node.lineno - 1, lines[node.lineno - 1]
    if isinstance(node, ast.AnnAssign):
        kind = ast.unparse(node.annotation)
        if _is_constant(node.target) and node.value is not None and not kind.startswith("Final"):
            lines[at] = re.sub(r": [^=]+ =", lambda _: f": Final[{kind}] =", line, count=1)
    elif len(node.targets) == 1 and _is_constant(node.targets[0]):
        lines[at] = line.replace(" =", ": Final =", 1)
    elif isinstance(names := node.targets[0], ast.Tuple) and isinstance(values := node.value, ast.Tuple):
        pairs = zip(names.elts, values.elts, strict=True)
        written = [f"{ast.unparse(name)}: Final = {ast.unparse(value)}" for name, value in pairs if _is_constant(name)]
        if len(written) == len(names.elts):
            _put(lines, node, "; ".join(written))


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and _CONSTANT.fullmatch(node.id) is not None


def _rewrite_record(lines: list[str], node: ast.ClassDef) -> None:
    """Put a record's methods where its docstring and the blank line behind that are."""
    is_plain = [ast.unparse(base) for base in node.bases] == ["Record"]
    decorator = next((one for one in node.decorator_list if ast.unparse(one).startswith("dataclass")), None)
    fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
    if not (is_plain or decorator) or any("default_factory" in ast.unparse(field) for field in fields):
        return
    behind = node.body[0].end_lineno or 0
    if lines[behind].strip():
        raise ValueError(f"{node.name}: a record has a docstring and a blank line behind it")
    _put(lines, node.body[0], _init(fields))
    if decorator and not is_plain:
        arguments = [ast.unparse(word) for word in decorator.keywords] if isinstance(decorator, ast.Call) else []
        _put(lines, decorator, f"@dataclass({', '.join([*arguments, 'init=False'])})")
        lines[behind] = _reduce(node.name, fields)
    else:
        lines[node.lineno - 2 : node.lineno] = ["@mypyc_attr(native_class=True, acyclic=True)", f"class {node.name}:"]
        lines[behind] = _replace(node.name, fields)
        for field in fields:
            _put(lines, field, f"    {_name(field)}: {ast.unparse(field.annotation)}")


def _put(lines: list[str], node: ast.stmt | ast.expr, line: str) -> None:
    last = node.end_lineno or node.lineno
    lines[node.lineno - 1 : last] = [line, *[""] * (last - node.lineno)]


def _name(field: ast.AnnAssign) -> str:
    return ast.unparse(field.target)


def _init(fields: list[ast.AnnAssign]) -> str:
    given = ", ".join(f"{_name(field)}: {ast.unparse(field.annotation)}{_default(field.value)}" for field in fields)
    kept = "; ".join(f"self.{_name(field)} = {_name(field)}" for field in fields)
    return f"    def __init__(self, {given}) -> None: {kept}  # type: ignore[misc]"


def _default(value: ast.expr | None) -> str:
    """What a field is when it is not given; ``field(default=x)`` says it in a longer way."""
    words = {word.arg: word.value for word in value.keywords} if isinstance(value, ast.Call) else {}
    return f" = {ast.unparse(words.get('default', value))}" if value else ""


def _reduce(record: str, fields: list[ast.AnnAssign]) -> str:
    values = "".join(f"self.{_name(field)}, " for field in fields)
    return f"    def __reduce__(self) -> Any: return {record}, ({values})"


def _replace(record: str, fields: list[ast.AnnAssign]) -> str:
    given = ", ".join(f"{_name(field)}: object = _KEPT" for field in fields)
    values = ", ".join(
        f"self.{name} if {name} is _KEPT else cast({ast.unparse(field.annotation)!r}, {name})"
        for field in fields
        for name in (_name(field),)
    )
    return f"    def _replace(self, *, {given}) -> {record}: return {record}({values})"


if __name__ == "__main__":
    setup(ext_modules=extensions())
