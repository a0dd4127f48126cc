"""All faults in one table."""

from __future__ import annotations

from crawler.faults.apis import APIS
from crawler.faults.content import ARTICLES, FILES, LISTS
from crawler.faults.hostile import HOSTILE
from crawler.faults.stage import Fault
from crawler.faults.tls import TLS_FAULTS
from crawler.faults.transport import CONNECTIONS, REDIRECTS, ROBOTS, STATUSES

#: In the order in which they are listed; each name once.
FAULTS: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        *STATUSES, *REDIRECTS, *CONNECTIONS, *ROBOTS, *LISTS, *APIS, *ARTICLES, *FILES, *HOSTILE, *TLS_FAULTS,
    )
}  # fmt: skip
