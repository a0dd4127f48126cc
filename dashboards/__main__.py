"""``python -m dashboards build`` writes the boards; ``check`` says what is wrong with them (exit code 1)."""

from __future__ import annotations

import json
import sys

from dashboards.boards import BOARDS, board_json, build_boards, outdated_boards
from dashboards.lint import board_problems


def _check() -> list[str]:
    found = [f"{name}: differs from the code; run: python -m dashboards build" for name in outdated_boards()]
    for name, make in BOARDS.items():
        found += [f"{name}: {problem}" for problem in board_problems(json.loads(board_json(make)))]
    return found


def main(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    if arguments == ["build"]:
        for file in build_boards():
            print(f"wrote {file.name}")
        return 0
    if arguments == ["check"]:
        problems = _check()
        print("\n".join(problems) or f"{len(BOARDS)} board(s) in order")
        return 1 if problems else 0
    print("usage: python -m dashboards build|check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
