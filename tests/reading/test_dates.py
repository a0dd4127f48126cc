"""Days in all the shapes that pages write them in, and numbers that are none."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reading.dates import MonthDay, date_in_pieces, date_in_url, is_date_only, parse_date, shows_clock

WHOLE = {
    "2023-04-19 11:13": date(2023, 4, 19),
    "2023-04-19 11:13:20": date(2023, 4, 19),
    "[2023.4.9]": date(2023, 4, 9),
    "2023/4/19": date(2023, 4, 19),
    "发布时间：2009年12月29日": date(2009, 12, 29),
    "2007-08-20-23:59:59": date(2007, 8, 20),
    "二〇二三年四月十九日": date(2023, 4, 19),
    "二○○三年十二月三十一日": date(2003, 12, 31),
    "一九九六年七月十七日": date(1996, 7, 17),
    "20180314": date(2018, 3, 14),
    "20180314093011": date(2018, 3, 14),
    "2018031409": None,
    "民國113年5月2日": date(2024, 5, 2),
    "發布日期：民國 99 年 12 月 31 日": date(2010, 12, 31),
    "113-05-02": date(2024, 5, 2),
    "113/05/02 10:20": date(2024, 5, 2),
    "0571-113-05-02": None,
    "房屋113-05-02室": None,
    "18-03-20": date(2018, 3, 20),
    "[99/12/31]": date(1999, 12, 31),
    "18-03/20": None,
    "18-13-20": None,
    "2号楼18-03-20": None,
    "3-12-05": None,
    "000014349/2019-00002": None,
    "11220000/2026-00018": None,
    "国办发〔2023〕12号": None,
    "1970-01-01 08:00": None,
    "0001-01-01": None,
    "2023-02-30": None,
    "192.168.2023.4.1.9": None,
}


@pytest.mark.parametrize("text", WHOLE)
def test_whole_dates(text: str) -> None:
    assert parse_date(text) == WHOLE[text]


PIECES = [
    (["21", "2024年02月"], date(2024, 2, 21)),
    (["2024-02", "21"], date(2024, 2, 21)),
    (["2024", "02-21"], date(2024, 2, 21)),
    (["21", "02", "2024"], None),
    (["2024", "02", "21"], date(2024, 2, 21)),
    (["5月22日下午，会议举行，二〇二三年的总结已经发出。", "2024-05-23"], date(2024, 5, 23)),
    (["[08-21]"], MonthDay(8, 21)),
    (["8月21日"], MonthDay(8, 21)),
    (["关于8.24-9.6自修安排"], None),
    (["点击 12 次"], None),
]


@pytest.mark.parametrize(("pieces", "expected"), PIECES, ids=lambda value: str(value)[:30])
def test_dates_in_pieces(pieces: list[str], expected: date | MonthDay | None) -> None:
    assert date_in_pieces(pieces) == expected


def test_the_year_is_the_newest_that_is_not_in_the_future() -> None:
    assert MonthDay(12, 28).in_year(date(2025, 2, 10)) == date(2024, 12, 28)
    assert MonthDay(2, 3).in_year(date(2025, 2, 10)) == date(2025, 2, 3)
    assert MonthDay(2, 29).in_year(date(2025, 3, 1)) == date(2024, 2, 29)
    assert MonthDay(8, 21).in_year(None) is None


def test_the_address_of_an_item_settles_its_year() -> None:
    assert MonthDay(3, 14).in_year(date(2025, 9, 1), "./201803/t20180314_224599.html") == date(2018, 3, 14)
    assert date_in_url("/art/2016/11/22/art_1_2.html") == date(2016, 11, 22)
    assert date_in_url("/2022/1107/c24a46/page.htm") == date(2022, 11, 7)


def test_a_date_among_words_is_not_a_date_alone() -> None:
    assert is_date_only("[2024-01-02 10:11]")
    assert not is_date_only("2020年4月27日至2020年4月30日")


@pytest.mark.parametrize("text", ["2023-04-19 11:13", "2023年4月19日 09时32分", "2023-08-19 10∶08"])
def test_a_time_of_day_beside_a_day(text: str) -> None:
    assert shows_clock(text)


@pytest.mark.parametrize("text", ["2023年4月19日", "第12次会议", "比分为3比20", "2023-04-19"])
def test_no_time_of_day(text: str) -> None:
    assert not shows_clock(text)
