"""The pages themselves: read through the reader, show through templates, in English or Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from starlette.exceptions import HTTPException

from metrics.web.board import TONES, Filter, bar_share, board_of
from metrics.web.changes import KINDS, LOOK_BACK, changes_of
from metrics.web.plot import NARROW, WIDE, history_plot
from metrics.web.reader import BoardReader
from metrics.web.words import (
    LANGUAGES,
    say,
    show_age,
    show_day,
    show_instant,
    show_number,
    show_quantity,
    show_ratio,
    whole_sentences,
)

TEMPLATES = Path(__file__).parent / "templates"
#: A language chosen by link is remembered for a year.
LANGUAGE_COOKIE, COOKIE_SECONDS = "goalboard_lang", 365 * 24 * 3600
#: A silence of this many expected intervals is shown as a warning (the alert SourceStale uses the same).
STALE_INTERVALS = 2
#: Baselines that no text states: shown as assumed.
ASSUMED_BASELINES = frozenset({"plan_start"})


class Pages:
    """One method a page; FastAPI calls them in its thread pool, so each read may block."""

    def __init__(self, reader: BoardReader, clock: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._reader, self._clock, self._zone = reader, clock, zone
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(default=True),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates = Jinja2Templates(env=environment)

    def overview(
        self,
        request: Request,
        status: str = "",
        domain: str = "",
        issuer: str = "",
        q: str = "",
        moved: bool = False,
        page: int = 1,
    ) -> Response:
        """Targets by status, with filters."""
        state = self._reader.state()
        wanted = Filter(status, domain, issuer, q, moved)
        told = self._reader.events(limit=200)
        recent = [event for event in told if event.kind == "goal_moved" and not event.initial][:5]
        return self._show(
            request,
            "overview.html",
            board=board_of(state.targets, wanted, page),
            wanted=wanted,
            state=state,
            recent=recent,
        )

    def target(self, request: Request, target_id: str) -> Response:
        """One target with its proof and its history."""
        history = self._reader.history(target_id)
        if history is None:
            raise HTTPException(404)
        today, language = self._clock().astimezone(self._zone).date(), _language(request)
        plots = [Markup(history_plot(history, today, language, size)) for size in (WIDE, NARROW)]
        return self._show(
            request,
            "target.html",
            history=history,
            target=history.target,
            plots=list(filter(None, plots)),
            is_assumed=history.target.baseline is not None and history.target.baseline_source in ASSUMED_BASELINES,
        )

    def sources(self, request: Request) -> Response:
        """Every source with its last outcome."""
        state = self._reader.state()
        return self._show(request, "sources.html", state=state, stale=self._is_stale)

    def events(self, request: Request, source: str = "", kind: str = "", page: int = 1) -> Response:
        """What changed, newest first."""
        events = self._reader.events(source_id=source or None, limit=LOOK_BACK)
        kind = kind if kind in KINDS else ""
        changes = changes_of(events, kind, page)
        return self._show(request, "events.html", changes=changes, source=source, kind=kind, kinds=KINDS)

    def document(
        self, request: Request, document_id: int, revision: int | None = None, start: int = 0, end: int = 0
    ) -> Response:
        """The text of a bulletin as kept, with one quote marked."""
        document = self._reader.document(document_id, revision)
        if document is None:
            raise HTTPException(404)
        start, end = (start, end) if 0 <= start < end <= len(document.text) else (0, 0)
        return self._show(request, "document.html", document=document, start=start, end=end)

    def message(self, request: Request, key: str, status: int) -> Response:
        """A page that says why there is nothing to show."""
        response = self._show(request, "message.html", key=key)
        response.status_code = status
        return response

    def _is_stale(self, last_success: datetime | None, interval_seconds: float) -> bool:
        allowed = timedelta(seconds=STALE_INTERVALS * interval_seconds)
        return last_success is None or self._clock() - last_success > allowed

    def _show(self, request: Request, template: str, **values: Any) -> Response:
        language = _language(request)
        now = self._clock()
        shown: dict[str, Any] = {
            "lang": language,
            "say": lambda key: say(key, language),
            "number": partial(show_number, language=language),
            "quantity": partial(show_quantity, language=language),
            "ratio": show_ratio,
            "day": show_day,
            "instant": partial(show_instant, zone=self._zone),
            "age": lambda at: show_age(at, now, language),
            "tones": TONES,
            "share": bar_share,
            "sentences": whole_sentences,
            "link": partial(_link, request),
            "now": now,
            "zone": self._zone.key,
        }
        response = self._templates.TemplateResponse(request, template, {**shown, **values})
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=COOKIE_SECONDS, samesite="lax", httponly=True)
        return response


def _language(request: Request) -> str:
    """Language asked for by link, by cookie, else by the browser; English otherwise."""
    for choice in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if choice in LANGUAGES:
            return str(choice)
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def _link(request: Request, **changes: object) -> str:
    """The present address with some parameters changed; an empty value drops its parameter."""
    values: dict[str, object] = {**request.query_params, **changes}
    query = urlencode({key: value for key, value in values.items() if value not in ("", None, False)})
    return f"{request.url.path}?{query}" if query else request.url.path
