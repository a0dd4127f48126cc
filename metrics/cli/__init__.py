"""The one entry point, ``goalboard``: every command, errors as one line, exit codes (0 ok, 1 failed, 2 usage)."""

from __future__ import annotations

import sys

from crawler.errors import CrawlerError
from metrics.cli.app import app
from metrics.errors import GoalboardError


def main() -> None:
    """Run the command line; errors that we raise on purpose become one line on stderr."""
    try:
        app(prog_name="goalboard")
    except (GoalboardError, CrawlerError) as error:
        print(f"goalboard: {' '.join(str(error).split())}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
