"""The plain case of a quantity is a short cut: what it reads, the readers of every case read alike."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest

from metrics.normaliser.paragraphs import ClauseFinder, find_clauses, read_paragraphs
from metrics.normaliser.quantities import READERS, SHAPES
from metrics.normaliser.quantities_plain import PlainReader
from metrics.normaliser.script import clean
from metrics.normaliser.segments import QuantityMatch

BULLETINS = sorted((Path(__file__).parent / "bulletins" / "docs").glob("*.txt"))
UNITS = (
    "所", "亿元", "万吨", "%", "个", "千瓦", "万千瓦", "亩", "万亩", "个百分点", "人次", "个月", "名额", "里", "万亿元",
)  # fmt: skip
NUMBERS = ("1", "20", "007", "0.5", "3.98", "12.50", "100.0", "1234567", "0", "一", "两", "十", "零")
AROUND = (
    ("新增", "，"), ("超", "。"),
    ("不少于", "左右"), ("至少建成", "以上"), ("第", "次"), ("从", "至30所"), ("：", "半"),
)  # fmt: skip

#: Records are compared by their fields: the compiled ones are equal only to themselves.
fields_of_match = attrgetter(
    "start", "end", "outer_start", "outer_end", "value", "unit", "measure", "comparator", "rule", "value_max",
    "implicit", "baseline_value", "per", "group_id",
)  # fmt: skip
fields_of_clause = attrgetter("start", "end", "sentence_start", "sentence_end", "paragraph.start", "paragraph.end")


def read_by_all(text: str, at: int) -> QuantityMatch | None:
    found = SHAPES.match(text, at)
    return None if found is None else READERS[found.lastgroup or ""](text, found)


def plain_quantities(text: str) -> Iterator[tuple[int, QuantityMatch]]:
    reader = PlainReader(text)
    return ((at, match) for at in range(len(text)) if (match := reader.read(at)) is not None)


@pytest.mark.parametrize("path", BULLETINS[::3], ids=lambda path: path.stem)
def test_plain_quantities_of_a_bulletin_are_read_alike_by_all(path: Path) -> None:
    text = clean(path.read_text(encoding="utf-8")).text
    for at, match in plain_quantities(text):
        told = read_by_all(text, at)
        assert told is not None, match
        assert fields_of_match(told) == fields_of_match(match)


@pytest.mark.parametrize("unit", UNITS)
def test_plain_quantities_with_a_unit_are_read_alike_by_all(unit: str) -> None:
    for text in (f"{before}{number}{unit}{after}" for number in NUMBERS for before, after in AROUND):
        for at, match in plain_quantities(text):
            told = read_by_all(text, at)
            assert told is not None, text
            assert (*fields_of_match(told), str(told.value)) == (*fields_of_match(match), str(match.value)), text


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("新增20所，", "20", "count"),
        ("投资3.98亿元。", "398000000", "money"),
        ("一批学校", "1", "count_in_characters"),
        ("30万千瓦，", "300000", "physical"),
    ],
)
def test_plain_quantity(text: str, value: str, rule: str) -> None:
    at = next(i for i, character in enumerate(text) if character in "0123456789一")
    match = PlainReader(text).read(at)
    assert match is not None
    assert (str(match.value), match.rule) == (value, rule)


@pytest.mark.parametrize("text", ["20余所", "20至30所", "20.5.1所", "20分30秒", "20 所", "20成五", "20A所"])
def test_what_is_not_plain_is_left_to_the_other_readers(text: str) -> None:
    assert PlainReader(text).read(0) is None


@pytest.mark.parametrize("mark", ["，", "；", "：", "。", "！", "、", "学"])
def test_clause_finder_finds_the_clauses_of_a_paragraph(mark: str) -> None:
    cleaned = clean(f"建学校、修路{mark}" * 40 + "投资3亿元，" + "长" * 700 + "、完成。" + "宽" * 4100)
    (paragraph,) = read_paragraphs(cleaned)
    finder = ClauseFinder(cleaned)
    for shorter in (paragraph, paragraph._replace(end=paragraph.end - 4100)):
        for clause in find_clauses(cleaned, shorter):
            for found in (finder.at(clause.start, shorter), finder.at(clause.end - 1, shorter)):
                assert fields_of_clause(found) == fields_of_clause(clause)
