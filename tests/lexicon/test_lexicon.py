"""The lexicon's data: no word claimed twice, every unit converts, patterns compile and do not contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from metrics.domain.statements import Comparator
from metrics.lexicon.loader import FOLDER, load_lexicon, load_script_table
from metrics.normaliser.units import canonical, measure_words, unit_words


class UniqueKeys(yaml.SafeLoader):
    """A loader that refuses a key written twice in one mapping."""


def _construct(loader: UniqueKeys, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = [key for key, count in Counter(map(str, keys)).items() if count > 1]
    assert not twice, f"{node.start_mark}: written twice: {twice}"
    return dict(zip(keys, (loader.construct_object(value, deep=True) for _, value in node.value), strict=True))


UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_no_key_is_written_twice(path: Path) -> None:
    assert yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeys)


def test_no_unit_word_is_claimed_twice() -> None:
    physical = [word for aliases in load_lexicon("units").values() for word in aliases]
    claims = Counter([*physical, *load_lexicon("measures")["words"].split(), *load_lexicon("measures")["aliases"]])
    assert [word for word, count in claims.items() if count > 1] == []


def test_every_unit_word_converts_to_itself_or_a_canonical_unit() -> None:
    for word, (unit, factor) in unit_words().items():
        assert unit and factor > 0, word


@pytest.mark.parametrize(
    ("written", "unit", "factor"),
    [
        ("亩", "m2", Decimal(10000) / 15),
        ("万亩", "m2", Decimal(10000) / 15 * 10000),
        ("公顷", "m2", Decimal(10000)),
        ("万吨", "t", Decimal(10000)),
        ("亿千瓦时", "kW.h", Decimal(10**8)),
        ("千瓦", "kW", Decimal(1)),
        ("万千升", "kL", Decimal(10000)),
        ("亿元", "CNY", Decimal(10**8)),
        ("百万美元", "USD", Decimal(10**6)),
        ("名", "人", Decimal(1)),
        ("标准箱", "标箱", Decimal(1)),
        ("微克/立方米", "ug/m3", Decimal(1)),
        ("万元/人", "CNY", Decimal(10000)),
        ("千克/吨", "kg/t", Decimal(1)),
        ("个百分点", "[pp]", Decimal(1)),
    ],
)
def test_units_as_written(written: str, unit: str, factor: Decimal) -> None:
    found = canonical(written)
    assert found is not None
    assert found[0] == unit
    assert abs(found[1] - factor) < Decimal("0.0001")


@pytest.mark.parametrize("word", ["", "校长", "万", "部门", "亩产"])
def test_what_is_no_unit(word: str) -> None:
    assert canonical(word) is None


def test_each_measure_has_followers_only_if_it_is_known() -> None:
    known = set(unit_words())
    assert [word for word in load_lexicon("measures")["not_before"] if word not in known] == []


def test_followers_and_needs_compile() -> None:
    for word, pattern in load_lexicon("measures")["not_before"].items():
        assert re.compile(pattern).match("") is None, f"{word}: matches nothing at all"
    units = {unit for unit, _ in unit_words().values()} | set(unit_words())
    assert [unit for unit in load_lexicon("measures")["needs"] if unit not in units] == []


def test_no_comparator_word_means_two_things() -> None:
    for side in ("before", "after"):
        words = [word for group in load_lexicon("comparators")[side].values() for word in group]
        assert [word for word, count in Counter(words).items() if count > 1] == []
        names = set(load_lexicon("comparators")[side]) - {"reach", "pass"}
        assert names <= {str(comparator) for comparator in Comparator}


def test_tense_words_are_not_both_past_and_future() -> None:
    tense = load_lexicon("tense")
    for past, future in (("past", "future"), ("weak_past", "future"), ("past_headings", "future_headings")):
        assert set(tense[past].split()) & set(tense[future].split()) == set()


def test_tense_patterns_compile() -> None:
    tense = load_lexicon("tense")
    for name in ("future_patterns", "past_patterns", "weak_past_patterns", "outlook_openings"):
        assert all(re.compile(pattern).search("") is None for pattern in tense[name]), name


def test_measures_of_exclusions_are_known() -> None:
    known = set(measure_words()) | set(unit_words())
    for name in ("idea_measures", "serial_measures", "thing_measures"):
        assert [word for word in load_lexicon("exclusions")[name].split() if word not in known] == []


def test_script_table_is_one_to_one_and_leaves_simplified_text_alone() -> None:
    table = load_script_table()
    assert "教育強縣計畫達標萬戶".translate(table) == "教育强县计画达标万户"
    assert "教育强县计划达标万户".translate(table) == "教育强县计划达标万户"
    assert all(table.get(simplified, simplified) == simplified for simplified in table.values())
