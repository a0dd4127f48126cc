"""Errors of the crawler. Each message is one line that names the file, field or source and what to do."""


class CrawlerError(Exception):
    """The crawl could not be done (exit code 1)."""

    exit_code = 1


class SourceFileError(CrawlerError):
    """A source file is wrong: the message names file, line or field, and the remedy (exit code 2)."""

    exit_code = 2


class SnapshotError(CrawlerError):
    """A kept snapshot is missing, damaged or does not match its digest."""
