"""``python -m crawler.samples [PORT]``: serve the sample sites by hand until Ctrl-C."""

from __future__ import annotations

import argparse
import threading
from datetime import date

from crawler.samples.server import serve


def main() -> None:
    """Read the arguments, serve, print where."""
    parser = argparse.ArgumentParser(prog="python -m crawler.samples", description=__doc__)
    parser.add_argument("port", nargs="?", type=int, default=8700, help="first port (one a bureau); 0 takes free ones")
    parser.add_argument("--today", type=date.fromisoformat, help="day that it is on the sites (YYYY-MM-DD)")
    arguments = parser.parse_args()
    with serve(arguments.port, arguments.today) as server:
        for bureau_id, site in server.sites.items():
            print(f"{server.url(bureau_id)}  {site.bureau.name}")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
