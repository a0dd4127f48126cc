"""Years of days that a list shows without one."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reading.dates import MonthDay
from crawler.reading.items import Item
from crawler.reading.years import settle_years

TODAY = date(2026, 3, 5)

CASES = [
    ("03-02 02-11 12-30 11-01", "2026 2026 2025 2025"),
    ("03-02 12-30 02-20 12-30", "2026 2025 2025 2024"),
    # Pinned items before the newest one are no turn of a year.
    ("11-20 03-02 03-01 02-28", "2025 2026 2026 2026"),
    # A little disorder is none either.
    ("02-11 03-01 02-10 02-20", "2026 2026 2026 2026"),
    ("03-06", "2025"),
]


@pytest.mark.parametrize(("shown", "years"), CASES)
def test_years_go_down_with_the_list(shown: str, years: str) -> None:
    days = [MonthDay(*map(int, day.split("-"))) for day in shown.split()]
    settled = settle_years([Item(f"/{number}", "题", day) for number, day in enumerate(days)], TODAY)
    assert [str(day.year) for day in settled if day] == years.split()


def test_full_days_and_addresses_say_more_than_the_order() -> None:
    items = [
        Item("/a", "题", MonthDay(2, 1)),
        Item("/b", "题", date(2019, 1, 5)),
        Item("/202512/t20251224_7.html", "题", MonthDay(12, 24)),
        Item("/c", "题", None),
    ]
    assert settle_years(items, TODAY) == [date(2026, 2, 1), date(2019, 1, 5), date(2025, 12, 24), None]


def test_without_any_known_day_no_year_is_guessed() -> None:
    assert settle_years([Item("/a", "题", MonthDay(2, 1))], None) == [None]
