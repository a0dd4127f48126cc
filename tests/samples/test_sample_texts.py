"""The bundled texts themselves: complete, clearly invented, and wrong files refused with their name."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crawler.samples.texts import (
    SampleTextError,
    anchor_year,
    fill_years,
    load_bulletins,
    load_bureaus,
    parse_bulletin,
    replaced,
    revised,
)

TEXTS = load_bulletins(2027)
ALL = [one for texts in TEXTS.values() for one in texts]
HEAD = "---\ntitle: 某某通知\npublished: {Y}-02-01\nsource: 某局\ndoc_kind: notice\n---\n正文。\n"


def test_every_bureau_has_two_years_of_bulletins() -> None:
    assert len(TEXTS) >= 5
    assert len({bureau.family for bureau in load_bureaus().values()}) == len(TEXTS)
    for bureau_id, texts in TEXTS.items():
        years = {one.published.year for one in texts}
        assert {2026, 2027} <= years, bureau_id
        assert len({one.item_number for one in texts}) == len(texts), bureau_id
    assert 40 <= len(ALL) <= 80


@pytest.mark.parametrize("bulletin", ALL, ids=lambda one: f"{one.bureau_id}/{one.slug}")
def test_bulletin_is_whole(bulletin) -> None:
    assert "{" not in bulletin.all_text
    assert len(bulletin.body) >= 250
    assert bool(bulletin.expect) != (bulletin.doc_kind == "notice")
    if bulletin.revised:
        assert bulletin.revised.published > bulletin.published
        assert revised(bulletin).body != bulletin.body


def test_kinds_of_bulletins_that_the_demo_needs() -> None:
    assert sum(one.doc_kind == "template" for one in ALL) == 1
    assert sum(one.revised is not None for one in ALL) >= 1
    assert sum("\n|" in one.body for one in ALL) >= 3
    assert sum(bool(one.attachments) for one in ALL) >= 4
    assert sum(one.doc_kind == "notice" for one in ALL) >= 8
    assert any("社區" in one.body for one in ALL)


def test_notices_promise_nothing() -> None:
    for one in ALL:
        if one.doc_kind == "notice":
            lines = [line for line in one.body.splitlines() if not re.fullmatch(r"[0-9]{4}年.{2,6}日", line)]
            assert not re.search(r"[0-9]", "".join(lines)), one.slug


def test_years_are_filled_in() -> None:
    assert fill_years("{Y-1}—{Y+2}年，{Y}年", 2031) == "2030—2033年，2031年"
    assert anchor_year(date(2031, 1, 1)) == anchor_year(date(2031, 12, 31)) == 2031


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("---\ntitle", "title", "two '---' lines"),
        ("source:", "sauce:", "sauce"),
        ("{Y}-02-01", "{Y}-02-30", "day is out of range"),
        ("正文。\n", "", "body"),
        ("title: 某某通知", "title: [", "bureau/slug"),
    ],
)
def test_wrong_file_is_refused_by_name(old: str, new: str, complaint: str) -> None:
    with pytest.raises(SampleTextError, match=complaint) as caught:
        parse_bulletin(HEAD.replace(old, new), bureau_id="bureau", slug="slug", anchor=2027)
    assert "bureau/slug" in str(caught.value)


def test_change_must_be_unambiguous() -> None:
    one = parse_bulletin(HEAD.replace("正文。", "建5所，修5所。"), bureau_id="bureau", slug="slug", anchor=2027)
    with pytest.raises(SampleTextError, match="stands there 2 times"):
        replaced(one, {"5所": "6所"}, on=date(2027, 3, 1))
    with pytest.raises(SampleTextError, match="no revision"):
        revised(one)
    assert replaced(one, {"建5所": "建6所"}, on=date(2027, 3, 1)).body == "建6所，修5所。"
