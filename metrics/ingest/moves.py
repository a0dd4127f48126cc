"""Recognises a bulletin at a new address: same number and title, or same title and day or text, the old one gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.types import READ, Outcome, PageFetched, PageRole, SourceReport
from metrics.ingest.changes import Verdict, change_between
from metrics.ingest.preparing import Prepared
from metrics.ingest.presence import is_gone
from metrics.ingest.sentences import shared_share
from metrics.ingest.types import ReadDocument
from metrics.ingest.wording import wording_of
from metrics.ingest.writing import Writing
from metrics.store.documents import document_states, revision_text
from metrics.store.families import Relative, move_document, relatives_at, relatives_in_source, titles_and_texts
from metrics.store.models import Document, EventKind

#: Two texts of one title and day are one bulletin, revised, if so much of the shorter stands in the other.
_LEAST_SHARED = 0.3
#: A site moved as a whole if at least so many documents have new addresses, none has an old one, ...
_FEWEST_OF_SITE = 3
#: ... and so large a part of what is new was known.
_LEAST_OF_SITE = 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """What a crawl tells of addresses, old and new."""

    report: SourceReport
    pages: Mapping[str, PageFetched]
    site_moved: bool = False

    def has_left(self, old: Relative, url: str) -> bool:
        """Is the document no longer where it was, now that it was found at this address?"""
        key = old.document_key
        if key in self.report.links:
            return False
        if old.vanished_at is not None or self.site_moved:
            return True
        page = self.pages.get(key)
        if page is None:
            return self.report.complete
        if page.outcome in READ:
            return page.final_url == url
        return is_gone(page) or page.outcome is Outcome.MOVED or self.report.complete


def record_moves(writing: Writing, prepared: Prepared) -> dict[str, ReadDocument]:
    """Give documents found at new addresses these; what remains to be stored: texts that are new to their documents.

    ``writing.documents`` is brought up to date, so that a text that came with a move is stored as a revision.
    """
    report = prepared.crawl.report
    pages = {page.url: page for page in prepared.pages}
    fresh = [text for url, text in prepared.read.items() if url not in writing.documents]
    articles = [text for text in fresh if pages[text.key].role is PageRole.ARTICLE]
    pairs = _pairs(writing, articles)
    scene = Scene(report, pages, _is_site_moved(report, articles, pairs))
    moved = [(text, old) for text, old in pairs if scene.has_left(old, text.key)]
    files = [text for text in fresh if pages[text.key].role is PageRole.ATTACHMENT]
    moved += _file_pairs(writing, files, {file["url"] for _, old in moved for file in old.attachments})
    said = set()
    for text, old in moved:
        _record_move(writing, text, old)
        if _says_the_same(writing, text, old):
            said.add(text.key)
    return {url: text for url, text in prepared.read.items() if url not in said}


def _file_pairs(
    writing: Writing, fresh: list[ReadDocument], addresses: set[str]
) -> list[tuple[ReadDocument, Relative]]:
    """Files beside articles that moved: the same words, or else the same name, as a file that stood beside them."""
    if not fresh or not addresses:
        return []
    known = relatives_at(writing.session, writing.source.source_id, addresses)
    pairs = []
    for text in fresh:
        same = [old for old in known if old.body_digest and old.body_digest == text.text.body_digest]
        same += [old for old in known if _file_name(old.document_key) == _file_name(text.key)]
        if same:
            pairs.append((text, same[0]))
            known.remove(same[0])
    return pairs


def _file_name(address: str) -> str:
    return address.rpartition("/")[2]


def _pairs(writing: Writing, fresh: list[ReadDocument]) -> list[tuple[ReadDocument, Relative]]:
    """New texts with the known document that each may be; no document is taken twice."""
    if not fresh:
        return []
    titles = {text.facts.title_key for text in fresh if text.facts.title_key}
    numbers = {text.facts.document_number for text in fresh if text.facts.document_number}
    known = relatives_in_source(writing.session, writing.source.source_id, titles, numbers)
    by_key: dict[str | None, list[Relative]] = {}
    for old in known:
        for key in {old.title_key, old.document_number} - {None}:
            by_key.setdefault(key, []).append(old)
    taken: set[int] = set()
    pairs = []
    for text in fresh:
        likely = [*by_key.get(text.facts.document_number, []), *by_key.get(text.facts.title_key, [])]
        best = _best(writing, text, [one for one in likely if one.document_id not in taken])
        if best is not None:
            taken.add(best.document_id)
            pairs.append((text, best))
    return pairs


def _best(writing: Writing, text: ReadDocument, likely: Iterable[Relative]) -> Relative | None:
    """The document of the same text, else that of the same number and title, else that of the same title and day."""
    facts = text.facts
    second = None
    for old in likely:
        is_titled_alike = old.title_key is not None and old.title_key == facts.title_key
        if not is_titled_alike:
            continue
        if old.text_digest == text.text.text_digest:
            return old
        is_numbered = facts.document_number is not None and old.document_number == facts.document_number
        is_of_day = facts.published is not None and old.published == facts.published
        contradicts = None not in (facts.document_number, old.document_number) and not is_numbered
        if (is_numbered or is_of_day) and not contradicts and second is None and _is_alike(writing, text, old):
            second = old
    return second


def _is_alike(writing: Writing, text: ReadDocument, old: Relative) -> bool:
    held = wording_of(revision_text(writing.session, old.revision_id))
    return shared_share(held, wording_of(text.text.text)) >= _LEAST_SHARED


def _is_site_moved(report: SourceReport, fresh: list[ReadDocument], pairs: list[tuple[ReadDocument, Relative]]) -> bool:
    """Is much of what is new known, and none of it listed where it was? A burst of news with old dates is a move."""
    if len(pairs) < max(_FEWEST_OF_SITE, len(fresh) * _LEAST_OF_SITE):
        return False
    listed = frozenset(report.links)
    return not any(old.document_key in listed for _, old in pairs)


def _record_move(writing: Writing, text: ReadDocument, old: Relative) -> None:
    document = writing.session.get_one(Document, old.document_id)
    was = document.url
    move_document(writing.session, document, text.key, writing.moment.finished_at)
    writing.count(documents_moved=1)
    subject = f"{document.id}:{writing.moment.crawl_id}"
    writing.tell_of(EventKind.DOCUMENT_MOVED, document, subject, old=was, new=text.key)
    moved = document_states(writing.session, writing.source.source_id, [text.key])
    writing.documents = {**writing.documents, **moved}


def _says_the_same(writing: Writing, text: ReadDocument, old: Relative) -> bool:
    if old.text_digest == text.text.text_digest:
        return True
    title, words = titles_and_texts(writing.session, [old.revision_id])[old.revision_id]
    return change_between(words, text.text.text, title, text.facts.title).verdict is Verdict.SAME
