"""One text being bound: what was found, what is to be written, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from metrics.domain.statements import DocumentKind
from metrics.store.events import NewEvent
from metrics.store.models import EventKind, Target
from metrics.store.targets import Published, settled_reviews
from metrics.tracking.passages import Passage


@dataclass(frozen=True, slots=True)
class BindingSummary:
    """What binding one document revision changed; all zero when it was bound before."""

    targets_new: int = 0
    goals_moved: int = 0
    goals_withdrawn: int = 0
    observations_new: int = 0
    reviews_opened: int = 0
    conflicts: int = 0


@dataclass
class Work:
    """One binding in one transaction. ``targets`` are those of the area, new ones included.

    ``touched`` targets are brought up to date; ``changed`` ones have a new figure, whatever else became of them.
    """

    session: Session
    published: Published
    now: datetime
    targets: dict[str, Target] = field(default_factory=dict)
    new_target_ids: set[str] = field(default_factory=set)
    moved_target_ids: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    bindings: list[dict[str, Any]] = field(default_factory=list)
    reviews: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[NewEvent] = field(default_factory=list)
    moved: int = 0
    withdrawn: int = 0
    observed: int = 0

    @property
    def looks_back(self) -> bool:
        """Whether the text is a report or news: it does not move the goals of another text in passing."""
        return self.published.revision.doc_kind in (DocumentKind.NEWS, DocumentKind.REPORT)

    def bind(self, statement_id: int, target_id: str, role: str, score: float, reasons: Sequence[str]) -> None:
        """Remember that a statement speaks of a target."""
        self.bindings.append(
            {
                "statement_id": statement_id,
                "target_id": target_id,
                "role": role,
                "score": score,
                "reasons": list(reasons),
                "bound_at": self.now,
            }
        )

    def ask(self, question: Question) -> None:
        """Open a case for a person; one that was ever opened changes nothing."""
        self.reviews[question.natural_key] = question.row(self.now)

    def tell(self, kind: EventKind, subject: str, target_id: str, old: str | None, new: str | None) -> None:
        """Record an event of a target, caused by the text being bound."""
        document = self.published.document
        self.events.append(
            NewEvent(
                kind,
                f"{kind.value}:{target_id}:{subject}",
                self.now,
                document.source_id,
                document_id=document.id,
                document_url=document.url,
                target_id=target_id,
                old=old,
                new=new,
                initial=self.published.revision.initial,
            )
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is to decide: whether a statement is what we think it may be.

    The natural key is made of document, sentence and number, so that an answer holds until the sentence changes.
    """

    kind: str
    document_id: int
    statement_id: int | None
    quote: str
    passage: Passage
    target_id: str | None
    score: float
    reasons: tuple[str, ...]
    proposal: dict[str, Any]

    @property
    def natural_key(self) -> str:
        """The same for the same question about the same sentence."""
        asked = "|".join((self.passage.sentence, self.passage.clause, self.quote))
        return f"{self.kind}:{self.document_id}:{self.target_id or ''}:{sha256(asked.encode()).hexdigest()[:16]}"

    def row(self, now: datetime) -> dict[str, Any]:
        """The case as it is stored."""
        return {
            "natural_key": self.natural_key,
            "kind": self.kind,
            "statement_id": self.statement_id,
            "target_id": self.target_id,
            "score": self.score,
            "reasons": list(self.reasons),
            "proposal": self.proposal,
            "state": "open",
            "created_at": now,
        }


def answers_to(session: Session, questions: Sequence[Question]) -> dict[str, str]:
    """How these questions were answered before: natural key to state."""
    return settled_reviews(session, {question.natural_key for question in questions})
