"""Values that scripts hold as literals: objects, strings, sums of strings and known names. Nothing is run.

What cannot be known without running a script is ``None``; a name that counts pages is ``PAGE``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.reading.document import Document

#: Stands where a script puts the number of the page asked for.
PAGE = "\x00page\x00"
#: No call or object of a list is longer.
_LONGEST = 4000
_MOST_TOKENS, _DEEPEST = 400, 6
#: Objects that are looked up by name, and the text they are looked for in.
_MOST_LOOKUPS, _MOST_SOURCE = 20, 300_000
_TOKEN = re.compile(
    r"'((?:\\.|[^'\\\n]){0,1500})'|\"((?:\\.|[^\"\\\n]){0,1500})\"|(-?\d{1,15}(?:\.\d{1,6})?)(?![\w.])"
    r"|([A-Za-z_$][\w$.]{0,80})|(//[^\n]{0,300}|/\*[^*]{0,300}\*/)|(\S)"
)
_ASSIGNED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s{0,3}=\s{0,3}(?:'([^'\n<>]{0,300})'|\"([^\"\n<>]{0,300})\"|(\d{1,12}))\s{0,3}(?=[;,\n]|$)"
)
_INPUT = re.compile(r"\$\(\s{0,2}[\"']#([\w-]{1,60})[\"']\s{0,2}\)\s{0,2}\.\s{0,2}val\(\s{0,2}\)")
_PAGE_NAME = re.compile(r"^(?:\w{1,20}\.)?(?:n|i|p|pn|num|no|curr?|index|\w{0,12}page\w{0,8}|current)$", re.IGNORECASE)
#: Names of sizes and totals, whatever else they hold.
_NO_PAGE = re.compile(r"size|count|total|rows|limit|name|title|url|path", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
#: Functions that give back what they are given, for our purpose.
_WRAPPERS = ("encodeURIComponent", "encodeURI", "escape", "String", "Number", "parseInt")
TO_JSON = "JSON.stringify"


@dataclass(frozen=True, slots=True)
class Token:
    """``kind``: text, number, name or mark."""

    kind: str
    text: str


@dataclass(slots=True)
class Names:
    """What is known of names: variables with a literal, inputs, meta tags; ``source`` is the scripts' text."""

    values: Mapping[str, str]
    source: str = ""
    lookups: int = 0


@dataclass(slots=True)
class _Reader:
    tokens: list[Token]
    names: Names
    place: int = 0
    depth: int = 0
    looks_up: bool = True

    def next_is(self, mark: str) -> bool:
        here = self.tokens[self.place] if self.place < len(self.tokens) else None
        return here is not None and here.kind == "mark" and here.text == mark

    def take(self, mark: str) -> bool:
        if self.next_is(mark):
            self.place += 1
            return True
        return False


def counts_pages(name: str) -> bool:
    """Is this a name that scripts give to the number of a page (``pageNo``, ``obj.curr``)?"""
    return bool(_PAGE_NAME.match(name)) and not _NO_PAGE.search(name)


def tokens_of(text: str) -> list[Token]:
    """Tokens of a piece of script, comments left out; at most as many as a call has."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text[:_LONGEST]):
        single, double, number, name, comment, mark = match.groups()
        if single is not None or double is not None:
            found.append(Token("text", _unescaped(single if single is not None else double)))
        elif number is not None:
            found.append(Token("number", number))
        elif name is not None:
            found.append(Token("name", name))
        elif comment is None:
            found.append(Token("mark", mark))
        if len(found) >= _MOST_TOKENS:
            break
    return found


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _character(match.group(1)) if match.group(1) else match.group(2), text)


def _character(digits: str) -> str:
    """The character of ``\\u4e2d``; half characters are none of any address."""
    character = chr(int(digits, 16))
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character


def known_names(document: Document, scripts: list[str]) -> Names:
    """Names with a literal value in inline scripts (the last one counts), meta tags and inputs."""
    values: dict[str, str] = {}
    for node in document.nodes:
        if node.tag == "meta" and node.attribute("name"):
            values.setdefault(node.attribute("name"), node.attribute("content"))
        elif node.tag == "input" and node.attribute("id"):
            values.setdefault(f"#{node.attribute('id')}", node.attribute("value"))
    for script in scripts:
        for match in _ASSIGNED.finditer(script[:200_000]):
            name, single, double, number = match.groups()
            values[name] = next(part for part in (single, double, number, "") if part is not None)
    return Names(values, "\n".join(scripts)[:_MOST_SOURCE])


def with_inputs(script: str, names: Names) -> str:
    """The script with ``$("#x").val()`` replaced by what stands in the input of the page."""
    return _INPUT.sub(lambda match: f'"{names.values.get("#" + match.group(1), "")}"', script)


def arguments_at(script: str, start: int, names: Names) -> list[Any]:
    """The arguments of the call whose opening bracket stands at ``start``, as far as they can be known."""
    reader = _Reader(tokens_of(script[start : start + _LONGEST]), names)
    if not reader.take("("):
        return []
    found: list[Any] = []
    while not reader.next_is(")") and reader.place < len(reader.tokens):
        found.append(_value_or_object(reader))
        if not reader.take(","):
            break
    return found


def object_named(name: str, names: Names) -> dict[str, Any] | None:
    """The object that a script gives to a variable: ``var parameters = {…}``."""
    if names.lookups >= _MOST_LOOKUPS:
        return None
    names.lookups += 1
    match = re.search(rf"(?<![\w$.]){re.escape(name)}\s{{0,3}}=\s{{0,3}}\{{", names.source)
    if match is None:
        return None
    # What stands in it is not looked up again: objects may name each other in a circle.
    value = _value(_Reader(tokens_of(names.source[match.end() - 1 :][:_LONGEST]), names, looks_up=False))
    return value if isinstance(value, dict) else None


def object_at(script: str, start: int, names: Names) -> dict[str, Any] | None:
    """The object literal that begins at ``start``."""
    value = _value(_Reader(tokens_of(script[start : start + _LONGEST]), names))
    return value if isinstance(value, dict) else None


def _value_or_object(reader: _Reader) -> Any:
    """A value; a name that holds none of its own may be that of an object."""
    start = reader.tokens[reader.place] if reader.place < len(reader.tokens) else None
    value = _value(reader)
    if value is None and start is not None and start.kind == "name" and reader.looks_up:
        return object_named(start.text, reader.names)
    return value


def _value(reader: _Reader) -> Any:
    """One value: an object, or a sum; whatever follows up to the next comma or closing bracket is passed over."""
    if reader.next_is("{") and reader.depth < _DEEPEST:
        return _object(reader)
    total, known = "", reader.place < len(reader.tokens)
    alone: Any = None
    while reader.place < len(reader.tokens):
        part = _term(reader)
        if isinstance(part, dict):
            alone = part
        elif part is None:
            known = False
        else:
            total += part
        if not reader.take("+"):
            break
    clean = _at_end(reader)
    _pass_over(reader)
    if alone is not None:
        return alone
    return total if known and clean else None


def _at_end(reader: _Reader) -> bool:
    return reader.place >= len(reader.tokens) or any(reader.next_is(mark) for mark in ",)}];")


def _term(reader: _Reader) -> Any:
    token = reader.tokens[reader.place]
    if token.kind == "mark":
        return None
    reader.place += 1
    if token.kind in ("text", "number"):
        return token.text
    if reader.next_is("("):
        return _call(reader, token.text)
    if token.text in ("true", "false"):
        return token.text
    if token.text in reader.names.values:
        return reader.names.values[token.text]
    return PAGE if counts_pages(token.text) else None


def _call(reader: _Reader, name: str) -> Any:
    """``encodeURI(x)`` is x; ``JSON.stringify(x)`` is the object x, marked; other calls are not known."""
    reader.take("(")
    reader.depth += 1
    token = reader.tokens[reader.place] if reader.place < len(reader.tokens) else None
    value = _value(reader) if reader.depth < _DEEPEST else None
    reader.depth -= 1
    _pass_over(reader, closing=True)
    if name == TO_JSON:
        if not isinstance(value, dict) and token is not None and token.kind == "name" and reader.looks_up:
            value = object_named(token.text, reader.names)
        return {TO_JSON: value} if isinstance(value, dict) else None
    return value if name in _WRAPPERS else None


def _object(reader: _Reader) -> dict[str, Any]:
    reader.take("{")
    reader.depth += 1
    found: dict[str, Any] = {}
    while reader.place < len(reader.tokens) and not reader.next_is("}"):
        key = reader.tokens[reader.place]
        reader.place += 1
        if reader.take(":"):
            found[key.text] = _value_or_object(reader)
        if not reader.take(",") and not reader.next_is("}"):
            _pass_over(reader)
            reader.take(",")
    reader.take("}")
    reader.depth -= 1
    return found


def _pass_over(reader: _Reader, *, closing: bool = False) -> None:
    """On to the comma or bracket that ends the value; with ``closing`` past the bracket that ends the call."""
    open_brackets = 0
    while reader.place < len(reader.tokens):
        token = reader.tokens[reader.place]
        if token.kind == "mark":
            if token.text in "({[":
                open_brackets += 1
            elif token.text in ")}]":
                if open_brackets == 0:
                    reader.place += closing
                    return
                open_brackets -= 1
            elif token.text == "," and open_brackets == 0 and not closing:
                return
        reader.place += 1
