"""Written numbers to decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.normaliser.numerals import parse_number

NUMBERS = {
    "0": "0",
    "007": "7",
    "3.98亿": "398000000",
    "1,234.5": "1234.5",
    "12,345,678": "12345678",
    "2万亿": "2000000000000",
    "1.5万亿": "1500000000000",
    "一万一千七百八十四亿": "1178400000000",
    "两万三千亿": "2300000000000",
    "1万2千亿": "1200000000000",
    "3亿5千万": "350000000",
    "3万6千": "36000",
    "1亿2000万": "120000000",
    "3千": "3000",
    "120万": "1200000",
    "十": "10",
    "十二": "12",
    "二十": "20",
    "三十五": "35",
    "一百零五": "105",
    "一百五": "150",
    "两千四百零七点六万": "24076000",
    "一万五": "15000",
    "两万五千": "25000",
    "一千零一": "1001",
    "三百六十万": "3600000",
    "二〇二三": "2023",
    "零": "0",
    "百": "100",
    "千万": "10000000",
    "五点五": "5.5",
    "九": "9",
    "-1.6": "-1.6",
    "一亿": "100000000",
}


@pytest.mark.parametrize(("written", "value"), NUMBERS.items())
def test_value_of_a_written_number(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", " ", "多", "三十多", "x", "3..5", "点五", "1" * 41, "二三百"])
def test_what_is_no_number(written: str) -> None:
    assert parse_number(written) is None
