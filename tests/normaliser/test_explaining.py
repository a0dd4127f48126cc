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


def test_a_form_text_is_not_explained() -> None:
    assert list(explain_bulletin("XX县工作要点\n投入 X 万元，完成 X 项，培训 X 人。", KnownFacts())) == []
