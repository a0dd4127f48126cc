"""From families to the bytes of a page. Sample lines are the same in both formats; only the headings differ.

Free text comes from other people's web pages: it is cut, cleaned and escaped here, each distinct text once.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import isfinite

from metrics.exposition.family import Family, Kind, Subject

#: Longer label values are cut: a megabyte of title belongs on no page.
MAX_LABEL_CHARACTERS = 300
#: Other control characters become blanks (a NUL ends the page for some parsers); the format escapes these three.
_ESCAPES = dict.fromkeys([*range(32), 127], " ") | {ord("\\"): r"\\", ord('"'): r"\"", ord("\n"): r"\n"}


class PageFormat(StrEnum):
    """The exposition formats, each with the media type it is announced by."""

    TEXT = "text/plain; version=0.0.4; charset=utf-8"
    OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"


class _Escaped(dict[str, str]):
    """Escaped form of each text met so far."""

    def __missing__(self, text: str) -> str:
        shown = text if len(text) <= MAX_LABEL_CHARACTERS else text[: MAX_LABEL_CHARACTERS - 1] + "…"
        self[text] = escaped = shown.translate(_ESCAPES)
        return escaped


class _LabelTexts(dict[tuple[str, ...], str]):
    """The part of a line between name and number, for each combination of values of the same labels."""

    def __init__(self, labels: tuple[str, ...], escaped: _Escaped) -> None:
        super().__init__({(): " "})
        self._form = "{" + ",".join(f'{label}="%s"' for label in labels) + "} "
        self._escaped = escaped

    def __missing__(self, values: tuple[str, ...]) -> str:
        escaped = self._escaped
        self[values] = text = self._form % tuple([escaped[value] for value in values])
        return text


def render_samples(families: Iterable[Family[Subject]], subject: Subject) -> list[tuple[Family[Subject], bytes]]:
    """Sample lines of each family that has any, in the order given."""
    escaped = _Escaped()
    texts: dict[tuple[str, ...], _LabelTexts] = {}
    rendered = []
    for family in families:
        if family.labels not in texts:
            texts[family.labels] = _LabelTexts(family.labels, escaped)
        lines = _sample_lines(family, subject, texts[family.labels])
        if lines:
            rendered.append((family, lines))
    return rendered


def _sample_lines(family: Family[Subject], subject: Subject, texts: _LabelTexts) -> bytes:
    name = family.name
    lines = [
        f"{name}{texts[values]}{number}\n"
        for values, number in family.samples(subject)
        if number is not None and isfinite(number)
    ]
    return "".join(lines).encode("utf-8", "replace")


def heading(family: Family[Subject], page_format: PageFormat) -> bytes:
    """The HELP and TYPE lines of a family."""
    name, kind = family.name, family.kind.value
    if page_format is PageFormat.OPENMETRICS:
        name = name.removesuffix("_total").removesuffix("_info")
    elif family.kind is Kind.INFO:
        kind = Kind.GAUGE.value
    return f"# HELP {name} {family.help}\n# TYPE {name} {kind}\n".encode()


def assemble(rendered: Iterable[tuple[Family[Subject], bytes]], page_format: PageFormat) -> bytes:
    """Headings and lines of some families, put together."""
    return b"".join(part for family, lines in rendered for part in (heading(family, page_format), lines))
