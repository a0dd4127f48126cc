"""How a source is after a crawl: heard or not, in which trouble, recovered or not."""

from __future__ import annotations

from crawler.types import SUCCESSFUL, Outcome, SourceReport
from metrics.ingest.writing import Writing
from metrics.store.models import EventKind

#: Outcomes of a source that are an event when they begin. Other failures (a name server, a timeout) often pass by
#: themselves: they are told by the alerts on sources that fail or stay silent.
TROUBLE = {
    Outcome.BLOCKED: EventKind.SOURCE_BLOCKED,
    Outcome.ROBOTS_DENIED: EventKind.SOURCE_BLOCKED,
    Outcome.LAYOUT_CHANGED: EventKind.SOURCE_LAYOUT_CHANGED,
    Outcome.EMPTY: EventKind.SOURCE_LAYOUT_CHANGED,
    Outcome.SOFT_404: EventKind.SOURCE_LAYOUT_CHANGED,
    Outcome.MOVED: EventKind.SOURCE_LAYOUT_CHANGED,
    Outcome.PARSE_ERROR: EventKind.SOURCE_LAYOUT_CHANGED,
}


def record_source_state(writing: Writing, report: SourceReport) -> None:
    """Take over the outcome of the newest crawl, and tell what began or ended with it."""
    source = writing.source
    _tell_trouble(writing, report)
    source.outcome, source.message = report.outcome.value, report.message
    source.last_attempt = report.finished_at
    source.not_before = report.not_before
    if report.links:
        source.last_listed_at = report.finished_at
    if report.outcome in SUCCESSFUL:
        source.items = report.items
        source.last_success = report.finished_at
        source.first_success = source.first_success or report.finished_at
        source.failures_in_row = 0
    else:
        source.failures_in_row += 1


def _tell_trouble(writing: Writing, report: SourceReport) -> None:
    source = writing.source
    trouble = TROUBLE.get(report.outcome)
    words = f"{report.outcome.value}: {report.message}" if report.message else report.outcome.value
    if trouble is not None and trouble.value != source.trouble:
        writing.tell(trouble, f"{source.source_id}:{writing.moment.crawl_id}", old=source.outcome, new=words)
        source.trouble = trouble.value
        if trouble is EventKind.SOURCE_LAYOUT_CHANGED:
            source.last_layout_at = writing.moment.now
    elif report.outcome in SUCCESSFUL and source.trouble is not None:
        subject = f"{source.source_id}:{writing.moment.crawl_id}"
        writing.tell(EventKind.SOURCE_RECOVERED, subject, old=source.outcome, new=words)
        source.trouble = None
