"""What holds for any text: no exception, spans that are their quotes, values that are read again, one reading."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from metrics.domain.statements import BulletinReading, Statement
from metrics.normaliser import read_bulletin
from metrics.normaliser.script import clean

#: Pieces of bulletins, put together at random: numbers, units, bounding words, marks, noise.
PIECES = st.sampled_from(
    (
        "完成",
        "新建",
        "力争",
        "已",
        "全年",
        "其中",
        "达到",
        "不少于",
        "从",
        "提高到",
        "增长",
        "2023年",
        "到2025年",
        "一、",
        "（二）",
        "学校",
        "投资",
        "项目",
        "全部",
        "全覆盖",
        "应保尽保",
        "3",
        "12.5",
        "1,234",
        "85 . 3",
        "三十多",
        "两",
        "一半",
        "万",
        "亿",
        "1亿3千多万",
        "所",
        "元",
        "%",
        "个百分点",
        "亩",
        "人次",
        "公里",
        "小时",
        "半",
        "以上",
        "左右",
        "至",
        "—",
        "、",
        "，",
        "。",
        "；",
        "\n",
        "\t",
        "|",
        " ",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "X",
        "***",
        "質(zhì)",
        "會議",
        "￥",
        "🙂",
        "\x00",
        "zijin6200万元",
        "年度计划10万亩的83.5%",
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))
CHECKED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def saying(reading: BulletinReading) -> list[tuple[object, ...]]:
    """What a reading says, without places."""
    return [(s.kind, s.value, s.value_max, s.unit, s.comparator, s.implicit, s.due) for s in reading.statements]


def is_sound(text: str, statement: Statement) -> bool:
    return (
        0 <= statement.start < statement.end <= len(text)
        and text[statement.start : statement.end] == statement.quote
        and 0 <= statement.confidence <= 1
        and (statement.value is None) == (statement.kind == "placeholder")
        and bool(statement.unit)
    )


@CHECKED
@given(TEXTS)
def test_any_text_is_read_and_every_span_is_its_quote(text: str) -> None:
    reading = read_bulletin(text)
    assert all(is_sound(text, statement) for statement in reading.statements)
    assert all(text[numeral.start : numeral.end] == numeral.quote for numeral in reading.unread)
    starts = [statement.start for statement in reading.statements]
    assert starts == sorted(starts)


@CHECKED
@given(TEXTS)
def test_reading_twice_says_the_same(text: str) -> None:
    assert read_bulletin(text) == read_bulletin(text)


@CHECKED
@given(TEXTS)
def test_a_text_in_clean_form_reads_as_it_did(text: str) -> None:
    cleaned = clean(text).text
    assume(clean(cleaned).text == cleaned)
    assert saying(read_bulletin(cleaned)) == saying(read_bulletin(text))


@CHECKED
@given(
    st.decimals(min_value=1, max_value=99_999, places=2),
    st.sampled_from((("万元", "CNY", 10**4), ("公里", "km", 1), ("%", "%", 1))),
)
def test_a_value_is_read_as_it_is_written(value: Decimal, unit: tuple[str, str, int]) -> None:
    word, canonical, factor = unit
    (statement,) = read_bulletin(f"云岭县2023年工作总结\n全年完成项目达到{value}{word}。").statements
    assert (statement.value, statement.unit) == (value * factor, canonical)


#: Paragraphs that carry no date, heading or topic to the next one.
LONE = (
    "全县新建学校8所。",
    "全县改造公路120公里。",
    "全县培训教师3600人次。",
    "全县投入资金2.5亿元。",
    "全县植树12万株。",
)


@CHECKED
@given(st.permutations(LONE))
def test_order_of_paragraphs_changes_nothing_that_they_say(paragraphs: list[str]) -> None:
    reading = read_bulletin("云岭县2023年工作总结\n" + "\n".join(paragraphs))
    straight = read_bulletin("云岭县2023年工作总结\n" + "\n".join(LONE))
    assert sorted(map(str, saying(reading))) == sorted(map(str, saying(straight)))
