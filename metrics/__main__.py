"""``python -m metrics`` is ``goalboard``."""

from metrics.cli import main

main()
