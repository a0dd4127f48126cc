"""Page bytes → what the page holds, as pure functions: no network, no clock, no database."""

from crawler.reading.encoding import decode
from crawler.reading.page import read_page
from crawler.reading.record import as_record

__all__ = ["as_record", "decode", "read_page"]
