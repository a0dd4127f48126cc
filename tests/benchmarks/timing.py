"""Medians of CPU time, taken in turns so that a busy machine disturbs all sides alike."""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


def in_turns(works: Sequence[Callable[[], float]], rounds: int, *, warm_up: bool = True) -> list[float]:
    """Median of what each work measured of itself, over A B A B … runs; fresh processes need no run to warm up."""
    for work in works if warm_up else ():
        work()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            times.append(work())
    return [median(times) for times in taken]


def cpu_seconds(work: Callable[[], object]) -> Callable[[], float]:
    """The work as one that returns its CPU seconds. Garbage of others is collected before; its own is its cost."""

    def timed() -> float:
        gc.collect()
        started = time.process_time()
        work()
        return time.process_time() - started

    return timed


@dataclass(frozen=True, slots=True)
class ChildCost:
    """What a process cost from start to end."""

    cpu_seconds: float
    peak_mib: float


def child_cost(command: Sequence[str], limit_seconds: float = 300.0) -> ChildCost:
    """Run a program to its end; its failure is an error with its last words."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        assert child.stderr is not None
        words = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        said = words.decode(errors="replace").strip().splitlines()
        raise RuntimeError(f"{command[:3]} ended with {child.returncode}: {said[-1] if said else 'without a word'}")
    return ChildCost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
