"""Many bureaus on loopback in one process: host N is 127.1.x.y, all on one port. A program of its own.

Each host has a list of bulletins and the bulletins, about 10 KB a page, every one with an ETag that never changes.
``python -m tests.benchmarks.bureau_server HOSTS PAGES`` prints the port when it is ready and ends with its stdin.
"""

from __future__ import annotations

import asyncio
import hashlib
import resource
import sys

LIST_PATH = "/zwgk/jhzj/"
_ROBOTS = b"User-agent: *\nDisallow: /manage/\n"
_FILLER = "各级各部门要加强组织领导，明确责任分工，细化工作举措，确保各项任务落到实处、见到成效。"
_PARAGRAPHS = 56


def host_name(number: int) -> str:
    """Address of the host with this number."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def article_path(item: int) -> str:
    """Path of a bulletin of any host."""
    return f"{LIST_PATH}202610/t20261019_{1000 + item}.html"


def paths(pages: int) -> list[str]:
    """A host's pages: its list, then what the list names."""
    return [LIST_PATH, *(article_path(item) for item in range(pages - 1))]


def list_page(host: int, pages: int) -> bytes:
    """A column's list."""
    named = ((article_path(item), _title(host, item)) for item in range(pages - 1))
    rows = "".join(
        f'<li><a href="{path}" title="{title}">{title}</a><span>2026-10-19</span></li>\n' for path, title in named
    )
    menu = "".join(f'<li><a href="/zwgk/m{item}/">政务公开栏目{item}</a></li>\n' for item in range(16))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>计划总结_平川市教育局</title>
<meta name="SiteName" content="平川市教育局"><meta name="ColumnName" content="计划总结"></head><body>
<div class="nav"><ul>{menu}</ul></div><div class="list"><ul class="news">{rows}</ul></div>
<div class="foot">网站标识码：9999990001 主办：平川市教育局</div></body></html>""".encode()


def article_page(host: int, item: int) -> bytes:
    """A bulletin; no two are alike, nor are their titles, or they would be looked at as reposts of each other."""
    goal = f"第{host}县新建幼儿园{item + 3}所，新增学位{host + 120}个，智慧校园建成率达到{60 + item}%。"
    text = "".join(f'<p style="text-indent:2em">{number}. {_FILLER}</p>\n' for number in range(_PARAGRAPHS))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{_title(host, item)}_平川市教育局</title>
<meta name="SiteName" content="平川市教育局"><meta name="ArticleTitle" content="{_title(host, item)}">
<meta name="PubDate" content="2026-10-19 09:30"><meta name="ContentSource" content="平川市教育局"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div><h1>{_title(host, item)}</h1>
<div class="info">发布时间：2026-10-19 09:30　来源：平川市教育局</div><div class="TRS_Editor"><p>{goal}</p>
{text}</div><div class="foot">网站标识码：9999990001</div></body></html>""".encode()


def _title(host: int, item: int) -> str:
    return f"第{host + 1}县关于第{item + 1}项教育重点工作的通报"


class Site(asyncio.Protocol):
    """One connection to any host: requests one after another, no bodies."""

    def __init__(self, answers: dict[str, tuple[bytes, bytes, str]]) -> None:
        self._answers = answers
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        *requests, self._held = (self._held + data).split(b"\r\n\r\n")
        for request in requests:
            self._transport.write(self._answer(request))  # type: ignore[attr-defined]

    def _answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        if path == "/robots.txt":
            return _head(200, _ROBOTS, "robots", "text/plain") + _ROBOTS
        whole, unchanged, etag = self._answers.get(self._host + path, (_head(404, b"", "none"), b"", "none"))
        return unchanged if unchanged and f'"{etag}"'.encode() in request else whole


def answers(hosts: int, pages: int) -> dict[str, tuple[bytes, bytes, str]]:
    """Whole answer, answer without a body, and ETag by host and path: everything is ready before the first request."""
    found = {}
    for host in range(hosts):
        bodies = [list_page(host, pages), *(article_page(host, item) for item in range(pages - 1))]
        for path, body in zip(paths(pages), bodies, strict=True):
            etag = hashlib.sha256(body).hexdigest()[:16]
            found[host_name(host) + path] = (_head(200, body, etag) + body, _head(304, b"", etag), etag)
    return found


def _head(status: int, body: bytes, etag: str, media_type: str = "text/html; charset=utf-8") -> bytes:
    length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
    return f'HTTP/1.1 {status} -\r\nContent-Type: {media_type}\r\n{length}ETag: "{etag}"\r\n\r\n'.encode()


async def serve(hosts: int, pages: int) -> None:
    """Listen on every host until stdin ends."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    ready = answers(hosts, pages)
    loop = asyncio.get_running_loop()
    first = await loop.create_server(lambda: Site(ready), host_name(0), 0)
    port = first.sockets[0].getsockname()[1]
    for host in range(1, hosts):
        await loop.create_server(lambda: Site(ready), host_name(host), port)
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
