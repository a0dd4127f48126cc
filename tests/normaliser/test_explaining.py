"""What is told of a number: the rules that read it, or the one that passed over it, in the order of the text."""

from __future__ import annotations

from metrics.domain.statements import KnownFacts
from metrics.normaliser import read_bulletin
from metrics.normaliser.explaining import explain_bulletin

TEXT = "云岭县2024年工作要点\n一、扩大供给。到2025年，新建学校不少于8所，每人每年补助800元。"


def test_statements_and_what_was_passed_over() -> None:
    built, paid = explain_bulletin(TEXT, KnownFacts())
    told = dict(built.told)
    assert built.quote == "8所"
    assert built.verdict.startswith("target")
    assert told["number"] == "8 by the rule count"
    assert told["comparator"] == "ge from 不少于…"
    assert "2025-12-31" in told["due"]
    assert "到2025年" in told["due"] or "2025年" in told["due"]
    assert paid.verdict == "passed over: entitlement"
    assert dict(paid.told)["asked"].endswith("entitlement")


def test_every_statement_of_running_text_is_explained() -> None:
    statements = {(s.start, s.end) for s in read_bulletin(TEXT).statements}
    kept = {(e.start, e.end) for e in explain_bulletin(TEXT, KnownFacts()) if not e.verdict.startswith("passed over")}
    assert statements == kept


def test_the_word_that_decided_the_kind_is_named() -> None:
    text = "云岭县教育动态\n云岭新闻网讯 记者李文\n截至9月底，全县已建成幼儿园8所。下一步，力争再建5所。"
    built, wanted = explain_bulletin(text, KnownFacts())
    assert "已建成" in dict(built.told)["kind"]
    assert "past" in dict(built.told)["kind"]
    assert "力争再建" in dict(wanted.told)["kind"]
    assert "future" in dict(wanted.told)["kind"]


def test_cells_of_tables_are_explained_in_their_place() -> None:
    text = (
        "2023年云岭市国民经济和社会发展统计公报\n全年新建水厂3座。\n指标名称\t单位\t产量\n原煤\t万吨\t1200.5\n"
        "水泥\t万吨\t96.9\n全年新建泵站5座。"
    )
    explained = list(explain_bulletin(text, KnownFacts()))
    assert [one.quote for one in explained] == ["3座", "1200.5", "96.9", "5座"]
    coal = dict(explained[1].told)
    assert coal["unit"] == "t written 万吨"
    assert coal["indicator"].startswith("原煤")
    assert explained[1].verdict == "result, confidence 0.90"
    assert {(s.start, s.end) for s in read_bulletin(text).statements} == {(e.start, e.end) for e in explained}


def test_a_form_text_is_not_explained() -> None:
    assert list(explain_bulletin("XX县工作要点\n投入 X 万元，完成 X 项，培训 X 人。", KnownFacts())) == []
