"""Short cuts of the normaliser change no verdict: what they leave unasked would not have held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.domain.statements import DocumentKind, KnownFacts
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import alternatives, longest_first, one_of
from metrics.normaliser.cues import CueIndex
from metrics.normaliser.exclusions import EXCLUSIONS, rules_for
from metrics.normaliser.facts import read_facts
from metrics.normaliser.kinds_paragraphs import words_of
from metrics.normaliser.paragraphs import find_clauses, read_paragraphs
from metrics.normaliser.reading import find_quantities, prepare, sites_with_reasons
from metrics.normaliser.script import clean
from metrics.normaliser.sections import OUTLOOK_SIGNS
from metrics.normaliser.sites import Site

BULLETINS = sorted((Path(__file__).parent / "bulletins" / "docs").glob("*.txt"))
ALWAYS_ASKED = [exclusion for exclusion in EXCLUSIONS if exclusion.signs is None]


def sites_of(text: str) -> Iterator[Site]:
    cleaned = clean(text)
    paragraphs = read_paragraphs(cleaned)
    facts = read_facts(cleaned, paragraphs, KnownFacts())
    if facts.doc_kind is DocumentKind.TEMPLATE:
        return
    reading = prepare(cleaned, paragraphs, facts)
    yield from (site for site, _ in sites_with_reasons(reading, find_quantities(reading)[0]))


@pytest.mark.parametrize("path", BULLETINS[::4], ids=lambda path: path.stem)
def test_rule_without_its_sign_would_not_hold(path: Path) -> None:
    signed = [exclusion for exclusion in EXCLUSIONS if exclusion.signs is not None]
    for site in sites_of(path.read_text(encoding="utf-8")):
        asked = rules_for(site)
        missed = [rule.name for rule in signed if rule not in asked and rule.holds(site)]
        assert missed == [], site.text[site.match.start - 10 : site.match.end + 10]


def test_rules_without_signs_stay_in_order() -> None:
    (site,) = sites_of("新建学校20所。")
    asked = [EXCLUSIONS.index(rule) for rule in rules_for(site)]
    assert asked == sorted(asked)
    assert set(rules_for(site)) <= set(ALWAYS_ASKED)


WORDS = ("增长", "增长点", "增加", "增加值", "增", "减少", "减", "C++", "降至")
TEXTS = ("增加值增长6%，增长点增加", "减少至减，降至C++增", "长增值", "")


@pytest.mark.parametrize("text", TEXTS)
def test_one_of_finds_what_a_plain_choice_finds(text: str) -> None:
    for words in (WORDS, longest_first(WORDS)):
        plain = re.compile("|".join(map(re.escape, words)))
        assert re.findall(one_of(words), text) == plain.findall(text)


def cues_of(text: str) -> list[tuple[int, str, bool]]:
    cleaned = clean(text)
    (paragraph,) = read_paragraphs(cleaned)
    index, found = CueIndex(cleaned.text), []
    for clause in find_clauses(cleaned, paragraph):
        cue = index.last_before(clause, clause.end, hear_weak=True)
        found += [(cue.start, cue.tense, cue.is_weak)] if cue else []
    return found


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("力争建成学校20所。", [(0, "future", False)]),
        ("学校已经建成20所。", [(2, "past", False)]),
        ("学校荣获奖励20项。", [(2, "past", True)]),
        ("为确保安全，投入20万元。", []),
        ("预期寿命达79岁。", []),
        ("学校20所。", []),
    ],
)
def test_cues_of_a_sentence(text: str, cues: list[tuple[int, str, bool]]) -> None:
    assert sorted(set(cues_of(text))) == cues


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("项目已立项，投资3亿元。", "tells_stage"),
        ("建成后可处理污水5万吨。", "tells_opening"),
        ("项目概算总投资3亿元。", "tells_cost"),
        ("目标由20所调整为30所。", "tells_adjustment"),
        ("目标：新建20所。", "has_label"),
        ("上半年新建20所。", "names_part_of_year"),
    ],
)
def test_words_of_a_paragraph(text: str, name: str) -> None:
    for said, is_told in ((text, True), ("今年新建学校20所。", False)):
        cleaned = clean(said)
        (paragraph,) = read_paragraphs(cleaned)
        assert getattr(words_of(cleaned.text, paragraph), name) is is_told


def test_every_opening_of_an_outlook_has_its_sign() -> None:
    for pattern in load_lexicon("tense")["outlook_openings"]:
        for part in alternatives(pattern):
            assert any(sign in part for sign in OUTLOOK_SIGNS), part
