"""Bulletins in any order and number: binding again never changes anything, and every number keeps its proof."""

from __future__ import annotations

from random import Random

import pytest

from metrics.store.models import EventKind
from tests.tracking.archive import Archive

WORDS = ["新建学校{}所。", "培训教师{}人次。", "数字教室覆盖率达{}%。", "新增学位{}个。", "投入资金{}万元。"]
SEEDS = range(6)


def bulletin(random: Random, year: int) -> tuple[str, str]:
    """Day and text of a plan or a report with some numbers."""
    lines = "".join(f"{word.format(random.choice([20, 25, 30, 60]))}\n" for word in random.sample(WORDS, 3))
    if random.random() < 0.5:
        return f"{year}-03-0{random.randint(1, 3)}", f"清河县教育局{year}年工作计划\n制定本计划。\n{lines}"
    return (
        f"{year + 1}-01-1{random.randint(0, 2)}",
        f"清河县教育局{year}年工作总结\n{year}年，各项工作顺利完成。\n{lines}",
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_binding_is_settled_after_the_first_time(archive: Archive, seed: int) -> None:
    random = Random(seed)
    stored = []
    for _ in range(10):
        day, text = bulletin(random, random.choice([2024, 2025]))
        stored.append(archive.publish(f"{day}-{random.randint(1, 3)}", day, text))
    before = archive.targets(), len(archive.reviews()), archive.events(EventKind.GOAL_MOVED)
    again = [archive.bind_again(each.revision_id) for each in random.sample(stored, len(stored))]
    assert not any(getattr(summary, name) for summary in again for name in summary.__slots__)
    assert (archive.targets(), len(archive.reviews()), archive.events(EventKind.GOAL_MOVED)) == before
    for target in archive.targets():
        history = archive.history(target.target_id)
        numbers = [version.number for version in history.versions]
        assert numbers == list(range(1, len(numbers) + 1))
        for shown in (*history.versions, *history.observations):
            assert shown.evidence is not None
            assert shown.value is None or str(shown.value) in shown.evidence.quote or "万" in shown.evidence.quote
