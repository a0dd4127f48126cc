"""``python -m crawler.faults [NAME…]``: serve the fault sites by hand until Ctrl-C, or list the faults."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from crawler.faults.server import OFF, ON, FaultServer, serve
from crawler.faults.table import FAULTS

FIRST_PORT = 8900


def main() -> None:
    """Read the arguments, serve, print where and what to expect."""
    parser = argparse.ArgumentParser(prog="python -m crawler.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="faults to serve; default: all")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="first port (one a fault); 0 takes free ones")
    parser.add_argument("--on", action="store_true", help="begin with the faults, not healthy")
    parser.add_argument("--list", action="store_true", help="only list the faults")
    parser.add_argument("--sources", type=Path, metavar="FOLDER", help="write a source file for each site there")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in FAULTS]
    if unknown:
        parser.error(f"no fault {unknown[0]!r}; --list shows all")
    if arguments.list:
        for name in arguments.names or FAULTS:
            print(f"{name:24} {_expected(name)}")
        return
    with serve(*arguments.names, port=arguments.port) as server:
        if arguments.sources is not None:
            _write_sources(server, arguments.sources)
        _announce(server, arguments.on)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


def _expected(name: str) -> str:
    fault = FAULTS[name]
    return f"{fault.says} → {fault.outcome}; events: {', '.join(fault.events) or 'none'}"


def _announce(server: FaultServer, is_on: bool) -> None:
    for name, site in server.sites.items():
        if is_on:
            site.fail()
        print(f"{site.url}  {name}: {_expected(name)}")
    print(f"switch a fault by asking its site for {ON} or {OFF}")
    if server.authority is not None:
        print(f"the sites with TLS are signed by {server.authority}: set SSL_CERT_FILE to it for the crawl")
    sys.stdout.flush()


def _write_sources(server: FaultServer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, site in server.sites.items():
        legacy = "legacy_tls: true\n" if site.fault.source.get("legacy_tls") else ""
        text = (
            f"name: {name}\nissuer: 望河县教育局\nurl: {site.url}\nadmin_area: 望河县\ndomain: education\n"
            f"cadence: {{every: 1m}}\nmax_pages: 2\ndelay: 0.0\nallow_private: true\n{legacy}"
            "expect: {least_items: 8, most_items: 30}\n"
        )
        (folder / f"fault_{name}.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
