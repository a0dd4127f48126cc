"""Runs one extractor over texts, told by lines of JSON. A program of its own that needs nothing of the project but for
its extractor, so that ours and another one, each in its own environment, are measured in the same way.

A line on stdin is a list of texts; the line answered holds the CPU seconds of one pass and the peak memory so far. Few
short texts are read again and again for a moment and the mean is told: a pass of ten milliseconds right after another
process would measure the processor's empty caches.
With a text as second argument that text alone is read, which shows what a start costs.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

#: CPU seconds that a turn takes at least.
LEAST_SECONDS = 0.3


def goalboard() -> Callable[[str], object]:
    """Ours: statements with everything that belongs to them."""
    from metrics.normaliser import read_bulletin

    return read_bulletin


def jionlp() -> Callable[[str], object]:
    """JioNLP as its users chain it: money, then times, both resolved."""
    import jionlp as jio  # type: ignore[import-not-found]

    logging.disable(logging.CRITICAL)
    now = time.time()

    def read(text: str) -> object:
        money = jio.ner.extract_money(text, with_parsing=True)
        return money, jio.ner.extract_time(text, time_base=now, with_parsing=True)

    return read


def peak_mib() -> float:
    """Most memory that this program held (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def main(name: str, only_text: str | None = None) -> None:
    """Answer until stdin ends. What the library prints goes to stderr."""
    answers, sys.stdout = sys.stdout, sys.stderr
    read = {"goalboard": goalboard, "jionlp": jionlp}[name]()
    if only_text is not None:
        read(only_text)
        return
    for line in sys.stdin:
        texts = json.loads(line)
        passes, seconds, started = 0, 0.0, time.process_time()
        while seconds < LEAST_SECONDS:
            for text in texts:
                read(text)
            passes, seconds = passes + 1, time.process_time() - started
        print(json.dumps({"cpu_seconds": seconds / passes, "peak_mib": peak_mib()}), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
