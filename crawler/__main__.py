"""``python -m crawler FOLDER``: do the crawl whose order lies in FOLDER.

Exit code 0 finished, 1 failed, 2 wrong usage.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from crawler.errors import CrawlerError
from crawler.run import crawl, load_order

LOG = "crawl.log"


def main(arguments: list[str]) -> int:
    """Run one crawl folder; one line on stderr when it fails."""
    if len(arguments) != 1:
        print("usage: python -m crawler FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        order = load_order(folder)
        logging.basicConfig(filename=folder / LOG, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
        crawl(order, folder)
    except (CrawlerError, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"{folder}: interrupted; run it again to go on", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
