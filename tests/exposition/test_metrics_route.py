"""The page through a web application."""

from __future__ import annotations

import asyncio
import zlib

import httpx
import pytest
from fastapi import FastAPI

from metrics.exposition import Exporter, metrics_route
from tests.exposition.boards import NOW, board

ASKED = [
    ({}, "text/plain; version=0.0.4; charset=utf-8", None),
    ({"Accept": "application/openmetrics-text"}, "application/openmetrics-text; version=1.0.0; charset=utf-8", None),
    ({"Accept-Encoding": "gzip"}, "text/plain; version=0.0.4; charset=utf-8", "gzip"),
]


async def answer(headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
    app = FastAPI()
    app.router.routes.append(metrics_route(Exporter(lambda _: board(), lambda: NOW)))
    transport = httpx.ASGITransport(app=app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://board") as client,
        client.stream("GET", "/metrics", headers={"Accept-Encoding": "identity", **headers}) as response,
    ):
        return response, b"".join([part async for part in response.aiter_raw()])


@pytest.mark.parametrize(("headers", "content_type", "encoding"), ASKED)
def test_answer_is_what_was_asked_for(headers: dict[str, str], content_type: str, encoding: str | None) -> None:

    response, raw = asyncio.run(answer(headers))
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)
    assert response.headers.get("content-encoding") == encoding
    text = zlib.decompress(raw, 31) if encoding else raw
    assert b"goalboard_target_info" in text and int(response.headers["content-length"]) == len(raw)
