"""Reads what pages, metrics and commands show. Each view is a fixed number of queries in the caller's session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from metrics.store import boards
from metrics.store.events import newest_events
from metrics.store.models import Source
from metrics.tracking.promises import Change
from metrics.tracking.refresh import day_of, target_view, target_views
from metrics.tracking.views import (
    BoardState,
    DocumentView,
    EventView,
    EvidenceView,
    ObservationView,
    SourceView,
    TargetHistory,
    TargetVersionView,
    TargetView,
)

#: Most events that one call gives.
MOST_EVENTS = 1000
#: A change is seen only when its transaction ends, this long after the instant that it bears at most.
LONGEST_WRITE = timedelta(minutes=10)


def board_state(session: Session, as_of: datetime, previous: BoardState | None = None) -> BoardState:
    """Everything that ``/metrics`` and the overview need. With the state before, only what changed is worked out."""
    tallies = boards.all_tallies(session)
    targets = _targets(session, as_of, previous)
    counts: dict[str, int] = {}
    for target in targets:
        counts[target.source_id] = counts.get(target.source_id, 0) + 1
    return BoardState(
        read_at=as_of,
        targets=targets,
        sources=_source_views(session, counts),
        statements=tallies.get("statement", {}),
        documents=tallies.get("document", {}),
        review_queue=boards.open_review_count(session),
        numerals_unread=sum(tallies.get("unread_numeral", {}).values()),
        source_files_wrong=tallies.get("source_file", {}).get("wrong"),
    )


def source_views(session: Session) -> tuple[SourceView, ...]:
    """All sources in use with their last outcome."""
    return _source_views(session, boards.target_counts(session))


def target_history(session: Session, target_id: str, as_of: datetime) -> TargetHistory | None:
    """One target with everything that was ever said of it; None for an unknown one."""
    row = boards.target_row(session, target_id)
    if row is None:
        return None
    versions = [_version_view(found) for found in boards.version_rows(session, target_id)]
    if row.cancelled_at is not None and versions:
        versions.append(_withdrawn(versions[-1], row.cancelled_at))
    observations = [_observation_view(found) for found in boards.observation_rows(session, target_id)]
    figures = [(seen.period_end, seen.value) for seen in observations]
    target = target_view(row, figures, day_of(as_of))
    return TargetHistory(target, tuple(versions), tuple(observations))


def list_events(
    session: Session,
    since: datetime | None = None,
    limit: int = 200,
    source_id: str | None = None,
    target_id: str | None = None,
    *,
    initial: bool = True,
) -> tuple[EventView, ...]:
    """What changed, newest first; ``initial=False`` leaves out what first crawls found."""
    found = newest_events(
        session,
        since=since,
        source_id=source_id,
        target_id=target_id,
        initial=initial,
        limit=min(limit, MOST_EVENTS),
    )
    return tuple(
        EventView(
            at=event.at,
            kind=event.kind,
            source_id=event.source_id,
            document_url=event.document_url,
            target_id=event.target_id,
            old=event.old,
            new=event.new,
            note=event.note,
            group_key=event.group_key,
            initial=event.initial,
            document_id=event.document_id,
        )
        for event in found
    )


def document_view(session: Session, document_id: int, revision_id: int | None = None) -> DocumentView | None:
    """One bulletin with its latest text, or with that of a named document revision; None for an unknown one."""
    found = boards.document_row(session, document_id, revision_id)
    if found is None:
        return None
    document, revision = found
    return DocumentView(
        document_id=document.id,
        source_id=document.source_id,
        title=revision.title,
        url=document.url,
        issuer=revision.issuer,
        doc_kind=revision.doc_kind,
        published=revision.published,
        text=revision.text,
        revision_id=revision.id,
        revisions=document.revisions,
        unread_reason=revision.unread_reason,
        incomplete_reason=revision.incomplete_reason,
    )


def _targets(session: Session, as_of: datetime, previous: BoardState | None) -> tuple[TargetView, ...]:
    today = day_of(as_of)
    if previous is None or day_of(previous.read_at) != today or not previous.targets:
        return tuple(target_views(boards.target_rows(session), boards.figures_by_target(session), today))
    known = {target.target_id: target for target in previous.targets}
    since = max(target.changed_at for target in previous.targets if target.changed_at) - LONGEST_WRITE
    rows = boards.target_rows(session, changed_since=since)
    figures = boards.figures_by_target(session, changed_since=since)
    known |= {view.target_id: view for view in target_views(rows, figures, today)}
    return tuple(known[target_id] for target_id in sorted(known))


def _source_views(session: Session, targets: dict[str, int]) -> tuple[SourceView, ...]:
    crawls = boards.crawl_counts(session)
    return tuple(
        _source_view(source, crawls.get(source.source_id, {}), targets.get(source.source_id, 0))
        for source in boards.source_rows(session)
    )


def _source_view(source: Source, crawls: dict[str, int], targets: int) -> SourceView:
    changes = {
        "new": source.last_new_at,
        "revised": source.last_revised_at,
        "vanished": source.last_vanished_at,
        "layout": source.last_layout_at,
    }
    return SourceView(
        source_id=source.source_id,
        url=source.url,
        issuer=source.issuer,
        name=source.name,
        admin_area=source.admin_area,
        family=source.family,
        paused_reason=source.paused_reason,
        outcome=source.outcome,
        message=source.message,
        last_attempt=source.last_attempt,
        last_success=source.last_success,
        next_crawl_at=source.next_crawl_at,
        expected_interval_seconds=source.expected_interval_seconds,
        last_change={change: at for change, at in changes.items() if at is not None},
        items=source.items,
        documents=source.documents,
        crawls=crawls,
        targets=targets,
        not_before=source.not_before,
        claimed_until=source.claimed_until,
    )


def _version_view(found: Any) -> TargetVersionView:
    version = found[0]
    return TargetVersionView(
        number=version.number,
        change=version.change,
        comparator=version.comparator,
        value=version.value,
        value_max=version.value_max,
        due=version.due,
        said_on=version.said_on,
        learnt_at=version.learnt_at,
        evidence=_evidence(found),
    )


def _withdrawn(last: TargetVersionView, at: datetime) -> TargetVersionView:
    """The end of a target whose document no longer promises it; its proof is the sentence that is gone."""
    return TargetVersionView(
        number=last.number + 1,
        change=Change.WITHDRAWN.value,
        comparator=last.comparator,
        value=None,
        value_max=None,
        due=last.due,
        said_on=None,
        learnt_at=at,
        evidence=last.evidence,
    )


def _observation_view(found: Any) -> ObservationView:
    row = found[0]
    return ObservationView(
        value=row.value,
        comparator=row.comparator,
        period_end=row.period_end,
        status=row.status,
        learnt_at=row.learnt_at,
        evidence=None if row.statement_id is None else _evidence(found),
    )


def _digest_at(found: Any, start: int) -> str | None:
    """The snapshot that holds this place of a text: of a bulletin on several pages that of its page."""
    digest: str | None = found.snapshot_digest
    for part in found.parts or ():
        if part["start"] <= start:
            digest = part["digest"]
    return digest


def _evidence(found: Any) -> EvidenceView:
    statement = found.StatementRow
    return EvidenceView(
        statement_id=statement.id,
        quote=statement.quote,
        before=found.before,
        after=found.after,
        start=statement.span_start,
        end=statement.span_end,
        document_id=found.id,
        document_title=found.title,
        document_url=found.url,
        revision_id=found.revision_id,
        snapshot_digest=_digest_at(found, statement.span_start),
        issuer=found.issuer,
        published=found.published,
        learnt_at=found.revision_learnt_at,
        rule=statement.rule,
        extractor_version=statement.extractor_version,
        confidence=statement.confidence,
    )
