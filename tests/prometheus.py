"""A real Prometheus and Alertmanager on loopback for one test, a page to read and a webhook that listens.

``with monitoring(folder, find_program, addresses=["127.0.0.1:8000"]) as stack:`` starts both with the rules and routes
of ``deploy/``, their waiting times cut short, and ends them. The first reading comes 5 to 7 s after the start. Every
wait has an end. ``with page_server(exporter.page) as address:`` serves an exposition page over HTTP.
"""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import httpx2 as httpx
import yaml

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
RULES = tuple(sorted((DEPLOY / "prometheus" / "rules").glob("*.yml")))
ROUTES = DEPLOY / "alertmanager" / "alertmanager.yml"
WEBHOOK_PLACE = "http://alert-webhook.invalid/"
Page = Callable[[str | None, str | None], tuple[bytes, Mapping[str, str]]]
Found = TypeVar("Found")


class NotInTime(AssertionError):
    """What a test waited for did not come; the message says what was seen last."""


def wait_for(ask: Callable[[], Found | None], seconds: float, what: str, pause: float = 0.2) -> Found:
    """The first answer that is not empty. Raises NotInTime after ``seconds``."""
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotInTime(f"{what}: not within {seconds:g} s; last answer {answer!r}")
        time.sleep(pause)


def free_address() -> str:
    """A loopback address on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listener.getsockname()[1]}"


# What is read


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@contextmanager
def page_server(page: Page) -> Iterator[str]:
    """Serves ``page(accept, accept_encoding)`` at any path; yields host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = page(self.headers.get("Accept"), self.headers.get("Accept-Encoding"))
            self.send_response(200)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the test's output."""

    with _served(Handler) as address:
        yield address


# What is told


@dataclass
class Webhook:
    """Notifications as they came, oldest first."""

    address: str = ""
    notifications: list[dict[str, Any]] = field(default_factory=list)

    def alerts(self, name: str | None = None, status: str | None = None) -> list[dict[str, Any]]:
        """Alerts told so far, of one name and status where given."""
        told = [alert for notification in list(self.notifications) for alert in notification["alerts"]]
        return [
            alert
            for alert in told
            if name in {None, alert["labels"]["alertname"]} and status in {None, alert["status"]}
        ]

    def wait_for_alert(self, name: str, seconds: float = 30, status: str = "firing") -> dict[str, Any]:
        """The first alert of that name and status."""
        return wait_for(lambda: self.alerts(name, status), seconds, f"alert {name} {status}")[0]


@contextmanager
def webhook_receiver() -> Iterator[Webhook]:
    """Listens for Alertmanager's notifications."""
    webhook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            webhook.notifications.append(json.loads(body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the test's output."""

    with _served(Handler) as address:
        webhook.address = address
        yield webhook


# Configuration, hurried


def hurried_rules(files: Sequence[Path], folder: Path, for_: str = "0s", interval: str = "1s") -> list[Path]:
    """Copies of rule files that evaluate every ``interval`` and fire after ``for_``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file in files:
        rules = yaml.safe_load(file.read_text(encoding="utf-8"))
        for group in rules["groups"]:
            group["interval"] = interval
            for rule in group["rules"]:
                if "for" in rule:
                    rule["for"] = for_
        written.append(folder / file.name)
        written[-1].write_text(yaml.safe_dump(rules, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return written


def hurried_routes(file: Path, folder: Path, webhook_url: str) -> Path:
    """A copy of an Alertmanager configuration that tells ``webhook_url`` within a second."""
    text = file.read_text(encoding="utf-8")
    assert WEBHOOK_PLACE in text, f"{file.name} has no place for the webhook's address"
    routes = yaml.safe_load(text.replace(WEBHOOK_PLACE, webhook_url))
    routes["route"] |= {"group_wait": "200ms", "group_interval": "1s"}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file.name).write_text(yaml.safe_dump(routes, allow_unicode=True), encoding="utf-8")
    return folder / file.name


def _prometheus_config(addresses: Sequence[str], rules: Sequence[Path], alertmanager: str) -> str:
    config = {
        "global": {
            "scrape_interval": "1s",
            "scrape_timeout": "1s",
            "evaluation_interval": "1s",
            "external_labels": {"runbook": "deploy/runbook.md"},
        },
        "rule_files": [str(rule) for rule in rules],
        "alerting": {
            "alert_relabel_configs": [{"action": "labeldrop", "regex": "runbook"}],
            "alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}],
        },
        "scrape_configs": [{"job_name": "goalboard", "static_configs": [{"targets": list(addresses)}]}],
    }
    return yaml.safe_dump(config)


# The servers


@dataclass(frozen=True)
class Monitoring:
    """The two servers while they run, and the webhook."""

    prometheus: str
    alertmanager: str
    webhook: Webhook
    client: httpx.Client

    def query(self, expression: str) -> list[dict[str, Any]]:
        """Rows of an instant query: each with ``metric`` (labels) and ``value``."""
        return list(self._ask("query", {"query": expression})["result"])

    def query_range(self, expression: str, seconds: int = 60, step: int = 1) -> list[dict[str, Any]]:
        """Series of a query over the last ``seconds``."""
        now = time.time()
        asked = {"query": expression, "start": now - seconds, "end": now, "step": step}
        return list(self._ask("query_range", asked)["result"])

    def wait_for_rows(self, expression: str, seconds: float = 30) -> list[dict[str, Any]]:
        """Rows of a query as soon as there are any."""
        return wait_for(lambda: self.query(expression), seconds, expression)

    def wait_for_page(self, seconds: float = 30) -> None:
        """Until every page given was read."""
        wait_for(
            lambda: self.query('up{job="goalboard"}') and not self.query('up{job="goalboard"} == 0'), seconds, "a page"
        )

    def label_values(self, label: str, metric: str) -> list[str]:
        """Values of a label, as a dashboard's variable asks for them."""
        return list(self._ask(f"label/{label}/values", {"match[]": metric}))

    def rules(self) -> dict[str, dict[str, Any]]:
        """Rules by name with ``health`` and ``lastError``."""
        groups = self._ask("rules", {})["groups"]
        return {rule["name"]: rule for group in groups for rule in group["rules"]}

    def _ask(self, what: str, parameters: Mapping[str, Any]) -> Any:
        answer = self.client.get(f"http://{self.prometheus}/api/v1/{what}", params=parameters).json()
        assert answer["status"] == "success", answer
        return answer["data"]


@contextmanager
def _running(command: Sequence[str], address: str, log: Path, client: httpx.Client) -> Iterator[None]:
    """A server until the block ends; it has said that it is ready."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)

    def is_ready() -> bool:
        if process.poll() is not None:
            raise AssertionError(f"{command[0]} ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            return client.get(f"http://{address}/-/ready").status_code == 200
        except httpx.TransportError:
            return False

    try:
        wait_for(is_ready, 20, f"{command[0]} ready", pause=0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=15)


@contextmanager
def monitoring(
    folder: Path,
    find_program: Callable[[str], str],
    addresses: Sequence[str],
    rules: Sequence[Path] = RULES,
    for_: str = "0s",
) -> Iterator[Monitoring]:
    """Prometheus reading ``addresses`` each second with ``rules``, and Alertmanager telling ``stack.webhook``."""
    prometheus, alertmanager = free_address(), free_address()
    hurried = hurried_rules(rules, folder / "rules", for_)
    config = folder / "prometheus.yml"
    config.write_text(_prometheus_config(addresses, hurried, alertmanager), encoding="utf-8")
    with ExitStack() as opened:
        client = opened.enter_context(httpx.Client(trust_env=False, timeout=10))
        webhook = opened.enter_context(webhook_receiver())
        routes = hurried_routes(ROUTES, folder / "routes", f"http://{webhook.address}/")
        commands = {
            alertmanager: [
                find_program("prometheus-alertmanager"),
                f"--config.file={routes}",
                f"--storage.path={folder / 'alertmanager'}",
                f"--web.listen-address={alertmanager}",
                "--cluster.listen-address=",
            ],
            prometheus: [
                find_program("prometheus"),
                f"--config.file={config}",
                f"--storage.tsdb.path={folder / 'prometheus'}",
                f"--web.listen-address={prometheus}",
            ],
        }
        for address, command in commands.items():
            opened.enter_context(_running(command, address, folder / f"{address[-5:]}.log", client))
        yield Monitoring(prometheus, alertmanager, webhook, client)
