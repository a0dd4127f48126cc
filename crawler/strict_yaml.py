"""YAML read strictly: UTF-8, one mapping, no key twice, no aliases; and the line of every key, for error messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from crawler.errors import SourceFileError


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """What a file says, and on which line it says it (by path of keys)."""

    values: dict[str, Any]
    lines: dict[tuple[str, ...], int]

    def line_of(self, place: tuple[str, ...]) -> int:
        """Line of a key, or of the nearest key above it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def load_mapping(path: Path) -> YamlMapping:
    """Read one mapping from a YAML file; every error is a ``SourceFileError`` of one line."""
    text = _decoded(path)
    try:
        _refuse_aliases(path, text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            raise SourceFileError(f"{path}: the file is empty; write at least name, issuer, url, admin_area and domain")
        if not isinstance(root, yaml.MappingNode):
            raise SourceFileError(f"{path}: line {root.start_mark.line + 1}: not a mapping; write `key: value` lines")
        lines = dict(_lines(path, root, ()))
        return YamlMapping(yaml.safe_load(text), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceFileError(f"{path}: line {line}: not YAML: {error.problem or error.context}; correct it") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SourceFileError(f"{path}: not YAML: {reason}; correct it") from error


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceFileError(f"{path}: line {line}: not UTF-8; save the file in UTF-8") from error
    except OSError as error:
        raise SourceFileError(f"{path}: cannot be read ({error.strerror}); check the path and its rights") from error


def _refuse_aliases(path: Path, text: str) -> None:
    """Aliases let a small file stand for an endless one; no source needs them."""
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            line = token.start_mark.line + 1
            raise SourceFileError(f"{path}: line {line}: *{token.value} is an alias; write its value out")


def _lines(path: Path, node: yaml.Node, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in seen:
            raise SourceFileError(
                f"{path}: line {line}: {name} stands already on line {seen[name]}; remove one of them"
            )
        seen[name] = line
        yield (*place, name), line
        yield from _lines(path, value, (*place, name))
