"""``GET /metrics`` for an ASGI application (FastAPI, Starlette)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from metrics.exposition.exporter import Exporter


def metrics_route(exporter: Exporter, path: str = "/metrics") -> Route:
    """A route that answers with the exporter's page; it reads in a worker thread, so the event loop goes on."""

    def answer(request: Request) -> Response:
        body, headers = exporter.page(request.headers.get("accept"), request.headers.get("accept-encoding"))
        return Response(body, headers=headers)

    return Route(path, answer, methods=["GET"], include_in_schema=False)
