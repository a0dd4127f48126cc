"""What changed between two texts."""

from __future__ import annotations

import time

import pytest

from metrics.ingest.sentences import SentenceChanges, compare_sentences
from metrics.ingest.wording import wording_of


def changed_sentences(old: str, new: str) -> SentenceChanges:
    return compare_sentences(wording_of(old), wording_of(new))


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("甲。乙。", "甲。乙。", None, None),
        ("建成20所。乙。", "建成15所。乙。", "建成20所。", "建成15所。"),
        ("甲。", "甲。乙！丙？", None, "乙！\n丙？"),
        ("甲\n乙\n丙", "甲\n丙", "乙", None),
        ("甲。乙。丙。丁。", "丙。甲。乙。丁。", "甲。\n乙。\n丙。", "丙。\n甲。\n乙。"),
        ("甲。甲。甲。", "甲。", "甲。\n甲。", None),
        ("", "甲", None, "甲"),
    ],
)
def test_sentences_of_one_side_only(old, new, gone, come):
    changes = changed_sentences(old, new)
    assert (changes.old, changes.new, changes.by_lines) == (gone, come, False)


def test_long_texts_cost_no_more_than_their_length():
    old = "".join(f"第{number}项指标达到{number}个。" for number in range(60_000))
    started = time.process_time()
    changes = changed_sentences(old, old.replace("达到5个", "达到6个"))
    assert (changes.old, changes.new, changes.by_lines) == ("第5项指标达到5个。", "第5项指标达到6个。", True)
    assert time.process_time() - started < 4
