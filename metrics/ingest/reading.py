"""From the bytes of a page to a document ready to be stored: text, distinct or not, statements. No database here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from metrics.documents import DocumentText
from metrics.domain.statements import BulletinReading, KnownFacts
from metrics.ingest.types import ReadDocument
from metrics.ingest.wording import fold, squeeze, wording_of
from metrics.normaliser import EXTRACTOR_VERSION, read_bulletin
from metrics.normaliser.script import clean as simplified
from metrics.store.documents import RevisionFacts, RevisionText

#: ``doc_kind`` of a document whose bytes could not be made text.
UNREAD_KIND = "unread"
LONGEST_TITLE = 500
_MOST_ATTACHMENTS = 100
#: Shorter wordings ("see the attachment") are the same in many bulletins.
SHORTEST_BODY = 60
_SHORTEST_TITLE = 6
_REPOST = re.compile(r"^[\[(]?转[发载][\])]?[:|]?")
#: Endings of bodies that issue bulletins; a newspaper or 本站 named as origin (来源) issues none.
_BODY = re.compile(r"(?:政府|人大|局|厅|委|委员会|办公厅|部|署|院|会)$")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from, and what is known of it from outside; that outranks what the text says.

    What a list page says gives way to the article's own page, what a person says does not (``outranks_page``).
    ``parts`` and ``incomplete`` tell of a text joined from several pages: see ``DocumentRevision``.
    """

    key: str
    url: str | None
    issuer: str
    learnt_at: datetime
    snapshot_digest: str
    size: int
    media_type: str | None = None
    listed_title: str | None = None
    published: date | None = None
    plan_year: int | None = None
    outranks_page: bool = False
    parts: tuple[dict[str, Any], ...] = ()
    incomplete: str | None = None


def text_digest(text: DocumentText) -> str:
    """Digest of what makes a text distinct: the wording of title and text. Setting and noise make no new revision."""
    if text.unread:
        return hashlib.sha256(f"{text.title or ''}\n{text.unread}".encode("utf-8", "surrogatepass")).hexdigest()
    return wording_of(text.text, text.title).digest


def body_digest(text: DocumentText) -> str | None:
    """Digest of the wording without title; None for a text too short to tell bulletins apart."""
    wording = wording_of(text.text)
    return wording.digest if len(wording.stream) >= SHORTEST_BODY else None


def title_key(title: str | None) -> str | None:
    """A title free of its script, its setting and a reposter's mark; None where it tells no bulletin from others."""
    plain = _REPOST.sub("", squeeze(fold(simplified(title or "").text)))
    return plain if len(plain) >= _SHORTEST_TITLE else None


def read_document(text: DocumentText, origin: Origin) -> ReadDocument:
    """The statements of a text, and everything that is stored with them."""
    days = (origin.published, text.published) if origin.outranks_page else (text.published, origin.published)
    known = KnownFacts(
        issuer=origin.issuer if origin.outranks_page else issuer_of(text.source, origin.issuer),
        published=days[0] or days[1],
        plan_year=origin.plan_year,
        title=_title(text, origin),
    )
    reading = None if text.unread else read_bulletin(text.text, known)
    return ReadDocument(
        key=origin.key,
        url=origin.url,
        facts=_facts(text, reading, known, origin),
        text=_revision_text(text, reading, origin),
        statements=reading.statements if reading else (),
        size=origin.size,
    )


def issuer_of(page_source: str | None, issuer: str) -> str:
    """Who issued a bulletin: the body named as its origin, unless that is the source's own or none that issues any."""
    named = (page_source or "").strip()
    if not _BODY.search(named) or named in issuer:
        return issuer
    return named


def _facts(text: DocumentText, reading: BulletinReading | None, known: KnownFacts, origin: Origin) -> RevisionFacts:
    if reading is None:
        return RevisionFacts(
            title=known.title or origin.key,
            issuer=known.issuer or origin.issuer,
            doc_kind=UNREAD_KIND,
            published=known.published,
            plan_year=known.plan_year,
            document_number=text.document_number,
            title_key=title_key(known.title),
        )
    facts = reading.facts
    return RevisionFacts(
        title=(known.title or facts.title or origin.key)[:LONGEST_TITLE],
        issuer=facts.issuer or origin.issuer,
        doc_kind=facts.doc_kind.value,
        published=facts.published,
        plan_year=facts.plan_year,
        document_number=text.document_number or facts.document_number,
        signed=facts.signed,
        title_key=title_key(known.title or facts.title),
    )


def _revision_text(text: DocumentText, reading: BulletinReading | None, origin: Origin) -> RevisionText:
    unread = reading.unread if reading else ()
    return RevisionText(
        text=text.text,
        text_digest=text_digest(text),
        body_digest=None if text.unread else body_digest(text),
        learnt_at=origin.learnt_at,
        extractor_version=EXTRACTOR_VERSION,
        snapshot_digest=origin.snapshot_digest,
        media_type=origin.media_type,
        attachments=tuple({"url": file.url, "name": file.name} for file in text.attachments[:_MOST_ATTACHMENTS]),
        unread_reason=text.unread,
        parts=origin.parts,
        incomplete_reason=origin.incomplete,
        unread_numerals=tuple((numeral.start, numeral.end, numeral.reason) for numeral in unread),
    )


def _title(text: DocumentText, origin: Origin) -> str | None:
    title = (text.title or origin.listed_title or "").strip()
    return title[:LONGEST_TITLE] or None
