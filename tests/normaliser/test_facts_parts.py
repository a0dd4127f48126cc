"""The texts on one page, and titles in the script of their source."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.domain.statements import KnownFacts
from metrics.normaliser import read_bulletin
from metrics.normaliser.facts import read_facts
from metrics.normaliser.facts_parts import DocumentPart, parts_of
from metrics.normaliser.facts_title import as_published
from metrics.normaliser.paragraphs import read_paragraphs
from metrics.normaliser.script import clean
from tests.normaliser.reading_parts import load_cases

CASES = load_cases("facts_parts")


def _parts(text: str) -> tuple[DocumentPart, ...]:
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    return parts_of(cleaned, paragraphs, read_facts(cleaned, paragraphs, KnownFacts()))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_parts(case: dict[str, Any]) -> None:
    parts = _parts(case["text"])
    assert [[str(part.doc_kind), part.plan_year, part.title] for part in parts] == [part[1:] for part in case["parts"]]
    assert [clean(case["text"]).text.index(part[0]) for part in case["parts"]] == [part.start for part in parts]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_parts_cover_the_page(case: dict[str, Any]) -> None:
    parts = _parts(case["text"])
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(clean(case["text"]).text)


@pytest.mark.parametrize(
    ("text", "title", "shown"),
    [
        ("云溪縣112年度施政重點\n新設學校3所。", "云溪县112年度施政重点", "云溪縣112年度施政重點"),
        ("質(zhì)量提升工作計劃\n新設學校3所。", "质量提升工作计划", "質量提升工作計劃"),
        ("政　府　工　作　報　告\n新設學校3所。", "政府工作报告", "政府工作報告"),
        ("云溪縣２０２４年工作重點\n新設學校3所。", "云溪县2024年工作重点", "云溪縣2024年工作重點"),
        ("新设学校3所。", "云溪县工作重点", "云溪县工作重点"),
    ],
)
def test_title_keeps_the_script_of_its_source(text: str, title: str, shown: str) -> None:
    assert as_published(clean(text), title) == shown


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "云溪县水利局2023年水利工作情况通报\n各乡镇水利站：\n全年完成清淤30公里，现予通报。\n附件\n"
            "云溪县水利局2024年水利项目计划表\n水库3座，清淤工程50公里。\n泵站改造12座。",
            {"30公里": "result", "3座": "target", "50公里": "target", "12座": "target"},
        ),
        (
            "云溪县水利局关于做好2024年水利工作的通知\n各乡镇水利站：\n新建水库3座，请遵照执行。\n附件\n"
            "云溪县水利局2023年工作总结\n清淤工程30公里。\n泵站改造12座。",
            {"3座": "target", "30公里": "result", "12座": "result"},
        ),
        (
            "云溪县水利局2023年水利工作情况通报\n各乡镇水利站：\n清淤工程30公里，现予通报。\n"
            "附件：全县泵站名册\n泵站改造12座。",
            {"30公里": "result", "12座": "result"},
        ),
    ],
)
def test_silent_sentences_have_the_kind_of_their_part(text: str, kinds: dict[str, str]) -> None:
    assert {s.quote: str(s.kind) for s in read_bulletin(text, KnownFacts()).statements} == kinds
