"""``python -m tests.benchmarks [--quick] [NAME…]``: run all benchmarks or some; full runs are kept in RESULTS.md."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from datetime import UTC, datetime

from tests.benchmarks.machine import load, machine
from tests.benchmarks.registry import BENCHMARKS, measured, told_of
from tests.benchmarks.results import RESULTS, keep, section
from tests.benchmarks.rows import BenchmarkFailedError, Row, SkippedError


def main(arguments: list[str]) -> int:
    """Exit code 1 when a benchmark failed; a bound that is missed is said in the table and fails nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Speed ratios, side by side.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHMARKS)}; default: all")
    parser.add_argument("--quick", action="store_true", help="small sizes, nothing written")
    given = parser.parse_args(arguments)
    unknown = set(given.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark {min(unknown)}: one of {', '.join(BENCHMARKS)}")
    print(machine(), flush=True)
    done = [_run(name, quick=given.quick) for name in given.names or BENCHMARKS]
    if not given.quick:
        print(f"written to {RESULTS.name}")
    return 0 if all(done) else 1


def _run(name: str, *, quick: bool) -> bool:
    """Run and keep one benchmark; False when it failed."""
    print(f"{name} …", flush=True)
    started, busy = time.monotonic(), load()
    try:
        rows = measured(name, quick=quick)
    except SkippedError as reason:
        print(f"  skipped: {reason}", flush=True)
        return True
    except BenchmarkFailedError as error:
        traceback.print_exception(error)
        return False
    for row in rows:
        print(f"  {_told(row)}", flush=True)
    print(f"  took {time.monotonic() - started:.0f} s", flush=True)
    if not quick:
        day = datetime.now(UTC).date()
        conditions = f"{machine()}; {day}; load average {busy} before, {load()} after."
        keep({name: section(told_of(name), conditions, rows)}, BENCHMARKS)
    return True


def _told(row: Row) -> str:
    name, label, against, ours, theirs, ratio, bound, verdict, unit = row.cells()
    wanted = f" (reach {bound}: {verdict.strip('*')})" if bound else ""
    return f"{name}, {label}: {ours} {unit}; {against}: {theirs}; ratio {ratio}{wanted}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
