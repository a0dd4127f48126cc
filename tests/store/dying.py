"""A program for tests: upgrades the database at the URL given, and is killed right after its Nth SQL statement."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

from metrics.store.database import upgrade


def die_after(statements: int) -> None:
    """End this process by SIGKILL, as a power cut would, after so many SQL statements."""
    numbers = count(1)

    def count_statement(*_arguments: Any) -> None:
        if next(numbers) == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count_statement)


if __name__ == "__main__":
    die_after(int(sys.argv[1]))
    upgrade(sys.argv[2])
