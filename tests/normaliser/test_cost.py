"""Cost follows the length of the text, whatever the text is, and importing the normaliser is cheap."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from metrics.normaliser import read_bulletin

HOSTILE = (
    "1",
    "1,",
    "（",
    "“",
    "《",
    "一",
    "1万",
    "数",
    "X ",
    "5%、",
    "从1个提高到2个",
    "2023年",
    "完成3所，",
    "1\n",
    "1\t",
    "1%至",
    "全部",
    "*",
    "123，",
    "8 . ",
    "1 2 3 ",
    "对企业奖励1万元，",
    "补助标准：1元，",
    "概算总投资1亿元，建成后1万吨，",
    "。 ",
    "7个单位作了发言、",
    "1、建校3所。完成时限：8月底，其余9月底。",
    "目标1人，实际完成1人，",
    "1月投产，投产后年产1万吨，",
    "合格率小学9%、初中8%、",
    "亿元",
    "亿",
    "上千",
    "第",
    "十年",
    "\n",
    "1\t\n",
)
LENGTH = 3_000
#: Six times the text may take so many times as long: a square would take 36 times.
MOST_TIMES_AS_LONG = 18
#: Beneath this nothing can be told from noise.
NOISE = 0.02


def cost_of(text: str) -> float:
    start = time.process_time()
    read_bulletin(text)
    return time.process_time() - start


@pytest.mark.parametrize("part", HOSTILE)
def test_cost_is_linear_in_length(part: str) -> None:
    short, long = (part * (length // len(part)) for length in (LENGTH, 6 * LENGTH))
    cost_of(short)
    assert min(cost_of(long) for _ in range(2)) < MOST_TIMES_AS_LONG * max(NOISE, min(cost_of(short) for _ in range(2)))


def test_a_text_of_one_endless_number_says_nothing() -> None:
    assert read_bulletin("9" * 1_000_000).statements == ()


def test_importing_loads_no_heavy_library() -> None:
    code = (
        "import sys, metrics.normaliser; print([m for m in ('pydantic', 'sqlalchemy', 'scrapy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
