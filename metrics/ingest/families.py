"""Folds mirrors and reposts into one bulletin: the same text is bound once, contradicting figures are no fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.domain.statements import DocumentKind
from metrics.ingest.sentences import Replaced, compare_sentences, shared_share
from metrics.ingest.types import ReadDocument
from metrics.ingest.wording import Wording, figures_of, wording_of
from metrics.ingest.writing import Writing
from metrics.store.documents import revision_text
from metrics.store.families import (
    Relative,
    documents_contradicting,
    documents_saying,
    documents_titled,
    end_conflicts_with,
)
from metrics.store.models import Document, DocumentRevision, EventKind

#: A text so long is the same bulletin under whatever title; a shorter one only under the same.
LONG_BODY = 400
#: Of the shorter text so much must stand in the other for one to be a repost of the other.
REPOSTED_SHARE = 0.6
#: A repost follows within days; what bears the same title later is the next of its kind.
_REPOST_DAYS = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says, as far as another may say the same or contradict it."""

    text: str
    body_digest: str | None
    title_key: str | None
    issuer: str
    published: date | None
    plan_year: int | None
    document_number: str | None


def is_bindable(writing: Writing, document: Document, read: ReadDocument, initial: bool) -> bool:
    """Is the document's new text to be bound to targets? Not where it repeats or contradicts another document."""
    facts = read.facts
    about = (facts.title_key, facts.issuer, facts.published, facts.plan_year, facts.document_number)
    said = Said(read.text.text, read.text.body_digest, *about)
    if facts.doc_kind == DocumentKind.TEMPLATE:
        document.copy_of = document.conflicts_with = None
        return True
    is_fact = _stands_alone(writing, document, said, initial)
    if document.copy_of is not None:
        writing.count(documents_copied=1)
    if said.body_digest is not None and is_fact:
        end_conflicts_with(writing.session, document.id, said.body_digest)
    return is_fact


def settle_conflicts(writing: Writing, document: Document) -> None:
    """Look again at what contradicted a document that says something else by now, or is gone.

    What repeats and contradicts no one any more is bound; what is gone itself contradicts no one.
    """
    for other in documents_contradicting(writing.session, document.id):
        judge_again(writing, other, document)


def judge_again(writing: Writing, document: Document, told_of: Document | None = None) -> None:
    """Is a stored document that is not bound still a copy or a contradiction? If not, its text is bound now.

    ``told_of`` is the document that it is known to contradict: that is not told again.
    """
    latest_id = document.latest_revision_id
    latest = writing.session.get(DocumentRevision, latest_id) if latest_id is not None else None
    if latest is None or document.vanished_at is not None:
        document.conflicts_with = None
        return
    about = (document.title_key, document.issuer, document.published, document.plan_year, document.document_number)
    said = Said(latest.text, latest.body_digest, *about)
    if not _stands_alone(writing, document, said, latest.initial, told_of):
        return
    agreeing = _agreeing(writing, document, said)
    if agreeing is not None:
        document.copy_of = agreeing.document_id
    else:
        latest.bound_at = None
        writing.revisions.append(latest.id)


def _stands_alone(
    writing: Writing, document: Document, said: Said, initial: bool, told_of: Document | None = None
) -> bool:
    """Does the document neither repeat nor contradict another one? Which one it does is kept, a conflict told."""
    document.copy_of = document.conflicts_with = None
    if said.body_digest is None:
        return True
    if original := _original(writing, document, said):
        document.copy_of = original.copy_of or original.document_id
        return False
    contradiction = _contradiction(writing, document, said)
    if contradiction is None:
        return True
    document.conflicts_with = contradiction[0].document_id
    if told_of is None or contradiction[0].document_id != told_of.id:
        _tell_conflict(writing, document, contradiction, initial)
    return False


def _original(writing: Writing, document: Document, said: Said) -> Relative | None:
    """The oldest document that says the same; what came after this one is its copy, not its original."""
    assert said.body_digest is not None, "only texts with a digest are looked for"
    is_long = len(said.text) >= LONG_BODY
    for other in documents_saying(writing.session, document.id, said.body_digest):
        is_titled_alike = other.title_key is not None and other.title_key == said.title_key
        is_earlier = other.document_id < document.id and document.id not in (other.copy_of, other.conflicts_with)
        if is_earlier and other.conflicts_with is None and (is_long or is_titled_alike):
            return other
    return None


def _contradiction(writing: Writing, document: Document, said: Said) -> tuple[Relative, tuple[Replaced, ...]] | None:
    """An older document of which this is a repost with other figures, and the sentences that differ."""
    wording = wording_of(said.text)
    for other, held in _reposted(writing, document, said, wording):
        differing = tuple(_with_other_figures(compare_sentences(held, wording).replaced))
        if differing:
            return other, differing
    return None


def _agreeing(writing: Writing, document: Document, said: Said) -> Relative | None:
    """An older document of which this is a repost, perhaps in other words, without a figure of its own."""
    figures = set(figures_of(said.text))
    for other, _ in _reposted(writing, document, said, wording_of(said.text)):
        if figures <= set(figures_of(revision_text(writing.session, other.revision_id))):
            return other
    return None


def _reposted(writing: Writing, document: Document, said: Said, wording: Wording) -> Iterator[tuple[Relative, Wording]]:
    """Older documents that this one reposts, with what they say. One that is gone from its site is none."""
    if said.title_key is None:
        return
    for other in documents_titled(writing.session, document.id, said.title_key):
        if other.document_id > document.id or other.copy_of is not None or other.vanished_at is not None:
            continue
        if not _is_repost(document, said, other):
            continue
        held = wording_of(revision_text(writing.session, other.revision_id))
        if shared_share(held, wording) >= REPOSTED_SHARE:
            yield other, held


def _is_repost(document: Document, said: Said, other: Relative) -> bool:
    """The same bulletin by all that is told of it. In one section a title may well come twice."""
    if said.plan_year != other.plan_year and None not in (said.plan_year, other.plan_year):
        return False
    if said.document_number is not None and said.document_number == other.document_number:
        return True
    if said.issuer != other.issuer or other.source_id == document.source_id:
        return False
    if said.published is None or other.published is None:
        return True
    return abs(said.published - other.published) <= _REPOST_DAYS


def _with_other_figures(pairs: Iterable[Replaced]) -> Iterable[Replaced]:
    return (pair for pair in pairs if figures_of(pair.old) != figures_of(pair.new))


def _tell_conflict(
    writing: Writing, document: Document, found: tuple[Relative, tuple[Replaced, ...]], initial: bool
) -> None:
    other, pairs = found
    old, new = "\n".join(pair.old for pair in pairs), "\n".join(pair.new for pair in pairs)
    subject = f"{other.document_id}:{other.revision_id}:{document.id}:{document.revisions}"
    note = f"differs from {other.document_key}, whose figures are kept until a person decides"
    writing.tell_of(EventKind.FIGURES_CONFLICT, document, subject, old=old, new=new, initial=initial, note=note)
