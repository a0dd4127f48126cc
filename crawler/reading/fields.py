"""Labelled fields around a bulletin: the header table of 政府信息公开, the line 来源 … 发布时间 … under a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.reading.dates import parse_date
from crawler.reading.document import BLOCKS, TEXT, Document
from crawler.reading.labels import LABELS, LONGEST_LABEL, FieldName
from crawler.reading.text import clean, word_set

#: Stands between inline elements in a line: a value ends where its element ends.
BORDER = "\x1f"
_INLINE = word_set("span em i b strong font a label small u time cite var")

_BOUNDARY = frozenset(" \t\u3000\xa0|｜[]【】（）()<>《》·•;；,，。、/:：\x1f")
_CUTS = ("|", "｜", "【", "[", "\u3000\u3000", "  ", "\xa0\xa0", "（点击", "字号", "字体", "浏览", "点击")
#: ``write(day)``, and ``day = "2024年3月1日"`` before it.
_VARIABLE = re.compile(r"([A-Za-z_$][\w$]{0,30})\s{0,3}\)")
_ASSIGNMENT = re.compile(r"([A-Za-z_$][\w$]{0,30})\s{0,3}=\s{0,3}(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')")
#: ``if (name == "") {`` right before a write.
_CONDITION = re.compile(
    r"\bif\s{0,3}\(\s{0,3}([A-Za-z_$][\w$]{0,30})\s{0,3}([=!]=)=?\s{0,3}(?:\"\"|'')\s{0,3}\)\s{0,3}\{?\s{0,40}$"
)
_CONDITION_LENGTH = 120
#: Two quotation marks.
_EMPTY = 2
_CLOSING = {"】": "【", "）": "（", ")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Field:
    """One label with its value as it stands; ``rank`` 0 is the label that says it best."""

    name: FieldName
    rank: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """The best value of each field that a page's header names."""

    published: date | None = None
    published_rank: int = 9
    written: date | None = None
    source: str = ""
    source_rank: int = 9
    document_number: str = ""
    title: str = ""


def zone_lines(document: Document, start: int, end: int) -> list[str]:
    """Visible text of a range, one block a line, with borders where inline elements begin and end."""
    lines: list[str] = []
    buffer: list[str] = []
    ends: list[int] = []

    def flush() -> None:
        line = "".join(buffer).strip(" \t\r\n\u3000\xa0" + BORDER)
        buffer.clear()
        if line:
            lines.append(line)

    for node in document.nodes[start:end]:
        while ends and ends[-1] <= node.index:
            ends.pop()
            flush()
        if node.tag == TEXT:
            if not node.hidden:
                buffer.append(node.text.replace("\n", " ") if "\n" in node.text else node.text)
        elif node.tag == "br":
            flush()
        elif node.tag in BLOCKS:
            flush()
            ends.append(node.end)
        elif node.tag in _INLINE:
            buffer.append(BORDER)
        elif node.tag == "script":
            buffer.append(_written_by_script(node.text))
    flush()
    return lines


def _written_by_script(source: str) -> str:
    """A value that a small script writes in its place: ``if ("某局" != "") document.write("来源：某局")``.

    Also by way of a variable, and in the branch that its value chooses:
    ``var name = "某局"; if (name == "") document.write("本站"); else document.write(name);``.
    """
    if len(source) > 2000 or "document.write" not in source:
        return ""
    assigned = {match[1]: match[2] for match in _ASSIGNMENT.finditer(source)}
    before, *writes = source.split("document.write")
    literal = ""
    for after in writes:
        condition = _CONDITION.search(before[-_CONDITION_LENGTH:])
        if condition is None or _holds_empty(condition, assigned):
            literal = after.partition("(")[2].strip()
            break
        before = after
    variable = _VARIABLE.match(literal)
    if variable:
        literal = assigned.get(variable[1], "")
    if literal[:1] not in ("'", '"'):
        return ""
    text = literal[1:].partition(literal[0])[0]
    return "" if "<" in text else text


def _holds_empty(condition: re.Match[str], assigned: dict[str, str]) -> bool:
    """Does ``name == ""`` or ``name != ""`` hold? True where nothing is known of the name."""
    value = assigned.get(condition[1])
    return value is None or (len(value) == _EMPTY) == (condition[2] == "==")


def read_fields(lines: Iterable[str]) -> list[Field]:
    """All labelled fields of the lines, in order."""
    found: list[Field] = []
    waiting: Field | None = None
    for line in lines:
        alone = LABELS.get(_bare(line))
        if alone is not None:
            waiting = Field(*alone, _bare(line), "")
            found.append(waiting)
            continue
        in_line = _fields_in_line(line)
        if waiting is not None and not in_line and len(line) <= 400:
            found[-1] = Field(waiting.name, waiting.rank, waiting.label, _value(line, waiting.name))
        found.extend(in_line)
        waiting = in_line[-1] if in_line and not in_line[-1].value else None
    return found


def _bare(line: str) -> str:
    if len(line) > 30:
        return ""
    return "".join(line.replace(BORDER, "").split()).strip(":：[]【】")


def _fields_in_line(line: str) -> list[Field]:
    """Labels with a colon; the value of each ends where the next label begins."""
    if len(line) > 2000:
        return []
    places = [place for place in (_label_before(line, at) for at, char in enumerate(line) if char in ":：") if place]
    found = []
    for number, (_, at, label) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(line)
        name, rank = LABELS[label]
        found.append(Field(name, rank, label, _value(line[at + 1 : stop], name)))
    return found


def _label_before(line: str, colon: int) -> tuple[int, int, str] | None:
    """The longest known label that ends at a colon and begins at a border: its start, the colon, the label."""
    label, best, position = "", None, colon - 1
    while position >= 0 and colon - position <= 3 * LONGEST_LABEL:
        char = line[position]
        if char not in " \t\u3000\xa0\x1f":
            label = char + label
            if len(label) > LONGEST_LABEL:
                break
            if label in LABELS and (position == 0 or line[position - 1] in _BOUNDARY or line[position - 1].isdigit()):
                best = (position, colon, label)
        position -= 1
    return best


def _value(text: str, name: FieldName) -> str:
    if name is not FieldName.SOURCE:
        return clean(text.replace(BORDER, ""))
    value = next((piece for piece in text.split(BORDER) if piece.strip()), "").strip()
    for cut in _CUTS:
        value = value.partition(cut)[0] if value.find(cut) > 0 else value
    value = clean(value)
    # 【来源：某局】: the bracket that closes belongs to the whole field.
    opening = _CLOSING.get(value[-1:])
    return value[:-1].rstrip() if opening and opening not in value else value


def best_fields(fields: list[Field]) -> HeaderFields:
    """One value a field: the best label counts, and of equal labels the last (nearest to the body)."""
    published = _best(fields, FieldName.PUBLISHED)
    written = _best(fields, FieldName.WRITTEN)
    source = _best(fields, FieldName.SOURCE)
    number = _best(fields, FieldName.NUMBER)
    title = _best(fields, FieldName.TITLE)
    return HeaderFields(
        published=parse_date(published.value) if published else None,
        published_rank=published.rank if published else 9,
        written=parse_date(written.value) if written else None,
        source=source.value if source else "",
        source_rank=source.rank if source else 9,
        document_number=number.value if number and len(number.value) <= 60 else "",
        title=title.value if title else "",
    )


def _best(fields: list[Field], name: FieldName) -> Field | None:
    best: Field | None = None
    for field in fields:
        if field.name is name and _holds(field) and (best is None or field.rank <= best.rank):
            best = field
    return best


def _holds(field: Field) -> bool:
    value = field.value
    if field.name in (FieldName.PUBLISHED, FieldName.WRITTEN):
        return len(value) <= 80 and parse_date(value) is not None
    if field.name is FieldName.SOURCE:
        return 1 < len(value) <= 60 and parse_date(value) is None and any(char.isalpha() for char in value)
    return len(value) > 1 and value not in ("无", "暂无")


def only_clear(fields: list[Field], lines: list[str]) -> list[Field]:
    """Fields that cannot be the bulletin's own words: 时间 opens the notice of an event as often as a header."""
    busy = sum(1 for line in lines if len(_fields_in_line(line)) > 1)
    return fields if busy else [field for field in fields if field.rank <= 1]
