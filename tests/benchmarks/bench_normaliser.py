"""Text to statements, beside JioNLP's money and times: characters a second, memory, time to start.

Each extractor runs in a process of its own, on the same texts, in turns, and times itself; all are warm. The compiled
normaliser is measured where ``make compiled`` has made it from the sources as they are. Whole government reports are
read from the folder that GOALBOARD_BENCH_REPORTS names.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from functools import partial

from tests.benchmarks.extractors import CHILD, JIONLP, Extractor, compiled_folder, jionlp_python
from tests.benchmarks.inputs import dense_texts, own_texts, report_texts, seed_texts
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import child_cost, in_turns

AGAINST = f"{JIONLP}, money + time"
FIRST_TEXT = "到2030年，覆盖率达到90%，总投资3.98亿元。"


def measure(quick: bool) -> list[Row]:
    """Speed on each set of texts, then memory and start."""
    python = jionlp_python(may_install=not quick)
    inputs = {
        "seed texts": seed_texts(),
        "government reports": report_texts(),
        "number-dense texts": dense_texts(),
        "our own bulletins": own_texts(),
    }
    with ExitStack() as running:
        ours = {"": running.enter_context(Extractor("goalboard"))}
        if folder := compiled_folder():
            ours[", compiled"] = running.enter_context(Extractor("goalboard", folder=folder))
        theirs = running.enter_context(Extractor("jionlp", python))
        rounds = 1 if quick else 7
        rows = [row for name, texts in inputs.items() if texts for row in _speed(name, texts, ours, theirs, rounds)]
        rows += _memory([text for texts in inputs.values() for text in texts], ours, theirs)
    return [*rows, _start(python, 1 if quick else 5)]


def _speed(name: str, texts: list[str], ours: dict[str, Extractor], theirs: Extractor, rounds: int) -> list[Row]:
    sides = [*ours.values(), theirs]
    *our_seconds, their_seconds = in_turns([partial(_cpu_seconds, side, texts) for side in sides], rounds)
    characters = sum(map(len, texts))
    return [
        Row(
            name=f"text to statements{how}",
            ours=characters / seconds,
            theirs=characters / their_seconds,
            ratio=their_seconds / seconds,
            unit="characters/s",
            input=f"{name}: {len(texts)}, {characters:,} characters",
            against=AGAINST,
            at_least=10,
        )
        for how, seconds in zip(ours, our_seconds, strict=True)
    ]


def _cpu_seconds(extractor: Extractor, texts: list[str]) -> float:
    return extractor.read(texts).cpu_seconds


def _memory(texts: list[str], ours: dict[str, Extractor], theirs: Extractor) -> list[Row]:
    peaks = {how: extractor.read(texts).peak_mib for how, extractor in ours.items()}
    peak = theirs.read(texts).peak_mib
    return [
        Row(f"peak memory{how}", our_peak, peak, our_peak / peak, "MiB", "all of these texts", AGAINST)
        for how, our_peak in peaks.items()
    ]


def _start(python: str, rounds: int) -> Row:
    """From nothing to the first statement: what loads late counts too."""
    commands = [sys.executable, str(CHILD), "goalboard", FIRST_TEXT], [python, str(CHILD), "jionlp", FIRST_TEXT]
    ours, theirs = in_turns([partial(_beyond_python, command) for command in commands], rounds)
    label = "fresh process, import and one sentence"
    return Row("start", ours * 1e3, theirs * 1e3, ours / theirs, "ms CPU", label, AGAINST)


def _beyond_python(command: list[str]) -> float:
    """CPU of a program without that of the bare interpreter."""
    return child_cost(command).cpu_seconds - child_cost([command[0], "-c", ""]).cpu_seconds
