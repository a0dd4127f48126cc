"""Names that mean one indicator, names that do not, and the word lists behind them."""

from __future__ import annotations

import pytest

from metrics.domain.areas import Issuer, issuer_named
from metrics.lexicon.loader import load_lexicon
from metrics.tracking.indicators import indicator_key, likeness
from metrics.tracking.passages import passage_of
from metrics.tracking.words import indicator_words

SAME = [
    ("新建学校", "2025年全县新建学校"),
    ("培训教师", "教师培训"),
    ("清河县义务教育阶段学校达标率", "义务教育学校达标率"),
    ("新建（改建）幼儿园", "新建幼儿园"),
    ("力争完成老旧小区改造", "老旧小区改造"),
    ("三年累计培养骨干教师", "累计培养骨干教师"),
    ("5.既有住宅加装电梯", "既有住宅加装电梯"),
    ("学前三年毛入园率", "学前教育入园率"),
]
DIFFERENT = [
    ("新建学校", "改建学校"),
    ("新建学校", "学校"),
    ("新建学校", "全县共有学校"),
    ("普通高中达标率", "普通初中达标率"),
    ("省级示范校", "市级示范校"),
    ("城市低保人数", "农村低保人数"),
    ("男教师比例", "女教师比例"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_indicator_in_two_ways(one: str, other: str) -> None:
    rate = one.endswith("率")
    keys = [indicator_key(name, is_rate=rate, own_names=["清河县"]) for name in (one, other)]
    assert keys[0] == keys[1]
    assert likeness(*keys) == 1.0


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_indicators(one: str, other: str) -> None:
    assert likeness(indicator_key(one), indicator_key(other)) == 0.0


def test_the_clause_tells_the_action_where_the_name_does_not() -> None:
    assert indicator_key("学校", "新建学校").text == indicator_key("新建学校").text == "build:学校"
    assert indicator_key("学校", "全县共有学校").text == "stock:学校"
    assert indicator_key("学校", "新建教学楼的学校，学校达到").action == "build"


@pytest.mark.parametrize("name", ["项目", "总投资", "投入资金", "活动"])
def test_some_names_are_too_general(name: str) -> None:
    assert indicator_key(name).is_vague


@pytest.mark.parametrize(
    ("name", "known", "area", "department"),
    [
        ("清河县教育局", "清河县", "清河县", "教育局"),
        ("甘肃省清河县教育局", "清河县", "清河县", "教育局"),
        ("教育局", "清河县", "清河县", "教育局"),
        ("临江市教育局", "清河县", "临江市", "教育局"),
        ("临江市市场监督管理局", "", "临江市", "市场监督管理局"),
        ("临江市城东区城市管理局", "", "临江市城东区", "城市管理局"),
        ("清河县人民政府", "", "清河县", ""),
        ("教育部", "清河县", "全国", "教育部"),
        ("中华人民共和国教育部", "", "全国", "教育部"),
        ("中共清河县委组织部", "清河县", "清河县", "委组织部"),
        (None, "清河县", "清河县", ""),
    ],
)
def test_issuers(name: str | None, known: str, area: str, department: str) -> None:
    assert issuer_named(name, known) == Issuer(area, department)


def test_no_word_is_claimed_twice() -> None:
    read = load_lexicon("indicator_synonyms")
    words = [word for listed in read["actions"].values() for word in listed]
    assert len(words) == len(set(words))
    assert set(read["trailing_actions"]) <= set(words)
    assert not any(old in new for old in read["synonyms"] for new in read["synonyms"].values())
    assert not set(read["leading_words"]) & set(words)
    assert indicator_words().same_unit("所", "个") and not indicator_words().same_unit("所", "人")


def test_passage_of_a_quote() -> None:
    text = "第一句。经研究，決定將目標調整為：年底前新建学校20所，其余不变。下一句。"
    start = text.index("20所")
    passage = passage_of(text, start, start + 3)
    assert passage.sentence == "经研究，決定將目標調整為：年底前新建学校20所，其余不变。"
    assert passage.clause == "年底前新建学校"
    assert passage.speaks_of_change and passage.names_year_end and not passage.spans_several_years
    bare = passage_of("20所", 0, 3)
    assert (bare.sentence, bare.clause, bare.before) == ("20所", "", "")
