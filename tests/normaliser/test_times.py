"""Dates and periods that time expressions give to numbers, by cases for and against."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from metrics.domain.statements import DocumentFacts, DocumentKind, StatementKind
from metrics.normaliser.paragraphs import find_clauses, read_paragraphs
from metrics.normaliser.script import clean
from metrics.normaliser.times import find_times
from tests.normaliser.reading_parts import facts_from, load_cases, parts_of

CASES = load_cases("times")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}-{case['case']}" for case in CASES])
def test_due_and_period(case: dict[str, Any]) -> None:
    parts = parts_of(case["text"], case["quote"])
    index = find_times(parts.clean, parts.paragraphs, facts_from(case["facts"]))
    dating = index.dating(parts.match, parts.clause, StatementKind(case["kind"]))
    assert (dating.due and dating.due.isoformat(), dating.period and str(dating.period)) == (
        case["due"],
        case["period"],
    )


def _tense(text: str, facts: DocumentFacts) -> str | None:
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    index = find_times(cleaned, paragraphs, facts)
    return index.tense(find_clauses(cleaned, paragraphs[-1])[-1])


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("到2027年，新建学校8所。", "future"),
        ("明年新建学校8所。", "future"),
        ("2020年新建学校8所。", "past"),
        ("五年来，新建学校8所。", "past"),
        ("截至9月底，新建学校8所。", "past"),
        ("新建学校8所。", None),
        ("今年新建学校8所。", None),
    ],
)
def test_tense(text: str, tense: str | None) -> None:
    assert _tense(text, DocumentFacts(DocumentKind.NEWS, published=date(2023, 10, 20))) == tense


def test_heading_of_review_is_past() -> None:
    cleaned = clean("一、2022年工作回顾\n新建学校8所。")
    paragraphs = read_paragraphs(cleaned)
    facts = DocumentFacts(DocumentKind.MIXED, published=date(2023, 1, 10), plan_year=2023)
    index = find_times(cleaned, paragraphs, facts)
    assert index.heading_tense(find_clauses(cleaned, paragraphs[-1])[0]) == "past"


@pytest.mark.parametrize(
    ("heading", "tense"),
    [
        ("三、2023年重点工作", "future"),
        ("一、2022年环境质量状况", "past"),
        ("二、2023年上半年工作回顾", None),
        ("三、投资3000万元的项目", None),
    ],
)
def test_tense_of_a_heading_holds_for_its_items(heading: str, tense: str | None) -> None:
    cleaned = clean(f"{heading}\n（一）道路\n1.新建。新建桥梁8座。")
    paragraphs = read_paragraphs(cleaned)
    index = find_times(cleaned, paragraphs, DocumentFacts(DocumentKind.MIXED, plan_year=2023))
    assert index.heading_tense(find_clauses(cleaned, paragraphs[-1])[-1]) == tense


@pytest.mark.parametrize(("number", "tense"), [(2, "past"), (5, "future")])
def test_tense_of_an_unnumbered_part_holds_for_numbered_items(number: int, tense: str) -> None:
    cleaned = clean("2018年主要工作\n一、监管有力\n抽检68件。\n2019年工作计划\n一、深化改革\n抽检80件。")
    paragraphs = read_paragraphs(cleaned)
    index = find_times(cleaned, paragraphs, DocumentFacts(DocumentKind.MIXED, plan_year=2019))
    assert index.heading_tense(find_clauses(cleaned, paragraphs[number])[-1]) == tense


def test_a_period_before_the_years_planned_for_is_past() -> None:
    facts = DocumentFacts(DocumentKind.PLAN, title="云岭县“十四五”教育发展规划")
    assert [_tense(text, facts) for text in ("“十三五”期间，新建学校8所。", "到2025年，新建学校8所。")] == [
        "past",
        "future",
    ]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("上半年，投入36万元。", "past"),
        ("下半年，投入36万元。", "future"),
        ("2022年全年投入36万元。", "past"),
        ("投入36万元。", None),
    ],
)
def test_tense_beside_the_half_year_that_a_title_tells_of(text: str, tense: str | None) -> None:
    title = "2023年上半年工作总结和下半年工作安排"
    assert _tense(text, DocumentFacts(DocumentKind.MIXED, plan_year=2023, title=title)) == tense


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("2024年再建8个。", "future"),
        ("2024年初，全县共有8个。", None),
        ("比2023年多8个。", None),
        ("2023年建成8个。", "past"),
    ],
)
def test_tense_in_a_plan(text: str, tense: str | None) -> None:
    assert _tense(text, DocumentFacts(DocumentKind.PLAN, plan_year=2024)) == tense


def test_dated_sections_count_from_their_own_day() -> None:
    text = (
        "2021年3月2日　快讯\n今年新建学校8所。\n\n2022年4月5日　快讯\n今年新建学校9所。\n\n"
        "2023年5月6日　快讯\n明年新建学校10所。"
    )
    due = {}
    for quote in ("8所", "9所", "10所"):
        parts = parts_of(text, quote)
        index = find_times(parts.clean, parts.paragraphs, DocumentFacts(DocumentKind.NEWS))
        due[quote] = index.dating(parts.match, parts.clause, StatementKind.TARGET).due
    assert due == {"8所": date(2021, 12, 31), "9所": date(2022, 12, 31), "10所": date(2024, 12, 31)}


def test_spans_cover_the_numerals_of_dates() -> None:
    cleaned = clean("2023年1月5日10：30，全县3所学校在2024—2025学年开学，近10年来首次。")
    index = find_times(cleaned, read_paragraphs(cleaned), DocumentFacts(DocumentKind.NEWS))
    found = [cleaned.text[start:end] for start, end in index.spans()]
    assert found == ["2023年1月5日", "10：30", "2024—2025学年", "近10年来"]


def test_cost_is_linear() -> None:
    facts = DocumentFacts(DocumentKind.PLAN, plan_year=2024)

    def seconds(times: int) -> float:
        cleaned = clean("到2025年底前，每年1—9月新建10所，" * times)
        paragraphs = read_paragraphs(cleaned)
        started = time.process_time()
        find_times(cleaned, paragraphs, facts)
        return time.process_time() - started

    seconds(100)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(4000) for _ in range(3))
    assert large < small * 8 * 3
