"""Quantities before it is known what they count: spans, values, bounds, lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.normaliser.from_to import pair_levels
from metrics.normaliser.quantities import scan_quantities


@pytest.mark.parametrize(
    ("text", "quote", "outer"),
    [
        ("开展活动不少于40场。", "40场", "不少于40场"),
        ("覆盖率达到95%以上。", "95%", "达到95%以上"),
        ("投资近3000万元左右", "3000万元", "近3000万元左右"),
        ("建房95000套（户）以上", "95000套", "95000套（户）以上"),
        ("劳动生产率18万元/人以上", "18万元", "18万元/人以上"),
        ("走访上万家企业", "上万家", "上万家"),
        ("里程9万余公里", "9万余公里", "9万余公里"),
    ],
)
def test_shortest_span_and_span_with_its_bound(text: str, quote: str, outer: str) -> None:
    (match,) = scan_quantities(text).matches
    assert text[match.start : match.end] == quote
    assert text[match.outer_start : match.outer_end] == outer


@pytest.mark.parametrize(
    "text",
    [
        "第39个",
        "PM2.5",
        "3+1+2",
        "数十家",
        "成立于云岭",
        "一体化推进",
        "进一步提高",
        "人民",
        "1/3",
        "千家万户",
        "万能",
        "部门",
    ],
)
def test_no_quantity(text: str) -> None:
    assert scan_quantities(text).matches == []


def test_members_of_a_list_are_numbered() -> None:
    matches = scan_quantities("三地分别增长39.9%、65.3%和35.5%，投资2亿元").matches
    assert [match.group for match in matches] == [0, 1, 2, None]
    assert len({match.group_id for match in matches[:3]}) == 1


def test_old_levels_are_kept_with_the_new_ones() -> None:
    text = "总部和中心分别从71家、48家增加到106家、63家"
    levels = pair_levels(text, scan_quantities(text).matches)
    assert [(match.value, match.baseline_value) for match in levels] == [
        (Decimal(106), Decimal(71)),
        (Decimal(63), Decimal(48)),
    ]


def test_a_rise_by_an_amount_has_no_baseline() -> None:
    text = "从业人员3万人，增加2000人"
    assert [match.baseline_value for match in pair_levels(text, scan_quantities(text).matches)] == [None, None]


def test_values_are_plain_decimals() -> None:
    values = [str(match.value) for match in scan_quantities("绿化3万亩、7亩，投资1.20亿元，增长7.50%").matches]
    assert values == ["20000000", "4666.666667", "120000000", "7.5"]
