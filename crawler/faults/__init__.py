"""Sites on loopback that do everything wrong that real ones do, each with what Goalboard is expected to make of it.

``table.FAULTS`` lists the faults: a name, the change that is made to a healthy section of an invented bureau, the
expected outcome of the source and the kinds of event that have to follow (mostly none). ``serve`` plays them over real
connections. A new fault is a row; ``tests/faults`` runs every row through crawl and ingest.
"""

from __future__ import annotations

from crawler.faults.server import FaultServer, FaultSite, serve
from crawler.faults.stage import Fault
from crawler.faults.table import FAULTS

__all__ = ["FAULTS", "Fault", "FaultServer", "FaultSite", "serve"]
