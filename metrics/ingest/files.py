"""Takes in bulletins that came by another way than a crawl: files given by hand, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from crawler.snapshots import Fetch, SnapshotStore, digest_of
from metrics.documents import ContentKind, DocumentText, plain_text, text_of
from metrics.documents.content_kinds import MEDIA_TYPE_OF, kind_of
from metrics.errors import InputFileError, UsageError
from metrics.ingest.bulletins import record_texts
from metrics.ingest.reading import Origin, read_document, text_digest
from metrics.ingest.recording import finish
from metrics.ingest.types import Binder, IngestSummary, ReadDocument
from metrics.ingest.writing import Moment, Writing
from metrics.store.crawls import hold_ingest_lock, lock_source
from metrics.store.database import Database
from metrics.store.documents import document_states
from metrics.store.models import Source
from metrics.store.sources import BY_HAND, by_hand_source, sources_of_issuer


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the person who gives files says of them. Without ``source_id`` the one source of the issuer is taken."""

    issuer: str
    published: date | None = None
    plan_year: int | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file given by hand, found to be readable."""

    path: Path
    content: bytes
    text: DocumentText


def ingest_files(
    database: Database,
    paths: Sequence[Path],
    facts: FileFacts,
    snapshots: SnapshotStore,
    now: datetime,
    bind: Binder,
) -> IngestSummary:
    """Take in these bulletins. A file that cannot be read is an ``InputFileError``, and nothing is written."""
    files = [read_file(path) for path in paths]
    _refuse_doubles(files)
    keys = {file.path.name: document_key(file, facts) for file in files}
    while True:
        with database.read() as session:
            source_id = _source_id(session, facts)
            states = document_states(session, source_id, list(keys.values()))
        known = {key: state.text_digest for key, state in states.items()}
        changed = [file for file in files if known.get(keys[file.path.name]) != text_digest(file.text)]
        read = {keys[file.path.name]: _read(file, keys[file.path.name], facts, snapshots, now) for file in changed}
        with database.write() as session:
            hold_ingest_lock(session)
            source = lock_source(session, source_id) or by_hand_source(session)
            if document_states(session, source_id, list(keys.values())) != states:
                continue
            writing = Writing(session, source, Moment(source_id, now, now), {}, states)
            record_texts(writing, read)
            return finish(writing, bind) + IngestSummary(finished=True)


def read_file(path: Path) -> GivenFile:
    """A text in any encoding of Chinese, a page, a PDF, DOCX, XLSX or XLS file; else an ``InputFileError``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputFileError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    if not content.strip():
        raise InputFileError(f"{path}: empty; give a file with text in it")
    kind = kind_of(content, url=path.name)
    is_plain = kind in {ContentKind.TEXT, ContentKind.BINARY}
    text = _plain_text(path, content) if is_plain else text_of(content, url=path.name)
    if text.unread:
        remedy = "; save its text as UTF-8 and give that file" if kind is ContentKind.HTML else ""
        raise InputFileError(f"{path}: {text.unread}{remedy}")
    return GivenFile(path, content, text)


def document_key(file: GivenFile, facts: FileFacts) -> str:
    """What tells this bulletin from others: a file of the same name, issuer and day is a new text of the same one."""
    return f"by-hand:{facts.issuer}/{facts.published or 'undated'}/{file.path.name}"


def _plain_text(path: Path, content: bytes) -> DocumentText:
    try:
        text, note = plain_text(content)
    except ValueError as error:
        raise InputFileError(f"{path}: {error}") from None
    return DocumentText(text.removeprefix("\ufeff"), ContentKind.TEXT, note=note)


def _refuse_doubles(files: Sequence[GivenFile]) -> None:
    seen: dict[str, Path] = {}
    for file in files:
        if file.path.name in seen:
            raise InputFileError(
                f"{file.path}: has the same name as {seen[file.path.name]}; rename one, or give them one at a time"
            )
        seen[file.path.name] = file.path


def _source_id(session: Session, facts: FileFacts) -> str:
    if facts.source_id is not None:
        if session.get(Source, facts.source_id) is None:
            raise UsageError(f"source {facts.source_id}: unknown; `goalboard sources list` shows all")
        return facts.source_id
    sources = sources_of_issuer(session, facts.issuer)
    return sources[0].source_id if len(sources) == 1 else BY_HAND


def _read(file: GivenFile, key: str, facts: FileFacts, snapshots: SnapshotStore, now: datetime) -> ReadDocument:
    """The file as a document; its bytes are kept first, as those of a page are."""
    media_type = MEDIA_TYPE_OF[file.text.kind]
    address = f"file:{file.path.name}"
    if not snapshots.has(digest_of(file.content)):
        snapshots.put(file.content, Fetch(address, address, now, 200, media_type))
    origin = Origin(
        key=key,
        url=None,
        issuer=facts.issuer,
        learnt_at=now,
        snapshot_digest=digest_of(file.content),
        size=len(file.content),
        media_type=media_type,
        published=facts.published,
        plan_year=facts.plan_year,
        outranks_page=True,
    )
    return read_document(file.text, origin)
