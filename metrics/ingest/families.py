"""Folds mirrors and reposts into one bulletin: the same text is bound once, contradicting figures are no fact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from metrics.domain.statements import DocumentKind
from metrics.ingest.sentences import Replaced, compare_sentences, shared_share
from metrics.ingest.types import ReadDocument
from metrics.ingest.wording import figures_of, wording_of
from metrics.ingest.writing import Writing
from metrics.store.documents import revision_text
from metrics.store.families import Relative, documents_saying, documents_titled, end_conflicts_with
from metrics.store.models import Document, EventKind

#: A text so long is the same bulletin under whatever title; a shorter one only under the same.
LONG_BODY = 400
#: Of the shorter text so much must stand in the other for one to be a repost of the other.
REPOSTED_SHARE = 0.6
#: A repost follows within days; what bears the same title later is the next of its kind.
_REPOST_DAYS = timedelta(days=10)


def is_bindable(writing: Writing, document: Document, read: ReadDocument, initial: bool) -> bool:
    """Is the document's new text to be bound to targets? Not where it repeats or contradicts another document."""
    document.copy_of = document.conflicts_with = None
    digest = read.text.body_digest
    if digest is None or read.facts.doc_kind == DocumentKind.TEMPLATE:
        return True
    if original := _original(writing, document, read):
        document.copy_of = original.copy_of or original.document_id
        writing.count(documents_copied=1)
        return False
    if contradiction := _contradiction(writing, document, read):
        _tell_conflict(writing, document, contradiction, initial)
        return False
    end_conflicts_with(writing.session, document.id, digest)
    return True


def _original(writing: Writing, document: Document, read: ReadDocument) -> Relative | None:
    """The oldest document that says the same; what came after this one is its copy, not its original."""
    assert read.text.body_digest is not None, "only texts with a digest are looked for"
    is_long = len(read.text.text) >= LONG_BODY
    for other in documents_saying(writing.session, document.id, read.text.body_digest):
        is_titled_alike = other.title_key is not None and other.title_key == read.facts.title_key
        is_earlier = other.document_id < document.id and document.id not in (other.copy_of, other.conflicts_with)
        if is_earlier and other.conflicts_with is None and (is_long or is_titled_alike):
            return other
    return None


def _contradiction(
    writing: Writing, document: Document, read: ReadDocument
) -> tuple[Relative, tuple[Replaced, ...]] | None:
    """An older document of which this is a repost with other figures, and the sentences that differ."""
    if read.facts.title_key is None:
        return None
    wording = None
    for other in documents_titled(writing.session, document.id, read.facts.title_key):
        if other.document_id > document.id or other.copy_of is not None or not _is_repost(writing, read, other):
            continue
        wording = wording or wording_of(read.text.text)
        held = wording_of(revision_text(writing.session, other.revision_id))
        if shared_share(held, wording) < REPOSTED_SHARE:
            continue
        differing = tuple(_with_other_figures(compare_sentences(held, wording).replaced))
        if differing:
            return other, differing
    return None


def _is_repost(writing: Writing, read: ReadDocument, other: Relative) -> bool:
    """The same bulletin by all that is told of it. In one section a title may well come twice."""
    facts = read.facts
    if facts.plan_year != other.plan_year and None not in (facts.plan_year, other.plan_year):
        return False
    if facts.document_number is not None and facts.document_number == other.document_number:
        return True
    if facts.issuer != other.issuer or other.source_id == writing.source.source_id:
        return False
    if facts.published is None or other.published is None:
        return True
    return abs(facts.published - other.published) <= _REPOST_DAYS


def _with_other_figures(pairs: Iterable[Replaced]) -> Iterable[Replaced]:
    return (pair for pair in pairs if figures_of(pair.old) != figures_of(pair.new))


def _tell_conflict(
    writing: Writing, document: Document, found: tuple[Relative, tuple[Replaced, ...]], initial: bool
) -> None:
    other, pairs = found
    document.conflicts_with = other.document_id
    old, new = "\n".join(pair.old for pair in pairs), "\n".join(pair.new for pair in pairs)
    subject = f"{other.document_id}:{other.revision_id}:{document.id}:{document.revisions}"
    note = f"differs from {other.document_key}, whose figures are kept until a person decides"
    writing.tell_of(EventKind.FIGURES_CONFLICT, document, subject, old=old, new=new, initial=initial, note=note)
