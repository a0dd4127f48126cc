"""Scrapy's settings for a crawl order. What is off here is off on purpose; each line says why where it is not plain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from scrapy.logformatter import LogFormatter

from crawler.addresses import slot_of
from crawler.types import CrawlOrder, SourceOrder

#: Redirects, retries, robots.txt and decompression are done in ``fetching`` and ``download``; cookies, caches and
#: meta refresh are not wanted. Headers and user agent stay with Scrapy.
_UNUSED_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
    "scrapy.downloadermiddlewares.stats.DownloaderStats",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
)
#: Nothing but the crawl itself runs in this process. Remote control would be an HTTP server that runs any code.
_UNUSED_EXTENSIONS = (
    "scrapy.extensions.corestats.CoreStats",
    "scrapy.extensions.logcount.LogCount",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.memusage.MemoryUsage",
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.logstats.LogStats",
    "scrapy.extensions.remote_control.RemoteControl",
)
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_HANDLER = "crawler.download.BoundedDownloadHandler"
#: Seconds between requests to a host that no source names (an article linked elsewhere).
_STRANGER_DELAY = 1.0


class QuietLogFormatter(LogFormatter):
    """Says nothing for each page: the report does."""

    def crawled(self, *_: Any) -> None:  # type: ignore[override]
        return None


def slot_delays(sources: Iterable[SourceOrder]) -> dict[str, float]:
    """Seconds between two requests of each polite queue: the longest that one of its sources asks for."""
    delays: dict[str, float] = {}
    for source in sources:
        slot = slot_of(urlsplit(source.url).netloc)
        delays[slot] = max(delays.get(slot, 0.0), source.delay_seconds)
    return delays


def scrapy_settings(order: CrawlOrder) -> dict[str, Any]:
    """All that differs from Scrapy's defaults."""
    return {
        "TWISTED_REACTOR_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS": dict.fromkeys(_UNUSED_EXTENSIONS),
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(_UNUSED_MIDDLEWARES),
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER} | dict.fromkeys(("data", "file", "s3", "ftp")),
        "DEFAULT_REQUEST_HEADERS": _HEADERS,
        "USER_AGENT": order.user_agent,
        "DOWNLOAD_TIMEOUT": order.timeout_seconds,
        "DOWNLOAD_MAXSIZE": order.max_bytes,
        "CONCURRENT_REQUESTS": order.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": _STRANGER_DELAY,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": {
            slot: {"concurrency": 1, "delay": delay} for slot, delay in slot_delays(order.sources).items()
        },
        "LOG_FORMATTER": "crawler.settings.QuietLogFormatter",
        "STATS_DUMP": False,
    }
