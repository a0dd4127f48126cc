"""Labelled pairs of texts and pages: what is a change, what is noise, and how often we are wrong."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.documents import text_of
from metrics.ingest.changes import Verdict, change_between
from metrics.ingest.wording import figures_of, wording_of

FOLDER = Path(__file__).parent / "changes"
#: What a reader makes of the pairs today; to be changed only together with a look at each pair that moved.
CONFUSION = {("same", "same"): 62, ("revised", "revised"): 50}
MOST_FALSE_EVENTS = 1


def pairs(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["name"]) for line in lines]


TEXTS, PAGES = pairs("texts.jsonl"), pairs("pages.jsonl")


def change_of_texts(pair):
    return change_between(pair["before"], pair["after"], pair.get("before_title"), pair.get("after_title"))


def change_of_pages(pair):
    sides = []
    for side in ("before", "after"):
        content = pair[side].encode(pair.get(f"{side}_encoding", "utf-8"))
        sides.append(text_of(content, "text/html", "http://beiling.test/art/1.html"))
    assert all(len(side.text) > 100 for side in sides)
    return change_between(sides[0].text, sides[1].text, sides[0].title, sides[1].title)


def check(pair, change):
    assert change.verdict.value == pair["expect"]
    if "old" in pair or "new" in pair:
        assert (change.sentences.old, change.sentences.new) == (pair.get("old"), pair.get("new"))


@pytest.mark.parametrize("pair", TEXTS)
def test_a_pair_of_texts(pair):
    check(pair, change_of_texts(pair))


@pytest.mark.parametrize("pair", PAGES)
def test_a_pair_of_pages(pair):
    check(pair, change_of_pages(pair))


def test_the_names_of_pairs_are_their_own():
    names = [pair.values[0]["name"] for pair in TEXTS + PAGES]
    assert len(names) == len(set(names)) >= 70


def test_how_often_we_are_wrong():
    found = Counter()
    for parameters, change_of in ((TEXTS, change_of_texts), (PAGES, change_of_pages)):
        for parameter in parameters:
            (pair,) = parameter.values
            found[pair["expect"], change_of(pair).verdict.value] += 1
    print(f"\n{'expected':>10} {'found same':>11} {'found revised':>14}")
    for expected in ("same", "revised"):
        print(f"{expected:>10} {found[expected, 'same']:>11} {found[expected, 'revised']:>14}")
    assert found["revised", "same"] == 0
    assert found["same", "revised"] <= MOST_FALSE_EVENTS
    assert found == CONFUSION


WORDS = (
    "浏览次数阅读点击量打印时间当前页面生成上一篇下一字体大中小验证码今天是星期置顶相关新闻全年新建成率"
    "完成不低于万亿元所个，：（）【】 、%次人 []:-/"
)
SENTENCE = st.tuples(
    st.text(WORDS, min_size=1, max_size=20),
    st.text("0123456789０１２３", min_size=1, max_size=6),
    st.text(WORDS, max_size=20),
).map(lambda parts: "".join(parts).replace("\n", " ") + "。")
FURNITURE = st.sampled_from(
    ["浏览次数：128", "上一篇：走访12所学校", "打印时间：2026-03-01 10:00", "【打印】 【关闭】", "指标\t12\t3"]
)


@given(st.lists(st.one_of(SENTENCE, SENTENCE, FURNITURE), min_size=1, max_size=6), SENTENCE, st.data())
@settings(max_examples=400, deadline=None)
def test_no_figure_of_a_sentence_is_ever_noise(lines, sentence, data):
    """The hard rule: whatever stands around it, another digit in a sentence is a revision."""
    places = [place for place, sign in enumerate(sentence) if sign.isdecimal()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if int(digit) != int(sentence[place])]))
    changed = sentence[:place] + other + sentence[place + 1 :]
    spot = data.draw(st.integers(0, len(lines)))
    separator = data.draw(st.sampled_from(["\n", "\n", ""])) if not any("\t" in line for line in lines) else "\n"
    before, after = ([*lines[:spot], one, *lines[spot:]] for one in (sentence, changed))
    change = change_between(separator.join(before), separator.join(after))
    assert change.verdict is Verdict.REVISED
    assert figures_of(change.sentences.old or "") != figures_of(change.sentences.new or "")


@given(st.text(WORDS + "0123456789\n\t。ab&?=;.", max_size=400))
@settings(max_examples=200, deadline=None)
def test_a_text_is_what_it_is(text):
    assert change_between(text, text).verdict is Verdict.SAME
    assert wording_of(text).digest == wording_of(f" {text}\n").digest


@pytest.mark.parametrize(
    "piece",
    [
        "浏览次数：",
        "上一篇",
        "1 ",
        "2026-",
        "[",
        "字体：大 ",
        "a" * 40,
        "来源：北 ",
        "&_=1",
        "甲。",
        "\t",
        "本文已被浏览 ",
    ],
)
def test_cost_is_linear_in_length(piece):
    costs = []
    for amount in (20_000, 80_000):
        text = piece * (amount // len(piece))
        started = time.process_time()
        change_between(text, f"{text}全年建成5所。")
        costs.append(time.process_time() - started)
    assert costs[1] < max(costs[0] * 12, 0.4)
