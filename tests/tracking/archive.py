"""An archive of bulletins for tests: texts go in as ingest stores them, and are bound at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from metrics.domain.statements import DocumentFacts, KnownFacts, Statement
from metrics.normaliser import EXTRACTOR_VERSION, read_bulletin
from metrics.store.database import Database
from metrics.store.documents import RevisionFacts, RevisionText, add_document, add_revision
from metrics.store.models import Document, EventKind, ReviewItem, Source
from metrics.store.statements import add_statements
from metrics.tracking import BindingSummary, bind_revision, board_state, list_events, target_history
from metrics.tracking.views import EventView, TargetHistory, TargetView

COUNTY = "清河县"
BUREAU = "清河县教育局"


@dataclass(frozen=True)
class Published:
    """Where a text was put, and what binding it changed."""

    document_id: int
    revision_id: int
    summary: BindingSummary


class Archive:
    """A database with one source, filled by ``publish``; time passes by a minute with each text."""

    def __init__(self, database: Database, issuer: str = BUREAU, area: str = COUNTY) -> None:
        self.database = database
        self.now = datetime(2026, 11, 1, tzinfo=UTC)
        self.add_source("qinghe", issuer, area)

    def add_source(self, source_id: str, issuer: str, area: str) -> None:
        """One more source."""
        with self.database.write() as session:
            address = f"http://{source_id}.example/"
            session.add(Source(source_id=source_id, name=issuer, issuer=issuer, url=address, admin_area=area))

    def publish(self, key: str, published: str, body: str, source: str = "qinghe", issuer: str = BUREAU) -> Published:
        """A bulletin's text as read by the normaliser; the same key again is a new text of the same document."""
        title, _, text = body.strip().partition("\n")
        known = KnownFacts(issuer=issuer, published=date.fromisoformat(published), title=title)
        reading = read_bulletin(text, known)
        return self.store(key, text, reading.facts, reading.statements, source)

    def store(
        self, key: str, text: str, facts: DocumentFacts, statements: tuple[Statement, ...], source: str = "qinghe"
    ) -> Published:
        """A text with its statements, stored and bound in one transaction."""
        self.now += timedelta(minutes=1)
        of_text = RevisionFacts(
            facts.title or key, facts.issuer or "", facts.doc_kind.value, facts.published, facts.plan_year
        )
        digest = sha256(text.encode()).hexdigest()
        with self.database.write() as session:
            document = self._document(session, source, key, of_text)
            stored = RevisionText(text, digest, self.now, EXTRACTOR_VERSION)
            revision_id = add_revision(session, document, of_text, stored, initial=False)
            add_statements(session, revision_id, EXTRACTOR_VERSION, statements)
            session.flush()
            return Published(document.id, revision_id, bind_revision(session, revision_id, self.now))

    def bind_again(self, revision_id: int, *, again: bool = False) -> BindingSummary:
        """The same revision bound once more, later."""
        with self.database.write() as session:
            return bind_revision(session, revision_id, self.now + timedelta(hours=1), again=again)

    def targets(self, as_of: str = "2026-11-21") -> list[TargetView]:
        """All targets as they stand on a day."""
        with self.database.read() as session:
            state = board_state(session, datetime.fromisoformat(f"{as_of}T04:00:00+00:00"))
        return list(state.targets)

    def history(self, target_id: str) -> TargetHistory:
        """Everything said of a target."""
        with self.database.read() as session:
            found = target_history(session, target_id, self.now)
        assert found is not None
        return found

    def events(self, kind: EventKind) -> list[EventView]:
        """Events of one kind, oldest first."""
        with self.database.read() as session:
            return [event for event in reversed(list_events(session)) if event.kind == kind]

    def reviews(self) -> list[ReviewItem]:
        """Cases in the queue."""
        with self.database.read() as session:
            found = list(session.query(ReviewItem).order_by(ReviewItem.id))
            session.expunge_all()
            return found

    def answer(self, document_id: int, state: str) -> None:
        """A person settles every open case about a document."""
        with self.database.write() as session:
            for item in session.query(ReviewItem).filter_by(state="open"):
                if f":{document_id}:" in item.natural_key:
                    item.state = state

    def _document(self, session: Session, source: str, key: str, facts: RevisionFacts) -> Document:
        held = session.query(Document).filter_by(source_id=source, document_key=key).one_or_none()
        return held or add_document(session, source, key, f"http://qinghe.example/{key}.html", facts, self.now)
