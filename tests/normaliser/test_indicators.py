"""Noun phrases for what numbers count, by cases; they must be fit for a board and stay the same when said again."""

from __future__ import annotations

import time
from typing import Any

import pytest

from metrics.normaliser.indicators import indicator_of
from metrics.normaliser.indicators_lists import members_of
from metrics.normaliser.indicators_phrases import read_before
from metrics.normaliser.indicators_tidying import LONGEST
from metrics.normaliser.indicators_words import word_set
from metrics.normaliser.paragraphs import find_clauses, read_paragraphs
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.script import clean
from tests.normaliser.reading_parts import load_cases, parts_of

CASES = load_cases("indicators")


def _indicator(text: str, quote: str) -> str:
    parts = parts_of(text, quote)
    return indicator_of(parts.clean, parts.match, parts.clause, parts.earlier)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['case']}-{case['quote']}" for case in CASES])
def test_indicator(case: dict[str, Any]) -> None:
    assert _indicator(case["text"], case["quote"]) == case["indicator"]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("到2025年，智慧校园建成率达90%。", "截至目前，全县智慧校园建成率达到75%。"),
        ("计划新建公办幼儿园15所。", "今年已新建公办幼儿园12所。"),
        ("力争森林覆盖率提高到42%以上。", "森林覆盖率由40%提高到41%。"),
        ("改造老旧小区60个。", "截至9月底，全市共改造老旧小区45个。"),
    ],
)
def test_the_same_goal_said_again_has_the_same_indicator(first: str, again: str) -> None:
    quotes = [_last_quote(first), _last_quote(again)]
    assert _indicator(first, quotes[0]) == _indicator(again, quotes[1])


def _last_quote(text: str) -> str:
    cleaned = clean(text)
    last = scan_quantities(cleaned.text).matches[-1]
    return cleaned.text[last.start : last.end]


@pytest.mark.parametrize(
    "text",
    [
        "深入推进以提升群众获得感幸福感安全感为目标的各类民生工程和公共服务设施补短板项目建设30个。",
        "30个。",
        "，，，30个、、、",
        "“（30个",
        "其中30%，占30%，比30%，增长30%。",
        "的的的30所的的的。",
    ],
)
def test_never_long_and_never_empty(text: str) -> None:
    cleaned = clean(text)
    for match in scan_quantities(cleaned.text).matches:
        quote = cleaned.text[match.start : match.end]
        assert 0 < len(_indicator(text, quote)) <= LONGEST + 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("openers", "dropped_verbs"),
        ("openers", "kept_verbs"),
        ("dropped_verbs", "kept_verbs"),
        ("openers", "whole_openings"),
        ("closers", "whole_words"),
        ("predicates", "whole_predicates"),
    ],
)
def test_no_word_is_claimed_twice(one: str, other: str) -> None:
    assert not word_set(one) & word_set(other)


def test_cost_is_linear() -> None:
    def seconds(times: int) -> float:
        cleaned = clean("其中增长30%，占30%、比上年新建学校8所" * times)
        paragraph = read_paragraphs(cleaned)[0]
        clauses = find_clauses(cleaned, paragraph)
        matches = scan_quantities(cleaned.text).matches
        started = time.process_time()
        for at, match in enumerate(matches):
            clause = clauses[min(at, len(clauses) - 1)]
            indicator_of(cleaned, match, clause, matches[max(0, at - 50) : at])
        return time.process_time() - started

    seconds(20)
    small, large = min(seconds(40) for _ in range(3)), min(seconds(320) for _ in range(3))
    assert large < small * 8 * 3


def test_classes_told_together_each_have_what_is_said_of_all() -> None:
    assert members_of("农、林、牧三大类产品价格指数", 3) == ["农产品价格指数", "林产品价格指数", "牧产品价格指数"]
    assert members_of("农、林、牧三大类产品价格指数", 2) is None


def test_an_average_of_years_is_no_part_of_a_name() -> None:
    assert read_before("地方财政收入五年平均增长")[0].subject == "地方财政收入"
