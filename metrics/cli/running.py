"""``run`` and ``metrics``: the whole service on one machine, and its exposition page."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from metrics.cli.crawling import crawl_progress, print_summary, refuse_to_call_it_well, round_of, summary_line
from metrics.cli.service import Service, open_service, utc_now
from metrics.config import Settings, load_settings
from metrics.errors import AddressInUseError, GoalboardError

if TYPE_CHECKING:
    from metrics.exposition.exporter import Exporter
    from metrics.scheduling.jobs import JobRunner
    from metrics.scheduling.source_folder import SourceFolder
    from metrics.tracking.reader import TrackingReader

log = logging.getLogger("goalboard")

#: Most rounds of one full pass: sources found due again within the pass wait for the next.
PASS_ROUNDS = 100
HOUSEKEEPING_SECONDS = 3600.0
#: How often the folder of source files is looked at; a change is taken over at the look after the first that sees it.
LOOK_SECONDS = 30.0


def run(
    demo: Annotated[bool, typer.Option("--demo", help="Serve the bundled sample bureau sites and crawl them.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Do one full pass and exit, without pages.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port of pages and /metrics.")] = None,
) -> None:
    """Everything on one machine: crawl what is due, read it, serve pages and /metrics."""
    given = {"host": host, "port": port}
    settings = load_settings().model_copy(update={key: value for key, value in given.items() if value is not None})
    if demo:
        settings = demo_settings(settings)
    with nullcontext() if once else listening(settings.host, settings.port) as listener:
        service = open_service(settings, upgrade=True)
        with sample_sites(settings) if demo else nullcontext():
            folder = _take_over(service)
            if once:
                full_pass(service)
                refuse_to_call_it_well(folder)
            elif listener is not None:
                serve(service, listener)


def metrics() -> None:
    """Print the exposition page as Prometheus would scrape it."""
    from metrics.tracking.reader import TrackingReader

    service = open_service()
    page, _ = exporter_of(service, TrackingReader(service.database, utc_now)).page("text/plain", "")
    sys.stdout.buffer.write(page)


def demo_settings(settings: Settings) -> Settings:
    """Settings of the demo: a folder and a database of its own, so that samples never stand among real figures.

    Every bulletin is asked for changes at each visit, so that what is changed on a sample site shows within a minute.
    """
    own = {"data_dir": settings.data_dir / "demo", "database_url": None, "snapshots": None, "sources_dir": None}
    return settings.model_copy(update={**own, "sweep_seconds": 5.0, "recheck_days": 10_000})


@contextmanager
def sample_sites(settings: Settings) -> Iterator[None]:
    """The bundled bureau sites on loopback, their source files in the demo's folder."""
    from crawler.samples import serve as serve_samples
    from crawler.samples import write_source_files

    try:
        server = serve_samples(settings.demo_port)
    except OSError:
        raise AddressInUseError(
            f"127.0.0.1:{settings.demo_port} and the ports after it, for the sample sites: one is taken; "
            "end that program, or choose others with GOALBOARD_DEMO_PORT"
        ) from None
    with server:
        settings.source_folder.mkdir(parents=True, exist_ok=True)
        write_source_files(settings.source_folder, server.base_urls)
        log.info("sample bureau sites: %s", ", ".join(server.base_urls.values()))
        yield


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens on the address of the pages, taken before anything is written."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise AddressInUseError(
            f"{host}:{port}: cannot listen there ({error.strerror}); end the program that does, or choose another "
            "with GOALBOARD_PORT or --port"
        ) from None
    with listener:
        yield listener


def full_pass(service: Service) -> None:
    """Crawl and take in everything that is due, once."""
    from metrics.ingest.types import IngestSummary
    from metrics.scheduling.rounds import due

    total = IngestSummary()
    with crawl_progress() as watch:
        for _ in range(PASS_ROUNDS):
            summary = round_of(service).run(due(service.settings.crawl_batch), watch=watch)
            total += summary
            if not summary.sources:
                break
    print_summary(total, as_json=False)


def serve(service: Service, listener: socket.socket) -> None:
    """Crawl on schedule in the background and answer pages until told to stop."""
    import uvicorn

    from metrics.scheduling.housekeeping import keep_house
    from metrics.scheduling.jobs import Job, JobRunner
    from metrics.scheduling.rounds import due
    from metrics.scheduling.source_files import FolderWatch
    from metrics.tracking.reader import TrackingReader
    from metrics.web.app import create_app

    settings = service.settings
    reader = TrackingReader(service.database, utc_now)
    watch = FolderWatch(service.database, settings.source_folder)

    def sweep() -> None:
        summary = round_of(service).run(due(settings.crawl_batch))
        if summary.sources:
            exporter.invalidate()
            log.info("%s", summary_line(summary))

    def follow_source_files() -> None:
        if watch.look(utc_now()) is not None:
            exporter.invalidate()

    def housekeeping() -> None:
        keep_house(service.database, utc_now())

    jobs = JobRunner(
        [
            Job("crawl_due", settings.sweep_seconds, sweep),
            Job("source_files", LOOK_SECONDS, follow_source_files),
            Job("housekeeping", HOUSEKEEPING_SECONDS, housekeeping),
        ]
    )
    exporter = exporter_of(service, reader, jobs)
    app = create_app(reader, exporter.page, utc_now, ZoneInfo(settings.timezone))
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
    jobs.start()
    log.info("Goalboard is at %s/ (Ctrl-C ends it)", settings.base_url)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        jobs.stop()


def exporter_of(service: Service, reader: TrackingReader, jobs: JobRunner | None = None) -> Exporter:
    """The exposition page over a reader."""
    from metrics.exposition.exporter import Exporter

    return Exporter(
        lambda _now: reader.state(),
        utc_now,
        read_jobs=jobs.stats if jobs is not None else lambda: (),
        max_age=timedelta(seconds=service.settings.refresh_seconds),
    )


def _take_over(service: Service) -> SourceFolder:
    from metrics.scheduling.source_files import take_over_sources

    folder = service.settings.source_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GoalboardError(f"{folder}: cannot be made ({error.strerror}); set GOALBOARD_SOURCES_DIR") from None
    if not any(folder.iterdir()):
        log.warning("%s: no source files yet; README.md says how to add a bureau", folder)
    return take_over_sources(service.database, folder, utc_now()).folder
