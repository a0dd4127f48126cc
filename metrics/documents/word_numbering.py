"""Numbers that Word writes before paragraphs (一、（一）1.) and that stand in no text: counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from metrics.documents.xml_tree import child, value, whole_number

_DIGITS = "零一二三四五六七八九"
_PLACE = re.compile("%([1-9])")
_MOST_STYLES = 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; ``pattern`` is such as ``（%2）``."""

    start: int
    number_format: str
    pattern: str
    style: str | None


@dataclass(slots=True)
class Numbering:
    """All lists of a file and how far each has been counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, properties: Element | None) -> str:
        """The number of the next paragraph with these properties; empty where it has none."""
        number, depth = self._place(properties)
        levels = self.levels.get(self.lists.get(number or "", ""), {})
        if number is None or depth not in levels:
            return ""
        counts = self.counts.setdefault(self.lists[number], {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._written(levels, counts, depth)

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        own = child(properties, "numPr")
        style = value(properties, "pStyle") or ""
        of_style = self.styles.get(style, (None, None))
        number = value(own, "numId") or of_style[0]
        written = value(own, "ilvl")
        if written is not None:
            return number, whole_number(written)
        if of_style[1] is not None:
            return number, of_style[1]
        levels = self.levels.get(self.lists.get(number or "", ""), {})
        return number, next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def _written(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        if levels[depth].number_format in {"bullet", "none"}:
            return ""

        def count(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            level = levels.get(at)
            if level is None:
                return ""
            number = counts.setdefault(at, level.start)
            return FORMATS.get(level.number_format, str)(number)

        return _PLACE.sub(count, levels[depth].pattern)


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """The lists of ``numbering.xml`` and the styles that number their paragraphs."""
    found = Numbering()
    for abstract in [] if numbering is None else numbering.findall("abstractNum"):
        levels = {whole_number(node.get("ilvl")): _level(node) for node in abstract.findall("lvl")}
        found.levels[abstract.get("abstractNumId") or ""] = levels
    for number in [] if numbering is None else numbering.findall("num"):
        found.lists[number.get("numId") or ""] = value(number, "abstractNumId") or ""
    based: dict[str, str | None] = {}
    for style in [] if styles is None else styles.findall("style"):
        name = style.get("styleId") or ""
        numbered = child(style, "pPr", "numPr")
        depth = value(numbered, "ilvl")
        based[name] = value(style, "basedOn")
        if numbered is not None:
            found.styles[name] = (value(numbered, "numId"), None if depth is None else whole_number(depth))
    for name in based:
        parent, steps = based[name], 0
        while parent and name not in found.styles and steps < _MOST_STYLES:
            if parent in found.styles:
                found.styles[name] = found.styles[parent]
            parent, steps = based.get(parent), steps + 1
    return found


def _level(node: Element) -> Level:
    return Level(
        start=whole_number(value(node, "start"), 1),
        number_format=value(node, "numFmt") or "decimal",
        pattern=(value(node, "lvlText") or "")[:40],
        style=value(node, "pStyle"),
    )


def chinese_number(number: int) -> str:
    """十二, 二十, 一百零三; in digits from ten thousand."""
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + unit
        gap = not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10) if number > 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    ones, written = ["i", "iv", "v", "ix", "x", "xl", "l", "xc", "c", "cd", "d", "cm", "m"], ""
    for size, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), ones[::-1], strict=True):
        written += sign * (number // size)
        number %= size
    return written


#: Names of number formats in the file; any other is written in digits.
FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand", "ideographDigital", "koreanCounting",
        ),
        chinese_number,
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
}  # fmt: skip
