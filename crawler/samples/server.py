"""The sample sites on loopback, one port a bureau, and the controls that tests turn: publish a change, withdraw, fail.

This is an edge: without a given day it asks the clock. It never listens on another address than 127.0.0.1.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

from crawler.samples.answering import HOST, Fault, Listener, Served, ServerState
from crawler.samples.site import ZONE, Site
from crawler.samples.texts import (
    Bulletin,
    SampleTextError,
    anchor_year,
    load_bulletins,
    load_bureaus,
    replaced,
    revised,
)


class SampleServer:
    """Running sample sites. Close it, or use it as a context manager."""

    def __init__(self, sites: dict[str, Site], clock: Callable[[], date], port: int = 0) -> None:
        self.sites = sites
        self._state = ServerState(clock)
        self._listeners = self._listen(port)
        self.base_urls = {one.site.bureau.bureau_id: f"http://{HOST}:{one.server_port}" for one in self._listeners}
        self._threads = [
            threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            for one in self._listeners
        ]
        for thread in self._threads:
            thread.start()

    @property
    def served(self) -> deque[Served]:
        """The newest requests, oldest first."""
        return self._state.served

    def url(self, bureau_id: str, slug: str | None = None) -> str:
        """Address of a bureau's column, or of one of its bulletins."""
        site = self.sites[bureau_id]
        path = site.start_path if slug is None else site.family.article_path(self._bulletin(bureau_id, slug))
        return self.base_urls[bureau_id] + path

    def publish_revision(self, bureau_id: str, slug: str) -> Bulletin:
        """Put the later version of a bulletin online at its address."""
        return self._edit(revised(self._bulletin(bureau_id, slug)))

    def replace_figure(self, bureau_id: str, slug: str, old: str, new: str) -> Bulletin:
        """Change a piece of a bulletin's body that stands there once, at the same address."""
        now = self.sites[bureau_id].version(self._bulletin(bureau_id, slug), self._state.clock())
        return self._edit(replaced(now, {old: new}, on=self._state.clock()))

    def withdraw(self, bureau_id: str, slug: str) -> None:
        """Take a bulletin off list and site: its address is a 404 from now on."""
        site = self._site(bureau_id)
        site.withdrawn.add(self._bulletin(bureau_id, slug).slug)
        site.relisted_at = datetime.now(UTC)

    def fail(self, bureau_id: str, fault: Fault | str | None) -> None:
        """Let a bureau's site fail in some way until told None."""
        self._site(bureau_id)
        if fault is None:
            self._state.faults.pop(bureau_id, None)
        else:
            self._state.faults[bureau_id] = Fault(fault)

    def set_today(self, today: date) -> None:
        """From now on it is this day on the sites: bulletins up to it are online. The years in the texts stay."""
        self._state.clock = lambda: today

    def close(self) -> None:
        """Stop listening and end open connections."""
        self._state.closing.set()
        for listener in self._listeners:
            threading.Thread(target=listener.shutdown, daemon=True).start()
        for listener, thread in zip(self._listeners, self._threads, strict=True):
            thread.join()
            listener.close_connections()
            listener.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _listen(self, port: int) -> list[Listener]:
        """One listener a site; when a port is taken, those before it are given back."""
        listeners: list[Listener] = []
        try:
            for at, site in enumerate(self.sites.values()):
                listeners.append(Listener(self._state, site, port + at if port else 0))
        except OSError:
            for listener in listeners:
                listener.server_close()
            raise
        return listeners

    def _site(self, bureau_id: str) -> Site:
        if bureau_id not in self.sites:
            raise SampleTextError(f"no sample bureau {bureau_id!r}: one of {', '.join(self.sites)}")
        return self.sites[bureau_id]

    def _bulletin(self, bureau_id: str, slug: str) -> Bulletin:
        for one in self._site(bureau_id).bulletins:
            if one.slug == slug:
                return one
        raise SampleTextError(f"{bureau_id}: no bulletin {slug!r}")

    def _edit(self, bulletin: Bulletin) -> Bulletin:
        edited = bulletin.model_copy(update={"edited_at": datetime.now(UTC)})
        self.sites[bulletin.bureau_id].edited[bulletin.slug] = edited
        return edited


def serve(
    port: int = 0, today: date | None = None, *, revised: bool | None = None, bureaus: Iterable[str] | None = None
) -> SampleServer:
    """Start the sample sites: on free ports, or on ``port``, ``port + 1`` …

    Without ``today`` the clock is asked at each request, so that bulletins appear on their day; the anchor year stays
    that of the start. ``revised``: None shows each revision from its day on, True all at once, False none.
    """
    given = today
    clock: Callable[[], date] = (lambda: given) if given else (lambda: datetime.now(ZONE).date())
    texts = load_bulletins(anchor_year(clock()))
    wanted = set(bureaus) if bureaus is not None else set(texts)
    sites = {key: Site(bureau, texts[key], revised) for key, bureau in load_bureaus().items() if key in wanted}
    return SampleServer(sites, clock, port)
