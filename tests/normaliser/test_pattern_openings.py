"""Every pattern that is looked for by how it begins says all its beginnings: with one forgotten it would never match.

What a pattern can begin with is derived from the pattern itself, by Python's own parser of patterns.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import metrics.normaliser
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser import sections
from metrics.normaliser.choices import alternatives
from metrics.normaliser.cues_words import SORTS, openings_of, written_behind
from metrics.normaliser.times_rules import SIGNS, TimeRule, time_rules

#: What ``opening_with`` writes around a pattern.
_OPENED = re.compile(r"\[(?P<characters>[^]]+)]\(\?<=\(\?=(?P<pattern>.+)\)\.\)", re.S)
#: Larger sets of characters are no list of beginnings.
_MOST = 64
#: A beginning that ends here may go on with any character.
Beginning = tuple[str, bool]
_EMPTY: set[Beginning] = {("", False)}


def beginnings(pattern: str, length: int = 1) -> set[str]:
    """The first characters, ``length`` at most, of all that a pattern can match; fewer where the next may be any."""
    return {text for text, _ in _of_sequence(_parser.parse(pattern), length)}


def _of_sequence(items: Sequence[tuple[Any, Any]], length: int) -> set[Beginning]:
    begun = _EMPTY
    for at, (name, value) in enumerate(items, start=1):
        is_look_ahead = name is _constants.ASSERT and value[0] > 0 and at == len(items)
        further = _of_sequence(value[1], length) if is_look_ahead else _of_item(name, value, length)
        further = {(text, True) for text, _ in further} if is_look_ahead else further
        begun = _joined(begun, further, length)
        if all(is_over for _, is_over in begun):
            break
    return begun


def _joined(begun: set[Beginning], further: set[Beginning], length: int) -> set[Beginning]:
    over = {beginning for beginning in begun if beginning[1]}
    longer = {(text + more, is_over) for text, was_over in begun - over for more, is_over in further}
    return over | {(text[:length], is_over or len(text) >= length) for text, is_over in longer}


def _of_item(name: Any, value: Any, length: int) -> set[Beginning]:
    if name in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT):
        return _EMPTY
    if name is _constants.LITERAL:
        return {(chr(value), False)}
    if name is _constants.IN:
        characters = [character for part in value for character in _of_set(*part)]
        return {(c, False) for c in characters} if 0 < len(characters) <= _MOST else {("", True)}
    if name is _constants.BRANCH:
        return set().union(*(_of_sequence(branch, length) for branch in value[1]))
    if name in (_constants.SUBPATTERN, _constants.ATOMIC_GROUP):
        return _of_sequence(value[-1] if name is _constants.SUBPATTERN else value, length)
    if name in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        least, most, repeated = value
        once, begun = _of_sequence(repeated, length), _EMPTY
        ways = [begun := _joined(begun, once, length) for _ in range(min(most, length))]
        return set().union(*ways[max(0, least - 1) :], _EMPTY if least == 0 else ())
    return {("", True)}


def _of_set(name: Any, value: Any) -> list[str]:
    """Characters of one part of a set; more than are told where it names others than it holds."""
    if name is _constants.LITERAL:
        return [chr(value)]
    if name is _constants.RANGE and value[1] - value[0] < _MOST:
        return [chr(code) for code in range(value[0], value[1] + 1)]
    if (name, value) == (_constants.CATEGORY, _constants.CATEGORY_DIGIT):
        return list("0123456789")
    return [""] * (_MOST + 1)


@pytest.mark.parametrize(
    ("pattern", "length", "expected"),
    [
        ("目标|任务", 1, {"目", "任"}),
        ("目标|目的|任务", 2, {"目标", "目的", "任务"}),
        ("(?<!上)(?:年底?|半)前", 2, {"年底", "年前", "半前"}),
        ("第?[一二]季", 2, {"第一", "第二", "一季", "二季"}),
        ("将(?=建)|会(?!议)|[^，]", 2, {"将建", "会", ""}),
        ("至(?=[1-3]月|20)", 2, {"至1", "至2", "至3"}),
        (r"(?:20\d\d|今)年", 2, {"20", "今年"}),
        ("甲{2}|乙{0,3}丙", 2, {"甲甲", "乙乙", "乙丙", "丙"}),
    ],
)
def test_beginnings_of_a_pattern(pattern: str, length: int, expected: set[str]) -> None:
    assert beginnings(pattern, length) == expected


def always_holds(items: Sequence[tuple[Any, Any]], signs: str, firsts: str | None = None) -> bool:
    """Whether one of the signs stands in all that a pattern can match, where it begins with one of ``firsts``."""
    for name, value in items:
        if _holds(name, value, signs, firsts):
            return True
        if name not in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT):
            firsts = None
    return False


def _holds(name: Any, value: Any, signs: str, firsts: str | None) -> bool:
    if name is _constants.LITERAL:
        return chr(value) in signs or (firsts is not None and chr(value) not in firsts)
    if name is _constants.IN:
        characters = [character for part in value for character in _of_set(*part)]
        return all(character and character in signs for character in characters)
    if name is _constants.BRANCH:
        return all(always_holds(branch, signs, firsts) for branch in value[1])
    if name in (_constants.SUBPATTERN, _constants.ATOMIC_GROUP):
        return always_holds(value[-1] if name is _constants.SUBPATTERN else value, signs, firsts)
    if name in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return value[0] > 0 and always_holds(value[2], signs, firsts)
    return False


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        ("[0-9]{4}年", True),
        ("今年|本月", True),
        ("[年月]底", True),
        ("今年|去岁", False),
        ("[年底]", False),
        ("年?底", False),
        ("今(?=年)", False),
        ("(?:第?[一二]年)+", True),
        ("(?<!半)(?:底|年底)", True),
        ("今底|年底", False),
    ],
)
def test_signs_of_a_pattern(pattern: str, holds: bool) -> None:
    assert always_holds(_parser.parse(pattern), "年月", firsts="年今去") is holds


@pytest.mark.parametrize("rule", time_rules(), ids=lambda rule: rule.name)
def test_every_expression_of_time_has_a_sign(rule: TimeRule) -> None:
    assert always_holds(_parser.parse(rule.pattern.pattern), SIGNS, rule.first_characters)


def _opened_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns of ``opening_with`` in all modules, by their names, and those of headings."""
    for module in pkgutil.walk_packages(metrics.normaliser.__path__, "metrics.normaliser."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and _OPENED.fullmatch(value.pattern):
                yield f"{module.name}.{name}", value
    for names in HEADINGS:
        yield " + ".join(names), sections._words(*names)


HEADINGS = (
    ("past_headings", "past_heading_patterns"),
    ("future_headings", "future_heading_patterns"),
    ("fulfilling_heading_patterns",),
    ("weak_future_headings",),
    ("weak_past_headings",),
    ("outlook_openings",),
)
OPENED = dict(_opened_patterns())


def test_patterns_are_found() -> None:
    assert "metrics.normaliser.facts._OPENING_YEAR" in OPENED
    assert set(load_lexicon("tense")["heading_openings"]) <= {name for names in HEADINGS for name in names}


@pytest.mark.parametrize("name", OPENED)
def test_opened_pattern_lists_its_first_characters(name: str) -> None:
    found = _OPENED.fullmatch(OPENED[name].pattern)
    assert found is not None
    missing = beginnings(found["pattern"]) - set(found["characters"])
    assert missing == set(), f"{name} may begin with {sorted(missing)} ('' is any character)"


@pytest.mark.parametrize("sort", load_lexicon("tense")["pattern_openings"])
def test_tense_pattern_lists_its_openings(sort: str) -> None:
    """One character of an opening is enough; a pattern is tried only where it has the first of an opening."""
    lexicon = load_lexicon("tense")
    openings = set(lexicon["pattern_openings"][sort].split())
    for pattern in (part for listed in lexicon[f"{sort}_patterns"] for part in alternatives(listed)):
        begun = beginnings(pattern, 2)
        missing = {one for one in begun if one not in openings and one[:1] not in openings}
        assert missing == set(), f"pattern_openings lack {sorted(missing)} of {pattern}"
        known = {opening for one in begun for opening in (one, one[:1]) if opening in openings}
        untried = {opening for opening in known if pattern not in written_behind(opening, sort)}
        assert untried == set(), f"{sorted(untried)} must be written out in {pattern}"


@pytest.mark.parametrize("sort", SORTS)
def test_words_of_tense_are_tried_where_they_begin(sort: str) -> None:
    for word in load_lexicon("tense")[sort].split():
        assert word[:2] in openings_of(sort)
        assert word in written_behind(word[:2], sort)
