"""Words, numbers and days on the pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.types import Outcome
from metrics.domain.progress import TargetStatus
from metrics.web import pages
from metrics.web.board import TONES
from metrics.web.words import say, show_age, show_number, show_quantity, show_ratio, whole_sentences, words

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (Decimal("398000000"), "en", "398 m"),
        (Decimal("398000000"), "zh", "3.98亿"),
        (Decimal("52000000000"), "en", "52 bn"),
        (Decimal("49000"), "zh", "4.9万"),
        (Decimal("49000"), "en", "49,000"),
        (Decimal("2407.6"), "en", "2,408"),
        (Decimal("0"), "en", "0"),
        (Decimal("-3.20"), "en", "-3.2"),
        (None, "en", "–"),
    ],
)
def test_numbers_are_shown_in_steps_people_use(value, language, shown):
    assert show_number(value, language) == shown


@pytest.mark.parametrize(
    ("value", "unit", "language", "comparator", "shown"),
    [
        (Decimal(90), "%", "en", "ge", "≥ 90%"),
        (Decimal(20), "所", "zh", "eq", "20所"),
        (Decimal(20), "所", "en", "le", "≤ 20 所"),
        (Decimal("398000000"), "CNY", "en", "approx", "≈ CNY 398 m"),
        (Decimal("398000000"), "CNY", "zh", "eq", "3.98亿元"),
        (Decimal(5), "1", "en", "eq", "5"),
        (None, "%", "en", "ge", "–"),
    ],
)
def test_quantities_carry_unit_and_sign(value, unit, language, comparator, shown):
    assert show_quantity(value, unit, language, comparator) == shown


def test_a_share_is_never_rounded_up_to_all():
    assert [show_ratio(share) for share in (0.9996, 1.0, None, -0.1)] == ["99%", "100%", "–", "-10%"]


def test_age_is_told_in_its_largest_unit():
    ages = [show_age(NOW - timedelta(seconds=s), NOW, "en") for s in (5, 70, 7300, 200000)]
    assert ages == ["just now", "1 min ago", "2 h ago", "2 d ago"]
    assert show_age(None, NOW, "zh") == "从未"


def test_every_word_that_a_template_asks_for_exists_in_both_languages():
    templates = Path(pages.__file__).parent / "templates"
    asked = {key for file in templates.glob("*.html") for key in re.findall(r"say\('([a-z_]+)'\)", file.read_text())}
    assert asked
    assert asked <= set(words())
    assert all(english and chinese for english, chinese in words().values())


def test_every_status_has_a_name_and_a_tone():
    assert set(TONES) == set(TargetStatus)
    assert all(say(f"status_{status.value}", "zh") for status in TargetStatus)


@pytest.mark.parametrize(
    ("before", "after", "start", "shown"),
    [
        ("5%，位居前列。累计培育企业", "，差距较大。有关县区", 900, ("累计培育企业", "，差距较大。")),
        ("2.5%，累计培育企业", "，差距较大", 900, ("…累计培育企业", "，差距较大…")),
        ("累计5家。培育企业", "。", 8, ("累计5家。培育企业", "。")),
        ("累计培育企业", "", 6, ("累计培育企业", "")),
    ],
    ids=["from sentence to sentence", "no sentence ends", "begins with its text", "ends with its text"],
)
def test_no_number_is_cut_at_the_edge_of_a_quotation(before, after, start, shown):
    assert whole_sentences(before, after, start) == shown


def test_every_outcome_of_a_crawl_has_a_name():
    assert all(say(f"outcome_{outcome}", "zh") for outcome in Outcome)
