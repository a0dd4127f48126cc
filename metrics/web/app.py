"""The web application: pages, ``/metrics`` and ``/healthz``. No SQL, no clock of its own beyond the one given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from metrics.errors import DatabaseError
from metrics.web.pages import Pages
from metrics.web.reader import BoardReader

#: Renders the exposition page for the Accept and Accept-Encoding headers of a scrape.
MetricsPage = Callable[[str, str], tuple[bytes, dict[str, str]]]
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(
    reader: BoardReader, metrics_page: MetricsPage, clock: Callable[[], datetime], zone: ZoneInfo
) -> FastAPI:
    """Application over a reader. ``metrics_page`` answers scrapes; ``clock`` tells the time, ``zone`` shows it."""
    app = FastAPI(title="Goalboard", docs_url=None, redoc_url=None, openapi_url=None)
    pages = Pages(reader, clock, zone)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    _add_pages(app, pages)
    _add_services(app, reader, metrics_page)
    _add_edges(app, pages)
    return app


def _add_pages(app: FastAPI, pages: Pages) -> None:
    for path, page in (
        ("/", pages.overview),
        ("/targets/{target_id}", pages.target),
        ("/sources", pages.sources),
        ("/events", pages.events),
        ("/documents/{document_id}", pages.document),
    ):
        app.add_api_route(path, page, methods=["GET"], response_class=HTMLResponse)


def _add_services(app: FastAPI, reader: BoardReader, metrics_page: MetricsPage) -> None:
    @app.get("/metrics")
    def metrics(request: Request) -> Response:
        accept, encoding = request.headers.get("accept", ""), request.headers.get("accept-encoding", "")
        content, headers = metrics_page(accept, encoding)
        return Response(content, headers=headers)

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        try:
            state = reader.state()
        except DatabaseError as error:
            return JSONResponse({"status": "database away", "message": str(error)}, status_code=503)
        return JSONResponse({"status": "ok", "read_at": state.read_at.isoformat(), "targets": len(state.targets)})


def _add_edges(app: FastAPI, pages: Pages) -> None:
    @app.middleware("http")
    async def _headers(request: Request, call_next: Callable[[Request], object]) -> Response:
        response: Response = await call_next(request)  # type: ignore[misc]
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.exception_handler(DatabaseError)
    def _away(request: Request, error: DatabaseError) -> Response:  # noqa: ARG001 - the page says it in words
        return pages.message(request, "unavailable", 503)

    @app.exception_handler(HTTPException)
    def _refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return pages.message(request, "not_found", 404)
        return JSONResponse({"detail": error.detail}, status_code=error.status_code)
